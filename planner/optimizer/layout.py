"""A model laid out for solving: yes-or-no columns, rows over them, and arenas in which needs meet supply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.optimizer.model import SHARE_WHOLE, Cell, Line, Model, Slot, Stance

Row = tuple[float, float, tuple[int, ...], tuple[float, ...]]   # least, most, columns, factors
Access = tuple[Cell, ...]
INFINITE = float("inf")


@dataclass
class Arena:
    """Needs and cells that touch one another, apart from all others: for rival supply, one kind in one period.

    `capacity[c]` is what cell c has left beside the locks. A class is everything that the same cells can serve:
    `access[k]` its cells, `loads[k]` column -> amount when the column is 1.
    """

    cells: list[Cell]
    capacity: list[int]
    access: list[tuple[int, ...]]
    loads: list[dict[int, int]]


@dataclass
class Layout:
    """Columns: the items in order, then one for each (whole line, supply).

    `remaining` says what each slot still needs beside the locks, `reach` which cells can serve it.
    """

    model: Model
    scores: list[int]
    lower: list[int]
    upper: list[int]
    rows: list[Row]
    arenas: list[Arena]
    remaining: dict[Slot, int]
    reach: dict[Slot, Access]
    left: dict[Cell, int | None]
    whole: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def items(self) -> int:
        return len(self.model.items)

    @property
    def links(self) -> int:
        """How many flow columns a model with flows has."""
        return sum(len(access) for arena in self.arenas for access in arena.access)


def lay_out(model: Model) -> Layout:
    """The model without what the locks already settle; items that nothing can serve are out."""
    place = {item.key: number for number, item in enumerate(model.items)}
    remaining, left = _beside_locks(model)
    reach = _reach(model, remaining)
    lower = [int(item.stance is Stance.IN) for item in model.items]
    upper = [int(item.stance is not Stance.OUT) for item in model.items]
    layout = Layout(model, [item.score for item in model.items], lower, upper, _rules(model, place), [],
                    remaining, reach, left)
    loads: defaultdict[Access, dict[int, int]] = defaultdict(dict)
    for line in model.lines:
        if line.whole:
            _whole(layout, line, place[line.item], loads)
        else:
            _split(layout, line, place[line.item], loads)
    layout.arenas = _arenas(loads, left)
    return layout


def _beside_locks(model: Model) -> tuple[dict[Slot, int], dict[Cell, int | None]]:
    remaining = {(line.key, period): need for line in model.lines for period, need in line.needs.items() if need > 0}
    left = {cell: amount for supply in model.supplies for cell, amount in supply.capacities().items()}
    supplies = {supply.key: supply for supply in model.supplies}
    for (line_key, key, period), amount in model.locks.items():
        cell = supplies[key].cell(period)
        if cell is not None and (there := left[cell]) is not None:
            left[cell] = max(0, there - amount)
        if (line_key, period) in remaining:
            remaining[line_key, period] = max(0, remaining[line_key, period] - amount)
    return {slot: need for slot, need in remaining.items() if need}, left


def _reach(model: Model, remaining: Mapping[Slot, int]) -> dict[Slot, Access]:
    supplies = {supply.key: supply for supply in model.supplies}
    lines = {line.key: line for line in model.lines}
    return {(key, period): tuple(cell for name in lines[key].supplies if (cell := supplies[name].cell(period)))
            for key, period in remaining}


def _slots(layout: Layout, line: Line) -> list[Slot]:
    return [slot for period in line.needs if (slot := (line.key, period)) in layout.remaining]


def _split(layout: Layout, line: Line, item: int, loads: dict[Access, dict[int, int]]) -> None:
    for slot in _slots(layout, line):
        access = layout.reach[slot]
        if not access:
            layout.upper[item] = 0
        elif all(layout.left[cell] is not None for cell in access):
            into = loads[tuple(sorted(access, key=str))]
            into[item] = into.get(item, 0) + layout.remaining[slot]


def _whole(layout: Layout, line: Line, item: int, loads: dict[Access, dict[int, int]]) -> None:
    """One column per supply that is open throughout; the item has exactly one of them."""
    slots = _slots(layout, line)
    if not slots:
        return
    locked = {supply for key, supply, _ in layout.model.locks if key == line.key}
    able = [name for name in line.supplies if all(any(cell[0] == name for cell in layout.reach[slot]) for slot in slots)
            and (not locked or locked == {name})]
    columns = []
    for name in able:
        column = len(layout.scores)
        layout.scores.append(0)
        layout.lower.append(0)
        layout.upper.append(1)
        layout.whole[line.key, name] = column
        columns.append(column)
        for slot in slots:
            cell = next(cell for cell in layout.reach[slot] if cell[0] == name)
            if layout.left[cell] is not None:
                into = loads[(cell,)]
                into[column] = into.get(column, 0) + layout.remaining[slot]
    layout.rows.append((0, 0, (*columns, item), (*(1.0 for _ in columns), -1.0)))


def _rules(model: Model, place: Mapping[str, int]) -> list[Row]:
    rows: list[Row] = []
    for group in model.groups:
        members = tuple(dict.fromkeys(place[key] for key in group.members))
        most = INFINITE if group.most is None else group.most
        rows.append((group.least, most, members, (1.0,) * len(members)))
    rows += [(-INFINITE, 0, (place[rule.item], place[rule.other]), (1.0, -1.0)) for rule in model.prerequisites]
    for share in model.shares:
        rows += _share(len(model.items), {place[key] for key in share.members}, share.least, share.most)
    return rows


def _share(count: int, members: set[int], least: int, most: int) -> Iterable[Row]:
    every = tuple(range(count))
    if least > 0:
        yield 0, INFINITE, every, tuple(float(SHARE_WHOLE * (i in members) - least) for i in every)
    if most < SHARE_WHOLE:
        yield -INFINITE, 0, every, tuple(float(SHARE_WHOLE * (i in members) - most) for i in every)


def _arenas(loads: Mapping[Access, dict[int, int]], left: Mapping[Cell, int | None]) -> list[Arena]:
    return [_arena(classes, loads, left) for classes in gathered(list(loads))]


def gathered(classes: Iterable[Access]) -> list[list[Access]]:
    """Classes are together when they share a cell, directly or through others."""
    root: dict[Cell, Cell] = {}

    def top(cell: Cell) -> Cell:
        while root.setdefault(cell, cell) != cell:
            root[cell] = cell = root[root[cell]]
        return cell

    for access in classes:
        for cell in access:
            root[top(cell)] = top(access[0])
    found: defaultdict[Cell, list[Access]] = defaultdict(list)
    for access in classes:
        found[top(access[0])].append(access)
    return list(found.values())


def _arena(classes: list[Access], loads: Mapping[Access, dict[int, int]], left: Mapping[Cell, int | None]) -> Arena:
    cells = list(dict.fromkeys(cell for access in classes for cell in access))
    number = {cell: at for at, cell in enumerate(cells)}
    return Arena(cells, [left[cell] or 0 for cell in cells], [tuple(number[cell] for cell in access) for access in classes],
                 [loads[access] for access in classes])
