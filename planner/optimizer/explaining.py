"""Why an item is not in a plan, what would let it in, and which demands contradict each other where no plan exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.optimizer.choosing import Choice, Chooser
from planner.optimizer.layout import Layout, lay_out
from planner.optimizer.model import SHARE_WHOLE, Budget, Cell, Item, Model, Plan, Slot, Stance, Supply
from planner.optimizer.routing import Router
from planner.optimizer.watch import Watch
from planner.progress import Progress


@dataclass(frozen=True)
class Shortage:
    """These cells together lack so much for the item, everything else in the plan staying as it is."""

    cells: tuple[Cell, ...]
    amount: int


@dataclass(frozen=True)
class WhyNot:
    """What keeps an item out: rules by their keys, supply that is short, slots that nothing can serve, or a decision.

    Empty in all four: it would fit, and is left out because the search ended within its gap or the item adds nothing.
    """

    item: str
    rules: tuple[str, ...] = ()
    short: tuple[Shortage, ...] = ()
    unserved: tuple[tuple[str, int], ...] = ()
    decided: bool = False


def why_not(model: Model, plan: Plan) -> tuple[WhyNot, ...]:
    """For every item that the plan leaves out, in the model's order."""
    asking = _Asking(lay_out(model), plan)
    return tuple(asking.why(number) for number, item in enumerate(model.items) if item.key not in plan.chosen)


class _Asking:
    """A plan's use of every arena, against which one more item is tried."""

    def __init__(self, layout: Layout, plan: Plan) -> None:
        self._layout, self._plan = layout, plan
        self._routers = [Router(arena) for arena in layout.arenas]
        used = {(line, supply) for line, supply, _ in plan.amounts}
        columns = {number for number, item in enumerate(layout.model.items) if item.key in plan.chosen}
        columns |= {column for pair, column in layout.whole.items() if pair in used}
        self._needs = [[sum(amount for column, amount in load.items() if column in columns) for load in arena.loads]
                       for arena in layout.arenas]
        self._touched: defaultdict[int, list[int]] = defaultdict(list)
        for at, arena in enumerate(layout.arenas):
            for column in dict.fromkeys(column for load in arena.loads for column in load):
                self._touched[column].append(at)
        item_of = {line.key: line.item for line in layout.model.lines}
        self._unserved: defaultdict[str, list[Slot]] = defaultdict(list)
        for slot, access in layout.reach.items():
            if not access:
                self._unserved[item_of[slot[0]]].append(slot)
        self._whole: defaultdict[str, list[list[int]]] = defaultdict(list)
        for line in layout.model.lines:
            able = [layout.whole[line.key, name] for name in line.supplies if (line.key, name) in layout.whole]
            if able:
                self._whole[line.item].append(able)

    def why(self, number: int) -> WhyNot:
        item = self._layout.model.items[number]
        unserved = tuple(self._unserved[item.key])
        return WhyNot(item.key, tuple(_broken(self._layout.model, self._plan.chosen | {item.key})),
                      () if unserved else self._short(number, item.key), unserved, item.stance is Stance.OUT)

    def _short(self, number: int, key: str) -> tuple[Shortage, ...]:
        """By how much each arena is too small with the item in; of a whole line's supplies the one that lacks least."""
        added = [number, *(min(able, key=lambda column: sum(lack.amount for lack in self._lacking([column])))
                           for able in self._whole[key])]
        return self._lacking(added)

    def _lacking(self, added: Sequence[int]) -> tuple[Shortage, ...]:
        import numpy as np

        found = []
        for at in dict.fromkeys(arena for column in added for arena in self._touched[column]):
            arena, needs = self._layout.arenas[at], self._needs[at]
            more = [need + sum(load.get(column, 0) for column in added) for need, load in zip(needs, arena.loads, strict=True)]
            routing = self._routers[at].route(np.array(more, np.int64))
            if routing.unmet:
                found.append(Shortage(tuple(arena.cells[cell] for cell in routing.narrow), routing.unmet))
        return tuple(found)


def _broken(model: Model, chosen: frozenset[str]) -> Iterator[str]:
    """The rules that these items together break."""
    for group in model.groups:
        count = len(chosen.intersection(group.members))
        if count < group.least or (group.most is not None and count > group.most):
            yield group.key
    for share in model.shares:
        count = len(chosen.intersection(share.members)) * SHARE_WHOLE
        if not share.least * len(chosen) <= count <= share.most * len(chosen):
            yield share.key
    yield from (rule.key for rule in model.prerequisites if rule.item in chosen and rule.other not in chosen)


def let_in(model: Model, plan: Plan, item: str, progress: Progress | None = None) -> frozenset[str] | None:
    """The fewest chosen items that would have to go so that this one comes in; None if even that does not help."""
    items = tuple(replace(one, stance=Stance.IN, score=0) if one.key == item else _kept(one, plan) for one in model.items)
    choice = _choose(replace(model, items=items), Watch(progress))
    if choice.columns is None:
        return None
    stays = {model.items[at].key for at in choice.columns if at < len(items)}
    return plan.chosen - stays


def _kept(item: Item, plan: Plan) -> Item:
    if item.key in plan.chosen:
        return replace(item, score=1)
    return replace(item, score=0, stance=Stance.FREE if item.stance is Stance.FREE else item.stance)


def _choose(model: Model, watch: Watch) -> Choice:
    return Chooser(lay_out(model), watch, 0.0).choose()


Demand = tuple[str, str]   # "item", "group", "share", "prerequisite" or "supply", and its key


def conflict(model: Model, progress: Progress | None = None) -> tuple[Demand, ...]:
    """A smallest set of demands that no plan can keep together: without any one of them there would be one.

    Demands are decisions on items, groups with a least number, shares, prerequisites, and the limits of supplies. Empty
    if the model has a plan after all, or the search was stopped.
    """
    watch = Watch(progress)
    if not _impossible(model, watch):
        return ()
    needed: list[Demand] = []
    for demand in _demands(model):
        without = _without(model, demand)
        if _impossible(without, watch):
            model = without
        else:
            needed.append(demand)
    return () if watch.cancelled else tuple(needed)


def _impossible(model: Model, watch: Watch) -> bool:
    plain = tuple(replace(item, score=0) for item in model.items)
    return _choose(replace(model, items=plain), watch).infeasible


def _demands(model: Model) -> Iterator[Demand]:
    """Supplies first: what people asked for is left standing rather than what there is."""
    yield from (("supply", supply.key) for supply in model.supplies)
    yield from (("prerequisite", rule.key) for rule in model.prerequisites)
    yield from (("share", share.key) for share in model.shares)
    yield from (("group", group.key) for group in model.groups)
    yield from (("item", item.key) for item in model.items if item.stance is not Stance.FREE)


def _without(model: Model, demand: Demand) -> Model:
    kind, key = demand
    if kind == "supply":
        return replace(model, supplies=tuple(_unlimited(s) if s.key == key else s for s in model.supplies))
    if kind == "prerequisite":
        return replace(model, prerequisites=tuple(rule for rule in model.prerequisites if rule.key != key))
    if kind == "share":
        return replace(model, shares=tuple(share for share in model.shares if share.key != key))
    if kind == "group":
        return replace(model, groups=tuple(group for group in model.groups if group.key != key))
    return replace(model, items=tuple(replace(i, stance=Stance.FREE) if i.key == key else i for i in model.items))


def _unlimited(supply: Supply | Budget) -> Supply | Budget:
    if isinstance(supply, Budget):
        return replace(supply, amount=None)
    return replace(supply, gives=dict.fromkeys(supply.gives))
