"""A document for Word: every cell stands in it in order, it can be opened and edited, and nothing in it is the hour it was made."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.dom.minidom import parseString

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import RuleBroken
from planner.paper.page import LETTER, Type
from planner.schema.document import (
    Attachment,
    Bars,
    Block,
    Closing,
    Column,
    Contents,
    Cover,
    Document,
    Form,
    Heading,
    NewPage,
    OnePage,
    Paper,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from planner.schema.fields import Text
from planner.schema.numbers import Money
from planner.word.styles import points
from planner.word.tables import escaped
from planner.word.writing import write

TITLE, MONEY = Text(label="场景名称", width=30), Money(label="计划投资")
TABLE = Table(
    (Column("title", TITLE), Column("money", MONEY, over=("金额",), sums=True), Column("own", MONEY, "自筹", over=("金额",))),
    [Row(("智能经济",), "group"), Row(("港区无人集卡", Decimal(1200), None)), Row(("影像<诊断> & 筛查", Decimal("3.5"), Decimal(1))),
     Row(("小计", Decimal("1203.5"), Decimal(1)), "subtotal"), Row(("合计", Decimal("1203.5"), Decimal(1)), "total")], "表1 清单")
BOOK: tuple[Block, ...] = (
    Cover(("某市办公室", "2026年11月")), Contents(), Heading("一、总体安排"), Paragraph("本年度安排场景。"), Heading("（一）重点", 2),
    TABLE, Paragraph("注：略。", small=True), Signatures(("单位负责人：", "填表人：")), Closing("某市办公室", "2026年11月25日"),
    Bars("满足率", "%", ("算力", "数据"), (("满足", (Decimal(90), None)), ("缺口", (Decimal(10), Decimal("1.5"))))),
    Attachment("附件1", "场景清单", Paper("A4", landscape=True)), TABLE, NewPage(Paper("A3", landscape=True)),
    Form(((("名称", "港区无人集卡"),), (("投资", "1,200.00"), ("单位", ""), ("期限", "2026年")))))


def letter(*blocks: Block) -> Document:
    return Document("book", "年度计划", blocks, subtitle="（截至2026年11月25日）", office="某市办公室", as_of="2026-11-25", letter=True)


def said(path: Path) -> str:
    """Every text of the body in the order in which it stands, paragraphs and cells apart by a stroke."""
    body = docx.Document(str(path)).element.body
    return "|".join("".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))


def words(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from [str(row.values[0])] if row.role == "group" else [
            column.shown(value, row.role) for column, value in zip(table.columns, row.values, strict=True)]


def test_every_cell_stands_in_order(tmp_path: Path) -> None:
    issued = write(letter(*BOOK), tmp_path / "书.docx")
    text, at = said(tmp_path / "书.docx"), 0
    for word in [*words(TABLE), "附件1", *words(TABLE), "港区无人集卡"]:
        at = text.index(word, at) + len(word)
    assert issued.rows == 4


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("一.docx", "二.docx"):
        write(letter(*BOOK), tmp_path / name)
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()


def test_headings_can_be_walked_and_the_contents_point_at_them(tmp_path: Path) -> None:
    write(letter(*BOOK), tmp_path / "书.docx")
    body = docx.Document(str(tmp_path / "书.docx")).element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    asked = re.findall(r"PAGEREF (\S+)", "".join(node.text or "" for node in body.iter(qn("w:instrText"))))
    assert asked and set(asked) == marks
    styles = [paragraph.style.name for paragraph in docx.Document(str(tmp_path / "书.docx")).paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 1 and styles.count("Heading 2") == 1


def test_sheets_turn_as_the_document_says_and_the_cover_has_no_folio(tmp_path: Path) -> None:
    write(letter(*BOOK), tmp_path / "书.docx")
    sections = docx.Document(str(tmp_path / "书.docx")).sections
    assert [(round((s.page_width or 0) / 36000), round((s.page_height or 0) / 36000)) for s in sections] == [
        (210, 297), (210, 297), (297, 210), (420, 297)]
    assert "PAGE" not in sections[0].footer._element.xml
    assert "PAGE" in sections[1].footer._element.xml and "PAGE" in sections[1].even_page_footer._element.xml


def test_the_head_comes_again_and_no_row_is_cut(tmp_path: Path) -> None:
    write(Document("list", "清单", (TABLE,)), tmp_path / "清单.docx")
    rows = docx.Document(str(tmp_path / "清单.docx")).tables[0]._tbl.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert len(heads) == 2 and len(rows) == 2 + len(TABLE.rows)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows[2:]]
    assert kept == [True, False, True, True, False]


def test_a_chart_is_one_that_word_draws(tmp_path: Path) -> None:
    write(letter(*BOOK), tmp_path / "书.docx")
    with zipfile.ZipFile(tmp_path / "书.docx") as parts:
        chart = parts.read("word/charts/chart1.xml").decode()
    assert "满足率（单位：%）" in chart and chart.count("<c:ser>") == 2
    assert re.findall(r"<c:v>([\d.]+)</c:v>", chart) == ["90", "10", "1.5"]


def test_cards_stand_on_sheets_of_their_own(tmp_path: Path) -> None:
    cards = [OnePage(f"项目{at}", (Form(((("名称", f"项目{at}"),),)),)) for at in range(3)]
    write(Document("cards", "项目卡片", tuple(cards)), tmp_path / "卡.docx")
    body = docx.Document(str(tmp_path / "卡.docx")).element.body
    assert sum(node.get(qn("w:type")) == "page" for node in body.iter(qn("w:br"))) == 2


@pytest.mark.parametrize("kind", [LETTER.body, Type("Song", 10.5, 0.0), Type("Song", 9.0, 14.4)])
def test_the_advance_of_a_character_is_that_of_the_page(kind: Type) -> None:
    size, spacing = points(kind)
    assert size * 2 == int(size * 2)
    assert size + spacing / 20 == pytest.approx(kind.size, abs=0.03)


@given(st.text(max_size=60))
def test_any_text_can_stand_in_a_cell(text: str) -> None:
    parseString(f"<a>{escaped(text)}</a>")


def test_a_machine_without_the_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(RuleBroken, match="no_word_pen"):
        write(letter(*BOOK), tmp_path / "书.docx")
    assert not list(tmp_path.iterdir())


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None or not Path("/usr/lib/libreoffice/program/libswlo.so").exists():
        pytest.skip("没有安装 LibreOffice Writer，无从打开")
    write(letter(*BOOK), tmp_path / "书.docx")
    home = (tmp_path / "home").as_uri()
    subprocess.run([office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
                    str(tmp_path / "书.docx")], check=True, capture_output=True, timeout=100)
    assert (tmp_path / "书.pdf").read_bytes().startswith(b"%PDF")
