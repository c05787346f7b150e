"""出表三份，工作簿和 PDF 数字一致: the three documents, by both pens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

FIGURE = re.compile(r"\d[\d,]*\.\d+|\d[\d,]*")


@pytest.fixture
def year(office: Any) -> Any:
    """The year of a small town: four scenarios, one pool of compute, one project."""
    for title, sector, money in (("港区无人集卡", "交通运输", "1234.56万元"), ("影像辅助诊断", "医疗", "880万元"),
                                 ("病虫害识别", "农业", "1.2亿元"), ("智慧路灯", "交通运输", "65万元")):
        office.does("add", "场景", f"场景名称={title}", f"所属领域={sector}", f"计划投资={money}", "需求单位=市属单位")
    office.does("add", "算力供给", "供给名称=智算中心", "每季可用量=100")
    line = office.does("add", "需求", "场景=港区无人集卡", "要素类别=算力", "需求量=130", "单位=P", "起始季度=2025Q2",
                       "截止季度=2025Q3")["id"]
    office.does("assign", line, "智算中心", "2025Q3", 117)
    office.does("start", "病虫害识别")
    office.does("add", "季报", "项目=病虫害识别", "季度=2025Q2", "本季进展=完成标注", "形象进度=55%", "本季完成投资=432.1万元")
    return office


def issued(office: Any, document: str, ending: str) -> Path:
    file = office.folder / f"{document} 表{ending}"
    answer = office.does("issue", document, "-o", file, "--scope", "as_of=2025-06-20")
    assert (answer["file"], answer["missing_characters"]) == (str(file), [])
    assert file.stat().st_size > 0
    return Path(file)


def words_of_book(file: Path) -> str:
    """What stands in the cells of every sheet, shares as percent as they are shown."""
    cells = (cell for sheet in openpyxl.load_workbook(file).worksheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(cell.value * 100 if "%" in cell.number_format and isinstance(cell.value, float) else cell.value)
                     for cell in cells if cell.value is not None)


def words_of_paper(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as paper:
        return "\n".join(page.get_textpage().get_text_range() for page in paper)


def test_three_documents_say_the_same_figures_on_paper_and_in_the_workbook(year: Any, planner: Any) -> None:
    documents = {found["name"]: found for found in planner("documents", "--json").plain["documents"]}
    figures = {"scenario-list": ["1234.56", "880", "12000", "65"], "supply-balance": ["130", "117", "100", "17"],
               "project-ledger": ["55", "432.1", "12000"]}
    for document in map(documents.__getitem__, figures):
        assert {"xlsx", "pdf"} <= set(document["formats"])
        book, paper = (FIGURE.findall(words(issued(year, document["name"], ending)).replace(",", "")) for words, ending in (
            (words_of_book, ".xlsx"), (words_of_paper, ".pdf")))
        for figure in figures[document["name"]]:
            assert any(float(found) == pytest.approx(float(figure)) for found in book), (document["name"], figure, "工作簿")
            assert any(float(found) == float(figure) for found in paper), (document["name"], figure, "PDF")


def test_only_one_sector_is_issued(year: Any) -> None:
    file = year.folder / "交通.xlsx"
    year.does("issue", "scenario-list", "-o", file, "--scope", "sector=交通运输")
    words = words_of_book(file)
    assert "港区无人集卡" in words
    assert "智慧路灯" in words
    assert "病虫害识别" not in words


@pytest.mark.parametrize(("words", "code", "named"), [
    (["scenario-list", "-o", "甲.odt"], "unknown_format", ".odt"),
    (["清单", "-o", "甲.pdf"], "unknown_document", "scenario-list"),
    (["scenario-list", "-o", "甲.pdf", "--scope", "color=红"], "unknown_scope", "color"),
    (["scenario-list", "-o", "甲.pdf", "--scope", "sector=航海"], "scope_value", "航海"),
    (["scenario-list", "-o", "没有/甲.pdf"], "file_missing", "甲.pdf"),
])
def test_what_cannot_be_issued_is_named_and_leaves_no_file(
    year: Any, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str, named: str
) -> None:
    monkeypatch.chdir(year.folder)
    refused = year.is_refused("issue", *words)
    assert refused["code"] == code
    assert named in refused["message"] + refused["advice"]
    assert not list(year.folder.glob("甲*"))
