"""Variants side by side: in, partly, out; gaps, money, sectors; and where they differ."""

from __future__ import annotations

from decimal import Decimal

from planner.domain.demand import Allocation, Variant
from planner.domain.variants import IN, OUT, PARTLY, Figures, compared, figures
from tests.domain.making import Q1, Q2, compute, fund, given, line


def test_two_variants_of_one_plan() -> None:
    pool, money = compute("10"), fund("100", source="city")
    port, clinic = line("8", scenario="port"), line("6", scenario="clinic", ends=Q1)
    cost = line("50", scenario="port", pool_kind="finance", unit="万元")
    base = [given(port, pool, Q1, "8"), given(port, pool, Q2, "8"), given(cost, money, Q2, "50")]
    other = [given(port, pool, Q1, "4"), given(clinic, pool, Q1, "6")]
    sectors = {"port": "E03", "clinic": "S02"}

    def of(title: str, allocations: list[Allocation]) -> Figures:
        return figures(Variant(title=title), [pool, money], [port, clinic, cost], allocations, sectors)

    first, second = of("甲", base), of("乙", other)
    found = compared([first, second])
    a, b = found.figures
    assert (a.states, b.states) == ({"port": IN, "clinic": OUT}, {"port": PARTLY, "clinic": IN})
    assert a.gaps == {("compute", "P"): Decimal(6)}
    assert b.gaps == {("compute", "P"): Decimal(12), ("finance", "万元"): Decimal(50)}
    assert (a.money, b.money) == ({("city", 2026): Decimal(50)}, {})
    assert (a.sectors, b.sectors, a.over, b.over) == ({"E03": 1}, {"S02": 1}, 0, 0)
    assert [(d.scenario, d.states) for d in found.differences] == [("port", (IN, PARTLY)), ("clinic", (OUT, IN))]
    assert (a.count(IN), a.count(OUT)) == (1, 1)


def test_over_allocation_is_counted_by_pool_and_quarter() -> None:
    pool, need = compute("5"), line("8")
    found = figures(Variant(title="甲"), [pool], [need], [given(need, pool, Q1, "8"), given(need, pool, Q2, "8")], {})
    assert found.over == 2 and found.states == {"s": IN}


def test_the_same_twice_has_no_difference() -> None:
    need = line()
    one = figures(Variant(title="甲"), [], [need], [], {})
    assert compared([one, one]).differences == ()
