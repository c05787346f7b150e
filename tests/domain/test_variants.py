"""Variants side by side: in, partly, out; gaps, money, sectors; and where they differ."""

from __future__ import annotations

from decimal import Decimal

from planner.domain.catalogues import catalogue
from planner.domain.comparison import compared
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.variants import IN, OUT, PARTLY, Figures, figures
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
    found = compared([first, second], [port, clinic, cost])
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
    assert compared([one, one], [need]).differences == ()


def test_a_wish_that_is_not_served_keeps_nobody_out_but_nothing_at_all_is_not_in() -> None:
    pool, need, wish = compute("20"), line("8"), line("3", must_have=False)
    served = [given(need, pool, quarter, "8") for quarter in (Q1, Q2)]

    def state(lines: list[Demand], allocations: list[Allocation]) -> str:
        return figures(Variant(title="甲"), [pool], lines, allocations, {}).states["s"]

    assert state([need, wish], served) == IN
    assert (state([wish], []), state([wish], [given(wish, pool, Q1, "3")])) == (OUT, PARTLY)


def test_every_measure_is_of_every_variant_and_says_whether_it_differs() -> None:
    pool, need, cost = compute("10"), line("8", must_have=True), line("50", pool_kind="finance", unit="万元")
    money = fund("100", source="city")
    full = [given(need, pool, quarter, "8") for quarter in (Q1, Q2)]
    each = [figures(Variant(title=title), [pool, money], [need, cost], part, {"s": "E03"}, {"s": Decimal(72)})
            for title, part in (("甲", [*full, given(cost, money, Q1, "50")]), ("乙", full))]
    rows = {(one.group, one.name): (one.amounts, one.differs) for one in compared(each, [need, cost]).measures}
    assert rows["入选情况", "入选得分合计"] == ((72, 0), True)
    assert rows["需求满足", "配足的必须满足项"] == ((1, 1), False)
    assert rows["资金（各季度合计）", "缺口"] == ((0, 50), True)
    assert rows["资金来源", "2026年 市级财政"] == ((50, 0), True)
    assert rows["领域覆盖（入选场景）", catalogue("sector").label("E03")] == ((1, 0), True)
