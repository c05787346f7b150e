"""Whether what an arena's classes need fits into its cells, exactly: a flow that does it, or the classes that are too much."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from planner.optimizer.layout import Arena

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Routing:
    """`flow[k, c]` of class k from cell c. `unmet` is what does not fit; then the classes `excess` need more than their
    cells, `narrow`, have together (Hall's condition, as a minimum cut shows it)."""

    flow: Whole
    unmet: int
    excess: tuple[int, ...] = ()
    narrow: tuple[int, ...] = ()


class Router:
    """Routes needs through one arena; made once, asked many times."""

    def __init__(self, arena: Arena) -> None:
        import numpy as np

        self._capacity = np.array(arena.capacity, np.int64)
        self._reach = np.zeros((len(arena.access), len(arena.cells)), bool)
        for number, access in enumerate(arena.access):
            self._reach[number, list(access)] = True
        flexible = self._reach.sum(0)
        self._access = [np.array(sorted(access, key=lambda cell: flexible[cell]), np.int64) for access in arena.access]
        self._order = sorted(range(len(arena.access)), key=lambda number: len(arena.access[number]))

    def route(self, needs: Whole) -> Routing:
        """Serve `needs` (one per class): first the classes with few cells, then by paths that shift what was given."""
        import numpy as np

        flow, left, unmet = np.zeros(self._reach.shape, np.int64), self._capacity.copy(), needs.astype(np.int64)
        for number in self._order:
            if unmet[number]:
                cells = self._access[number]
                given = np.diff(np.minimum(np.cumsum(left[cells]), unmet[number]), prepend=0)
                flow[number, cells] = given
                left[cells] -= given
                unmet[number] -= given.sum()
        while unmet.any():
            search = _Search(self._reach, flow, left, unmet > 0)
            if search.end is None:
                return Routing(flow, int(unmet.sum()), tuple(np.flatnonzero(search.classes).tolist()),
                               tuple(np.flatnonzero(search.cells).tolist()))
            search.shift(flow, left, unmet)
        return Routing(flow, 0)


class _Search:
    """Breadth first from the unserved classes to a cell with something left, over what could be shifted."""

    def __init__(self, reach: Marks, flow: Whole, left: Whole, sources: Marks) -> None:
        import numpy as np

        self.classes, self.cells = sources.copy(), np.zeros(reach.shape[1], bool)
        self._by_class: Any = np.full(reach.shape[1], -1)
        self._by_cell: Any = np.full(reach.shape[0], -1)
        self.end: int | None = None
        front = np.flatnonzero(sources)
        while front.size:
            seen = reach[front] & ~self.cells
            fresh = np.flatnonzero(seen.any(0))
            if not fresh.size:
                return
            self._by_class[fresh] = front[seen[:, fresh].argmax(0)]
            self.cells[fresh] = True
            open_cells = fresh[left[fresh] > 0]
            if open_cells.size:
                self.end = int(open_cells[left[open_cells].argmax()])
                return
            moving = (flow[:, fresh] > 0) & ~self.classes[:, None]
            front = np.flatnonzero(moving.any(1))
            self._by_cell[front] = fresh[moving[front].argmax(1)]
            self.classes[front] = True

    def shift(self, flow: Whole, left: Whole, unmet: Whole) -> None:
        """Send as much as the found path carries."""
        path, cell = [], self.end
        while cell is not None:
            number = int(self._by_class[cell])
            path.append((number, cell))
            before = int(self._by_cell[number])
            cell = before if before >= 0 else None
        amount = int(min(left[path[0][1]], unmet[path[-1][0]]))
        for (number, _), (_, before_cell) in pairwise(path):
            amount = min(amount, int(flow[number, before_cell]))
        left[path[0][1]] -= amount
        unmet[path[-1][0]] -= amount
        for at, (number, cell_at) in enumerate(path):
            flow[number, cell_at] += amount
            if at + 1 < len(path):
                flow[number, path[at + 1][1]] -= amount
