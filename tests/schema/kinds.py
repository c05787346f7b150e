"""One field of every kind, with values that it may hold: what the properties of all kinds are tried on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from planner.schema.catalogue import Catalogue, Term
from planner.schema.choices import Choice, Choices
from planner.schema.dates import Instant, PartialDate, When
from planner.schema.fields import Field, Flag, Link, Mapped, Names, Text
from planner.schema.identity import CreditCode, Phone, credit_code_check
from planner.schema.numbers import Amount, Money, Number, Percent, Quantity, Whole
from planner.schema.text import tidy

COLOURS = Catalogue("colour", "颜色", (
    Term("r", "红", ("赤", "Red")), Term("g", "绿", ("青",)), Term("b", "蓝（深）")))
UNITS = (("P", ("PFLOPS", "P算力")), ("卡时", ("GPU时",)), ("P·天", ("P天",)))
DAYS = st.dates(dt.date(1949, 1, 1), dt.date(2100, 12, 31))
QUARTERS = DAYS.map(lambda day: PartialDate(f"{day.year}-Q{(day.month + 2) // 3}"))
DATES = st.one_of(
    QUARTERS,
    DAYS.map(lambda day: PartialDate.of(day.year, day.month, day.day)),
    DAYS.map(lambda day: PartialDate.of(day.year, day.month)), DAYS.map(lambda day: PartialDate.of(day.year)),
    DAYS.map(lambda day: PartialDate(f"{day.year}-H{1 if day.month < 7 else 2}")))
WORDS = st.text(min_size=1, max_size=20).map(tidy).filter(bool)
NAME = WORDS.map(lambda text: "".join(c for c in text if c not in Names.SEPARATORS)).map(tidy).filter(bool)
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODES = st.text(CODE_CHARACTERS, min_size=17, max_size=17).map(lambda first: first + credit_code_check(first))
MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
LANDLINES = st.from_regex(r"\A0[1-9][0-9]{1,2}-[2-8][0-9]{6,7}(转[0-9]{1,5})?\Z")
PHONES = st.lists(MOBILES | LANDLINES, min_size=1, max_size=3, unique=True).map("、".join)


def trimmed(value: Decimal) -> Decimal:
    return value.normalize() + 0


KINDS: dict[str, tuple[Field, st.SearchStrategy[Any]]] = {
    "text": (Text(label="名称", limit=20), WORDS),
    "paragraphs": (Text(label="内容", limit=100, lines=4), st.lists(WORDS, min_size=1, max_size=4).map("\n".join)),
    "names": (Names(label="单位", limit=20), st.lists(NAME, min_size=1, max_size=4, unique=True).map(tuple)),
    "flag": (Flag(label="公开"), st.booleans()),
    "whole": (Whole(label="卡数", most=1_000_000, unit="张"), st.integers(0, 1_000_000)),
    "number": (Number(label="规模", places=3), st.decimals(0, 1_000_000_000, places=3).map(trimmed)),
    "money": (Money(label="投资"), st.decimals(0, 10_000_000, places=6).map(trimmed)),
    "percent": (Percent(label="进度"), st.decimals(0, 100, places=2).map(trimmed)),
    "quantity": (Quantity(label="算力", units=UNITS), st.builds(
        Amount, st.decimals(0, 1_000_000, places=3).map(trimmed), st.sampled_from([name for name, _ in UNITS]))),
    "date": (When(label="时间"), DATES),
    "quarter": (When(label="季度", finest="quarter"), QUARTERS),
    "choice": (Choice(label="颜色", among=COLOURS), st.sampled_from([term.code for term in COLOURS.terms])),
    "choices": (Choices(label="颜色", among=COLOURS), st.lists(
        st.sampled_from([term.code for term in COLOURS.terms]), min_size=1, unique=True).map(tuple)),
    "code": (CreditCode(label="信用代码"), CODES),
    "phone": (Phone(label="电话"), PHONES),
}
NOT_WRITTEN_AS_SHOWN: dict[str, tuple[Field, st.SearchStrategy[Any]]] = {
    "link": (Link(label="场景", to="scenario"), st.uuids().map(str)),
    "instant": (Instant(label="时间"), st.datetimes(timezones=st.just(dt.UTC))),
    "mapped": (Mapped(label="附加"), st.dictionaries(NAME, WORDS, min_size=1, max_size=3)),
}
EVERY = KINDS | NOT_WRITTEN_AS_SHOWN
