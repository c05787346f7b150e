"""What is wrong with a model, named before any solver starts on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.optimizer.model import SHARE_WHOLE, Budget, Model, Stance, Supply

ABSURD = 10**16   # sums of a thousand such amounts still fit into 64 bits


@dataclass(frozen=True)
class Fault:
    """One bad thing and where it is; a fault that does not block only keeps its item out."""

    code: str
    subject: str
    params: Mapping[str, Any] = field(default_factory=dict)
    blocking: bool = True


class Unsound(Exception):
    """The model has blocking faults; no plan was sought."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{fault.code} {fault.subject}" for fault in faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type[Unsound], tuple[tuple[Fault, ...]]]:
        return Unsound, (self.faults,)


def faults(model: Model) -> tuple[Fault, ...]:
    """Everything that is wrong, never only the first."""
    found = (*_repeated(model), *_unknown(model), *_amounts(model), *_rules(model))
    if any(fault.blocking for fault in found):
        return found
    return (*found, *_circles(model), *_locks(model), *_unserved(model))


def checked(model: Model) -> tuple[Fault, ...]:
    """The faults that do not block. Raises Unsound for the others."""
    found = faults(model)
    blocking = tuple(fault for fault in found if fault.blocking)
    if blocking:
        raise Unsound(blocking)
    return found


def _repeated(model: Model) -> Iterator[Fault]:
    rules = [rule.key for kind in (model.groups, model.shares, model.prerequisites) for rule in kind]
    kinds = ([item.key for item in model.items], [line.key for line in model.lines], [s.key for s in model.supplies], rules)
    for keys in kinds:
        counted = Counter(keys)
        yield from (Fault("repeated", key) for key, count in counted.items() if count > 1)


def _unknown(model: Model) -> Iterator[Fault]:
    items, supplies = {item.key for item in model.items}, {supply.key for supply in model.supplies}
    lines = {line.key for line in model.lines}
    for line in model.lines:
        yield from _missing(line.key, [line.item], items)
        yield from _missing(line.key, line.supplies, supplies)
    for key, members in ((rule.key, rule.members) for kind in (model.groups, model.shares) for rule in kind):
        yield from _missing(key, members, items)
    for rule in model.prerequisites:
        yield from _missing(rule.key, (rule.item, rule.other), items)
    for line_key, supply, _ in model.locks:
        yield from _missing(line_key, [line_key], lines)
        yield from _missing(line_key, [supply], supplies)


def _missing(subject: str, named: Iterable[str], known: set[str]) -> Iterator[Fault]:
    yield from (Fault("unknown", subject, {"key": key}) for key in named if key not in known)


def _amounts(model: Model) -> Iterator[Fault]:
    for item in model.items:
        yield from _amount(item.key, item.score)
    for line in model.lines:
        for amount in line.needs.values():
            yield from _amount(line.key, amount)
    for supply in model.supplies:
        for given in supply.capacities().values():
            yield from _amount(supply.key, given or 0)
        if not (supply.periods if isinstance(supply, Budget) else supply.gives):
            yield Fault("never_open", supply.key, blocking=False)
    for (line_key, _, _), amount in model.locks.items():
        yield from _amount(line_key, amount)


def _amount(subject: str, amount: int) -> Iterator[Fault]:
    if amount < 0:
        yield Fault("negative", subject, {"amount": amount})
    elif amount > ABSURD:
        yield Fault("absurd", subject, {"amount": amount})


def _rules(model: Model) -> Iterator[Fault]:
    stances = {item.key: item.stance for item in model.items}
    for group in model.groups:
        most = len(group.members) if group.most is None else group.most
        if not 0 <= group.least <= min(most, len(set(group.members))):
            yield Fault("impossible_group", group.key, {"least": group.least, "most": most})
        forced = [key for key in group.members if stances.get(key) is Stance.IN]
        if len(forced) > most:
            yield Fault("all_required", group.key, {"members": forced, "most": most})
    for share in model.shares:
        if not 0 <= share.least <= share.most <= SHARE_WHOLE:
            yield Fault("impossible_share", share.key, {"least": share.least, "most": share.most})
    for rule in model.prerequisites:
        if stances.get(rule.item) is Stance.IN and stances.get(rule.other) is Stance.OUT:
            yield Fault("required_without", rule.key, {"item": rule.item, "other": rule.other})


def _circles(model: Model) -> Iterator[Fault]:
    after: dict[str, list[str]] = {}
    for rule in model.prerequisites:
        after.setdefault(rule.item, []).append(rule.other)
    done: set[str] = set()
    for start in after:
        circle = _circle(start, after, done)
        if circle:
            yield Fault("circle", circle[0], {"items": circle})


def _circle(start: str, after: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """The first circle that is met from here, or nothing; without recursion, for chains may be long."""
    path: list[str] = []
    ways = [iter([start])]
    while ways:
        step = next(ways[-1], None)
        if step is None:
            ways.pop()
            if path:
                done.add(path.pop())
        elif step in path:
            done.update(path)
            return path[path.index(step):]
        elif step not in done:
            path.append(step)
            ways.append(iter(after.get(step, ())))
    return []


def _locks(model: Model) -> Iterator[Fault]:
    capacity = {cell: amount for supply in model.supplies for cell, amount in supply.capacities().items()}
    supplies = {supply.key: supply for supply in model.supplies}
    taken: Counter[tuple[str, int | None]] = Counter()
    for (line, key, period), amount in model.locks.items():
        cell = supplies[key].cell(period)
        if cell is None:
            yield Fault("locked_outside", line, {"supply": key, "period": period}, blocking=False)
        else:
            taken[cell] += amount
    for cell, amount in taken.items():
        there = capacity[cell]
        if there is not None and amount > there:
            yield Fault("locked_over", cell[0], {"period": cell[1], "amount": amount, "there": there}, blocking=False)


def _unserved(model: Model) -> Iterator[Fault]:
    supplies = {supply.key: supply for supply in model.supplies}
    locked: Counter[tuple[str, int]] = Counter()
    for (key, _, period), amount in model.locks.items():
        locked[key, period] += amount
    for line in model.lines:
        periods = [period for period, need in line.needs.items()
                   if need > locked[line.key, period] and not _open(supplies, line.supplies, period)]
        if periods:
            yield Fault("no_supply", line.key, {"item": line.item, "periods": sorted(periods)}, blocking=False)


def _open(supplies: Mapping[str, Supply | Budget], keys: Iterable[str], period: int) -> bool:
    return any(supplies[key].cell(period) is not None for key in keys)
