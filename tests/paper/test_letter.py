"""A letter as GB/T 9704-2012 has it: 22 lines of 28 characters, folios outside, a contents that tells the truth."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from reportlab.lib.units import mm

from planner.paper.writing import write
from planner.schema.document import (
    Attachment,
    Bars,
    Block,
    Closing,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    Paper,
    Paragraph,
    Row,
    Table,
)
from planner.schema.fields import Text

TABLE = Table((Column("a", Text(label="名称", width=30)),), [Row((f"场景{at}",)) for at in range(50)], "表1 场景")


def letter(*blocks: Block, title: str = "工作专报") -> Document:
    return Document("letter", title, blocks, letter=True, office="先导区办公室", as_of="2025-06-20")


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]


def test_a_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    write(letter(Paragraph("文" * 2000), title=""), tmp_path / "a.pdf")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        chars = [char for char in pdf.pages[1].chars if char["text"] == "文"]
    tops = sorted({round(char["top"], 1) for char in chars})
    assert len(tops) == 22
    assert all(sum(round(char["top"], 1) == top for char in chars) == 28 for top in tops)
    assert min(char["x0"] for char in chars) >= 28 * mm - 0.1
    assert max(char["x1"] for char in chars) <= (210 - 26) * mm + 0.1
    assert tops[0] >= 37 * mm
    assert tops[-1] + 15.75 <= (297 - 35) * mm


def test_folios_stand_outside_one_character_in(tmp_path: Path) -> None:
    write(letter(Paragraph("文" * 1500)), tmp_path / "a.pdf")
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        for number, page in enumerate(pdf.pages[:2], 1):
            words = [word for word in page.extract_words() if word["top"] > (297 - 35) * mm]
            assert " ".join(word["text"] for word in words) == f"— {number} —"
            if number % 2:
                assert words[-1]["x1"] == pytest.approx(184 * mm - 14, abs=1)
            else:
                assert words[0]["x0"] == pytest.approx(28 * mm + 14, abs=1)


def book() -> Document:
    chapters = [block for at in range(1, 6) for block in (
        Heading(f"第{at}章 总体情况"), Heading(f"（{at}）进展", 2), Paragraph("先导区围绕“人工智能+”安排场景若干项。" * 25))]
    return letter(Cover(("先导区办公室", "2025年6月")), Contents(), *chapters, Closing("先导区办公室", "2025年6月20日"),
                  Attachment("附件1", "场景清单", Paper("A4", landscape=True)), TABLE, title="年度计划书")


def test_the_contents_name_the_pages_on_which_the_headings_stand(tmp_path: Path) -> None:
    issued = write(book(), tmp_path / "a.pdf")
    found = texts(tmp_path / "a.pdf")
    assert issued.pages == len(found)
    entries = re.findall(r"(第\d章 总体情况|附件1 场景清单)[ .]+(\d+)", found[1])
    assert len(entries) == 6
    for heading, number in entries:
        page = next(text for text in found[2:] if f"— {number} —" in text)
        assert heading.split()[-1] in page


def test_the_outline_leads_to_the_headings(tmp_path: Path) -> None:
    write(book(), tmp_path / "a.pdf")
    found = texts(tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        outline = [(entry.get_title(), entry.get_dest().get_index(), entry.level) for entry in pdf.get_toc()]
    assert [level for _, _, level in outline] == [*[0, 1] * 5, 0]
    assert all(title.split()[-1] in found[page] for title, page, _ in outline)


def test_every_line_of_the_contents_can_be_followed(tmp_path: Path) -> None:
    write(book(), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        links = list(pdf.pages[1].Annots)
        assert len(links) == 11
        assert all(int(link.F) == 4 for link in links)


def test_an_attachment_lies_across_if_it_says_so(tmp_path: Path) -> None:
    write(book(), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        shapes = [float(page.MediaBox[2]) > float(page.MediaBox[3]) for page in pdf.pages]
    assert shapes[0] is False
    assert shapes[-1] is True


def test_a_chart_has_every_figure_and_label(tmp_path: Path) -> None:
    bars = Bars("各类要素供需", "P", ("一季度", "二季度"), (("需求", (Decimal(120), Decimal("60.5"))), ("缺口", (None, Decimal(7)))))
    write(letter(bars), tmp_path / "a.pdf")
    text = texts(tmp_path / "a.pdf")[0]
    for said in ("各类要素供需（单位：P）", "一季度", "二季度", "需求", "缺口", "120", "60.5", "7"):
        assert said in text


def test_a_long_title_is_broken_into_even_lines(tmp_path: Path) -> None:
    write(letter(title="先导区人工智能场景创新2025年第二季度工作情况专报"), tmp_path / "a.pdf")
    lines = [line for line in texts(tmp_path / "a.pdf")[0].splitlines() if line.strip()][:2]
    assert "2025年" in lines[0] + lines[1]
    assert abs(len(lines[0]) - len(lines[1])) <= 7
