"""Plan variants in figures: what is in, what is short, what it costs; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.balance import ZERO, Balance, KindBalance, balance, needs, served_of
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.feasibility import required
from planner.domain.supply import CONSUMED, FinancePool, Pool
from planner.schema.dates import PartialDate

IN, PARTLY, OUT = "in", "partly", "out"


@dataclass(frozen=True)
class Sum:
    """One kind of supply in one unit over all quarters."""

    need: Decimal
    assigned: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Figures:
    """One variant in figures; screen, terminal and paper take theirs from here.

    `states`: scenario -> in (every line that is required is served in full), partly, out (nothing is served).
    `served`: demand line -> what it gets over all quarters, `full` the lines that get all. `sums`: (kind, unit) -> need,
    assigned, gap. `money`: (source, year) -> 万元. `sectors`: sector -> how many scenarios are in. `over` counts pools by
    the quarter. `score` is the sum of the points of the scenarios that are in.
    """

    variant: Variant
    states: Mapping[str, str]
    served: Mapping[str, Decimal]
    full: frozenset[str]
    sums: Mapping[tuple[str, str], Sum]
    money: Mapping[tuple[str, int], Decimal]
    sectors: Mapping[str, int]
    over: int
    score: Decimal = ZERO

    @property
    def gaps(self) -> dict[tuple[str, str], Decimal]:
        """(kind, unit) -> what is missing over all quarters, where anything is."""
        return {key: one.gap for key, one in self.sums.items() if one.gap > 0}

    def count(self, state: str) -> int:
        return sum(1 for found in self.states.values() if found == state)


def figures(variant: Variant, pools: Sequence[Pool], demands: Sequence[Demand], allocations: Sequence[Allocation],
            sector_of: Mapping[str, str], points: Mapping[str, Decimal] | None = None) -> Figures:
    """Sum one variant; `sector_of` maps scenarios (and projects) to the sector's code, `points` to their score."""
    lines = {line.id: line for line in demands}
    by_slot = served_of(lines, [a for a in allocations if a.demand in lines])
    filled = {line.id: _filled(line, by_slot) for line in demands}
    states = _states(demands, filled)
    found = balance(pools, demands, allocations)
    inside = [scenario for scenario, state in states.items() if state == IN]
    served = {line.id: sum((by_slot.get((line.id, quarter), ZERO) for quarter in needs(line)), ZERO) for line in demands}
    return Figures(
        variant, states, served, frozenset(key for key, (_, whole) in filled.items() if whole), _sums(found),
        _money(pools, allocations), dict(Counter(sector_of.get(scenario, "") for scenario in inside)),
        sum(1 for row in found.pools if row.over), sum(((points or {}).get(scenario, ZERO) for scenario in inside), ZERO))


def states_of(demands: Sequence[Demand], allocations: Iterable[Allocation]) -> dict[str, str]:
    """Scenario or project -> in, partly, out."""
    lines = {line.id: line for line in demands}
    served = served_of(lines, [a for a in allocations if a.demand in lines])
    return _states(demands, {line.id: _filled(line, served) for line in demands})


def _states(demands: Sequence[Demand], filled: Mapping[str, tuple[bool, bool]]) -> dict[str, str]:
    lines: defaultdict[str, list[Demand]] = defaultdict(list)
    for line in demands:
        lines[line.scenario].append(line)
    return {scenario: _state(mine, filled) for scenario, mine in lines.items()}


def _filled(line: Demand, served: Mapping[tuple[str, PartialDate], Decimal]) -> tuple[bool, bool]:
    """Whether a line has anything, and whether it has all; money counts over all quarters together."""
    given = {quarter: served.get((line.id, quarter), ZERO) for quarter in needs(line)}
    if line.pool_kind in CONSUMED:
        whole = sum(given.values(), ZERO) >= line.quantity
    else:
        whole = all(given[quarter] >= need for quarter, need in needs(line).items())
    return any(given.values()), whole


def _state(lines: Sequence[Demand], filled: Mapping[str, tuple[bool, bool]]) -> str:
    """A scenario that only wishes is in once all of its wishes are served."""
    asked = [line for line in lines if required(line)] or lines
    if all(filled[line.id][1] for line in asked):
        return IN
    return PARTLY if any(filled[line.id][0] for line in lines) else OUT


def _sums(found: Balance) -> dict[tuple[str, str], Sum]:
    """Over all quarters; money that comes in another quarter than it was spread to is not missing."""
    rows: defaultdict[tuple[str, str], list[KindBalance]] = defaultdict(list)
    for row in found.kinds:
        rows[row.kind, row.unit].append(row)
    sums = {}
    for (kind, unit), mine in rows.items():
        need, assigned = sum((row.need for row in mine), ZERO), sum((row.assigned for row in mine), ZERO)
        gap = max(ZERO, need - assigned) if kind in CONSUMED else sum((row.gap for row in mine), ZERO)
        sums[kind, unit] = Sum(need, assigned, gap)
    return sums


def _money(pools: Sequence[Pool], allocations: Iterable[Allocation]) -> dict[tuple[str, int], Decimal]:
    funds = {pool.id: pool for pool in pools if isinstance(pool, FinancePool)}
    money: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for allocation in allocations:
        if allocation.pool in funds:
            money[funds[allocation.pool].source, allocation.quarter.first.year] += allocation.quantity
    return dict(money)
