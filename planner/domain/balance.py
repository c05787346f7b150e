"""The balance of supply and demand: need, assigned, available, gap and over-allocation, per quarter; pure sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from planner.domain.catalogues import catalogue
from planner.domain.demand import Allocation, Demand
from planner.domain.supply import CONSUMED, PERMITTED, Pool
from planner.schema.dates import PartialDate, quarters
from planner.schema.numbers import CENT

ZERO = Decimal(0)
WHOLE = Decimal(1)
Cuts = Mapping[tuple[str, PartialDate], Decimal]
NO_CUTS: Cuts = {}
Group = tuple[str, str, str]
"""What is added up: kind, unit and, for computing power, precision."""
_PRECISIONS = catalogue("precision")


@dataclass(frozen=True)
class PoolBalance:
    """One pool in one quarter. `available` is None where the pool is not limited."""

    kind: str
    pool: str
    title: str
    quarter: PartialDate
    available: Decimal | None
    assigned: Decimal
    unit: str

    @property
    def over(self) -> Decimal:
        """How much more is assigned than there is."""
        return ZERO if self.available is None else max(ZERO, self.assigned - self.available)


@dataclass(frozen=True)
class KindBalance:
    """All demand of one kind and unit in one quarter against all supply of it; P of different precision stay apart.

    `precision` is the label where it is known, and part of what `unit` says: "P（FP16/BF16）".
    """

    kind: str
    quarter: PartialDate
    need: Decimal
    assigned: Decimal
    available: Decimal | None
    unit: str
    precision: str = ""

    @property
    def gap(self) -> Decimal:
        """What is needed and not assigned (缺口)."""
        return max(ZERO, self.need - self.assigned)


@dataclass(frozen=True)
class Balance:
    """The sums of one plan variant over its quarters."""

    quarters: tuple[PartialDate, ...]
    pools: tuple[PoolBalance, ...]
    kinds: tuple[KindBalance, ...]


def needs(demand: Demand) -> dict[PartialDate, Decimal]:
    """What a demand line needs in each of its quarters.

    Rival kinds need the quantity in every quarter; money is spread evenly in steps of 0.01 万元, the rest in the last quarter;
    a dataset is needed once per quarter.
    """
    span = quarters(demand.starts, demand.ends)
    if demand.pool_kind in PERMITTED:
        return dict.fromkeys(span, Decimal(1))
    if demand.pool_kind not in CONSUMED:
        return dict.fromkeys(span, demand.quantity)
    share = (demand.quantity / len(span)).quantize(CENT, ROUND_DOWN)
    return dict.fromkeys(span[:-1], share) | {span[-1]: demand.quantity - share * (len(span) - 1)}


def open_in(pool: Pool, quarter: PartialDate) -> bool:
    """Whether the pool may be used in some part of the quarter."""
    started = pool.starts is None or pool.starts.first <= quarter.last
    return started and (pool.ends is None or pool.ends.last >= quarter.first)


def available(pool: Pool, quarter: PartialDate, spent_before: Decimal = ZERO, cut: Decimal = WHOLE) -> Decimal | None:
    """What the pool can give in a quarter; None where it is not limited.

    Money is less what earlier quarters took, and never less than nothing: a pool that was overspent once is over in that
    quarter, not in every one that follows. `cut` is the part of the capacity that is supposed to be there.
    """
    if not open_in(pool, quarter):
        return ZERO
    if pool.quantity is None:
        return None
    there = pool.quantity * cut
    return max(ZERO, there - spent_before) if pool.supplies in CONSUMED else there


def balance(pools: Sequence[Pool], demands: Sequence[Demand], allocations: Iterable[Allocation], cuts: Cuts = NO_CUTS) -> Balance:
    """Sum everything. Allocations of demands or pools that are not given are left out.

    `cuts` maps (pool, quarter) to the part of the capacity that is supposed to be there.
    """
    by_demand = {demand.id: demand for demand in demands}
    known = {pool.id: pool for pool in pools}
    served = [a for a in allocations if a.demand in by_demand and a.pool in known]
    span = _span(demands, served)
    given = _given(served, known)
    return Balance(span, _pools(pools, span, given, cuts), _kinds(pools, by_demand, served, span, cuts))


def _span(demands: Sequence[Demand], allocations: Sequence[Allocation]) -> tuple[PartialDate, ...]:
    points = [p for d in demands for p in (d.starts, d.ends)] + [a.quarter for a in allocations]
    return tuple(quarters(min(points, key=lambda point: point.first), max(points))) if points else ()


def _given(allocations: Sequence[Allocation], pools: dict[str, Pool]) -> dict[tuple[str, PartialDate], Decimal]:
    given: defaultdict[tuple[str, PartialDate], Decimal] = defaultdict(Decimal)
    for allocation in allocations:
        permitted = pools[allocation.pool].supplies in PERMITTED
        given[allocation.pool, allocation.quarter] += Decimal(1) if permitted else allocation.quantity
    return given


def _pools(pools: Sequence[Pool], span: Sequence[PartialDate],
           given: dict[tuple[str, PartialDate], Decimal], cuts: Cuts) -> tuple[PoolBalance, ...]:
    by_pool: defaultdict[str, dict[PartialDate, Decimal]] = defaultdict(dict)
    for (key, quarter), amount in given.items():
        by_pool[key][quarter] = amount
    return tuple(row for pool in pools for row in pool_rows(pool, span, by_pool[pool.id], cuts))


def pool_rows(pool: Pool, span: Sequence[PartialDate], given: Mapping[PartialDate, Decimal], cuts: Cuts = NO_CUTS) -> list[PoolBalance]:
    """One pool in every quarter of a span, of which it gives these amounts."""
    rows, spent = [], ZERO
    for quarter in span:
        assigned = given.get(quarter, ZERO)
        there = available(pool, quarter, spent, cuts.get((pool.id, quarter), WHOLE))
        rows.append(PoolBalance(pool.supplies, pool.id, pool.title, quarter, there, assigned, pool.measure))
        spent += assigned
    return rows


def _kinds(pools: Sequence[Pool], demands: dict[str, Demand], allocations: Sequence[Allocation],
           span: Sequence[PartialDate], cuts: Cuts) -> tuple[KindBalance, ...]:
    need: defaultdict[Group, defaultdict[PartialDate, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    assigned: defaultdict[Group, defaultdict[PartialDate, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    only = only_precisions(pools)
    group = {line.id: group_of(line, only) for line in demands.values()}
    for demand in demands.values():
        for quarter, quantity in needs(demand).items():
            need[group[demand.id]][quarter] += quantity
    for (line, quarter), quantity in served_of(demands, allocations).items():
        assigned[group[line]][quarter] += quantity
    return tuple(row for each in dict.fromkeys((*need, *assigned))
                 for row in kind_rows(each, pools, span, need[each], assigned[each], cuts))


def kind_rows(group: Group, pools: Sequence[Pool], span: Sequence[PartialDate], need: Mapping[PartialDate, Decimal],
              assigned: Mapping[PartialDate, Decimal], cuts: Cuts = NO_CUTS) -> list[KindBalance]:
    """One group of demand in every quarter of a span, against those of the pools that are counted with it."""
    kind, unit, precision = group
    mine = [p for p in pools if (p.supplies, p.measure, p.grade) == group]
    label = _PRECISIONS.label(precision)
    said = f"{unit}（{label}）" if label else unit
    return [KindBalance(kind, q, need.get(q, ZERO), assigned.get(q, ZERO), _supply(mine, q, cuts), said, label) for q in span]


def group_of(line: Demand, only: Mapping[tuple[str, str], str]) -> Group:
    """With what a line is added up. One that names no precision is counted with the pools where these leave no choice."""
    return line.pool_kind, line.unit, line.precision or only.get((line.pool_kind, line.unit), "")


def only_precisions(pools: Sequence[Pool]) -> dict[tuple[str, str], str]:
    """(kind, unit) -> the precision of all pools, where they have but one."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for pool in pools:
        found[pool.supplies, pool.measure].add(pool.grade)
    return {key: next(iter(grades)) for key, grades in found.items() if len(grades) == 1}


def served_of(demands: dict[str, Demand], allocations: Iterable[Allocation]) -> dict[tuple[str, PartialDate], Decimal]:
    """(demand, quarter) -> assigned; several permissions for one dataset line count once."""
    served: defaultdict[tuple[str, PartialDate], Decimal] = defaultdict(Decimal)
    for allocation in allocations:
        slot = (allocation.demand, allocation.quarter)
        if demands[allocation.demand].pool_kind in PERMITTED:
            served[slot] = Decimal(1)
        else:
            served[slot] += allocation.quantity
    return dict(served)


def _supply(pools: Sequence[Pool], quarter: PartialDate, cuts: Cuts) -> Decimal | None:
    amounts = [available(pool, quarter, cut=cuts.get((pool.id, quarter), WHOLE)) for pool in pools]
    return None if any(a is None for a in amounts) else sum((a for a in amounts if a is not None), ZERO)
