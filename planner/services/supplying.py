"""Supplying: demand lines, plan variants, and assigning supply to demand by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.domain.balance import Balance, balance, needs, open_in
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import CONSUMED, PERMITTED, POOLS, Dataset, Pool, permission_problem
from planner.domain.units import SUPPLIED
from planner.errors import InvalidRecord, NotFound, Problem, RuleBroken
from planner.schema.dates import PartialDate
from planner.schema.fields import Refused
from planner.schema.numbers import Quantity
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary, draft
from planner.schema.text import tidy

if TYPE_CHECKING:
    from planner.store.store import Store, Unit

FIRST_VARIANT = "年度基准方案"


class Supplying:
    """What the guideline's fifth chapter asks the office to organise (articles 15 to 18)."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words

    def pools(self, kind: str | None = None) -> list[Pool]:
        """The pools of one kind of supply (compute, dataset, talent, finance, market, facility), or all."""
        with self._store.reading() as unit:
            return _pools(unit, kind)

    def demands(self, scenario: str | None = None) -> list[Demand]:
        """The demand lines of a scenario or project, or all."""
        with self._store.reading() as unit:
            return unit.of(Demand).find(Query(where={"scenario": [scenario]} if scenario else {}))

    def demand(self, scenario: str, written: Mapping[str, object]) -> Demand:
        """Write a demand line. The unit must be one in which this kind is supplied. Raises InvalidRecord, NotFound."""
        made = draft(Demand, {"scenario": scenario, **written}, self._words())
        made.unit = _unit_of(made)
        with self._store.changing("新增需求") as unit:
            _demanding(unit, scenario)
            unit.of(Demand).add(made)
        return made

    def variants(self) -> list[Variant]:
        with self._store.reading() as unit:
            return unit.of(Variant).find(Query())

    def current(self) -> Variant:
        """The variant in which people work: the adopted one, else the first; the first is made on first use."""
        variants = self.variants()
        if variants:
            return next((v for v in variants if v.adopted), variants[0])
        made = Variant(title=FIRST_VARIANT)
        with self._store.changing("新增方案") as unit:
            unit.of(Variant).add(made)
        return made

    def variant(self, name: str | None = None) -> Variant:
        """A variant by key or title; without a name the current one. Raises RuleBroken("unknown_variant")."""
        if name is None:
            return self.current()
        variants = self.variants()
        found = next((v for v in variants if name in (v.id, v.title)), None)
        if found is None:
            raise RuleBroken("unknown_variant", name=name, known=[v.title for v in variants])
        return found

    def allocations(self, variant: str | None = None) -> list[Allocation]:
        """What is assigned in a variant (key or title)."""
        chosen = self.variant(variant)
        with self._store.reading() as unit:
            return unit.of(Allocation).find(Query(where={"variant": [chosen.id]}))

    def assign(self, demand: str, pool: str, quarter: object, quantity: object, *, variant: str | None = None,
               basis: str | None = None) -> Allocation | None:
        """Give a demand line so much of a pool in a quarter of a variant; nothing or 0 takes it back.

        More than the pool has is allowed and shown as over-allocation; more than is needed, another unit or kind, a
        quarter outside the line's or the pool's span and a forbidden dataset are refused (RuleBroken).
        """
        chosen = self.variant(variant)
        written = {"demand": demand, "pool": pool, "variant": chosen.id, "quarter": quarter,
                   "quantity": "0" if quantity is None or tidy(quantity) == "" else quantity, "basis": basis}
        wanted = draft(Allocation, written, self._words())
        with self._store.changing("配置要素") as unit:
            line, source = unit.of(Demand).get(demand), _pool(unit, pool)
            same = unit.of(Allocation).find(Query(where={"demand": [demand], "variant": [chosen.id]}))
            _allowed(line, source, wanted, same)
            return _put(unit, wanted, same)

    def release(self, demand: str, *, variant: str | None = None) -> int:
        """Take back everything that was assigned to a demand line in a variant; gives how many lines that were."""
        chosen = self.variant(variant)
        with self._store.changing("释放配置") as unit:
            given = unit.of(Allocation).find(Query(where={"demand": [demand], "variant": [chosen.id]}))
            for allocation in given:
                allocation.removed = "释放"
        return len(given)

    def candidates(self, demand: str) -> list[Pool]:
        """The pools that could serve a demand line: its kind, its unit, open in some quarter of it, permitted."""
        with self._store.reading() as unit:
            line = unit.of(Demand).get(demand)
            return [pool for pool in _pools(unit, line.pool_kind) if pool.measure == line.unit and any(
                open_in(pool, quarter) and not _forbidden(pool, quarter) for quarter in needs(line))]

    def balance(self, variant: str | None = None) -> Balance:
        """Need, assigned, available, gap and over-allocation per quarter in a variant."""
        return balance(self.pools(), self.demands(), self.allocations(variant))


def _pools(unit: Unit, kind: str | None) -> list[Pool]:
    kinds = [POOLS[kind]] if kind else list(POOLS.values())
    return [pool for record in kinds for pool in unit.of(record).find(Query())]


def _pool(unit: Unit, key: str) -> Pool:
    for record in POOLS.values():
        try:
            return unit.of(record).get(key)
        except NotFound:
            continue
    raise NotFound(kind="pool", key=key, label="供给")


def _demanding(unit: Unit, key: str) -> Record:
    try:
        return unit.of(Scenario).get(key)
    except NotFound:
        return unit.of(Project).get(key)


def _unit_of(line: Demand) -> str:
    """The unit as this kind of supply names it; a dataset is needed in permissions whatever was written."""
    if line.pool_kind in PERMITTED:
        return SUPPLIED[line.pool_kind][0][0]
    try:
        return str(Quantity(label="", units=SUPPLIED[line.pool_kind]).read({"value": 1, "unit": line.unit}).unit)
    except Refused as refusal:
        raise InvalidRecord([Problem("unit", refusal.code, refusal.params)], kind=Demand.kind) from None


def _forbidden(pool: Pool, quarter: PartialDate) -> Problem | None:
    return permission_problem(pool, quarter) if isinstance(pool, Dataset) else None


def _allowed(line: Demand, pool: Pool, wanted: Allocation, same: list[Allocation]) -> None:
    if wanted.quantity == 0:
        return
    span = needs(line)
    if pool.supplies != line.pool_kind:
        raise RuleBroken("kind_differs", pool=pool.title)
    if pool.measure != line.unit:
        raise RuleBroken("unit_differs", demand=line.unit, pool=pool.measure)
    if wanted.quarter not in span:
        raise RuleBroken("outside_span", quarter=wanted.quarter.shown)
    if not open_in(pool, wanted.quarter):
        raise RuleBroken("pool_closed", pool=pool.title, quarter=wanted.quarter.shown)
    forbidden = _forbidden(pool, wanted.quarter)
    if forbidden:
        raise RuleBroken(forbidden.code, **forbidden.params)
    if line.pool_kind not in PERMITTED:
        _within_need(line, wanted, same, span[wanted.quarter])


def _within_need(line: Demand, wanted: Allocation, same: list[Allocation], need: Decimal) -> None:
    """Money counts over all quarters together, everything else by the quarter."""
    money = line.pool_kind in CONSUMED
    others = (a.quantity for a in same if (money or a.quarter == wanted.quarter)
              and (a.pool, a.quarter) != (wanted.pool, wanted.quarter))
    total, most = sum(others, wanted.quantity), line.quantity if money else need
    if total > most:
        where = "全部季度" if money else wanted.quarter.shown
        raise RuleBroken("over_demand", quarter=where, total=f"{total.normalize():f}", need=f"{most.normalize():f}")


def _put(unit: Unit, wanted: Allocation, same: list[Allocation]) -> Allocation | None:
    standing = next((a for a in same if (a.pool, a.quarter) == (wanted.pool, wanted.quarter)), None)
    if wanted.quantity == 0:
        if standing:
            standing.removed = "释放"
        return None
    if standing is None:
        unit.of(Allocation).add(wanted)
        return wanted
    standing.quantity = wanted.quantity
    standing.basis = wanted.basis or standing.basis
    return standing
