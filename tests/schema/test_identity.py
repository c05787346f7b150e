"""Credit codes prove themselves by their last character; telephones are text of a known shape."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.schema.fields import Refused
from planner.schema.identity import CreditCode, Phone, credit_code_check
from tests.schema.kinds import CODE_CHARACTERS, CODES

CODE, PHONE = CreditCode(label="信用代码"), Phone(label="电话")


def code_of(kind: CreditCode | Phone, raw: object) -> str:
    with pytest.raises(Refused) as refused:
        kind.read(raw)
    return refused.value.code


def test_the_check_character_is_that_of_the_standard() -> None:
    assert credit_code_check("91350100M000100Y4") == "3"  # the worked example of GB 32100-2015


@given(CODES, st.integers(0, 17), st.sampled_from(CODE_CHARACTERS))
def test_any_one_wrong_character_is_seen(code: str, place: int, other: str) -> None:
    assert CODE.read(f" {code[:4].lower()} {code[4:]}") == code
    changed = code[:place] + other + code[place + 1:]
    if changed != code:
        assert code_of(CODE, changed) == "wrong_check_digit"


@pytest.mark.parametrize("raw", ["91350100M000100Y", "91350100M000100Y433", "91350100I000100Y43", "无", 91350100])
def test_what_is_no_credit_code(raw: object) -> None:
    assert code_of(CODE, raw) == "not_a_credit_code"


@pytest.mark.parametrize(("written", "kept"), [
    ("13800000000", "13800000000"), ("138-0000-0000", "13800000000"), ("+86 138 0000 0000", "13800000000"), (13800000000, "13800000000"),
    (13800000000.0, "13800000000"), (Decimal(13800000000), "13800000000"), ("13800000000.0", "13800000000"),
    ("0592-1234567", "0592-1234567"), ("（0592）12345678转801", "0592-12345678转801"), ("12345678", "12345678"),
    ("13800000000/0592-1234567", "13800000000、0592-1234567"), ("13800000000 13900000000", "13800000000、13900000000"),
    ("400-800-1234", "400-800-1234"), ("12345", "12345")])
def test_telephones(written: object, kept: str) -> None:
    assert PHONE.read(written) == kept


@pytest.mark.parametrize("raw", ["张三", "1380000000", "138000000001", "无", 0.5, Decimal("1.5"), "1.38E+10"])
def test_what_is_no_telephone(raw: object) -> None:
    assert code_of(PHONE, raw) == "not_a_phone"
