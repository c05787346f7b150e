"""The main job on files that nobody here made: all of them read, compared, taken in as one import, and withdrawn again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.organisation import Organisation
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.services.collecting import Accepted
from planner.services.intake import Intake, IntakeFile
from planner.workspace import Workspace

pytestmark = pytest.mark.timeout(600)

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FILES = sorted(path for folder in ("departments", "real") for path in (SAMPLES / folder).iterdir()
               if path.suffix in (".xlsx", ".xls", ".csv"))
KINDS = (Scenario, Organisation, Project)
Taken = tuple[Workspace, Intake, Accepted]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_HOME", str(tmp_path_factory.mktemp("本机")))
        with Workspace.create(tmp_path_factory.mktemp("试点 区") / "全部.cjgh") as workspace:
            intake = workspace.collecting.compare(workspace.collecting.read(FILES))
            yield workspace, intake, workspace.collecting.accept(intake)


def file_of(intake: Intake, name: str) -> IntakeFile:
    return next(file for file in intake.files if file.name == name)


def counts(workspace: Workspace) -> list[int]:
    return [workspace.drafting.count(kind) for kind in KINDS]


def test_every_scenario_that_the_departments_wrote_is_there(taken: Taken) -> None:
    workspace, intake, _ = taken
    told = [json.loads(path.read_text(encoding="utf-8")) for path in (SAMPLES / "departments").glob("*.truth.json")]
    wanted = [row for truth in told for table in truth["tables"] for row in table["rows"] if row["kind"] == "record"]
    waiting = [row for row in intake.rows() if row.record is Scenario and row.verdict == "held"]
    assert all(any(problem.code == "struck_out" for problem in row.problems) for row in waiting)
    assert workspace.drafting.count(Scenario) + len(waiting) == len(wanted)


def test_universities_and_firms_become_organisations(taken: Taken) -> None:
    workspace, intake, _ = taken
    universities, firms = file_of(intake, "全国高等学校名单.xls"), file_of(intake, "企业名单.xlsx")
    assert {row.record for file in (universities, firms) for row in file.rows} == {Organisation}
    assert universities.counts() == {"new": len(universities.rows), "changed": 0, "same": 0, "held": 0, "refused": 0}
    assert all(problem.code == "duplicate" for row in firms.rows if row.verdict == "held" for problem in row.problems)
    known = {row.values["title"] for file in (universities, firms) for row in file.rows if row.take}
    assert {thing.title for thing in workspace.drafting.find(Organisation)} == known


def test_the_works_ledger_becomes_projects_and_what_was_not_understood_names_its_column(taken: Taken) -> None:
    _, intake, _ = taken
    ledger = file_of(intake, "隧道项目台账.xlsx")
    assert [(row.record, row.verdict) for row in ledger.rows] == [(Project, "new")] * len(ledger.rows)
    assert ledger.rows
    for row in ledger.rows:
        assert [(p.field, p.code, p.params["column"]) for p in row.problems] == [("phase", "not_in_catalogue", "F")]
        assert {"线别", "评定等级", "通车时间"} & set(row.extra)


def test_lists_of_other_things_are_read_and_nothing_is_made_of_them(taken: Taken) -> None:
    _, intake, _ = taken
    for name in ("政务云_UI工作完成情况.xlsx", "行政区划_市.csv"):
        file = file_of(intake, name)
        assert file.received.error is None
        assert file.rows == []


def test_the_same_files_again_change_nothing_and_one_undo_withdraws_all(taken: Taken) -> None:
    workspace, _, _ = taken
    standing = counts(workspace)
    again = workspace.collecting.compare(workspace.collecting.read(FILES))
    struck = [row for row in again.rows() if any(problem.code == "struck_out" for problem in row.problems)]
    assert {row.verdict for row in again.rows() if row not in struck} == {"same"}
    assert {row.verdict for row in struck} == {"held"}
    assert workspace.collecting.accept(again).operation == ""
    assert counts(workspace) == standing
    assert workspace.keeping.undo().name.startswith("撤销")
    assert counts(workspace) == [0, 0, 0]
    workspace.keeping.redo()
    assert counts(workspace) == standing
