"""A plan without a solver: items in an order, each taken if it still fits; a start for the solver and a measure of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planner.optimizer.layout import Access, Layout
from planner.optimizer.model import SHARE_WHOLE, Cell, Stance

Need = tuple[int, Access]
Way = tuple[int, list[tuple[int, Cell]]]   # the column of a whole line's supply, and what it takes from which cells


@dataclass
class _Item:
    """What one item asks for, what it waits for and who waits for it, and the groups that limit it."""

    needs: list[Need] = field(default_factory=list)
    lines: list[list[Way]] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)


class Greedy:
    """Fills items into the cells that are left, first into those that few can use; made once, asked with many orders."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._items = _prepared(layout)
        place = {item.key: number for number, item in enumerate(layout.model.items)}
        self._groups = [frozenset(place[key] for key in group.members) for group in layout.model.groups]
        self._shares = [frozenset(place[key] for key in share.members) for share in layout.model.shares]
        self._forced = [at for at, item in enumerate(layout.model.items) if item.stance is Stance.IN]
        self._thrift = self._thrifty()
        self._rank = {item: rank for rank, item in enumerate(self.by_thrift())}

    def by_thrift(self) -> list[int]:
        """Items by score for each part of the supply that they use, the best first."""
        return sorted(range(len(self._items)), key=lambda item: (-self._thrift[item], item))

    def by_score(self) -> list[int]:
        """Items by score alone, as people choose by hand."""
        return sorted(range(len(self._items)), key=lambda item: (-self._layout.scores[item], item))

    def by_values(self, values: Sequence[float]) -> list[int]:
        """Items by a solver's relaxed values, equal ones by thrift."""
        return sorted(range(len(self._items)), key=lambda item: (-round(values[item], 3), self._rank[item]))

    def fill(self, order: Sequence[int]) -> list[float] | None:
        """Take what fits in this order; columns as 0 and 1, or None where a rule that asks for more is not met."""
        filling = _Filling(self._layout, self._items, self._groups)
        for item in self._forced:
            filling.take(item)
        for at, group in enumerate(self._layout.model.groups):
            for item in order if group.least else ():
                if item in self._groups[at] and len(filling.chosen & self._groups[at]) < group.least:
                    filling.take(item)
        waiting = list(order)
        while waiting:
            taken = {item for item in waiting if filling.take(item)}
            waiting = [item for item in waiting if item not in taken and self._items[item].before] if taken else []
        if not self._shared(filling, order) or not self._kept(filling):
            return None
        return filling.columns()

    def _shared(self, filling: _Filling, order: Sequence[int]) -> bool:
        """Give up the last items of the order until every share is kept."""
        for item in reversed(order):
            if not (wrong := self._wrong_share(filling)):
                return True
            members, too_many = wrong
            if item in filling.chosen and (item in members) == too_many:
                filling.give_up(item)
        return not self._wrong_share(filling)

    def _wrong_share(self, filling: _Filling) -> tuple[frozenset[int], bool] | None:
        total = len(filling.chosen)
        for share, members in zip(self._layout.model.shares, self._shares, strict=True):
            count = len(filling.chosen & members) * SHARE_WHOLE
            if count > share.most * total:
                return members, True
            if count < share.least * total:
                return members, False
        return None

    def _kept(self, filling: _Filling) -> bool:
        least = all(len(filling.chosen & members) >= group.least
                    for group, members in zip(self._layout.model.groups, self._groups, strict=True))
        return least and all(item in filling.chosen for item in self._forced)

    def _thrifty(self) -> list[float]:
        limits: dict[Access, float] = {}

        def part(need: int, cells: Access) -> float:
            if cells not in limits:
                amounts = [self._layout.left[cell] for cell in cells]
                limits[cells] = float("inf") if None in amounts else max(1, sum(amount or 0 for amount in amounts))
            return need / limits[cells]

        use = [sum(part(*need) for need in item.needs)
               + sum(min((sum(part(n, (c,)) for n, c in way) for _, way in ways), default=0.0) for ways in item.lines)
               for item in self._items]
        return [score / (used + 1e-9) for score, used in zip(self._layout.scores, use, strict=False)]


def rule_of_thumb(layout: Layout) -> int | None:
    """What the greedy rule reaches by itself: score for each part of the supply that is used; None where it breaks a rule."""
    greedy = Greedy(layout)
    columns = greedy.fill(greedy.by_thrift())
    if columns is None:
        return None
    return sum(item.score for item, value in zip(layout.model.items, columns, strict=False) if value)


class _Filling:
    """One filling under way: what is left of each cell, and what each chosen item took."""

    def __init__(self, layout: Layout, items: Sequence[_Item], groups: Sequence[frozenset[int]]) -> None:
        self._layout, self._items, self._groups = layout, items, groups
        self._left = dict(layout.left)
        self._taken: dict[int, list[tuple[Cell, int]]] = {}
        self._ways: dict[int, list[int]] = {}
        self.chosen: set[int] = set()

    def take(self, item: int) -> bool:
        """Choose the item if it is not chosen, nothing forbids it and all that it needs is there."""
        asked, most = self._items[item], self._layout.model.groups
        if item in self.chosen or not self._layout.upper[item] or not self.chosen.issuperset(asked.before):
            return False
        if any(len(self.chosen & self._groups[at]) >= (most[at].most or 0) for at in asked.groups):
            return False
        taken: list[tuple[Cell, int]] = []
        ways: list[int] = []
        fits = all(self._draw(need, cells, taken) for need, cells in asked.needs)
        fits = fits and all(self._way(line, taken, ways) for line in asked.lines)
        if not fits:
            self._return(taken)
            return False
        self.chosen.add(item)
        self._taken[item], self._ways[item] = taken, ways
        return True

    def give_up(self, item: int) -> None:
        """Let an item go, and with it those that needed it."""
        self.chosen.discard(item)
        self._return(self._taken.pop(item))
        self._ways.pop(item)
        for later in self._items[item].after:
            if later in self.chosen:
                self.give_up(later)

    def columns(self) -> list[float]:
        values = [0.0] * len(self._layout.scores)
        for item in self.chosen:
            for column in (item, *self._ways[item]):
                values[column] = 1.0
        return values

    def _draw(self, need: int, cells: Iterable[Cell], taken: list[tuple[Cell, int]]) -> bool:
        for cell in cells:
            there = self._left[cell]
            if there is None:
                return True
            part = min(need, there)
            if part:
                self._left[cell] = there - part
                taken.append((cell, part))
                need -= part
            if not need:
                return True
        return False

    def _way(self, ways: Iterable[Way], taken: list[tuple[Cell, int]], chosen: list[int]) -> bool:
        for column, needs in ways:
            mark = len(taken)
            if all(self._draw(need, (cell,), taken) for need, cell in needs):
                chosen.append(column)
                return True
            self._return(taken[mark:])
            del taken[mark:]
        return False

    def _return(self, taken: Iterable[tuple[Cell, int]]) -> None:
        for cell, part in taken:
            self._left[cell] = (self._left[cell] or 0) + part


def _prepared(layout: Layout) -> list[_Item]:
    place = {item.key: number for number, item in enumerate(layout.model.items)}
    items = [_Item() for _ in layout.model.items]
    users: defaultdict[Cell, int] = defaultdict(int)
    for access in layout.reach.values():
        for cell in access:
            users[cell] += 1
    sorted_access = {access: tuple(sorted(access, key=lambda cell: (layout.left[cell] is not None, users[cell])))
                     for access in set(layout.reach.values())}
    for line in layout.model.lines:
        slots = [slot for period in line.needs if (slot := (line.key, period)) in layout.remaining]
        asked = items[place[line.item]]
        if not line.whole:
            asked.needs += [(layout.remaining[slot], sorted_access[layout.reach[slot]]) for slot in slots]
        elif slots:
            asked.lines.append([(layout.whole[line.key, name], [
                (layout.remaining[slot], next(cell for cell in layout.reach[slot] if cell[0] == name)) for slot in slots])
                for name in line.supplies if (line.key, name) in layout.whole])
    for rule in layout.model.prerequisites:
        items[place[rule.item]].before.append(place[rule.other])
        items[place[rule.other]].after.append(place[rule.item])
    for at, group in enumerate(layout.model.groups):
        for key in dict.fromkeys(group.members) if group.most is not None else ():
            items[place[key]].groups.append(at)
    return items
