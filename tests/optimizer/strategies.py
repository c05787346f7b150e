"""Small random models, and every plan that each allows, found by trying all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from planner.optimizer.model import (
    SHARE_WHOLE,
    Budget,
    Group,
    Item,
    Line,
    Model,
    Prerequisite,
    Share,
    Stance,
    Supply,
)

PERIODS = (1, 2)


@st.composite
def models(draw: st.DrawFn, most_items: int = 5) -> Model:
    """Up to five items with lines for rival supply and money, whole and split, under rules of every kind."""
    count = draw(st.integers(1, most_items))
    names = [f"i{n}" for n in range(count)]
    stances = st.sampled_from([Stance.FREE] * 8 + [Stance.IN, Stance.OUT])
    items = tuple(Item(name, draw(st.integers(0, 9)), draw(stances)) for name in names)
    rival = [Supply(f"p{n}", draw(st.dictionaries(st.sampled_from(PERIODS), st.none() | st.integers(0, 12), max_size=2)))
             for n in range(draw(st.integers(1, 3)))]
    money = [Budget(f"m{n}", frozenset(draw(st.sets(st.sampled_from(PERIODS), min_size=1))), draw(st.none() | st.integers(0, 15)))
             for n in range(draw(st.integers(0, 2)))]
    lines = []
    for name in names:
        for kind in (rival, money):
            if kind and draw(st.booleans()):
                able = draw(st.sets(st.sampled_from([supply.key for supply in kind]), min_size=1))
                needs = draw(st.dictionaries(st.sampled_from(PERIODS), st.integers(0, 8), min_size=1))
                lines.append(Line(f"{name}-{kind[0].key}", name, needs, tuple(sorted(able)), draw(st.booleans())))
    rules = _rules(draw, names)
    locks = _amounts(draw, lines) if draw(st.integers(0, 3)) == 0 else {}
    current = _amounts(draw, lines) if draw(st.booleans()) else {}
    return Model(items, tuple(lines), (*rival, *money), *rules, locks, current)


def _rules(draw: st.DrawFn, names: list[str]) -> tuple[tuple[Group, ...], tuple[Share, ...], tuple[Prerequisite, ...]]:
    members = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(tuple)
    groups = []
    for number in range(draw(st.integers(0, 2))):
        chosen = draw(members)
        least = draw(st.integers(0, 1)) if draw(st.booleans()) else 0
        groups.append(Group(f"g{number}", chosen, least, draw(st.none() | st.integers(least, len(chosen)))))
    shares = []
    for number in range(draw(st.integers(0, 1))):
        least, most = sorted(draw(st.lists(st.integers(0, 4), min_size=2, max_size=2)))
        shares.append(Share(f"s{number}", draw(members), least * SHARE_WHOLE // 4, most * SHARE_WHOLE // 4))
    pairs = [(a, b) for at, a in enumerate(names) for b in names[:at]]
    waits = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    return tuple(groups), tuple(shares), tuple(Prerequisite(f"v{n}", *pair) for n, pair in enumerate(waits))


def _amounts(draw: st.DrawFn, lines: list[Line]) -> dict[tuple[str, str, int], int]:
    places = [(line.key, supply, period) for line in lines for supply in line.supplies for period in line.needs]
    if not places:
        return {}
    return draw(st.dictionaries(st.sampled_from(places), st.integers(1, 4), max_size=2))


def every_choice(model: Model) -> Iterator[frozenset[str]]:
    """Every set of items that keeps the rules, whatever supply there is."""
    for marks in product((False, True), repeat=len(model.items)):
        chosen = frozenset(item.key for item, mark in zip(model.items, marks, strict=True) if mark)
        if _keeps_rules(model, chosen):
            yield chosen


def _keeps_rules(model: Model, chosen: frozenset[str]) -> bool:
    decided = all(item.stance is Stance.FREE or (item.key in chosen) == (item.stance is Stance.IN) for item in model.items)
    groups = all(group.least <= len(chosen & set(group.members)) <= (len(chosen) if group.most is None else group.most)
                 for group in model.groups)
    shares = all(share.least * len(chosen) <= SHARE_WHOLE * len(chosen & set(share.members)) <= share.most * len(chosen)
                 for share in model.shares)
    waits = all(rule.item not in chosen or rule.other in chosen for rule in model.prerequisites)
    return decided and groups and shares and waits


def servable(model: Model, chosen: frozenset[str], pairs: frozenset[tuple[str, str]] | None = None) -> bool:
    """Whether supply reaches for the chosen items, over these pairs of item and supply only (None: over any)."""
    lines = [line for line in model.lines if line.item in chosen]
    whole = [line for line in lines if line.whole]
    for picked in product(*(line.supplies for line in whole)):
        way = dict(zip((line.key for line in whole), picked, strict=True))
        if _fits(model, lines, way, pairs):
            return True
    return False


def _fits(model: Model, lines: list[Line], way: Mapping[str, str], pairs: frozenset[tuple[str, str]] | None) -> bool:
    """Hall's condition over every set of cells: what only they can serve is not more than they have."""
    supplies = {supply.key: supply for supply in model.supplies}
    left = {cell: amount for supply in model.supplies for cell, amount in supply.capacities().items()}
    for (_, key, period), amount in model.locks.items():
        cell = supplies[key].cell(period)
        if cell and left[cell] is not None:
            left[cell] = max(0, left[cell] - amount)  # type: ignore[operator]
    wants = []
    for line in lines:
        locked = {key for name, key, _ in model.locks if name == line.key}
        for period, need in line.needs.items():
            rest = need - sum(amount for (name, _, at), amount in model.locks.items() if (name, at) == (line.key, period))
            names = [way[line.key]] if line.key in way else list(line.supplies)
            able = [name for name in names if pairs is None or (line.item, name) in pairs]
            if rest > 0 and line.whole and locked and locked != {way[line.key]}:
                return False
            if rest > 0:
                wants.append((rest, {cell for name in able if (cell := supplies[name].cell(period))}))
    cells = [cell for cell in left if any(cell in able for _, able in wants)]
    for marks in product((False, True), repeat=len(cells)):
        some = {cell for cell, mark in zip(cells, marks, strict=True) if mark}
        have = [left[cell] for cell in some]
        need = sum(rest for rest, able in wants if able <= some)
        if need and None not in have and need > sum(amount or 0 for amount in have):
            return False
    return True
