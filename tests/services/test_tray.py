"""The files of an import while they are looked at: what was decided stays, what resembles is proposed, what is missing is said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.scenario import Scenario
from planner.services.intake import HOLD, REFUSE, TAKE, Intake, IntakeFile, IntakeRow
from planner.services.tray import Tray
from planner.workspace import Workspace

HEAD = "序号,场景名称,所属领域,需求单位,经济账"
Write = Callable[..., Path]


@pytest.fixture
def tray(workspace: Workspace) -> Tray:
    return Tray(workspace.collecting)


@pytest.fixture
def write(folder: Path) -> Write:
    def written(name: str, *rows: str) -> Path:
        path = folder / name
        path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        return path

    return written


def read(tray: Tray, *paths: Path) -> list[IntakeRow]:
    for path in paths:
        tray.read(path)
    return [row for file in tray.files for row in file.rows]


def accept(workspace: Workspace, tray: Tray) -> None:
    workspace.collecting.accept(Intake(list(tray.files)))


def titles(workspace: Workspace) -> list[str]:
    return sorted(thing.title for thing in workspace.drafting.find(Scenario))


def test_a_title_alike_of_another_department_is_proposed_and_both_are_taken_unless_somebody_says(
        tray: Tray, write: Write, workspace: Workspace) -> None:
    mine, theirs = read(tray, write("市交通局报送.csv", "1,港区无人集卡协同调度,交通运输,港航集团,800"),
                        write("市港航局报送.csv", "1,港区无人集卡协同调度示范应用,交通运输,市港航局,900"))
    assert [problem.code for problem in theirs.problems] == ["similar"] and theirs.other is not None and theirs.other.row is mine
    assert (theirs.verdict, theirs.take) == ("new", True)
    accept(workspace, tray)
    assert len(titles(workspace)) == 2


def test_two_rows_that_are_one_thing_become_one_record(tray: Tray, write: Write, workspace: Workspace) -> None:
    _, theirs = read(tray, write("市交通局报送.csv", "1,港区无人集卡协同调度,交通运输,港航集团,800"),
                     write("市港航局报送.csv", "1,港区无人集卡协同调度示范应用,交通运输,市港航局,900"))
    theirs.join()
    accept(workspace, tray)
    assert titles(workspace) == ["港区无人集卡协同调度示范应用"]


def test_a_row_that_is_a_known_record_updates_it(tray: Tray, write: Write, workspace: Workspace) -> None:
    kept = workspace.drafting.add(Scenario, {"title": "港区无人集卡协同调度", "department": "市交通局", "contact": "张三"})
    row, = read(tray, write("市港航局报送.csv", "1,港区无人集卡协同调度示范应用,交通运输,市港航局,900"))
    row.join()
    assert row.outcome == "changed" and row.differences["title"] == ("港区无人集卡协同调度", "港区无人集卡协同调度示范应用")
    accept(workspace, tray)
    one, = workspace.drafting.find(Scenario)
    assert (one.id, one.contact, one.department) == (kept.id, "张三", "市交通局")


def test_decisions_outlive_a_new_comparison(tray: Tray, write: Write) -> None:
    rows = read(tray, write("市交通局报送.csv", "1,甲场景试点,交通运输,甲,1", "2,乙场景试点,交通运输,乙,1", "3,丙场景试点,交通运输,丙,1"))
    for row, word in zip(rows, (TAKE, HOLD, REFUSE), strict=True):
        assert row.decide(word)
    file, = tray.compare()
    assert file.rows[0] is not rows[0]
    assert [row.outcome for row in file.rows] == ["new", "held", "refused"]


def test_what_a_sender_sent_before_and_not_again_is_missing_from_all_its_files_together(
        tray: Tray, write: Write, workspace: Workspace) -> None:
    for title in ("无人集卡", "隧道巡检", "场桥远控"):
        workspace.drafting.add(Scenario, {"title": title, "owner": "港航集团", "department": "市交通局"})
    workspace.drafting.add(Scenario, {"title": "别家的", "department": "市教育局"})
    read(tray, write("市交通局报送场景.csv", "1,无人集卡,交通运输,港航集团,1"))
    first, = tray.files
    assert [row.values["title"] for row in first.missing] == ["隧道巡检", "场桥远控"]
    read(tray, write("市交通局报送场景2.csv", "1,隧道巡检,交通运输,港航集团,1"))
    first, second = tray.files
    assert (first.missing, [row.values["title"] for row in second.missing]) == ([], ["场桥远控"])
    assert not second.missing[0].decide(TAKE)


def test_a_file_read_again_takes_the_place_of_itself(tray: Tray, write: Write) -> None:
    path = write("市交通局报送.csv", "1,甲场景试点,交通运输,甲,1")
    assert [row.verdict for row in read(tray, path, path)] == ["new"]
    write("市交通局报送.csv", "1,甲场景试点,交通运输,甲,1", "2,乙场景试点,交通运输,乙,1")
    assert [row.verdict for row in read(tray, path)] == ["new", "new"]


def test_who_sent_a_file_is_said_for_it_alone_and_its_wordings_are_known(tray: Tray, write: Write, workspace: Workspace) -> None:
    def sheet(file: IntakeFile) -> str:
        assert file.received.book is not None
        return file.received.book.tables[0].sheet

    first, second = (write(name, "1,甲场景试点,交通运输,甲,1") for name in ("一.csv", "二.csv"))
    tray.read(first)
    tray.send_as([first], "市交通局")
    tray.tell(first, lambda hints: dataclasses.replace(hints, columns={(sheet(tray.files[0]), "E"): "investment"}))
    accept(workspace, tray)
    tray.drop([first])
    tray.read(second)
    assert "investment" not in tray.files[0].rows[0].values
    file, = tray.send_as([second], "市交通局")
    assert file.received.sender == "市交通局" and str(file.rows[0].values["investment"]) == "1"
    assert file.rows[0].verdict == "same"


def test_a_file_that_cannot_be_read_is_there_with_its_reason(tray: Tray, folder: Path) -> None:
    path = folder / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    file, = tray.read(path)
    assert file.received.error is not None and file.rows == []
