"""A file goes back: the department's own workbook with red cells, comments and a list, a letter, and a note in the journal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from planner.domain.round import Submission
from planner.domain.scenario import Scenario
from planner.errors import Problem, RuleBroken
from planner.schema.dates import PartialDate
from planner.services.intake import IntakeFile, IntakeRow, Received
from planner.settings import Settings
from planner.sheets.book import ReadBook
from planner.sheets.process import read_grid
from planner.workspace import Workspace

CONTENT = [
    ["附件：场景征集表"], ["序号", "场景名称", "计划投资", "完成时限"],
    [1, "智慧公交调度", "视情况", "2026年12月"], [2, "=港口", 300, "2025-13"],
]
DAY = dt.date(2026, 3, 5)


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.create(folder / "工作区.planner", Settings(actor="王", office="云川市科技局")) as opened:
        yield opened


def received(path: Path) -> IntakeFile:
    """The file as the reader gives it, with two wrong cells and a row that names no owner."""
    grid = read_grid(path)
    book = ReadBook(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest(), grid.format, grid.encoding, {}, [], [], grid.sheets)
    sheet = grid.sheets[0].name
    wrong = [Problem("investment", "not_a_number", {"text": "视情况", "column": "C"}), Problem("owner", "missing"),
             Problem("", "duplicate", {"where": "别处"})]
    rows = [IntakeRow(sheet, 3, Scenario, "refused", {}, {}, {"investment": {"cell": "C3", "text": "视情况"}}, problems=wrong),
            IntakeRow(sheet, 4, Scenario, "refused", {}, {}, {"ends": {"cell": "D4", "text": "2025-13"}},
                      problems=[Problem("ends", "not_a_date", {"text": "2025-13", "column": "D"})])]
    return IntakeFile(Received(path, book), rows)


@pytest.fixture
def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "征集"
    for row in CONTENT:
        page.append(row)
    page["B4"].data_type = "s"
    page.merge_cells("A1:D1")
    page.column_dimensions["B"].width = 33
    path = folder / "交通局 场景.xlsx"
    book.save(path)
    return path


@pytest.fixture
def table(folder: Path) -> Path:
    path = folder / "交通局.csv"
    path.write_bytes("\n".join(",".join(map(str, row)) for row in CONTENT).encode("gb18030"))
    return path


def test_the_departments_own_workbook_comes_back_marked(workspace: Workspace, workbook: Path, folder: Path) -> None:
    before = workbook.read_bytes()
    done = workspace.returning.send_back(received(workbook), folder, department="市交通局", today=DAY)
    assert done.own
    assert workbook.read_bytes() == before
    page = openpyxl.load_workbook(done.workbook)["征集"]
    assert page.column_dimensions["B"].width == 33
    assert page["C3"].fill.fgColor.rgb == "00FFC7CE"
    assert page["B3"].fill.fill_type is None
    assert page["D4"].comment is not None
    assert "2025-13" in page["D4"].comment.text
    assert "日期，如 2026年3月" in page["D4"].comment.text


def test_the_list_names_cell_problem_and_what_is_wanted(workspace: Workspace, workbook: Path, folder: Path) -> None:
    done = workspace.returning.send_back(received(workbook), folder, department="市交通局", today=DAY)
    rows = list(openpyxl.load_workbook(done.workbook)["校验结果"].iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[3]) for row in rows] == [("C3", "计划投资（万元）"), ("A3", "需求单位"), ("D4", "完成时限")]
    assert str(rows[1][6]).startswith("请补填")


def test_what_cannot_be_written_as_it_was_is_made_anew(workspace: Workspace, table: Path, folder: Path) -> None:
    done = workspace.returning.send_back(received(table), folder, department="市交通局", today=DAY)
    assert not done.own
    book = openpyxl.load_workbook(done.workbook)
    page = book.worksheets[0]
    assert [cell.value for cell in page[3]] == ["1", "智慧公交调度", "视情况", "2026年12月"]
    assert page["B4"].data_type == "s"
    assert page["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["C3"].comment is not None


def test_the_letter_lists_every_problem(workspace: Workspace, workbook: Path, folder: Path) -> None:
    done = workspace.returning.send_back(received(workbook), folder, department="市交通局", until=PartialDate("2026-03-20"), today=DAY)
    with pypdfium2.PdfDocument(done.letter) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")
    for said in ("市交通局", "《交通局 场景.xlsx》", "C3", "D4", "2026年3月20日", "云川市科技局", "有3处需要补正"):
        assert said in text


def test_it_is_one_operation_that_undo_takes_back(workspace: Workspace, workbook: Path, folder: Path) -> None:
    done = workspace.returning.send_back(received(workbook), folder, department="市交通局", today=DAY)
    kept = workspace.drafting.find(Submission)
    assert [(s.department, s.returned, s.rows_refused) for s in kept] == [("市交通局", PartialDate("2026-03-05"), 3)]
    assert workspace.collecting.received_file(kept[0].id) == workbook.read_bytes()
    assert workspace.keeping.history()[0].id == done.operation
    workspace.keeping.undo()
    assert workspace.drafting.find(Submission) == []


def test_a_file_without_problems_is_not_sent_back(workspace: Workspace, workbook: Path, folder: Path) -> None:
    file = received(workbook)
    file.rows.clear()
    with pytest.raises(RuleBroken, match="nothing_to_return"):
        workspace.returning.send_back(file, folder, department="市交通局", today=DAY)


def test_a_file_that_changed_since_it_was_read_is_not_sent_back(workspace: Workspace, workbook: Path, folder: Path) -> None:
    file = received(workbook)
    workbook.write_bytes(workbook.read_bytes() + b" ")
    with pytest.raises(RuleBroken, match="file_changed"):
        workspace.returning.send_back(file, folder, department="市交通局", today=DAY)
