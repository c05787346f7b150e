"""What holds for every kind of field, whatever it holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.schema.fields import Flag, Mapped, Names, Refused, Text
from tests.schema.kinds import EVERY, KINDS

ANY = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.decimals(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times(),
    st.binary(max_size=8), st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(max_size=3), st.text(max_size=5), max_size=2),
    st.from_regex(r"[约近]?-?[0-9０-９〇一二三四五六七八九]{1,9}[.,，/\-年]?[0-9]{0,4}[万亿元季度月日%PQ]{0,3}(左右|以上|底前)?",
                  fullmatch=True))


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_what_is_shown_can_be_read_again(name: str, data: st.DataObject) -> None:
    kind, values = KINDS[name]
    value = data.draw(values)
    assert kind.read(kind.show(value)) == value


@pytest.mark.parametrize("name", EVERY)
@given(data=st.data())
def test_what_is_plain_is_json_and_comes_back(name: str, data: st.DataObject) -> None:
    kind, values = EVERY[name]
    value = data.draw(values)
    assert kind.revive(json.loads(json.dumps(kind.plain(value)))) == value
    assert kind.revive(kind.plain(None)) is None
    assert kind.show(None) == ""


@pytest.mark.parametrize("name", EVERY)
@given(data=st.data())
def test_a_value_as_meant_is_read_as_itself(name: str, data: st.DataObject) -> None:
    kind, values = EVERY[name]
    value = data.draw(values)
    assert kind.read(value) == value


@pytest.mark.parametrize("name", EVERY)
@given(raw=ANY, unit=st.sampled_from(["", "万元", "亿元", "%", "P", "胡说"]))
@example(raw="１２００万元", unit="")
@example(raw=Decimal("NaN"), unit="")
@example(raw=Decimal("sNaN"), unit="")
@example(raw=float("inf"), unit="")
@example(raw=1e300, unit="")
@example(raw="9" * 400, unit="")
@example(raw=10 ** 400, unit="")
@example(raw="1" + "0" * 5000, unit="")
@example(raw="²", unit="")
@example(raw="٣", unit="")
@example(raw={"value": "x", "unit": "P"}, unit="")
@example(raw=[None, 1], unit="")
@example(raw="\ud800", unit="")
def test_anything_gives_a_value_or_a_refusal(name: str, raw: Any, unit: str) -> None:
    kind, _ = EVERY[name]
    try:
        value = kind.understand(raw, unit).value
    except Refused as refusal:
        assert refusal.code
        return
    assert kind.read(value) == value
    json.dumps(kind.plain(value), allow_nan=False)
    assert isinstance(kind.show(value), str)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("empty", [None, "", "  ", "　", [], ()])
def test_empty_is_nothing_or_missing(name: str, empty: Any) -> None:
    kind, _ = EVERY[name]
    assert kind.read(empty) is None
    with pytest.raises(Refused) as refused:
        dataclasses.replace(kind, required=True).read(empty)
    assert refused.value.code == "missing"


@given(st.text(max_size=60))
def test_text_is_one_tidy_line_and_keeps_every_visible_character(raw: str) -> None:
    kind = Text(label="名称", limit=500)
    read = kind.read(raw) or ""
    assert read == read.strip() and "\n" not in read and "  " not in read
    assert kind.read(f"  智慧\u200b港口\n 调度 {raw}").startswith("智慧港口 调度")


def test_paragraphs_keep_their_lines() -> None:
    assert Text(label="内容", lines=3).read("一、建设\r\n\r\n  二、  运行\r三、完") == "一、建设\n二、 运行\n三、完"


def test_text_too_long_says_both_lengths() -> None:
    with pytest.raises(Refused) as refused:
        Text(label="名称", limit=3).read("四个汉字")
    assert (refused.value.code, refused.value.params) == ("too_long", {"limit": 3, "length": 4})


def test_names_are_parted_at_any_mark_and_kept_once_in_order() -> None:
    assert Names(label="单位").read("甲、乙；丙,甲\n 丁 ") == ("甲", "乙", "丙", "丁")
    with pytest.raises(Refused) as refused:
        Names(label="单位").read(["甲、乙"])
    assert refused.value.code == "separator_inside"


@pytest.mark.parametrize(("written", "meant"), [
    ("是", True), ("√", True), ("Ｙ", True), ("同意", True), (True, True), (1, True), (1.0, True), ("否", False), ("×", False), (0, False)])
def test_flags(written: object, meant: bool) -> None:
    assert Flag(label="公开").read(written) is meant


def test_a_flag_does_not_guess() -> None:
    with pytest.raises(Refused) as refused:
        Flag(label="公开").read("看情况")
    assert refused.value.code == "not_yes_or_no"


def test_mapped_texts_are_shown_as_pairs() -> None:
    assert Mapped(label="附加").show({"备注栏": "略", "编号": 3}) == "备注栏：略；编号：3"


def test_times_of_day_are_no_dates() -> None:
    kind, _ = EVERY["date"]
    with pytest.raises(Refused):
        kind.read(dt.time(9, 30))
