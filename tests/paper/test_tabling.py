"""Tables over pages: heads again, sums with their rows, groups whole, wide ones in parts with their key columns."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from planner.paper.flow import Flow
from planner.paper.fonts import Faces
from planner.paper.page import TABULAR
from planner.paper.tabling import parted
from planner.paper.writing import write
from planner.schema.document import Column, Document, Paper, Paragraph, Row, Signatures, Table
from planner.schema.fields import Text
from planner.schema.numbers import Money, Whole

COLUMNS = (Column("title", Text(label="名称", width=30), key=True), Column("money", Money(label="投资"), sums=True))


def pages(table: Table, folder: Path, paper: Paper | None = None) -> list[list[str]]:
    """The lines of every page, without its folio."""
    write(Document("d", "表", (table,), paper=paper or Paper()), folder / "a.pdf")
    with pypdfium2.PdfDocument(folder / "a.pdf") as pdf:
        texts = [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]
    return [[line for line in text.splitlines() if line.strip() and not line.startswith("第 ")] for text in texts]


def grouped(sizes: list[int]) -> list[Row]:
    rows = []
    for at, size in enumerate(sizes):
        rows.append(Row((f"组{at}",), "group"))
        rows += [Row((f"场景{at}之{number}", Decimal(1))) for number in range(size)]
        rows.append(Row(("小计", Decimal(size)), "subtotal"))
    return [*rows, Row(("合计", Decimal(sum(sizes))), "total")]


@pytest.mark.parametrize("first", range(28, 44))
def test_no_sum_begins_a_page_and_no_group_ends_one(first: int, folder: Path) -> None:
    found = pages(Table(COLUMNS, grouped([first, 3, 1, 2])), folder)
    assert len(found) >= 2
    for page in found[1:]:
        assert page[0].startswith("续表")
        assert page[1].startswith("名称")
        assert not page[2].startswith(("小计", "合计"))
    for page in found[:-1]:
        assert not page[-1].startswith("组")


def test_a_group_that_is_whole_is_not_parted(folder: Path) -> None:
    found = pages(Table(COLUMNS, grouped([5] * 12), whole=True), folder)
    assert len(found) > 2
    for page in found[1:]:
        assert page[2].startswith("组")


WIDE = (Column("number", Text(label="编号", width=8), key=True), *(Column(f"c{at}", Money(label=f"第{at}列")) for at in range(40)))


def test_a_table_too_wide_goes_on_with_its_key_column(folder: Path) -> None:
    rows = [Row((f"号{at}", *(Decimal(1000 + at * 40 + column) for column in range(40)))) for at in range(3)]
    table = Table(WIDE, rows, "表1 宽表")
    flow = Flow(Paper("A4", landscape=True), TABULAR, Faces())
    parts = parted(table, flow)
    assert len(parts) > 1
    assert all(part.columns[0].name == "number" for part in parts)
    assert [column.name for part in parts for column in part.columns[1:]] == [column.name for column in WIDE[1:]]
    text = "\n".join(line for page in pages(table, folder, Paper("A4", landscape=True)) for line in page)
    assert text.count("号2") == len(parts)
    assert all(Money(label="").show(value) in text for row in rows for value in row.values[1:])


def test_a_table_that_fits_is_left_whole() -> None:
    table = Table(COLUMNS, grouped([3]))
    assert parted(table, Flow(Paper(), TABULAR, Faces())) == [table]


def lowest(page: pypdfium2.PdfPage) -> float:
    """How far above the foot of the sheet the lowest word stands that is not the folio."""
    text = page.get_textpage()
    return min(bottom for _, bottom, _, _ in map(text.get_rect, range(text.count_rects())) if bottom > 45)


@pytest.mark.parametrize("above", range(0, 30, 2))
def test_a_group_kept_whole_breaks_rather_than_leave_a_hole(above: int, tmp_path: Path) -> None:
    columns = (Column("name", Text(label="项目", width=20), key=True), Column("amount", Whole(label="数量")))
    rows = [row for group in range(9) for row in (Row((f"第{group}组",), "group"), *(Row((f"{group}组第{at}行", at)) for at in range(12)))]
    document = Document("a", "表", (*(Paragraph(f"第{at}段") for at in range(above)), Table(columns, rows, "表2", whole=True)))
    write(document, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        found = [pdf[at].get_textpage().get_text_range().split() for at in range(len(pdf))]
        feet = [lowest(page) for page in pdf]
    assert all(foot < 51 + 0.15 * 734 + 40 for foot in feet[:-1]), feet
    for page, following in pairwise(found):
        names = [word for word in following if "组" in word]
        assert names[0].startswith("第")   # a page begins with the name of its group, told to go on if it does
        inside = [word for word in page if "行" in word]
        begun = sum(word.startswith(inside[-1][:2]) for word in inside) if inside else 0
        assert begun not in (1, 11)
        if 0 < begun < 12:
            assert names[0].endswith("（续）")


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("count", range(18, 40))
def test_notes_and_signatures_never_stand_without_a_row(count: int, signed: bool, tmp_path: Path) -> None:
    table = Table((Column("name", Text(label="项目", width=20), key=True),), [Row((f"第{at}行",)) for at in range(count)])
    note = Paragraph("注：" + "这是一条说明。" * 20, small=True)
    blocks = (table, note, Signatures(("填表人：",))) if signed else (table, note)
    write(Document("a", "表", blocks, paper=Paper(landscape=True)), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        last = pdf[len(pdf) - 1].get_textpage().get_text_range()
    assert ("填表人" if signed else "说明") in last
    assert f"第{count - 1}行" in last
    assert f"第{count - 2}行" in last
