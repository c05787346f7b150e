"""Formulating: a plan's records as the plain numbers of the optimizer, and its amounts as assignments again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from planner.domain.assigning import Assignment
from planner.domain.balance import Cuts, needs
from planner.domain.demand import Allocation, Demand
from planner.domain.feasibility import LOCKED, gives_in, matches, quantity_in, required, suits
from planner.domain.selection import DROPPED, PlanRule, Weighting, capped, points_of, score
from planner.domain.supply import CONSUMED, PERMITTED, Dataset, Pool, permission_problem
from planner.optimizer.model import (
    SHARE_WHOLE,
    Budget,
    Cells,
    Group,
    Item,
    Line,
    Model,
    Prerequisite,
    Share,
    Stance,
    Supply,
)
from planner.schema.dates import PartialDate
from planner.schema.record import Record

SMALLEST = 1_000_000   # amounts are whole millionths, as fine as any field; a permission is one whole


@dataclass(frozen=True)
class Wishes:
    """What is asked of a plan beside the rules on record: scenarios that must be in or out, weights, one pool for a line."""

    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    weights: tuple[float, ...] | None = None
    whole: bool = False


@dataclass(frozen=True)
class Case:
    """All the records that a plan depends on, for one variant."""

    things: Sequence[Record]
    pools: Sequence[Pool]
    demands: Sequence[Demand]
    allocations: Sequence[Allocation]
    rules: Sequence[PlanRule] = ()
    weighting: Weighting = field(default_factory=Weighting)
    wishes: Wishes = field(default_factory=Wishes)
    cuts: Cuts = field(default_factory=dict)

    @cached_property
    def candidates(self) -> tuple[Record, ...]:
        """What can be chosen: everything with a demand line or named by a rule."""
        named = {key for rule in self.rules for key in (rule.scenario, rule.other)}
        asked = {line.scenario for line in self.demands} | named | self.wishes.inside
        return tuple(thing for thing in self.things if thing.id in asked)

    @cached_property
    def lines(self) -> Mapping[str, Demand]:
        keys = {thing.id for thing in self.candidates}
        return {line.id: line for line in self.demands if line.scenario in keys}

    @cached_property
    def sources(self) -> Mapping[str, Pool]:
        return {pool.id: pool for pool in self.pools}

    @cached_property
    def quarters(self) -> tuple[PartialDate, ...]:
        """Every quarter that matters, in order; the optimizer's periods are places in it."""
        found = {quarter for line in self.lines.values() for quarter in needs(line)} | {a.quarter for a in self.standing}
        return tuple(sorted(found))

    @cached_property
    def standing(self) -> tuple[Allocation, ...]:
        """What is assigned now, of lines and pools that are there."""
        return tuple(a for a in self.allocations if a.demand in self.lines and a.pool in self.sources)

    @cached_property
    def openings(self) -> Mapping[str, frozenset[PartialDate]]:
        """Pool -> the quarters that matter in which it gives, permissions included."""
        return {pool.id: frozenset(q for q in self.quarters if gives_in(pool, q) and not (
            isinstance(pool, Dataset) and permission_problem(pool, q))) for pool in self.pools}

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Pool]]:
        found: defaultdict[str, list[Pool]] = defaultdict(list)
        for pool in self.pools:
            found[pool.supplies].append(pool)
        return found

    @cached_property
    def locked(self) -> tuple[Allocation, ...]:
        """What people have approved or delivered; it stays."""
        return tuple(a for a in self.standing if a.status in LOCKED)

    @cached_property
    def sectors(self) -> Mapping[str, str | None]:
        return {thing.id: getattr(thing, "sector", None) for thing in self.candidates}

    @cached_property
    def points(self) -> tuple[tuple[int, ...], ...]:
        """The points of each candidate, criterion by criterion."""
        return tuple(points_of(self.candidates, self.lines.values()).values())

    def scores(self, weights: Sequence[float] | None = None) -> list[int]:
        """The score of each candidate in hundredths of a point."""
        used = weights or self.wishes.weights or self.weighting.weights
        return [score(given, used) for given in self.points]


def within_budgets(case: Case) -> Case:
    """The case with every pool of money cut that a 预算上限 does not leave whole; what is above it is taken from each alike."""
    parts: dict[str, Decimal] = {}
    for rule in case.rules:
        pools = capped(rule, case.pools)
        whole = sum((pool.capacity for pool in pools), Decimal(0))
        if rule.amount is not None and whole > rule.amount:
            for pool in pools:
                parts[pool.id] = min(parts.get(pool.id, Decimal(1)), rule.amount / whole)
    cuts = {(key, quarter): case.cuts.get((key, quarter), Decimal(1)) * part for key, part in parts.items() for quarter in case.quarters}
    return replace(case, cuts={**case.cuts, **cuts}) if cuts else case


def model_of(case: Case) -> Model:
    """The optimizer's model; keys are the records' keys, of rules the rules'."""
    place = {quarter: at for at, quarter in enumerate(case.quarters)}
    items = tuple(Item(thing.id, points_, _stance(case, thing)) for thing, points_ in zip(case.candidates, case.scores(), strict=True))
    lines = tuple(_line(case, line, place) for line in case.lines.values())
    groups, shares, prerequisites = _rules(case, {item.key for item in items})
    return Model(items, lines, tuple(_supply(case, pool) for pool in case.pools), groups, shares, prerequisites,
                 _cells(case, case.locked, place),
                 _cells(case, [a for a in case.standing if required(case.lines[a.demand])], place))


def _stance(case: Case, thing: Record) -> Stance:
    """A wish for this one plan goes before what is on record."""
    if thing.id in case.wishes.inside:
        return Stance.IN
    decided = {rule.rule for rule in case.rules if rule.scenario == thing.id}
    if thing.id in case.wishes.outside or "barred" in decided or getattr(thing, "stage", None) in DROPPED:
        return Stance.OUT
    return Stance.IN if "required" in decided else Stance.FREE


def _line(case: Case, line: Demand, place: Mapping[PartialDate, int]) -> Line:
    """A mere wish needs nothing here: it is filled afterwards from what is left."""
    span = needs(line) if required(line) else {}
    supplies = tuple(pool.id for pool in case.by_kind.get(line.pool_kind, ())
                     if not case.openings[pool.id].isdisjoint(span) and matches(line, pool))
    return Line(line.id, line.scenario, {place[quarter]: _units(line.pool_kind, need) for quarter, need in span.items()}, supplies,
                case.wishes.whole and line.pool_kind not in PERMITTED)


def _units(kind: str, quantity: Decimal) -> int:
    return int(quantity) if kind in PERMITTED else int(quantity * SMALLEST)


def amount(case: Case, pool: str, units: int) -> Decimal:
    """An amount of a pool in its own measure."""
    return Decimal(units) if case.sources[pool].supplies in PERMITTED else (Decimal(units) / SMALLEST).normalize() + 0


def _supply(case: Case, pool: Pool) -> Supply | Budget:
    periods = [(at, quarter) for at, quarter in enumerate(case.quarters) if quarter in case.openings[pool.id]]
    if pool.supplies in CONSUMED:
        return Budget(pool.id, frozenset(at for at, _ in periods), _most(pool, quantity_in(pool, None, case.cuts)))
    return Supply(pool.id, {at: _most(pool, quantity_in(pool, quarter, case.cuts)) for at, quarter in periods})


def _most(pool: Pool, quantity: Decimal | None) -> int | None:
    return None if quantity is None else _units(pool.supplies, quantity)


def _rules(case: Case, known: set[str]) -> tuple[tuple[Group, ...], tuple[Share, ...], tuple[Prerequisite, ...]]:
    groups, shares, prerequisites = [], [], []
    for rule in case.rules:
        if rule.rule == "share":
            members = tuple(key for key, sector in case.sectors.items() if sector == rule.sector)
            shares.append(Share(rule.id, members, int((rule.least or 0) * 100),
                                SHARE_WHOLE if rule.most is None else int(rule.most * 100)))
        elif rule.scenario in known and rule.other in known:
            one, other = str(rule.scenario), str(rule.other)
            if rule.rule == "exclusive":
                groups.append(Group(rule.id, (one, other), 0, 1))
            elif rule.rule == "prerequisite":
                prerequisites.append(Prerequisite(rule.id, one, other))
    return tuple(groups), tuple(shares), tuple(prerequisites)


def _cells(case: Case, allocations: Iterable[Allocation], place: Mapping[PartialDate, int]) -> Cells:
    return {(a.demand, a.pool, place[a.quarter]): _units(case.sources[a.pool].supplies, a.quantity)
            for a in allocations}


def assignments(case: Case, amounts: Cells) -> list[Assignment]:
    """The optimizer's amounts as what is assigned."""
    return [Assignment(line, pool, case.quarters[at], amount(case, pool, units)) for (line, pool, at), units in amounts.items()]


def wishes_filled(case: Case, chosen: frozenset[str], assigned: Sequence[Assignment]) -> list[Assignment]:
    """What the chosen candidates only wish for, out of what is left: by priority, as far as it reaches."""
    left = _Left(case, assigned)
    lines = [line for line in case.lines.values() if line.scenario in chosen and not required(line)]
    return [one for line in sorted(lines, key=lambda line: line.priority or 3) for quarter, need in needs(line).items()
            for one in left.draw(line, quarter, need)]


class _Left:
    """What each pool has left in each quarter, money over all of them together."""

    def __init__(self, case: Case, assigned: Sequence[Assignment]) -> None:
        self._case = case
        self._given: defaultdict[tuple[str, PartialDate | None], Decimal] = defaultdict(Decimal)
        self._has: defaultdict[tuple[str, PartialDate], Decimal] = defaultdict(Decimal)
        for one in assigned:
            self._given[self._cell(one.pool, one.quarter)] += one.quantity
            self._has[one.demand, one.quarter] += one.quantity

    def draw(self, line: Demand, quarter: PartialDate, need: Decimal) -> Iterable[Assignment]:
        need -= self._has[line.id, quarter]
        for pool in self._case.pools:
            if need > 0 and suits(line, pool, quarter):
                cell = self._cell(pool.id, quarter)
                there = quantity_in(pool, cell[1], self._case.cuts)
                part = need if there is None else min(need, there - self._given[cell])
                if part > 0:
                    self._given[cell] += part
                    need -= part
                    yield Assignment(line.id, pool.id, quarter, part)

    def _cell(self, pool: str, quarter: PartialDate) -> tuple[str, PartialDate | None]:
        return pool, None if self._case.sources[pool].supplies in CONSUMED else quarter
