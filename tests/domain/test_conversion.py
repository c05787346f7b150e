"""Compute is converted by the office's table alone, and every converted figure says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.domain.conversion import Conversion, converted
from planner.errors import RuleBroken
from planner.schema.numbers import Amount

TABLE = [Conversion(card_model="甲卡", precision="FP16", per_card=Decimal("0.32"))]


def test_the_example_of_the_data_dictionary() -> None:
    found = converted(Amount(Decimal(5760), "卡时"), "P·天", TABLE, "甲卡", "FP16")
    assert found.amount == Amount(Decimal("76.8"), "P·天")
    assert found.basis == "由 5,760 卡时 按 甲卡 FP16/BF16 每卡 0.32 P 换算"
    assert converted(found.amount, "卡时", TABLE, "甲卡", "FP16").amount == Amount(Decimal(5760), "卡时")
    assert converted(Amount(Decimal(8), "卡"), "P", TABLE, "甲卡", "FP16").amount == Amount(Decimal("2.56"), "P")


@pytest.mark.parametrize(("unit", "wanted", "model", "precision"), [
    ("卡时", "P·天", "乙卡", "FP16"), ("卡时", "P·天", "甲卡", "FP64"), ("卡时", "P", "甲卡", "FP16"), ("P", "P·天", "甲卡", "FP16")])
def test_nothing_is_converted_without_a_line_in_the_table_or_across_rate_and_volume(
        unit: str, wanted: str, model: str, precision: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        converted(Amount(Decimal(1), unit), wanted, TABLE, model, precision)
    assert refused.value.code == "no_conversion"
