"""A voucher pays a part of one real contract, once, within its face value and its term."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.domain.voucher import Voucher, claimed_twice
from planner.schema.dates import PartialDate


def voucher(**values: Any) -> Voucher:
    return Voucher(**{"title": "SLQ-001", "holder": "甲公司", "face": Decimal(20), "supplier": "乙公司"} | values)


@pytest.mark.parametrize(("values", "wrong"), [
    ({}, []), ({"paid": Decimal(20), "contract_no": "HT-1", "contract_amount": Decimal(100)}, []),
    ({"paid": Decimal(20)}, ["paid_without_contract"]),
    ({"paid": Decimal(21), "contract_no": "HT-1"}, ["above_face"]),
    ({"paid": Decimal(15), "contract_no": "HT-1", "contract_amount": Decimal(10)}, ["above_contract"]),
    ({"supplier": "甲 公司"}, ["own_contract"]),
    ({"paid_on": PartialDate("2026-07-01"), "until": PartialDate("2026-06")}, ["voucher_expired"])])
def test_rules_of_one_voucher(values: dict[str, Any], wrong: list[str]) -> None:
    assert [problem.code for problem in voucher(**values).problems()] == wrong


def test_one_contract_is_claimed_once_however_it_is_written() -> None:
    first, second, third = voucher(contract_no="HT-2026-01"), voucher(contract_no="ht－2026－01"), voucher(contract_no="HT-2026-02")
    assert claimed_twice([first, second, third, voucher(), voucher()]) == [(first, second)]
