"""Whether a plan can be carried out and keeps every rule: checked from the records alone, whoever made the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from planner.domain.assigning import Assignment, serves, unfit
from planner.domain.balance import NO_CUTS, WHOLE, ZERO, Cuts, needs, open_in
from planner.domain.catalogues import catalogue
from planner.domain.demand import Allocation, Demand
from planner.domain.selection import PlanRule, capped
from planner.domain.supply import CONSUMED, PERMITTED, ComputePool, FinancePool, Pool
from planner.errors import Problem
from planner.schema.dates import PartialDate
from planner.schema.text import folded

LOCKED = frozenset({"approved", "delivered"})


@dataclass(frozen=True)
class Drawn:
    """A plan to be checked: the chosen scenarios, everything that is assigned, and what of it people had decided."""

    chosen: frozenset[str]
    assigned: Sequence[Assignment]
    locked: Sequence[Allocation] = ()


def required(line: Demand) -> bool:
    """Whether its scenario can only be in when this line is served in full; 必须满足 “否” makes it a mere wish."""
    return line.must_have is not False


def gives_in(pool: Pool, quarter: PartialDate) -> bool:
    """Whether a pool is open in a quarter; a budget serves the quarters of its year."""
    if isinstance(pool, FinancePool) and pool.budget_year is not None and not (
        pool.budget_year.first <= quarter.last and quarter.first <= pool.budget_year.last
    ):
        return False
    return open_in(pool, quarter)


def matches(line: Demand, pool: Pool) -> bool:
    """Whether a pool may serve a line at all, in the quarters in which it gives; a precision that the specification
    names must be the pool's: P of different precision are never added."""
    if pool.supplies != line.pool_kind or unfit(line, pool) is not None:
        return False
    if isinstance(pool, ComputePool) and pool.precision is not None:
        named = precisions(line.spec or "")
        return not named or pool.precision in named
    return True


def suits(line: Demand, pool: Pool, quarter: PartialDate) -> bool:
    """Whether a pool may serve a line in a quarter."""
    return matches(line, pool) and serves(line, pool, quarter) and gives_in(pool, quarter)


@cache
def precisions(text: str) -> frozenset[str]:
    """The codes of the precisions that a text names."""
    written = folded(text)
    return frozenset(term.code for term in catalogue("precision").terms
                     if any(folded(name) in written for name in (term.label, *term.aka)))


def violations(drawn: Drawn, pools: Sequence[Pool], demands: Sequence[Demand], rules: Sequence[PlanRule],
               sectors: Mapping[str, str | None], cuts: Cuts = NO_CUTS) -> list[Problem]:
    """Everything that is wrong with a plan; `sectors` maps each scenario to its sector, `cuts` as `balance` has them.

    What people had decided stays even where it is more than there is, but nothing may be added on top of it.
    """
    by_pool, lines = {pool.id: pool for pool in pools}, {line.id: line for line in demands}
    return [*_assigned(drawn, by_pool, lines), *_served(drawn, demands), *_taken(drawn, by_pool, cuts), *_kept(drawn),
            *_ruled(drawn.chosen, rules, sectors),
            *_paid(drawn, rules, pools)]


def _assigned(drawn: Drawn, pools: Mapping[str, Pool], lines: Mapping[str, Demand]) -> Iterator[Problem]:
    locked = {(a.demand, a.pool, a.quarter) for a in drawn.locked}
    for one in drawn.assigned:
        line, pool = lines.get(one.demand), pools.get(one.pool)
        if (one.demand, one.pool, one.quarter) in locked:
            continue
        if line is None or pool is None or one.quantity <= 0 or not suits(line, pool, one.quarter):
            yield Problem("pool", "plan_unfit", {"line": one.demand, "pool": one.pool, "quarter": one.quarter.shown})
        elif line.scenario not in drawn.chosen:
            yield Problem("demand", "plan_not_chosen", {"line": line.name, "quarter": one.quarter.shown})


def _served(drawn: Drawn, demands: Iterable[Demand]) -> Iterator[Problem]:
    given: defaultdict[tuple[str, PartialDate], Decimal] = defaultdict(Decimal)
    for one in drawn.assigned:
        given[one.demand, one.quarter] += one.quantity
    locked: defaultdict[tuple[str, PartialDate], Decimal] = defaultdict(Decimal)
    for allocation in drawn.locked:
        locked[allocation.demand, allocation.quarter] += allocation.quantity
    for line in demands:
        for quarter, need in needs(line).items() if line.scenario in drawn.chosen else ():
            has, most = given[line.id, quarter], max(need, locked[line.id, quarter])
            if has < need and required(line):
                yield Problem("quantity", "plan_short", {"line": line.name, "quarter": quarter.shown, "has": has, "need": need})
            if has > most and line.pool_kind not in PERMITTED:
                yield Problem("quantity", "plan_too_much", {"line": line.name, "quarter": quarter.shown, "has": has, "need": need})


def quantity_in(pool: Pool, quarter: PartialDate | None, cuts: Cuts) -> Decimal | None:
    """What a pool has in a quarter, of money over all of them (None); None where it is not limited.

    Money that is cut in some quarter is cut as a whole, by the deepest cut: it is one amount.
    """
    if pool.quantity is None or pool.supplies in PERMITTED:
        return None
    if quarter is not None:
        return pool.quantity * cuts.get((pool.id, quarter), WHOLE)
    return pool.quantity * min((part for (key, _), part in cuts.items() if key == pool.id), default=WHOLE)


def _taken(drawn: Drawn, pools: Mapping[str, Pool], cuts: Cuts) -> Iterator[Problem]:
    """Money over all quarters together, everything else that is limited by the quarter."""
    taken, locked = _sums(((o.pool, o.quarter, o.quantity) for o in drawn.assigned), pools), _sums(
        ((a.pool, a.quarter, a.quantity) for a in drawn.locked), pools)
    for (key, quarter), amount in taken.items():
        pool, there = pools[key], quantity_in(pools[key], quarter, cuts)
        if there is not None and amount > max(there, locked.get((key, quarter), ZERO)):
            yield Problem("pool", "plan_over", {"pool": pool.title, "quarter": quarter.shown if quarter else "全部季度",
                                                "taken": amount, "there": there})


def _sums(amounts: Iterable[tuple[str, PartialDate, Decimal]],
          pools: Mapping[str, Pool]) -> dict[tuple[str, PartialDate | None], Decimal]:
    sums: defaultdict[tuple[str, PartialDate | None], Decimal] = defaultdict(Decimal)
    for key, quarter, quantity in amounts:
        if key in pools:
            sums[key, None if pools[key].supplies in CONSUMED else quarter] += quantity
    return dict(sums)


def _kept(drawn: Drawn) -> Iterator[Problem]:
    given = {(one.demand, one.pool, one.quarter): one.quantity for one in drawn.assigned}
    for allocation in drawn.locked:
        if given.get((allocation.demand, allocation.pool, allocation.quarter), ZERO) < allocation.quantity:
            yield Problem("quantity", "plan_unlocked", {"line": allocation.demand, "quarter": allocation.quarter.shown})


def _ruled(chosen: frozenset[str], rules: Iterable[PlanRule], sectors: Mapping[str, str | None]) -> Iterator[Problem]:
    for rule in rules:
        if rule.rule != "budget" and not _keeps(chosen, rule, sectors):
            yield Problem("rule", "plan_rule_broken", {"rule": rule.title})


def _paid(drawn: Drawn, rules: Iterable[PlanRule], pools: Sequence[Pool]) -> Iterator[Problem]:
    """No more money of a source than a rule allows, unless people had decided so."""
    for rule in rules:
        keys = {pool.id for pool in capped(rule, pools)}
        spent = sum((one.quantity for one in drawn.assigned if one.pool in keys), ZERO)
        decided = sum((a.quantity for a in drawn.locked if a.pool in keys), ZERO)
        if keys and spent > max(rule.amount or ZERO, decided):
            yield Problem("rule", "plan_rule_broken", {"rule": rule.title})


def _keeps(chosen: frozenset[str], rule: PlanRule, sectors: Mapping[str, str | None]) -> bool:
    one, other = rule.scenario in chosen, rule.other in chosen
    if rule.rule == "share":
        count = 100 * sum(sectors.get(key) == rule.sector for key in chosen)
        return (rule.least or 0) * len(chosen) <= count <= (100 if rule.most is None else rule.most) * len(chosen)
    return {"required": one, "barred": not one, "exclusive": not (one and other), "prerequisite": other or not one}[rule.rule]
