"""Whatever a document says stands in the PDF and in the workbook, in the same order and with the same figures."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest

from planner.schema.document import Block, Document, OnePage, Row, Table
from planner.schema.frozen import plain, revived, settled
from planner.schema.numbers import Percent
from planner.schema.text import display_width
from planner.services.archiving import changes
from planner.services.penning import write

Compose = Callable[[int], Document]


def packed(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(path: Path) -> str:
    """The text of every page as a reader program copies it, without white space."""
    with pypdfium2.PdfDocument(path) as pdf:
        return packed("".join(pdf[at].get_textpage().get_text_range() for at in range(len(pdf))))


def blocks(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        yield from block.blocks if isinstance(block, OnePage) else (block,)


def tables(document: Document) -> list[Table]:
    return [block for block in blocks(document) if isinstance(block, Table)]


def shown(table: Table, row: Row) -> Iterator[str]:
    if row.role == "group":
        yield str(row.values[0])
        return
    for column, value in zip(table.columns, row.values, strict=True):
        yield column.shown(value, row.role)


@pytest.mark.parametrize("count", [0, 1, 5, 60])
def test_every_cell_is_on_paper_in_order(compose: Compose, count: int, tmp_path: Path) -> None:
    document = compose(count)
    issued = write(document, tmp_path / "a.pdf")
    text, at = printed(tmp_path / "a.pdf"), 0
    assert issued.missing_characters == ()
    assert issued.rows == sum(row.role == "record" for table in tables(document) for row in table.rows)
    for table in tables(document):
        for row in table.rows:
            for cell in map(packed, shown(table, row)):
                found = text.find(cell, at)
                assert found >= 0, f"{cell} is missing after {text[max(0, at - 40):at]}"
                at = found + len(cell)


@pytest.mark.parametrize("count", [0, 1, 5, 60])
def test_every_cell_is_in_the_workbook_in_order(compose: Compose, count: int, tmp_path: Path) -> None:
    document = compose(count)
    write(document, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    rows = iter([cells for sheet in book for cells in sheet.iter_rows(values_only=True)])
    for table in tables(document):
        for row in table.rows:
            wanted = list(cells(table, row))
            assert any(same(found, wanted) for found in rows), f"{wanted} is missing"


def cells(table: Table, row: Row) -> Iterator[object]:
    """What a reopened workbook must hold: figures as figures, everything else as shown."""
    if row.role == "group":
        yield row.values[0]
        return
    count, word = row.leading
    yield from (word, *[None] * (count - 1)) if count else ()
    for column, value in list(zip(table.columns, row.values, strict=True))[count:]:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            yield float(value) / (100 if isinstance(column.kind, Percent) else 1)
        else:
            yield column.shown(value, row.role) or None


def same(found: tuple[object, ...], wanted: list[object]) -> bool:
    pairs = zip(found, wanted, strict=False)
    return all(one == pytest.approx(other) if isinstance(other, float) else one == other for one, other in pairs)


def test_the_same_records_give_the_same_bytes(compose: Compose, tmp_path: Path) -> None:
    for suffix in (".pdf", ".xlsx"):
        write(compose(8), tmp_path / f"a{suffix}")
        write(compose(8), tmp_path / f"b{suffix}")
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_every_font_is_inside(compose: Compose, tmp_path: Path) -> None:
    write(compose(12), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@pytest.mark.parametrize("rare", ["㛃", "䶮", "𬱖", "〇", "①", "㎡", "−"])
def test_rare_characters_copy_out_of_both(compose: Compose, rare: str, tmp_path: Path) -> None:
    document = compose(60)
    said = sum(rare in cell for table in tables(document) for row in table.rows for cell in shown(table, row))
    write(document, tmp_path / "a.pdf")
    write(document, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    kept = sum(rare in cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
               if isinstance(cell, str))
    assert kept >= said
    assert printed(tmp_path / "a.pdf").count(rare) >= said


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed on this machine")
def test_the_file_is_sound(compose: Compose, tmp_path: Path) -> None:
    write(compose(12), tmp_path / "a.pdf")
    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_is_frozen_is_written_alike(compose: Compose, tmp_path: Path) -> None:
    document = compose(9)
    kept: Document = revived(json.loads(json.dumps(plain(settled(document)))))
    for suffix in (".pdf", ".xlsx"):
        write(document, tmp_path / f"a{suffix}")
        write(kept, tmp_path / f"b{suffix}")
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_the_outline_leads_to_its_headings(compose: Compose, tmp_path: Path) -> None:
    write(compose(40), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        pages = [packed(pdf[at].get_textpage().get_text_range()) for at in range(len(pdf))]
        for mark in pdf.get_toc():
            target = mark.get_dest()
            assert target is not None
            assert packed(mark.get_title().rpartition(" ")[2]) in pages[target.get_index()]


@pytest.mark.parametrize("name", ["public-notice", "quarterly-brief", "return-letter", "plan-book"])
def test_a_line_of_a_letter_holds_28_characters(name: str, tmp_path: Path, composed: Callable[[str, int], Document]) -> None:
    write(composed(name, 40), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        page = pdf[2 if name == "plan-book" else 0]
        lines = page.get_textpage().get_text_range().splitlines()
    full = [display_width(line) / 2 for line in lines if "。" in line or "，" in line]
    assert 26 <= max(full) <= 28.5


def test_every_row_is_compared(compose: Compose) -> None:
    document = settled(compose(30))
    assert changes(document, document) == []
    emptied = replace(document, blocks=tuple(map(without_rows, document.blocks)))
    rows = [row for table in tables(document) for row in table.rows if row.role != "group"]
    assert len(changes(document, emptied)) == len(rows) == len(changes(emptied, document))


def without_rows(block: Block) -> Block:
    if isinstance(block, OnePage):
        return replace(block, blocks=tuple(map(without_rows, block.blocks)))
    return replace(block, rows=()) if isinstance(block, Table) else block
