"""A plan without a solver: items in an order, each taken if it still fits; a start for the solver and a measure of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.optimizer.filling import Draw, Filling, draws
from planner.optimizer.layout import Layout
from planner.optimizer.model import SHARE_WHOLE, Stance


@dataclass
class _Item:
    """What one item asks for, the columns between which each whole line chooses, what waits for what, and its groups."""

    needs: list[Draw] = field(default_factory=list)
    lines: list[list[int]] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)


class Greedy:
    """Fills items into what is left; made once, asked with many orders."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._draws = draws(layout)
        self._items = _prepared(layout, self._draws)
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
        filling = _Chosen(self._layout, self._items, self._draws, self._groups)
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

    def _shared(self, filling: _Chosen, order: Sequence[int]) -> bool:
        """Give up the last items of the order until every share is kept."""
        for item in reversed(order):
            if not (wrong := self._wrong_share(filling)):
                return True
            members, too_many = wrong
            if item in filling.chosen and (item in members) == too_many:
                filling.give_up(item)
        return not self._wrong_share(filling)

    def _wrong_share(self, filling: _Chosen) -> tuple[frozenset[int], bool] | None:
        total = len(filling.chosen)
        for share, members in zip(self._layout.model.shares, self._shares, strict=True):
            count = len(filling.chosen & members) * SHARE_WHOLE
            if count > share.most * total:
                return members, True
            if count < share.least * total:
                return members, False
        return None

    def _kept(self, filling: _Chosen) -> bool:
        least = all(len(filling.chosen & members) >= group.least
                    for group, members in zip(self._layout.model.groups, self._groups, strict=True))
        return least and all(item in filling.chosen for item in self._forced)

    def _thrifty(self) -> list[float]:
        limits = [[max(1, sum(arena.capacity[cell] for cell in access)) for access in arena.access] for arena in self._layout.arenas]

        def use(draws: Sequence[Draw]) -> float:
            return sum(amount / limits[arena][number] for arena, number, amount in draws)

        used = [use(item.needs) + sum(min((use(self._draws[way]) for way in ways), default=0.0) for ways in item.lines)
                for item in self._items]
        return [score / (part + 1e-9) for score, part in zip(self._layout.scores, used, strict=False)]


def rule_of_thumb(layout: Layout) -> int | None:
    """What the greedy rule reaches by itself: score for each part of the supply that is used; None where it breaks a rule."""
    greedy = Greedy(layout)
    columns = greedy.fill(greedy.by_thrift())
    if columns is None:
        return None
    return sum(item.score for item, value in zip(layout.model.items, columns, strict=False) if value)


class _Chosen:
    """The items taken so far, with the ways that their whole lines go."""

    def __init__(self, layout: Layout, items: Sequence[_Item], draws: Sequence[Sequence[Draw]], groups: Sequence[frozenset[int]]) -> None:
        self._layout, self._items, self._draws, self._groups = layout, items, draws, groups
        self._filling = Filling(layout)
        self._ways: dict[int, list[int]] = {}
        self.chosen: set[int] = set()

    def take(self, item: int) -> bool:
        """Choose the item if it is not chosen, nothing forbids it and all that it needs is there."""
        asked, most = self._items[item], self._layout.model.groups
        if item in self.chosen or not self._layout.upper[item] or not self.chosen.issuperset(asked.before):
            return False
        if any(len(self.chosen & self._groups[at]) >= (most[at].most or 0) for at in asked.groups):
            return False
        if not self._filling.take(asked.needs):
            return False
        ways: list[int] = []
        for line in asked.lines:
            way = next((column for column in line if self._filling.take(self._draws[column])), None)
            if way is None:
                self._free(item, ways)
                return False
            ways.append(way)
        self.chosen.add(item)
        self._ways[item] = ways
        return True

    def give_up(self, item: int) -> None:
        """Let an item go, and with it those that needed it."""
        self.chosen.discard(item)
        self._free(item, self._ways.pop(item))
        for later in self._items[item].after:
            if later in self.chosen:
                self.give_up(later)

    def _free(self, item: int, ways: Sequence[int]) -> None:
        self._filling.give_up(self._items[item].needs)
        for way in ways:
            self._filling.give_up(self._draws[way])

    def columns(self) -> list[float]:
        values = [0.0] * len(self._layout.scores)
        for item in self.chosen:
            for column in (item, *self._ways[item]):
                values[column] = 1.0
        return values


def _prepared(layout: Layout, draws: Sequence[list[Draw]]) -> list[_Item]:
    place = {item.key: number for number, item in enumerate(layout.model.items)}
    items = [_Item(draws[at]) for at in range(layout.items)]
    for line in layout.model.lines:
        if line.whole and any((line.key, period) in layout.remaining for period in line.needs):
            ways = [layout.whole[line.key, name] for name in line.supplies if (line.key, name) in layout.whole]
            items[place[line.item]].lines.append(ways)
    for rule in layout.model.prerequisites:
        items[place[rule.item]].before.append(place[rule.other])
        items[place[rule.other]].after.append(place[rule.item])
    for at, group in enumerate(layout.model.groups):
        for key in dict.fromkeys(group.members) if group.most is not None else ():
            items[place[key]].groups.append(at)
    return items
