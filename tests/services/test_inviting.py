"""The form of a round goes out with the round's own dates, number and terms."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.domain.catalogues import LocalTerm
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.errors import NotFound
from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    return Workspace.create(folder / "工作区.planner", Settings(actor="王", office="云川市科技局"))


def test_the_form_names_round_office_and_deadline(workspace: Workspace, folder: Path) -> None:
    with workspace:
        batch = workspace.drafting.add(Round, {"number": "2026-01", "title": "第一批", "notice_no": "云科发〔2026〕3号",
                                               "closes": "2026年3月31日"})
        form = workspace.inviting.write_form(batch.id, folder / "表.xlsx")
        assert form.number == "2026-01"
        told = [row[1] for row in openpyxl.load_workbook(folder / "表.xlsx").worksheets[0].iter_rows(values_only=True)]
        assert "依据《云科发〔2026〕3号》，请各部门、各单位于 2026年3月31日前将本电子表和盖章扫描件一并报送云川市科技局。" in told


def test_the_offices_own_sectors_are_offered(workspace: Workspace) -> None:
    with workspace:
        batch = workspace.drafting.add(Round, {"number": "1", "title": "第一批"})
        workspace.drafting.add(LocalTerm, {"catalogue": "sector", "code": "X01", "title": "低空经济"})
        sector = next(asked for asked in workspace.inviting.form(batch.id).asked if asked.name == "sector")
        assert sector.field.read("低空经济") == "X01"
        assert sector.required


def test_a_round_that_is_not_there_is_said(workspace: Workspace, folder: Path) -> None:
    with workspace, pytest.raises(NotFound):
        workspace.inviting.write_form("nothing", folder / "表.xlsx")


def test_a_filled_form_comes_back_into_its_round(workspace: Workspace, folder: Path) -> None:
    with workspace:
        batch = workspace.drafting.add(Round, {"number": "2026-01", "title": "第一批", "targets": "市交通局、市教育局"})
        path = folder / "表.xlsx"
        form = workspace.inviting.write_form(batch.id, path)
        book = openpyxl.load_workbook(path)
        places = {asked.name: place for place, asked in enumerate(form.asked, 2)}
        for name, value in {"title": "智慧公交调度", "owner": "市公交集团", "sector": "交通治理"}.items():
            book.worksheets[1].cell(5, places[name]).value = value
        book.save(path)
        intake = workspace.collecting.compare(workspace.collecting.read([path]), department="市交通局")
        workspace.collecting.accept(intake, department="市交通局")
        scenario, = workspace.drafting.find(Scenario)
        assert (scenario.title, scenario.sector, scenario.round) == ("智慧公交调度", "S02", batch.id)
        assert [(a.department, a.accepted, a.missing) for a in workspace.inviting.answers(batch.id)] == [
            ("市交通局", 1, False), ("市教育局", 0, True)]
