"""The workbook as Excel and a careful reader open it: figures, sums, heads, and text that is never a formula."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import Cancelled, FileTrouble
from planner.messages import notice
from planner.progress import Progress
from planner.schema.document import (
    Bars,
    Column,
    Document,
    Form,
    Heading,
    OnePage,
    Paper,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from planner.schema.fields import Text
from planner.schema.numbers import Money, Number, Percent, Whole
from planner.sheets.pen.leaf import letters, shares
from planner.sheets.writing import write

MONEY = ("投资（万元）",)
COLUMNS = (
    Column("serial", Whole(label="序号", width=5), align="center"), Column("title", Text(label="名称", width=24), key=True),
    Column("total", Money(label="总投资"), over=MONEY, sums=True), Column("public", Money(label="财政"), over=MONEY, sums=True),
    Column("share", Percent(label="进度")), Column("need", Number(label="算力", places=6)))
ROWS = (
    Row(("一、制造",), "group"),
    Row((1, "甲", Decimal("1234.5"), Decimal("0.000001"), Decimal(80), Decimal("1.25"))),
    Row((2, "乙", Decimal(-3), None, Decimal("12.5"), Decimal(2000))),
    Row(("", "小计", Decimal("1231.5"), Decimal("0.000001"), "", ""), "subtotal"),
    Row(("二、农业",), "group"),
    Row((3, "丙", Decimal(10), Decimal(10), None, None)),
    Row(("", "小计", Decimal(10), Decimal(11), "", ""), "subtotal"),
    Row(("", "合计", Decimal("1241.5"), Decimal("10.000001"), "", ""), "total"))


def document(rows: tuple[Row, ...] = ROWS, **more: object) -> Document:
    table = Table(COLUMNS, rows, "表1 清单")
    above = ("填报单位（盖章）：", "", "单位：万元")
    said = {"title": "场景清单", "above": above, "paper": Paper("A4", landscape=True), "as_of": "2025-06-20", **more}
    blocks = (table, Paragraph("注：无。", small=True), Signatures(("审核人：", "填表人：")))
    return Document("list", blocks=blocks, **said)  # type: ignore[arg-type]


def sheet(path: Path, *, values: bool = False) -> Worksheet:
    found = openpyxl.load_workbook(path, data_only=values).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def cell(found: Worksheet, text: str) -> Cell:
    """The cell that holds a text."""
    return next(c for row in found.iter_rows() for c in row if c.value == text and isinstance(c, Cell))


def made(folder: Path, *args: tuple[Row, ...], **more: object) -> Path:
    write(document(*args, **more), folder / "表 格.xlsx")
    return folder / "表 格.xlsx"


def test_sums_are_formulas_that_carry_their_value(folder: Path) -> None:
    path = made(folder)
    formulas, values = sheet(path), sheet(path, values=True)
    first = cell(formulas, "甲").row
    assert formulas.cell(first + 2, 3).value == f"=SUBTOTAL(9,C{first}:C{first + 1})"
    assert formulas.cell(first + 6, 3).value == f"=SUBTOTAL(9,C{first - 1}:C{first + 5})"
    assert values.cell(first + 2, 3).value == 1231.5
    assert values.cell(first + 6, 3).value == 1241.5


def test_a_sum_that_is_not_that_of_its_rows_stays_a_plain_figure(folder: Path) -> None:
    formulas = sheet(made(folder))
    first = cell(formulas, "甲").row
    assert formulas.cell(first + 5, 4).value == 11
    assert formulas.cell(first + 6, 4).value == 10.000001, "with a plain subtotal among them the rows cannot be added up"


def test_figures_are_shown_as_their_fields_show_them(folder: Path) -> None:
    found = sheet(made(folder))
    row = cell(found, "甲").row
    formats = [found.cell(row, at).number_format for at in range(1, 7)]
    # money has two places on paper, whatever it is exactly
    assert formats == ["#,##0", "General", "#,##0.00", "#,##0.00", "#,##0%", "#,##0.00"]
    assert found.cell(row, 5).value == 0.8
    assert found.cell(row + 1, 5).number_format == "#,##0.0%"
    assert found.cell(row + 1, 4).value == "—"


def test_heads_are_merged_repeated_and_stay_in_sight(folder: Path) -> None:
    found = sheet(made(folder))
    top = cell(found, "序号").row
    assert {f"C{top}:D{top}", f"A{top}:A{top + 1}", f"B{top}:B{top + 1}", "A1:F1"} <= {str(area) for area in found.merged_cells.ranges}
    assert found.print_title_rows == f"${top}:${top + 1}"
    assert found.freeze_panes == f"C{top + 2}"
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in str(found.oddFooter.center.text)


def test_the_rows_of_a_group_can_be_folded(folder: Path) -> None:
    found = sheet(made(folder))
    first = cell(found, "甲").row
    assert [found.row_dimensions[first + at].outlineLevel for at in range(-1, 5)] == [0, 1, 1, 0, 0, 1]


def test_faces_are_those_of_official_tables(folder: Path) -> None:
    found = sheet(made(folder))
    assert found["A1"].font.name == "方正小标宋简体"
    assert cell(found, "名称").font.name == "黑体"
    assert cell(found, "甲").font.name == "宋体"
    assert cell(found, "注：无。").font.size == 9
    assert cell(found, "审核人：").font.name == "仿宋"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")", "<r>甲</r>",
                                  "<r><t>=1</t></r>", "_x0041_", "mailto:a@b.c", "1e5", "a\x01b", "</is>&amp;"])
def test_text_is_text_whatever_it_looks_like(folder: Path, text: str) -> None:
    path = made(folder, (Row((text,), "group"), Row((1, text, text, None, None, text))), title=text)
    found = sheet(path)
    cells = [c for row in found.iter_rows() for c in row if c.value is not None]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert sum(unescape(str(c.value)) == text for c in cells) == 5
    assert not [c.hyperlink for c in cells if c.hyperlink]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40), max_size=5))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = made(tmp_path_factory.mktemp("文 本"), tuple(Row((at, text, None, None, None, None)) for at, text in enumerate(texts)))
    found = sheet(path)
    top = cell(found, "序号").row + 2
    assert [found.cell(top + at, 2).value for at in range(len(texts))] == [text or "—" for text in texts]


def test_long_text_makes_its_row_high_and_a_figure_its_column_wide(folder: Path) -> None:
    found = sheet(made(folder, (Row((1, "长" * 100, Decimal("123456789012.123456"), None, None, None)),)))
    row = cell(found, "长" * 100).row
    assert (found.row_dimensions[row].height or 0) > 100
    assert found.column_dimensions["C"].width > len("123,456,789,012.123456")


def test_each_table_has_a_sheet_with_the_title_and_its_words(folder: Path) -> None:
    tables = [Table(COLUMNS, ROWS, f"表{at} 供需/对照：{'长' * 40}") for at in (1, 2)]
    blocks = (Heading("一、甲"), tables[0], Paragraph("甲注", small=True), Heading("二、乙"), tables[1])
    write(Document("d", "对照表", blocks), folder / "a.xlsx")
    book = openpyxl.load_workbook(folder / "a.xlsx")
    assert len(set(book.sheetnames)) == 2
    assert all(len(name) <= 31 and "/" not in name for name in book.sheetnames)
    assert [found["A1"].value for found in book] == ["对照表", "对照表"]
    assert cell(book.worksheets[0], "甲注")
    assert cell(book.worksheets[1], "二、乙")


def test_a_document_of_words_alone_is_a_sheet(folder: Path) -> None:
    write(Document("d", "函", (Paragraph("正文。\n第二段。"), Signatures(("署名：",)))), folder / "a.xlsx")
    assert [row[0] for row in sheet(folder / "a.xlsx").iter_rows(values_only=True)] == [
        "函", "\u3000\u3000正文。", "\u3000\u3000第二段。", "署名："]


def test_the_same_document_gives_the_same_bytes(folder: Path) -> None:
    first = made(folder).read_bytes()
    assert made(folder).read_bytes() == first


def test_the_file_says_what_it_is_and_of_which_day(folder: Path) -> None:
    found = openpyxl.load_workbook(made(folder, office="先导区办公室")).properties
    assert (found.title, found.creator, found.created and found.created.date().isoformat()) == ("场景清单", "先导区办公室", "2025-06-20")


def test_cancelling_leaves_the_old_file_and_nothing_else(folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(b"old")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write(document(), folder / "a.xlsx", progress)
    assert [(found.name, found.read_bytes()) for found in folder.iterdir()] == [("a.xlsx", b"old")]


@pytest.fixture(params=["open in Excel", "read-only folder", "no room", "no folder"])
def refusal(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """A target that cannot be written and the code that says why; what root may do anyway is said by the system itself."""
    target, real = folder / "a.xlsx", zipfile.ZipFile.close
    target.write_bytes(b"old")

    def no_room(archive: zipfile.ZipFile) -> None:
        real(archive)
        raise OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_: object) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    if request.param == "open in Excel":
        monkeypatch.setattr(Path, "replace", refuse)
        yield target, "file_in_use"
    elif request.param == "read-only folder":
        monkeypatch.setattr(Path, "replace", refuse)
        monkeypatch.setattr("os.access", lambda *_: False)
        yield target, "read_only"
    elif request.param == "no room":
        monkeypatch.setattr(zipfile.ZipFile, "close", no_room)
        yield target, "no_room"
    else:
        yield folder / "没有" / "a.xlsx", "file_missing"


def test_a_disk_that_refuses_is_said_and_the_old_file_stays(refusal: tuple[Path, str], folder: Path) -> None:
    target, code = refusal
    with pytest.raises(FileTrouble) as raised:
        write(document(), target)
    assert raised.value.code == code
    assert notice(raised.value).text
    assert [(found.name, found.read_bytes()) for found in folder.iterdir()] == [("a.xlsx", b"old")]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name


@given(st.lists(st.floats(1, 80), min_size=1, max_size=21).flatmap(
    lambda widths: st.tuples(st.just(widths), st.lists(st.integers(1, 60), min_size=1, max_size=len(widths)))))
def test_shares_cover_the_columns_without_a_gap(asked: tuple[list[float], list[int]]) -> None:
    widths, wishes = asked
    found = shares(widths, wishes)
    assert [at for first, last in found for at in range(first, last + 1)] == list(range(len(widths)))
    assert len(found) == len(wishes)




def test_a_page_of_its_own_is_a_sheet_with_its_title_form_tables_and_chart(folder: Path) -> None:
    bars = Bars("供需", "P", ("一季度", "二季度"), (("需求", (Decimal(5), None)), ("已配", (Decimal(3), Decimal(2)))))
    page = OnePage("港区调度", (Form(((("编号", "=1"), ("领域", "")), (("内容", "长" * 200),))), bars, Table(COLUMNS, ROWS, "节点"),
                            Table(COLUMNS[:2], (Row((1, "丁")),), "要素")))
    write(Document("card", "卡片", (page, OnePage("另一项", (Paragraph("正文"),)))), folder / "a.xlsx")
    book = openpyxl.load_workbook(folder / "a.xlsx")
    found = book.worksheets[0]
    assert book.sheetnames == ["港区调度", "另一项"]
    assert found["A1"].value == "港区调度"
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight or 1) == (1, 1)
    assert cell(found, "=1").data_type == "s"
    assert cell(found, "节点").row < cell(found, "要素").row
    assert len(found._charts) == 1
    assert found.freeze_panes is None
