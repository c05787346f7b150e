"""A frozen document is plain data, comes back as it was, and both pens write the same of it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.catalogues import catalogue
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.document import Bars, Column, Document, Form, Heading, OnePage, Paper, Paragraph, Row, Table
from planner.schema.fields import Flag, Names, Text
from planner.schema.frozen import plain, revived, settled
from planner.schema.numbers import Measured, Money, Percent, Whole
from planner.services.penning import write

SECTOR = catalogue("sector")
COLUMNS = (
    Column("serial", Whole(label="序号"), align="center"), Column("title", Text(label="名称"), key=True),
    Column("sector", Choice(label="领域", among=SECTOR), align="center"), Column("partners", Names(label="合作单位")),
    Column("ends", When(label="时限")), Column("open", Flag(label="公开")),
    Column("money", Money(label="计划投资", aka=("投资",)), "投资", 14, ("资金",), sums=True),
    Column("share", Percent(label="占比"), over=("资金",)), Column("amount", Measured(label="数量")))

decimals = st.decimals(min_value=0, max_value=10**7, places=6).map(lambda value: value.normalize() + 0)
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    role = draw(st.sampled_from(("record", "record", "group", "subtotal", "total")))
    if role == "group":
        return Row((draw(words),), "group")
    if role != "record":
        return Row(("", "合计", "", "", "", "", draw(decimals), draw(st.none() | decimals), ""), role)
    return Row((draw(st.integers(0, 9999)), draw(words), draw(st.sampled_from([None, *(term.code for term in SECTOR.terms)])),
                draw(st.none() | st.tuples(words)), draw(st.none() | st.just(PartialDate("2025-Q3"))), draw(st.none() | st.booleans()),
                draw(st.none() | decimals), draw(st.none() | st.just(Decimal("12.5"))), draw(st.just("不限") | decimals)), key=draw(words))


def documents(found: list[Row]) -> Document:
    table = Table(COLUMNS, found, "表1 全部", whole=True)
    bars = Bars("图", "万元", ("甲", "乙"), (("一", (Decimal("1.5"), None)),))
    blocks = Heading("一、"), Paragraph("正文", flush=True), table, OnePage("一页", (table, Form(((("甲", "乙"),),)))), bars
    return Document("a", "题目", blocks, paper=Paper("A3", True), as_of="2025-06-20")


@given(st.lists(rows(), max_size=6))
def test_it_comes_back_as_it_was(found: list[Row]) -> None:
    document = settled(documents(found))
    assert revived(json.loads(json.dumps(plain(document)))) == document
    assert settled(document) == document


@given(st.lists(rows(), max_size=6))
def test_it_shows_what_was_shown(found: list[Row]) -> None:
    before, after = documents(found), settled(documents(found))
    assert isinstance(before.blocks[2], Table)
    assert isinstance(after.blocks[2], Table)
    for old, new in zip(before.blocks[2].rows, after.blocks[2].rows, strict=True):
        assert (old.role, old.key, old.leading) == (new.role, new.key, new.leading)
        if old.role != "group":
            for column, kept, was, now in zip(COLUMNS, after.blocks[2].columns, old.values, new.values, strict=True):
                assert column.shown(was, old.role) == kept.shown(now, new.role)
                assert (column.heading, column.side, column.breadth) == (kept.heading, kept.side, kept.breadth)


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_both_pens_write_the_same(suffix: str, tmp_path: Path) -> None:
    found = [Row(("制造",), "group"), Row((1, "场景", "manufacturing", ("甲", "乙"), PartialDate("2025-06"), True, Decimal("1.234567"),
                                        Decimal(5), "不限"), key="x"), Row(("", "合计", "", "", "", "", Decimal(3), None, ""), "total")]
    write(documents(found), tmp_path / f"a{suffix}")
    write(settled(documents(found)), tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_what_a_later_program_no_longer_knows_is_left_out() -> None:
    kept = plain(Paragraph("正文", small=True))
    assert revived(kept | {"colour": "red"}) == Paragraph("正文", small=True)
