"""One filling under way: what the chosen columns take of the supply, moved aside where that makes room for one more."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from planner.optimizer.layout import Arena, Layout

Draw = tuple[int, int, int]   # an arena, a class of it, an amount


def draws(layout: Layout) -> list[list[Draw]]:
    """For every column what it takes when it is 1."""
    found: list[list[Draw]] = [[] for _ in layout.scores]
    for number, arena in enumerate(layout.arenas):
        for at, loads in enumerate(arena.loads):
            for column, amount in loads.items():
                found[column].append((number, at, amount))
    return found


class Filling:
    """What is left in every arena while columns are taken and given up; exact, for a need that fits somehow is met."""

    def __init__(self, layout: Layout) -> None:
        self._pools = [_Pool(arena) for arena in layout.arenas]

    def take(self, asked: Sequence[Draw]) -> bool:
        """Meet all of these needs, or none of them."""
        for done, (arena, number, amount) in enumerate(asked):
            if not self._pools[arena].add(number, amount):
                self.give_up(asked[:done])
                return False
        return True

    def give_up(self, asked: Iterable[Draw]) -> None:
        """Free what these needs took."""
        for arena, number, amount in asked:
            self._pools[arena].drop(number, amount)


class _Pool:
    """The cells of an arena. A class is served as a whole, so that what one member gives up may come from any cell."""

    def __init__(self, arena: Arena) -> None:
        users = [0] * len(arena.cells)
        for access in arena.access:
            for cell in access:
                users[cell] += 1
        self._access = [tuple(sorted(access, key=lambda cell: users[cell])) for access in arena.access]
        self._left = list(arena.capacity)
        self._given: list[dict[int, int]] = [{} for _ in arena.access]
        self._takers: list[set[int]] = [set() for _ in arena.cells]

    def add(self, number: int, amount: int) -> bool:
        """Serve so much more of a class, first from what is free, then by moving others to other cells."""
        wanted = amount
        for cell in self._access[number]:
            part = min(self._left[cell], wanted)
            if part:
                self._move(number, None, cell, part)
                wanted -= part
            if not wanted:
                return True
        while wanted:
            part = self._push(number, wanted)
            if not part:
                self.drop(number, amount - wanted)
                return False
            wanted -= part
        return True

    def drop(self, number: int, amount: int) -> None:
        """Serve so much less of a class."""
        for cell, given in list(self._given[number].items()):
            part = min(given, amount)
            self._move(number, cell, None, part)
            amount -= part
            if not amount:
                return

    def _move(self, number: int, source: int | None, target: int | None, amount: int) -> None:
        given = self._given[number]
        if source is not None:
            self._left[source] += amount
            given[source] -= amount
            if not given[source]:
                del given[source]
                self._takers[source].discard(number)
        if target is not None:
            self._left[target] -= amount
            given[target] = given.get(target, 0) + amount
            self._takers[target].add(number)

    def _push(self, number: int, wanted: int) -> int:
        """Free a cell of the class by the shortest row of moves that ends where something is left; gives how much."""
        came: dict[int, tuple[int, int] | None] = dict.fromkeys(self._access[number])
        seen, queue = {number}, deque(came)
        while queue:
            cell = queue.popleft()
            for taker in self._takers[cell] - seen:
                seen.add(taker)
                for other in self._access[taker]:
                    if other not in came:
                        came[other] = (cell, taker)
                        if self._left[other]:
                            return self._shift(number, came, other, wanted)
                        queue.append(other)
        return 0

    def _shift(self, number: int, came: dict[int, tuple[int, int] | None], end: int, wanted: int) -> int:
        amount, moves, cell = min(wanted, self._left[end]), [], end
        while (step := came[cell]) is not None:
            moves.append((step[1], step[0], cell))
            amount = min(amount, self._given[step[1]][step[0]])
            cell = step[0]
        for taker, source, target in moves:
            self._move(taker, source, target, amount)
        self._move(number, None, cell, amount)
        return amount
