"""What an archive asks of a file (PDF/A-2b), as far as it can be looked up in the file itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from planner.paper.writing import write
from planner.schema.document import Column, Document, Heading, Paragraph, Row, Table
from planner.schema.fields import Text
from planner.schema.numbers import Money


@pytest.fixture
def pdf(folder: Path) -> pikepdf.Pdf:
    table = Table((Column("a", Text(label="名称<&>")), Column("b", Money(label="投资"))), [Row(("王𬱖", Decimal(-5)))])
    write(Document("list", "清单 <2025> & 附表", (Heading("一、甲"), Paragraph("乙。"), table), office="先导区办公室",
                   as_of="2025-06-20", letter=True), folder / "a.pdf")
    return pikepdf.open(folder / "a.pdf")


def test_it_says_that_it_is_one(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as packet:
        assert packet.pdfa_status == "2B"


def test_both_descriptions_agree(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as packet:
        assert packet["dc:title"] == str(pdf.docinfo["/Title"]) == "清单 <2025> & 附表"
        assert packet["dc:creator"] == [str(pdf.docinfo["/Author"])] == ["先导区办公室"]
        assert packet["dc:description"] == str(pdf.docinfo["/Subject"]) == "2025-06-20"
        assert packet["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert str(packet["xmp:CreateDate"])[:10].replace("-", "") == str(pdf.docinfo["/CreationDate"])[2:10]


def test_the_description_can_be_read_without_unpacking(pdf: pikepdf.Pdf) -> None:
    assert "/Filter" not in pdf.Root.Metadata
    assert str(pdf.Root.Lang) == "zh-CN"


def test_its_colours_have_a_meaning(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    assert str(intent.S) == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_every_font_is_inside_and_the_file_has_an_identity(pdf: pikepdf.Pdf) -> None:
    fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
    assert fonts
    assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)
    assert len(pdf.trailer.ID) == 2
    assert "/Encrypt" not in pdf.trailer


def test_the_file_is_sound(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
