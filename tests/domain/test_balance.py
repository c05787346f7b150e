"""Need, supply, gap and over-allocation, by the semantics of each kind of supply."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given as tried
from hypothesis import strategies as st

from planner.domain.balance import available, balance, needs, open_in
from planner.schema.dates import PartialDate, quarters
from tests.domain.making import Q1, Q2, Q3, Q4, compute, dataset, fund, given, line


def test_what_is_rival_is_needed_and_there_in_every_quarter() -> None:
    need, pool = line("8"), compute("10")
    found = balance([pool], [need], [given(need, pool, Q1, "8"), given(need, pool, Q2, "3")])
    assert [(row.need, row.assigned, row.available, row.gap) for row in found.kinds] == [
        (Decimal(8), Decimal(8), Decimal(10), Decimal(0)), (Decimal(8), Decimal(3), Decimal(10), Decimal(5))]


@tried(st.decimals("0.000001", 1_000_000, places=6), st.integers(1, 40))
def test_money_is_spread_over_its_quarters_without_losing_a_fen(amount: Decimal, count: int) -> None:
    span = quarters(Q1, PartialDate("2035-Q4"))[:count]
    need = needs(line(str(amount), pool_kind="finance", unit="万元", starts=span[0], ends=span[-1]))
    assert list(need) == span and sum(need.values()) == amount


def test_money_that_was_spent_is_not_there_later() -> None:
    need, pool = line("80", pool_kind="finance", unit="万元", ends=Q3), fund("100")
    rows = balance([pool], [need], [given(need, pool, Q1, "70"), given(need, pool, Q3, "40")]).pools
    assert [row.available for row in rows] == [Decimal(100), Decimal(30), Decimal(30)]
    assert [row.over for row in rows] == [Decimal(0), Decimal(0), Decimal(10)]


def test_a_dataset_is_permitted_and_not_consumed() -> None:
    lines, data = [line("1", pool_kind="dataset", unit="次") for _ in range(3)], dataset()
    found = balance([data], lines, [given(need, data, Q1, "1") for need in lines])
    assert [(row.assigned, row.available, row.over) for row in found.pools] == [(Decimal(3), None, 0), (Decimal(0), None, 0)]
    assert [row.gap for row in found.kinds] == [Decimal(0), Decimal(3)]


def test_a_pool_is_open_from_its_first_to_its_last_day() -> None:
    pool = compute(starts=PartialDate("2026-03-31"), ends=PartialDate("2026-06"))
    assert [open_in(pool, q) for q in (Q1, Q2, Q3)] == [True, True, False]
    assert available(pool, Q3) == 0


def test_p_of_different_precision_is_never_added() -> None:
    pools = [compute("10", precision="FP16"), compute("4", precision="FP64")]
    lines = [line("6", precision="FP16"), line("2", precision="FP64")]
    found = {row.unit: row for row in balance(pools, lines, []).kinds if row.quarter == Q1}
    assert {unit: (row.need, row.available) for unit, row in found.items()} == {
        "P（FP16/BF16）": (Decimal(6), Decimal(10)), "P（FP64）": (Decimal(2), Decimal(4))}


def test_a_line_without_precision_is_counted_where_there_is_no_choice_and_apart_where_there_is() -> None:
    one = balance([compute(precision="FP16")], [line()], []).kinds[0]
    assert (one.unit, one.available) == ("P（FP16/BF16）", Decimal(10))
    two = balance([compute(precision="FP16"), compute(precision="FP64")], [line()], []).kinds[0]
    assert (two.unit, two.available) == ("P", Decimal(0))


def test_what_is_not_asked_about_is_left_out() -> None:
    need, pool = line(), compute()
    assert balance([pool], [], [given(need, pool, Q1, "8")]).kinds == ()


def test_money_overspent_once_is_over_once() -> None:
    pool, need = fund("100"), line("400", pool_kind="finance", unit="万元", ends=Q4)
    rows = balance([pool], [need], [given(need, pool, Q1, "60"), given(need, pool, Q2, "70"), given(need, pool, Q4, "5")]).pools
    assert [row.available for row in rows] == [100, 40, 0, 0]
    assert [row.over for row in rows] == [0, 30, 0, 5]


def test_the_quarters_begin_where_a_coarser_beginning_does() -> None:
    found = balance([compute()], [line(starts=PartialDate("2026"), ends=Q4), line(starts=Q3, ends=Q3)], [])
    assert found.quarters == (Q1, Q2, Q3, Q4)
