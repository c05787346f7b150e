"""A file that comes again changes nothing; what was said of a department's headings is known next time."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.schema.query import Query
from planner.services.intake import Intake
from planner.workspace import Workspace

ROWS = """序号,场景名称,所属领域,需求单位,经济账,推进打算
1,港区无人集卡,交通运输,港航集团,1200万元,先行试点
2,隧道巡检,交通治理,市隧道处,约80万元,
"""


def received(workspace: Workspace, folder: Path, name: str = "市交通局报送场景.csv", content: str = ROWS) -> Intake:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return workspace.collecting.compare(workspace.collecting.read([path]))


def test_the_same_file_twice_changes_nothing(workspace: Workspace, folder: Path) -> None:
    assert workspace.collecting.accept(received(workspace, folder)).operation
    again = received(workspace, folder)
    assert [row.verdict for row in again.rows()] == ["same", "same"]
    assert workspace.collecting.accept(again).operation == ""


def test_a_confirmed_heading_is_known_next_time_and_only_for_its_department(workspace: Workspace, folder: Path) -> None:
    collecting = workspace.collecting
    first = received(workspace, folder)
    book = first.files[0].received.book
    assert book is not None
    assert [(c.field, c.header) for c in book.tables[0].columns][4] == (None, "经济账")
    told = collecting.remap(first.files[0].received, book.tables[0].sheet, "E", "investment")
    accepted = collecting.accept(collecting.compare([told]))
    with workspace.store.reading() as unit:
        assert sorted(str(s.investment) for s in unit.of(Scenario).find(Query())) == ["1200", "80"]
    later = received(workspace, folder, "市交通局第二批场景.csv", ROWS.replace("集卡", "船舶").replace("隧道", "桥梁"))
    assert [str(row.values["investment"]) for row in later.rows()] == ["1200", "80"]
    other = received(workspace, folder, "市教育局报送场景.csv", ROWS.replace("集卡", "校车"))
    assert not any("investment" in row.values for row in other.rows())
    workspace.keeping.undo(accepted.operation)
    forgotten = received(workspace, folder, "市交通局第三批场景.csv", ROWS.replace("集卡", "仓储"))
    assert not any("investment" in row.values for row in forgotten.rows())


def test_a_row_that_is_struck_out_waits_for_a_person(workspace: Workspace, folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in ROWS.splitlines():
        sheet.append(line.split(","))
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    path = folder / "市交通局报送场景.xlsx"
    book.save(path)
    kept, struck = (intake := workspace.collecting.compare(workspace.collecting.read([path]))).rows()
    assert (kept.verdict, struck.verdict, struck.take) == ("new", "held", False)
    assert [problem.code for problem in struck.problems if not problem.field] == ["struck_out"]
    workspace.collecting.accept(intake)
    with workspace.store.reading() as unit:
        assert [s.title for s in unit.of(Scenario).find(Query())] == ["港区无人集卡"]


def test_rule_7_a_figure_in_yuan_under_a_heading_in_ten_thousands_is_taken_with_a_word_of_doubt(workspace: Workspace, folder: Path) -> None:
    amounts = (90, 110, 130, 150, 180, 1300000)
    lines = [f"{number},港区无人集卡{number}号,交通运输,港航集团,{amount}" for number, amount in enumerate(amounts)]
    intake = received(workspace, folder, content="\n".join(["序号,场景名称,所属领域,需求单位,计划投资（万元）", *lines]))
    doubted = [(row.values["title"], row.verdict) for row in intake.rows() if "investment_outlying" in [p.code for p in row.problems]]
    assert doubted == [("港区无人集卡5号", "new")]


def test_what_the_office_put_right_stands_when_the_same_file_comes_again(workspace: Workspace, folder: Path) -> None:
    workspace.collecting.accept(received(workspace, folder))
    first = next(s for s in workspace.drafting.find(Scenario) if s.title == "港区无人集卡")
    workspace.drafting.amend(Scenario, first.id, {"sector": "交通治理"})
    again = received(workspace, folder)
    row = next(row for row in again.rows() if row.values["title"] == first.title)
    assert (row.verdict, [p.code for p in row.problems if p.field == "sector"]) == ("same", ["office_corrected"])
    assert workspace.collecting.accept(again).operation == ""


def test_what_both_have_changed_waits_for_a_person(workspace: Workspace, folder: Path) -> None:
    workspace.collecting.accept(received(workspace, folder))
    first = next(s for s in workspace.drafting.find(Scenario) if s.title == "港区无人集卡")
    workspace.drafting.amend(Scenario, first.id, {"sector": "交通治理"})
    row = next(row for row in received(workspace, folder, content=ROWS.replace("交通运输,港航", "医疗,港航")).rows() if row.key == first.id)
    assert (row.verdict, row.take, [p.code for p in row.problems]) == ("held", False, ["changed_by_both"])
    row.decide("take")
    assert row.outcome == "changed" and "sector" in row.differences


def test_what_a_department_changes_alone_is_taken(workspace: Workspace, folder: Path) -> None:
    workspace.collecting.accept(received(workspace, folder))
    row = next(iter(received(workspace, folder, content=ROWS.replace("交通运输,港航", "医疗,港航")).rows()))
    assert row.verdict == "changed" and set(row.differences) == {"sector"}


def test_what_was_removed_and_comes_again_waits_with_the_reason(workspace: Workspace, folder: Path) -> None:
    workspace.collecting.accept(received(workspace, folder))
    first = next(s for s in workspace.drafting.find(Scenario) if s.title == "港区无人集卡")
    workspace.drafting.remove(Scenario, [first.id], "不属于人工智能")
    row = next(row for row in received(workspace, folder).rows() if row.values["title"] == first.title)
    assert (row.verdict, row.problems[-1].code, row.problems[-1].params["reason"]) == ("held", "was_removed", "不属于人工智能")


def test_a_label_of_a_form_is_remembered_too(workspace: Workspace, folder: Path) -> None:
    def form(name: str, title: str) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["市交通局场景征集表"], ["场景名称", title, "所属领域", "交通运输"], ["需求单位", "港航集团", "摆放何处", "东港"],
                    ["联系人", "李四", "联系电话", "13800000001"], ["建设内容", "无人集卡", "预计投资（万元）", 1200]):
            sheet.append(row)
        book.save(folder / name)
        return folder / name

    collecting = workspace.collecting
    first, = collecting.read([form("一.xlsx", "港区无人集卡")])
    collecting.accept(collecting.compare([collecting.remap(first, "Sheet", "C3", "location")]))
    later, = collecting.compare(collecting.read([form("二.xlsx", "港区无人叉车")])).rows()
    assert later.values["location"] == "东港"


def test_a_report_that_was_reviewed_is_not_overwritten(workspace: Workspace, folder: Path) -> None:
    project = workspace.drafting.add(Project, {"number": "P-1", "title": "集卡一期"})
    report = workspace.tracking.report(project.id, {"quarter": "2025Q3", "done": "安装", "percent": "65"})
    workspace.tracking.review(report.id, "王主任", "2025-10-12")
    rows = "项目编号,项目名称,季度,本季进展,形象进度\nP-1,集卡一期,2025Q3,安装完成,70%\n"
    row, = received(workspace, folder, "三季度进展季报.csv", rows).rows()
    assert (row.verdict, [problem.code for problem in row.problems]) == ("refused", ["report_reviewed"])
    same, = received(workspace, folder, "三季度进展季报.csv", rows.replace("安装完成", "安装").replace("70%", "65%")).rows()
    assert same.verdict == "same"
