"""What if: the answer changes, the records do not."""

from __future__ import annotations

from decimal import Decimal

from planner.domain.supposing import Cut, Delay, MustBeIn, suppose
from planner.schema.dates import PartialDate
from planner.schema.record import plain_of
from tests.domain.making import Q1, Q2, Q3, compute, fund, given, line


def test_a_fifth_less_compute_in_one_quarter() -> None:
    need, pool, money = line("8"), compute("10"), fund("10")
    served = [given(need, pool, Q1, "8"), given(need, pool, Q2, "9")]
    before = [plain_of(thing) for thing in (need, pool, *served)]
    found = suppose([pool, money], [need], served, [Cut(Q2, Decimal("0.8"), kind="compute")]).balance()
    rows = {(row.pool, row.quarter): row for row in found.pools}
    assert [rows[pool.id, q].available for q in (Q1, Q2)] == [Decimal(10), Decimal(8)]
    assert rows[pool.id, Q2].over == 1 and rows[money.id, Q2].available == 10
    assert [row.available for row in found.kinds] == [Decimal(10), Decimal(8)]
    assert [plain_of(thing) for thing in (need, pool, *served)] == before


def test_cuts_of_one_pool_multiply() -> None:
    pool = compute("10")
    cuts = [Cut(Q1, Decimal("0.5"), kind="compute"), Cut(Q1, Decimal("0.5"), pool=pool.id)]
    assert suppose([pool, compute("4")], [line()], [], cuts).balance().kinds[0].available == Decimal("4.5")


def test_money_that_comes_a_quarter_later_is_not_there_before() -> None:
    need, money = line("50", pool_kind="finance", unit="万元", ends=Q3), fund("100", starts=PartialDate("2026-Q1"))
    served = [given(need, money, Q1, "30"), given(need, money, Q3, "20")]
    rows = suppose([money], [need], served, [Delay(money.id, 1)]).balance().pools
    assert [(row.available, row.over) for row in rows][:2] == [(Decimal(0), Decimal(30)), (Decimal(70), Decimal(0))]
    assert money.starts == PartialDate("2026-Q1")


def test_a_delay_runs_over_the_year_and_leaves_what_has_no_beginning() -> None:
    late = fund(starts=PartialDate("2026-11"))
    supposed = suppose([late, fund()], [], [], [Delay(late.id, 2)])
    assert [pool.starts for pool in supposed.pools] == [PartialDate("2027-Q2"), None]
    assert supposed.pools[0].id == late.id


def test_some_must_be_in() -> None:
    lines = [line(scenario="a"), line(scenario="b")]
    supposed = suppose([], lines, [], [MustBeIn(frozenset({"a"}))])
    assert [need.must_have for need in supposed.demands] == [True, None]
    assert lines[0].must_have is None
