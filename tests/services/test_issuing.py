"""Issuing from a real workspace: the totals of the database, the PDF and the workbook are one figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.errors import RuleBroken
from planner.schema.numbers import Money
from planner.schema.query import Query
from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """Thirty scenarios, one of them removed, one of them a project with a report, a pool and a demand."""
    with Workspace.create(folder / "工作 区.planner", Settings(office="先导区办公室")) as opened:
        added = [opened.drafting.add(Scenario, {
            "title": f"场景{at}", "sector": "制造" if at % 3 else "医疗", "department": "交通局" if at % 2 else "卫健委",
            "investment": f"{at * 137}.25万元", "contact": "张三丰", "phone": "13800138000"}) for at in range(1, 31)]
        opened.drafting.remove(Scenario, [added[4].id], "重复")
        project = opened.tracking.start(added[0].id, {"number": "XM-1"})
        opened.tracking.report(project.id, {"quarter": "2025年第二季度", "done": "已上线", "percent": "40", "invested": "60"})
        opened.supplying.demand(added[0].id, {"pool_kind": "算力", "quantity": "30", "unit": "P", "starts": "2025Q1", "ends": "2025Q2"})
        opened.drafting.add(ComputePool, {"title": "智算中心", "capacity": "20"})
        yield opened


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join("".join(pdf[at].get_textpage().get_text_range().split()) for at in range(len(pdf)))


def last_sum(path: Path) -> object:
    book = openpyxl.load_workbook(path, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        if row[0] == "合计":
            return next(value for value in row if isinstance(value, int | float))
    return None


def test_the_total_is_the_same_in_database_paper_and_workbook(workspace: Workspace, folder: Path) -> None:
    with workspace.store.reading() as unit:
        total = sum((s.investment or Decimal(0) for s in unit.of(Scenario).find(Query())), Decimal(0))
    workspace.issuing.write("scenario-list", folder / "清单.pdf")
    workspace.issuing.write("scenario-list", folder / "清单.xlsx")
    assert f"合计{Money(label='').show(total)}" in text_of(folder / "清单.pdf")
    assert last_sum(folder / "清单.xlsx") == float(total)


def test_a_scope_limits_the_list_and_is_said_on_it(workspace: Workspace, folder: Path) -> None:
    issued = workspace.issuing.write("scenario-list", folder / "a.pdf", {"sector": "医疗", "department": "交通局", "as_of": "2025-06-20"})
    text = text_of(folder / "a.pdf")
    assert issued.rows == 5
    assert "范围：医疗、交通局" in text
    assert "截至2025年6月20日" in text
    assert "场景2" not in text.replace("场景21", "").replace("场景27", "")


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_every_document_is_issued(workspace: Workspace, folder: Path, suffix: str) -> None:
    for kind in workspace.issuing.documents():
        scope = {"quarter": "2025Q2"} if "quarter" in kind.scopes else {}
        issued = workspace.issuing.write(kind.name, folder / f"{kind.title}{suffix}", scope)
        assert issued.pages >= 1
        assert not issued.missing_characters
        assert (folder / f"{kind.title}{suffix}").exists()


def test_nothing_of_a_person_is_in_the_published_list(workspace: Workspace, folder: Path) -> None:
    workspace.issuing.write("scenario-list", folder / "a.pdf")
    assert "张三丰" not in text_of(folder / "a.pdf")
    assert "13800138000" not in text_of(folder / "a.pdf")


def test_the_ledger_tells_the_quarter(workspace: Workspace, folder: Path) -> None:
    workspace.issuing.write("project-ledger", folder / "a.pdf", {"quarter": "2025Q2", "as_of": "2025-06-30"})
    text = text_of(folder / "a.pdf")
    assert "2025年第二季度" in text
    assert "已上线" in text


def test_the_balance_names_who_lacks_what(workspace: Workspace) -> None:
    document = workspace.issuing.compose("supply-balance")
    assert "场景1" in repr(document)
    with workspace.store.reading() as unit:
        assert unit.of(Demand).find(Query())[0].id in repr(document)


@pytest.mark.parametrize(("name", "scope", "code"), [
    ("nothing", {}, "unknown_document"), ("scenario-list", {"colour": "x"}, "unknown_scope"),
    ("scenario-list", {"sector": "没有的领域"}, "scope_value"), ("project-ledger", {"quarter": "某天"}, "scope_value"),
    ("scenario-list", {"round": "没有"}, "scope_value"), ("scenario-list", {"as_of": "某天"}, "scope_value")])
def test_what_cannot_be_meant_is_refused(workspace: Workspace, name: str, scope: dict[str, str], code: str) -> None:
    with pytest.raises(RuleBroken) as raised:
        workspace.issuing.compose(name, scope)
    assert raised.value.code == code


def test_another_kind_of_file_is_refused(workspace: Workspace, folder: Path) -> None:
    with pytest.raises(RuleBroken) as raised:
        workspace.issuing.write("scenario-list", folder / "a.odt")
    assert raised.value.code == "unknown_format"
    assert not (folder / "a.odt").exists()
