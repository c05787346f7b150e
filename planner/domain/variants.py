"""Plan variants side by side: what is in, what is short, what it costs, and where they differ; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.balance import ZERO, Balance, balance, needs, served_of
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.supply import CONSUMED, FinancePool, Pool
from planner.schema.dates import PartialDate

IN, PARTLY, OUT = "in", "partly", "out"


@dataclass(frozen=True)
class Figures:
    """One variant in figures.

    `states`: scenario -> in (every line is served in full), partly, out (nothing is served). `gaps`: (kind, unit) -> what
    is missing over all quarters. `money`: (source, year) -> 万元. `sectors`: sector -> how many scenarios are in.
    """

    variant: str
    title: str
    states: Mapping[str, str]
    gaps: Mapping[tuple[str, str], Decimal]
    money: Mapping[tuple[str, int], Decimal]
    sectors: Mapping[str, int]
    over: int

    def count(self, state: str) -> int:
        return sum(1 for found in self.states.values() if found == state)


@dataclass(frozen=True)
class Difference:
    """A scenario whose state is not the same in all variants, in their order."""

    scenario: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Several variants over the same demand and supply."""

    figures: tuple[Figures, ...]
    differences: tuple[Difference, ...]


def figures(variant: Variant, pools: Sequence[Pool], demands: Sequence[Demand], allocations: Sequence[Allocation],
            sector_of: Mapping[str, str]) -> Figures:
    """Sum one variant; `sector_of` maps scenarios (and projects) to the sector's code."""
    states = states_of(demands, allocations)
    found = balance(pools, demands, allocations)
    sectors = Counter(sector_of.get(scenario, "") for scenario, state in states.items() if state == IN)
    return Figures(variant.id, variant.title, states, _gaps(found), _money(pools, allocations), dict(sectors),
                   sum(1 for row in found.pools if row.over))


def compared(each: Sequence[Figures]) -> Comparison:
    """Put variants side by side."""
    scenarios = dict.fromkeys(scenario for one in each for scenario in one.states)
    rows = [Difference(scenario, tuple(one.states.get(scenario, OUT) for one in each)) for scenario in scenarios]
    return Comparison(tuple(each), tuple(row for row in rows if len(set(row.states)) > 1))


def states_of(demands: Sequence[Demand], allocations: Iterable[Allocation]) -> dict[str, str]:
    """Scenario or project -> in, partly, out."""
    lines = {line.id: line for line in demands}
    served = served_of(lines, [a for a in allocations if a.demand in lines])
    filled: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for line in demands:
        filled[line.scenario].append(_filled(line, served))
    return {scenario: _state(found) for scenario, found in filled.items()}


def _filled(line: Demand, served: Mapping[tuple[str, PartialDate], Decimal]) -> tuple[bool, bool]:
    """Whether a line has anything, and whether it has all; money counts over all quarters together."""
    given = {quarter: served.get((line.id, quarter), ZERO) for quarter in needs(line)}
    if line.pool_kind in CONSUMED:
        whole = sum(given.values(), ZERO) >= line.quantity
    else:
        whole = all(given[quarter] >= need for quarter, need in needs(line).items())
    return any(given.values()), whole


def _state(lines: Sequence[tuple[bool, bool]]) -> str:
    if all(whole for _, whole in lines):
        return IN
    return PARTLY if any(some for some, _ in lines) else OUT


def _gaps(found: Balance) -> dict[tuple[str, str], Decimal]:
    """Over all quarters; money that comes in another quarter than it was spread to is not missing."""
    gaps: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in found.kinds:
        gaps[row.kind, row.unit] += row.need - row.assigned if row.kind in CONSUMED else row.gap
    return {key: gap for key, gap in gaps.items() if gap > 0}


def _money(pools: Sequence[Pool], allocations: Iterable[Allocation]) -> dict[tuple[str, int], Decimal]:
    funds = {pool.id: pool for pool in pools if isinstance(pool, FinancePool)}
    money: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for allocation in allocations:
        if allocation.pool in funds:
            money[funds[allocation.pool].source, allocation.quarter.first.year] += allocation.quantity
    return dict(money)
