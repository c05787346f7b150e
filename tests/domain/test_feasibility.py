"""The independent check finds every planted error in a plan, and nothing in a sound one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.domain.assigning import Assignment
from planner.domain.demand import Allocation, Demand
from planner.domain.feasibility import Drawn, violations
from planner.domain.selection import PlanRule
from planner.domain.supply import ComputePool, Dataset, FinancePool, Pool
from planner.schema.dates import PartialDate

Q1, Q2 = PartialDate("2026-Q1"), PartialDate("2026-Q2")


def line(key: str, scenario: str, kind: str, quantity: int, unit: str, **more: object) -> Demand:
    return Demand(id=key, scenario=scenario, pool_kind=kind, quantity=Decimal(quantity), unit=unit, starts=Q1, ends=Q2,
                  **more)  # type: ignore[arg-type]


POOLS: tuple[Pool, ...] = (
    ComputePool(id="p", title="智算中心", capacity=Decimal(10), precision="FP16"),
    FinancePool(id="m", title="市级专项", source="city", capacity=Decimal(100), budget_year=PartialDate("2026")),
    FinancePool(id="old", title="上年结转", source="city", capacity=Decimal(100), budget_year=PartialDate("2025")),
    Dataset(id="d", title="港口数据"), Dataset(id="core", title="核心数据", data_level="core"))
LINES = (line("a1", "a", "compute", 6, "P"), line("a2", "a", "finance", 80, "万元"), line("a3", "a", "dataset", 1, "次"),
         line("b1", "b", "compute", 4, "P"), line("b2", "b", "compute", 9, "P", must_have=False))
RULES = (PlanRule(title="二选一", rule="exclusive", scenario="a", other="c"),
         PlanRule(title="先行", rule="prerequisite", scenario="b", other="a"),
         PlanRule(title="占比", rule="share", sector="E01", least=Decimal(50)))
SECTORS = {"a": "E01", "b": "E02", "c": "E01"}


def given(demand: str, pool: str, *amounts: int) -> list[Assignment]:
    return [Assignment(demand, pool, quarter, Decimal(amount)) for quarter, amount in zip((Q1, Q2), amounts, strict=False)]


SOUND = Drawn(frozenset({"a", "b"}), (*given("a1", "p", 6, 6), *given("a2", "m", 40, 40), *given("a3", "d", 1, 1),
                                      *given("b1", "p", 4, 4)))
APPROVED = Allocation(demand="b1", pool="p", variant="v", quarter=Q1, quantity=Decimal(3), status="approved")


def with_change(demand: str, pool: str, quarter: PartialDate, quantity: int, to: str = "") -> Callable[[Drawn], Drawn]:
    def changed(drawn: Drawn) -> Drawn:
        kept = [one for one in drawn.assigned if (one.demand, one.pool, one.quarter) != (demand, pool, quarter)]
        return replace(drawn, assigned=(*kept, Assignment(demand, to or pool, quarter, Decimal(quantity))))
    return changed


PLANTED: dict[str, tuple[Callable[[Drawn], Drawn], list[str]]] = {
    "one unit short": (with_change("a1", "p", Q1, 5), ["plan_short"]),
    "one unit too much, and more than there is": (with_change("a1", "p", Q1, 7), ["plan_too_much", "plan_over"]),
    "a wish beyond the pool": (lambda d: replace(d, assigned=(*d.assigned, *given("b2", "p", 1))), ["plan_over"]),
    "money of last year": (with_change("a2", "m", Q1, 40, to="old"), ["plan_unfit"]),
    "core data": (with_change("a3", "d", Q1, 1, to="core"), ["plan_unfit"]),
    "a pool that is not there": (with_change("a1", "p", Q1, 6, to="x"), ["plan_unfit"]),
    "nothing of it": (with_change("a3", "d", Q2, 0), ["plan_unfit", "plan_short"]),
    "supply for one that is not in": (lambda d: replace(d, chosen=frozenset({"a"})), ["plan_not_chosen", "plan_not_chosen"]),
    "what was approved is less": (lambda d: replace(with_change("b1", "p", Q1, 2)(d), locked=(APPROVED,)), ["plan_short", "plan_unlocked"]),
    "both of an either or": (lambda d: replace(d, chosen=frozenset({"a", "b", "c"})), ["plan_rule_broken"]),
    "one without the other, and the share": (lambda d: replace(d, chosen=frozenset({"b"}), assigned=given("b1", "p", 4, 4)),
                                             ["plan_rule_broken", "plan_rule_broken"]),
}


def codes(drawn: Drawn, pools: tuple[Pool, ...] = POOLS) -> list[str]:
    return [problem.code for problem in violations(drawn, pools, LINES, RULES, SECTORS)]


def test_a_sound_plan_has_no_problem() -> None:
    assert codes(SOUND) == []
    assert codes(replace(SOUND, locked=(APPROVED,))) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_found(name: str) -> None:
    plant, expected = PLANTED[name]
    assert codes(plant(SOUND)) == expected


def test_money_counts_over_all_quarters() -> None:
    less = tuple(replace_capacity(pool) if pool.id == "m" else pool for pool in POOLS)
    assert codes(SOUND, less) == ["plan_over"]


def replace_capacity(pool: Pool) -> Pool:
    return FinancePool(id=pool.id, title=pool.title, source="city", capacity=Decimal(79), budget_year=PartialDate("2026"))


def test_more_money_than_a_budget_allows_is_found_unless_people_had_decided_so() -> None:
    budget = PlanRule(title="市级压减", rule="budget", source="city", year=PartialDate("2026"), amount=Decimal(70))
    found = violations(SOUND, POOLS, LINES, (*RULES, budget), SECTORS)
    assert [(problem.code, problem.params["rule"]) for problem in found] == [("plan_rule_broken", "市级压减")]
    decided = tuple(Allocation(demand="a2", pool="m", variant="v", quarter=quarter, quantity=Decimal(40), status="approved")
                    for quarter in (Q1, Q2))
    assert violations(replace(SOUND, locked=decided), POOLS, LINES, (*RULES, budget), SECTORS) == []
    assert violations(SOUND, POOLS, LINES, (*RULES, replace(budget, amount=Decimal(80))), SECTORS) == []
