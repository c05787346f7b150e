"""Supplying: demand lines, plan variants, and assigning supply to demand by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from planner.domain.assigning import Assignment, closed, excess, serves, unfit
from planner.domain.balance import Balance, balance, needs
from planner.domain.conversion import Conversion, Converted, converted
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import PERMITTED, POOLS, Pool
from planner.domain.units import SUPPLIED
from planner.domain.voucher import Voucher, claimed_twice
from planner.errors import InvalidRecord, NotFound, Problem, RuleBroken
from planner.schema.numbers import Amount
from planner.schema.query import Query
from planner.schema.record import Vocabulary, draft_all
from planner.schema.text import folded, tidy
from planner.services.drafting import assign, blocking, read_all

if TYPE_CHECKING:
    from planner.store.store import Store, Unit

FIRST_VARIANT = "年度基准方案"
_NAMED = 500


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
        return self.demand_all([{"scenario": scenario, **written}])[0]

    def demand_all(self, written: Sequence[Mapping[str, object]]) -> list[Demand]:
        """Many demand lines as one operation; each names its `scenario`. Raises InvalidRecord with every problem of every
        line, NotFound."""
        made = draft_all(Demand, written, self._words())
        for place, line in enumerate(made, start=1):
            line.unit = _unit_of(line, f"第 {place} 条" if len(made) > 1 else "")
        with self._store.changing("新增需求") as unit:
            _demand_there(unit, made)
            unit.of(Demand).add_all(made)
        return made

    def variants(self) -> list[Variant]:
        with self._store.reading() as unit:
            return unit.of(Variant).find(Query())

    def current(self) -> Variant:
        """The variant in which people work: the adopted one, else the first; the first is made on first use."""
        chosen = self.variant()
        with self._store.changing("新增方案") as unit:
            if not unit.of(Variant).many([chosen.id]):
                unit.of(Variant).add(chosen)
        return chosen

    def variant(self, name: str | None = None) -> Variant:
        """A variant by key or title; without a name the adopted one, else the first. Raises RuleBroken("unknown_variant").

        Where there is none yet it is one that the first assignment will write; looking writes nothing.
        """
        variants = self.variants()
        if name is None:
            return next((v for v in variants if v.adopted), variants[0] if variants else Variant(title=FIRST_VARIANT))
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
        fields = self._words().fields_of(Allocation)
        written = {"quarter": quarter, "quantity": "0" if quantity is None or tidy(quantity) == "" else quantity}
        meant, problems = read_all(fields, written)
        if problems:
            raise InvalidRecord(problems, kind=Allocation.kind)
        wish = Assignment(demand, pool, meant["quarter"], meant["quantity"], tidy(basis or ""))
        return self.assign_all([wish], variant=variant)[0]

    def assign_all(self, wanted: Sequence[Assignment], *, variant: str | None = None,
                   name: str = "配置要素") -> list[Allocation | None]:
        """Many assignments as one operation, under the rules of `assign`; they are judged after all of them are applied.

        Gives what stands now for each, None where it was taken back. Raises RuleBroken for the first that is refused.
        """
        chosen = self.variant(variant)
        with self._store.changing(name) as unit:
            lines = {line.id: line for line in unit.of(Demand).many(list({wish.demand for wish in wanted}))}
            sources = _pools_by_key(unit, {wish.pool for wish in wanted})
            desk = _Desk(lines, sources, _given(unit, chosen.id, lines))
            standing = [desk.put(chosen.id, wish) for wish in wanted]
            desk.demand_within_need()
            if not unit.of(Variant).many([chosen.id]):
                unit.of(Variant).add(chosen)
            unit.of(Allocation).add_all(desk.made)
        return standing

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
            return [pool for pool in _pools(unit, line.pool_kind) if any(serves(line, pool, q) for q in needs(line))]

    def claim(self, voucher: str, written: Mapping[str, object]) -> Voucher:
        """Pay a voucher out on a contract: `contract_no`, `paid` and what else is known. One contract is claimed once.

        Raises InvalidRecord, NotFound, RuleBroken("claimed_already").
        """
        meant, problems = read_all(self._words().fields_of(Voucher), written)
        with self._store.changing("兑付券") as unit:
            chosen = unit.of(Voucher).get(voucher)
            assign(chosen, meant)
            problems += blocking(chosen)
            if problems:
                raise InvalidRecord(problems, kind=Voucher.kind)
            for same in claimed_twice(unit.of(Voucher).find()):
                other = next((v for v in same if v.id != voucher), None)
                if other and any(v.id == voucher for v in same):
                    raise RuleBroken("claimed_already", contract=chosen.contract_no, title=other.title)
        return chosen

    def converted(self, amount: Amount, unit: str, card_model: str, precision: str) -> Converted:
        """A figure in another unit by the office's own table, with the words to stand beside it. Raises RuleBroken."""
        with self._store.reading() as store:
            return converted(amount, unit, store.of(Conversion).find(), card_model, precision)

    def restate(self, demand: str, unit: str, card_model: str, precision: str) -> Demand:
        """Say a demand line in another unit by the office's table; how it was converted stays in its remarks."""
        with self._store.changing("换算需求单位") as work:
            line = work.of(Demand).get(demand)
            found = converted(Amount(line.quantity, line.unit), unit, work.of(Conversion).find(), card_model, precision)
            line.quantity, line.unit, line.precision = found.amount.value, found.amount.unit, precision
            line.remarks = f"{line.remarks}；{found.basis}" if line.remarks else found.basis
        return line

    def balance(self, variant: str | None = None) -> Balance:
        """Need, assigned, available, gap and over-allocation per quarter in a variant."""
        return balance(self.pools(), self.demands(), self.allocations(variant))


def _pools(unit: Unit, kind: str | None) -> list[Pool]:
    kinds = [POOLS[kind]] if kind else list(POOLS.values())
    return [pool for record in kinds for pool in unit.of(record).find(Query())]


def _pools_by_key(unit: Unit, keys: set[str]) -> dict[str, Pool]:
    return {pool.id: pool for record in POOLS.values() for pool in unit.of(record).many(list(keys))}


def _given(unit: Unit, variant: str, lines: Mapping[str, Demand]) -> list[Allocation]:
    """What the lines have in a variant; all of it is read where naming the lines would make a longer question."""
    where = {"variant": [variant]} | ({"demand": list(lines)} if len(lines) <= _NAMED else {})
    return [allocation for allocation in unit.of(Allocation).find(Query(where=where)) if allocation.demand in lines]


def _demand_there(unit: Unit, lines: Sequence[Demand]) -> None:
    wanted = list(dict.fromkeys(line.scenario for line in lines))
    there = {thing.id for record in (Scenario, Project) for thing in unit.of(record).many(wanted)}
    missing = next((key for key in wanted if key not in there), None)
    if missing is not None:
        raise NotFound(kind=Scenario.kind, key=missing, label=Scenario.label)


def _unit_of(line: Demand, where: str = "") -> str:
    """The unit as this kind of supply names it; a dataset is needed in permissions whatever was written."""
    units = SUPPLIED[line.pool_kind]
    if line.pool_kind in PERMITTED:
        return units[0][0]
    named = {folded(spelling): unit for unit, others in units for spelling in (unit, *others)}
    if folded(line.unit) not in named:
        told = {"unit": line.unit, "units": "、".join(unit for unit, _ in units)}
        raise InvalidRecord([Problem("unit", "unknown_unit", told, where=where)], kind=Demand.kind)
    return named[folded(line.unit)]


class _Desk:
    """Assignments being applied to what stands in one variant; nothing is kept unless the whole is allowed."""

    def __init__(self, lines: Mapping[str, Demand], pools: Mapping[str, Pool], given: Sequence[Allocation]) -> None:
        self._lines, self._pools = lines, pools
        self._given = {(a.demand, a.pool, a.quarter): a for a in given}
        self.made: list[Allocation] = []

    def put(self, variant: str, wish: Assignment) -> Allocation | None:
        slot = (wish.demand, wish.pool, wish.quarter)
        standing = self._given.get(slot)
        if wish.quantity == 0:
            if standing:
                standing.removed = "释放"
                del self._given[slot]
            return None
        self._demand_allowed(wish)
        if standing is None:
            standing = Allocation(demand=wish.demand, pool=wish.pool, variant=variant, quarter=wish.quarter,
                                  quantity=wish.quantity, basis=wish.basis or None)
            self._given[slot] = standing
            self.made.append(standing)
        standing.quantity = wish.quantity
        standing.basis = wish.basis or standing.basis
        return standing

    def _demand_allowed(self, wish: Assignment) -> None:
        line, pool = self._lines.get(wish.demand), self._pools.get(wish.pool)
        if line is None:
            raise NotFound(kind=Demand.kind, key=wish.demand, label=Demand.label)
        if pool is None:
            raise NotFound(kind="pool", key=wish.pool, label="供给")
        _demand_none(unfit(line, pool) or closed(line, pool, wish.quarter))

    def demand_within_need(self) -> None:
        """Every line that was touched, after all of it was applied."""
        by_line: defaultdict[str, list[Allocation]] = defaultdict(list)
        for allocation in self._given.values():
            by_line[allocation.demand].append(allocation)
        for key, given in by_line.items():
            _demand_none(excess(self._lines[key], given))


def _demand_none(problem: Problem | None) -> None:
    if problem is not None:
        raise RuleBroken(problem.code, **problem.params)
