"""Which pool may serve which line, and how much of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.domain.assigning import closed, excess, serves, topped_up, unfit
from planner.domain.demand import Demand
from planner.domain.supply import Pool
from planner.schema.dates import PartialDate
from tests.domain.making import Q1, Q2, Q3, Q4, compute, dataset, fund, given, line


def test_a_pool_fits_in_kind_unit_and_precision() -> None:
    assert unfit(line(), compute()) is None
    assert getattr(unfit(line(), fund()), "code", "") == "kind_differs"
    assert getattr(unfit(line(), compute(unit="卡")), "code", "") == "unit_differs"
    assert getattr(unfit(line(precision="FP16"), compute(precision="FP64")), "code", "") == "precision_differs"
    assert unfit(line(precision="FP16"), compute(precision="FP16")) is unfit(line(), compute(precision="FP64")) is None


@pytest.mark.parametrize(("values", "quarter", "code"), [
    ({}, Q3, "outside_span"), ({"starts": PartialDate("2026-04")}, Q1, "pool_closed"), ({"ends": PartialDate("2025")}, Q1, "pool_closed")])
def test_a_pool_is_closed_outside_its_span_and_that_of_the_line(values: dict[str, Any], quarter: PartialDate, code: str) -> None:
    problem = closed(line(), compute(**values), quarter)
    assert problem is not None and problem.code == code
    assert not serves(line(), compute(**values), quarter)


@pytest.mark.parametrize(("values", "code"), [
    ({"data_level": "core"}, "core_data"), ({"data_level": "core", "approval_no": "1", "technology": "privacy"}, "core_data"),
    ({"data_level": "important"}, "no_approval"), ({"personal_data": "sensitive"}, "no_approval"),
    ({"data_level": "important", "approval_no": "1"}, "no_privacy_technique"),
    ({"data_level": "important", "approval_no": "1", "technology": "raw"}, "no_privacy_technique"),
    ({"data_level": "important", "approval_no": "1", "technology": "privacy", "approved_until": PartialDate("2026-02")}, "approval_ends"),
    ({"data_level": "important", "approval_no": "1", "technology": "privacy", "approved_until": PartialDate("2026-03-31")}, ""),
    ({"personal_data": "personal"}, ""), ({"approved_until": PartialDate("2025")}, "approval_ends")])
def test_rules_15_and_16_data_permissions(values: dict[str, Any], code: str) -> None:
    need = line("1", pool_kind="dataset", unit="次")
    assert getattr(closed(need, dataset(**values), Q1), "code", "") == code


def test_no_more_than_is_needed_by_the_quarter_or_for_money_in_all() -> None:
    need, pool = line("8"), compute()
    assert excess(need, [given(need, pool, Q1, "8"), given(need, pool, Q2, "8")]) is None
    problem = excess(need, [given(need, pool, Q1, "5"), given(need, pool, Q1, "3.5")])
    assert problem is not None and (problem.params["total"], problem.params["need"]) == ("8.5", "8")
    cost, source = line("8", pool_kind="finance", unit="万元"), fund()
    assert excess(cost, [given(cost, source, Q1, "8")]) is None
    assert excess(cost, [given(cost, source, Q1, "5"), given(cost, source, Q2, "4")]) is not None
    data = line("1", pool_kind="dataset", unit="次")
    assert excess(data, [given(data, dataset(), Q4, "3")]) is None


@pytest.mark.parametrize(("pool", "need", "left", "taken"), [
    (compute("10"), line("8"), {Q1: Decimal(3), Q2: None}, {Q1: Decimal(4), Q2: Decimal(8)}),
    (compute("10"), line("8"), {Q1: Decimal(-2), Q2: Decimal(0)}, {}),
    (compute("10", ends=Q1), line("8"), {Q1: None, Q2: None}, {Q1: Decimal(9)}),
    (fund("100"), line("80", pool_kind="finance", unit="万元"), {Q1: Decimal(10), Q2: Decimal(10)}, {Q1: Decimal(9), Q2: Decimal(2)}),
    (fund("100"), line("8"), {Q1: None, Q2: None}, {}),
])
def test_what_is_missing_is_topped_up_with_no_more_than_is_left(pool: Pool, need: Demand, left: dict[PartialDate, Decimal | None],
                                                                taken: dict[PartialDate, Decimal]) -> None:
    found = topped_up(need, pool, {Q1: Decimal(8), Q2: Decimal(8)}, left, {Q1: Decimal(1)})
    assert {wish.quarter: wish.quantity for wish in found} == taken
    assert all((wish.demand, wish.pool) == (need.id, pool.id) for wish in found)
