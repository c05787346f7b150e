"""Figures as people write them: exact, with their unit, and with a doubt where there is one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.units import EVERY_UNIT
from planner.schema.fields import Field, Refused
from planner.schema.numbers import Amount, Money, Number, Percent, Quantity, Whole
from tests.schema.kinds import UNITS

MONEY, PERCENT = Money(label="投资"), Percent(label="进度")
POWER = Quantity(label="算力", units=UNITS)


def refusal(kind: Field, raw: object) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as refused:
        kind.read(raw)
    return refused.value.code, refused.value.params


@pytest.mark.parametrize(("written", "amount"), [
    ("1200", "1200"), ("1,200.50", "1200.5"), ("１２００", "1200"), ("1200万元", "1200"), ("1200 万", "1200"), ("0.12亿元", "1200"),
    ("1.2亿", "12000"), ("12000000元", "1200"), ("¥35", "35"), ("3千万元", "3000"), (1200, "1200"), (0.1, "0.1"),
    (Decimal("0.000001"), "0.000001"), ("0.01元", "0.000001"), ("500千元", "50")])
def test_money_is_in_ten_thousands_whatever_it_was_written_in(written: object, amount: str) -> None:
    assert MONEY.read(written) == Decimal(amount)


@given(st.integers(0, 10**12))
def test_money_keeps_every_fen(fen: int) -> None:
    written = f"{Decimal(fen) / 100:f}元"
    assert MONEY.read(written) == Decimal(fen).scaleb(-6)
    assert MONEY.read(MONEY.show(MONEY.read(written))) == Decimal(fen).scaleb(-6)


@pytest.mark.parametrize(("heading", "amount"), [("元", "0.0012"), ("万元", "12"), ("亿元", "120000"), ("", "12")])
def test_the_heading_gives_the_unit_that_the_cell_does_not_name(heading: str, amount: str) -> None:
    assert MONEY.understand("12", heading).value == Decimal(amount)
    assert MONEY.understand("350万元", heading).value == Decimal(350)


@pytest.mark.parametrize(("written", "value", "doubt"), [
    ("约1200万元", "1200", "approximate"), ("1200万元左右", "1200", "approximate"), ("近200", "200", "approximate"),
    ("1000-1500万元", "1000", "range"), ("1000万元～1500万元", "1000", "range"), ("0.001元", "0", "rounded")])
def test_estimates_are_understood_with_a_doubt_and_refused_when_typed(written: str, value: str, doubt: str) -> None:
    reading = MONEY.understand(written)
    assert (reading.value, [d.code for d in reading.doubts]) == (Decimal(value), [doubt])
    assert refusal(MONEY, written)[0] == doubt


@pytest.mark.parametrize("written", ["待定", "面议", "1200美元", "-1", "10000001", "一笔", True])
def test_what_is_no_amount_is_refused(written: object) -> None:
    assert refusal(MONEY, written)[0] in {"not_a_number", "unknown_unit", "out_of_range"}


def test_money_is_shown_with_two_places_at_least_and_no_fen_lost() -> None:
    assert MONEY.show(Decimal(1200)) == "1,200.00"
    assert MONEY.show(Decimal("1234567.891234")) == "1,234,567.891234"
    assert MONEY.normal(Decimal("0.005")) == "0.01"


@pytest.mark.parametrize(("written", "value"), [("80", "80"), ("80%", "80"), ("８０％", "80"), (0.8, "0.8"), ("33.33%", "33.33"), (0, "0")])
def test_percent_takes_what_is_written(written: object, value: str) -> None:
    assert PERCENT.read(written) == Decimal(value)


@pytest.mark.parametrize(("written", "code"), [
    ("101", "out_of_range"), ("-1", "out_of_range"), ("33.333", "too_fine"), ("80人", "unknown_unit")])
def test_percent_refuses(written: str, code: str) -> None:
    assert refusal(PERCENT, written)[0] == code


@pytest.mark.parametrize(("written", "amount"), [
    ("200P", Amount(Decimal(200), "P")), ("200 pflops", Amount(Decimal(200), "P")), ("5,760 GPU时", Amount(Decimal(5760), "卡时")),
    ("76.8 P天", Amount(Decimal("76.8"), "P·天")), ("12", Amount(Decimal(12), "P")), (12, Amount(Decimal(12), "P"))])
def test_quantities_know_the_spellings_of_their_units(written: object, amount: Amount) -> None:
    assert POWER.read(written) == amount


def test_an_unknown_unit_is_refused_with_those_that_are_known() -> None:
    assert refusal(POWER, "3 台") == ("unknown_unit", {"unit": "台", "units": "P、卡时、P·天"})


@pytest.mark.parametrize("written", [Amount(Decimal(-1), "P"), {"value": "-1", "unit": "P"}, "-1 P"])
def test_a_negative_quantity_is_refused_in_every_form(written: object) -> None:
    assert refusal(POWER, written)[0] == "out_of_range"


def test_units_are_never_converted() -> None:
    assert POWER.read("24 卡时") != POWER.read("24 P")


@pytest.mark.parametrize(("written", "value"), [("8张", 8), ("8", 8), (8.0, 8), ("1,024", 1024)])
def test_whole_numbers(written: object, value: int) -> None:
    assert Whole(label="卡数", unit="张").read(written) == value


@pytest.mark.parametrize(("written", "code"), [
    ("8.5", "not_whole"), ("8台", "unknown_unit"), ("-1", "out_of_range"), ("八九", "not_a_number")])
def test_whole_numbers_refuse(written: str, code: str) -> None:
    assert refusal(Whole(label="卡数", unit="张"), written)[0] == code


@pytest.mark.parametrize(("written", "code"), [
    ("1.2345", "too_fine"), ("3P", "unknown_unit"), ("-0.1", "out_of_range"), ("2e9", "unknown_unit")])
def test_numbers_refuse(written: str, code: str) -> None:
    assert refusal(Number(label="规模"), written)[0] == code


@pytest.mark.parametrize(("written", "value", "unit"), [
    ("500P", "500", "P"), ("500 PFLOPS", "500", "P"), ("1,200", "1200", ""), ("0.5亿元", "5000", "万元"), ("12人·月", "12", "人月")])
def test_a_figure_brings_its_unit(written: str, value: str, unit: str) -> None:
    kind = Number(label="需求量", units=EVERY_UNIT, unit_in="unit")
    reading, named = kind.measured(written)
    assert (reading.value, named) == (Decimal(value), unit)


def test_a_figure_whose_unit_is_another_field_is_typed_without_it() -> None:
    """Typed into a cell of its own the unit would contradict the field beside it."""
    kind = Number(label="每季可用量", units=EVERY_UNIT, unit_in="unit")
    with pytest.raises(Refused, match="unknown_unit"):
        kind.read("500P")
    assert Number(label="天数", units=(("天", ("日",)),)).read("60日") == Decimal(60)
    with pytest.raises(Refused, match="unknown_unit"):
        Number(label="天数", units=(("天", ()),)).read("60场")


@pytest.mark.parametrize(("written", "value"), [("叁拾伍万圆整", 35), ("（估）90万元", 90), ("RMB 30万", 30)])
def test_further_ways_to_write_money(written: str, value: int) -> None:
    assert Money(label="投资").understand(written).value == Decimal(value)
