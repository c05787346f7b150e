"""The paper as a reader program sees it: text, heads, page numbers, fonts."""

from __future__ import annotations

import errno
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from planner.errors import Cancelled, FileTrouble
from planner.paper.writing import write
from planner.progress import Progress
from planner.schema.document import Column, Document, Heading, Paper, Paragraph, Row, Signatures, Table
from planner.schema.fields import Text
from planner.schema.numbers import Money

COLUMNS = (
    Column("number", Text(label="序号", width=6)),
    Column("name", Text(label="场景名称", width=30)),
    Column("total", Money(label="总投资", width=14), over=("资金（万元）",), sums=True),
    Column("public", Money(label="财政资金", width=14), over=("资金（万元）",), sums=True),
    Column("person", Text(label="联系人", width=10)),
)


def document(count: int, name: str = "政务问答（试行）场景", **more: object) -> Document:
    rows = [Row(("一、政务服务",), "group")]
    rows += [Row((str(at), f"{name}{at}", Decimal("1234.50"), Decimal(-3), "王𬱖"), key=str(at)) for at in range(count)]
    rows.append(Row(("", "合计", Decimal(99999), Decimal(-9), ""), "total"))
    table = Table(COLUMNS, rows, "表1 场景清单")
    blocks = (
        Heading("一、总体情况"),
        Paragraph("先导区围绕“人工智能+”，全年安排场景（含接续）若干项。" * 8),
        table,
        Signatures(("单位负责人：", "审核人：", "填表人：")),
        Paragraph("注：本表数据截至报告日。", small=True),
    )
    return Document(
        "清单",
        "人工智能应用场景年度计划",
        blocks,
        "（截至2025年6月20日）",
        ("填报单位（盖章）", "2025年6月20日", "单位：万元"),
        office="先导区办公室",
        as_of="2025-06-20",
        **more,
    )  # type: ignore[arg-type]


def pages(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in pdf:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        return texts
    finally:
        pdf.close()


def test_heads_captions_and_numbers_stand_on_every_page(tmp_path: Path) -> None:
    issued = write(document(120), tmp_path / "清 单.pdf")
    texts = pages(tmp_path / "清 单.pdf")
    assert issued.rows == 120
    assert issued.pages == len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页 共 {len(texts)} 页" in text
    assert all("表1 场景清单（续表）" in text and "财政资金" in text for text in texts[1:])
    assert "合计" in texts[-1] and "单位负责人" in texts[-1]
    everything = "".join(texts)
    assert all(f"场景{at}" in everything for at in range(120))


def test_text_copies_out_rightly(tmp_path: Path) -> None:
    issued = write(document(3), tmp_path / "a.pdf")
    text = pages(tmp_path / "a.pdf")[0]
    assert issued.missing_characters == ()
    assert "王𬱖" in text
    assert COLUMNS[2].kind.show(Decimal("1234.50")) in text


def test_every_font_is_inside(tmp_path: Path) -> None:
    write(document(60, paper=Paper("A3", True)), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor
        assert str(pdf.docinfo["/Title"]) == "人工智能应用场景年度计划"
        assert str(pdf.docinfo["/Author"]) == "先导区办公室"


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper("A4"), (595, 842)), (Paper("A4", True), (842, 595)), (Paper("A3"), (842, 1191))]
)
def test_the_sheet_is_the_one_asked_for(tmp_path: Path, paper: Paper, size: tuple[int, int]) -> None:
    write(document(2, paper=paper), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        box = pdf.pages[0].MediaBox
        assert (round(float(box[2])), round(float(box[3]))) == size


def test_what_no_face_has_is_named(tmp_path: Path) -> None:
    assert write(document(1, "甲\U0001f600"), tmp_path / "a.pdf").missing_characters == ("\U0001f600",)


def test_same_document_same_bytes(tmp_path: Path) -> None:
    write(document(5), tmp_path / "a.pdf")
    write(document(5), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_row_taller_than_a_page_goes_on(tmp_path: Path) -> None:
    issued = write(document(1, "长" * 3000), tmp_path / "a.pdf")
    assert issued.pages > 2
    assert "".join(pages(tmp_path / "a.pdf")).count("长") == 3000


def test_a_document_without_blocks_is_a_page(tmp_path: Path) -> None:
    assert write(Document("空", "空文", ()), tmp_path / "a.pdf").pages == 1


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write(document(5), tmp_path / "a.pdf", progress)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.pdf"]


def test_a_disk_that_refuses_is_said_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileTrouble) as raised:
        write(document(2), tmp_path / "没有" / "a.pdf")
    assert raised.value.code == "file_missing"
    (tmp_path / "a.pdf").write_bytes(b"old")
    for error, code in ((PermissionError(errno.EACCES, "open elsewhere"), "file_in_use"), (OSError(errno.ENOSPC, "full"), "no_room")):
        def refuse(*_: object, error: OSError = error) -> None:
            raise error

        with monkeypatch.context() as patched, pytest.raises(FileTrouble) as raised:
            patched.setattr(Path, "replace", refuse)
            write(document(2), tmp_path / "a.pdf")
        assert raised.value.code == code
        assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.pdf", b"old")]
