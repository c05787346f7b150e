"""The beginning of a long document is set like the whole: every page of it but the last."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from planner.paper.writing import write
from planner.schema.document import Column, Contents, Document, OnePage, Paper, Paragraph, Row, Table, beginning
from planner.schema.fields import Text
from planner.schema.numbers import Money

COLUMNS = (Column("title", Text(label="场景名称", width=40), key=True), Column("money", Money(label="计划投资"), sums=True))


def rows(count: int) -> list[Row]:
    """A group name before every tenth record, a sum after it."""
    found: list[Row] = []
    for at in range(count):
        if at % 10 == 0:
            found.append(Row((f"第{at // 10 + 1}组",), "group"))
        found.append(Row((f"场景{at}，" + "内容" * (at * 7 % 40), Decimal(at))))
        if at % 10 == 9:
            found.append(Row(("小计", Decimal(at)), "subtotal"))
    return found


def pages(document: Document, path: Path) -> list[str]:
    """The text of every page above its folio."""
    write(document, path)
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()).rpartition("第")[0] for page in pdf]


@pytest.mark.parametrize("records", [30, 47, 90])
def test_its_pages_are_those_of_the_whole(tmp_path: Path, records: int) -> None:
    whole = Document("list", "清单", (Paragraph("说明"), Table(COLUMNS, rows(200), "表1")), paper=Paper(landscape=True))
    first, all_of_it = pages(beginning(whole, records), tmp_path / "a.pdf"), pages(whole, tmp_path / "b.pdf")
    assert 1 < len(first) < len(all_of_it)
    assert first[:-1] == all_of_it[: len(first) - 1]


def test_it_does_not_claim_to_know_how_many_pages_there_are(tmp_path: Path) -> None:
    write(beginning(Document("list", "清单", (Table(COLUMNS, rows(200)),)), 30), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        assert "共 … 页" in pdf[0].get_textpage().get_text_range()


def test_a_short_document_and_one_with_contents_stay_whole() -> None:
    short = Document("list", "清单", (Table(COLUMNS, rows(20)),))
    assert beginning(short, 30) is short
    book = Document("book", "书", (Contents(), Table(COLUMNS, rows(200))))
    assert beginning(book, 30) is book


def test_cards_are_cut_between_cards() -> None:
    cards = tuple(OnePage(f"卡{at}", (Table(COLUMNS, rows(8)),)) for at in range(10))
    assert beginning(Document("cards", "卡片", cards), 30).blocks == cards[:4]
