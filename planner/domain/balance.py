"""The balance of supply and demand: need, assigned, available, gap and over-allocation, per quarter; pure sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from planner.domain.demand import Allocation, Demand
from planner.domain.supply import CONSUMED, PERMITTED, Pool
from planner.schema.dates import PartialDate, quarters
from planner.schema.numbers import FEN

ZERO = Decimal(0)


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
    """All demand of one kind and unit in one quarter against all supply of it."""

    kind: str
    quarter: PartialDate
    need: Decimal
    assigned: Decimal
    available: Decimal | None
    unit: str

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

    Rival kinds need the quantity in every quarter; money is spread evenly to the fen, the rest in the last quarter;
    a dataset is needed once per quarter.
    """
    span = quarters(demand.starts, demand.ends)
    if demand.pool_kind in PERMITTED:
        return dict.fromkeys(span, Decimal(1))
    if demand.pool_kind not in CONSUMED:
        return dict.fromkeys(span, demand.quantity)
    share = (demand.quantity / len(span)).quantize(FEN, ROUND_DOWN)
    return dict.fromkeys(span[:-1], share) | {span[-1]: demand.quantity - share * (len(span) - 1)}


def open_in(pool: Pool, quarter: PartialDate) -> bool:
    """Whether the pool may be used in some part of the quarter."""
    started = pool.starts is None or pool.starts.first <= quarter.last
    return started and (pool.ends is None or pool.ends.last >= quarter.first)


def available(pool: Pool, quarter: PartialDate, spent_before: Decimal = ZERO) -> Decimal | None:
    """What the pool can give in a quarter; money less what earlier quarters took; None where it is not limited."""
    if not open_in(pool, quarter):
        return ZERO
    if pool.quantity is None:
        return None
    return pool.quantity - spent_before if pool.supplies in CONSUMED else pool.quantity


def balance(pools: Sequence[Pool], demands: Sequence[Demand], allocations: Iterable[Allocation]) -> Balance:
    """Sum everything. Allocations of demands or pools that are not given are left out."""
    by_demand = {demand.id: demand for demand in demands}
    known = {pool.id: pool for pool in pools}
    served = [a for a in allocations if a.demand in by_demand and a.pool in known]
    span = _span(demands, served)
    given = _given(served, known)
    return Balance(span, _pools(pools, span, given), _kinds(known, by_demand, served, span))


def _span(demands: Sequence[Demand], allocations: Sequence[Allocation]) -> tuple[PartialDate, ...]:
    points = [p for d in demands for p in (d.starts, d.ends)] + [a.quarter for a in allocations]
    return tuple(quarters(min(points), max(points))) if points else ()


def _given(allocations: Sequence[Allocation], pools: dict[str, Pool]) -> dict[tuple[str, PartialDate], Decimal]:
    given: defaultdict[tuple[str, PartialDate], Decimal] = defaultdict(Decimal)
    for allocation in allocations:
        permitted = pools[allocation.pool].supplies in PERMITTED
        given[allocation.pool, allocation.quarter] += Decimal(1) if permitted else allocation.quantity
    return given


def _pools(pools: Sequence[Pool], span: Sequence[PartialDate],
           given: dict[tuple[str, PartialDate], Decimal]) -> tuple[PoolBalance, ...]:
    rows = []
    for pool in pools:
        spent = ZERO
        for quarter in span:
            assigned = given.get((pool.id, quarter), ZERO)
            rows.append(PoolBalance(pool.supplies, pool.id, pool.title, quarter, available(pool, quarter, spent),
                                    assigned, pool.measure))
            spent += assigned
    return tuple(rows)


def _kinds(pools: dict[str, Pool], demands: dict[str, Demand], allocations: Sequence[Allocation],
           span: Sequence[PartialDate]) -> tuple[KindBalance, ...]:
    need: defaultdict[tuple[str, str, PartialDate], Decimal] = defaultdict(Decimal)
    assigned: defaultdict[tuple[str, str, PartialDate], Decimal] = defaultdict(Decimal)
    for demand in demands.values():
        for quarter, quantity in needs(demand).items():
            need[demand.pool_kind, demand.unit, quarter] += quantity
    for (line, quarter), quantity in served_of(demands, allocations).items():
        demand = demands[line]
        assigned[demand.pool_kind, demand.unit, quarter] += quantity
    groups = dict.fromkeys((kind, unit) for kind, unit, _ in (*need, *assigned))
    return tuple(
        KindBalance(kind, quarter, need[kind, unit, quarter], assigned[kind, unit, quarter],
                    _supply([p for p in pools.values() if (p.supplies, p.measure) == (kind, unit)], quarter), unit)
        for kind, unit in groups for quarter in span)


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


def _supply(pools: Sequence[Pool], quarter: PartialDate) -> Decimal | None:
    amounts = [available(pool, quarter) for pool in pools]
    return None if any(a is None for a in amounts) else sum((a for a in amounts if a is not None), ZERO)
