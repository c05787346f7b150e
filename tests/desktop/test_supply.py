"""The page of supply and demand on a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from planner.desktop.pages.supply.grid import amount
from planner.desktop.pages.supply.page import SupplyPage
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[SupplyPage]:
    window = Window(Settings())
    qtbot.addWidget(window)
    workspace = Workspace.create(tmp_path / "工作 区.planner")
    workspace.drafting.add(ComputePool, {"title": "市智算中心", "capacity": "10"})
    for title in ("智慧交通", "影像诊断"):
        scenario = workspace.drafting.add(Scenario, {"title": title})
        workspace.supplying.demand(scenario.id, {"pool_kind": "compute", "quantity": "8", "unit": "P",
                                                 "starts": "2026Q1", "ends": "2026Q2"})
    window.take(workspace, "supply")
    window.show()
    assert isinstance(window.page, SupplyPage)
    yield window.page
    window.close_workspace(show_start=False)


def _text(page: SupplyPage, row: int, column: int) -> str:
    return str(page.grid.index(row, column).data())


def _write(page: SupplyPage, row: int, column: int, written: str) -> bool:
    return page.grid.setData(page.grid.index(row, column), written)


def test_looking_writes_nothing(page: SupplyPage) -> None:
    assert page.desk.workspace.supplying.variants() == []
    assert [line.role for line in page.grid.lines] == ["need", "give", "pool"]
    assert _text(page, 0, 1) == "0.0 / 8.0 P　▽缺 8.0"
    assert _text(page, 2, 1) == "0.0 / 10.0 P"


def test_a_written_figure_shows_at_once_in_need_and_pool(page: SupplyPage, qtbot: QtBot) -> None:
    assert _write(page, 1, 1, "8")
    qtbot.waitUntil(lambda: _text(page, 0, 1) == "8.0 / 8.0 P　✓")
    assert _text(page, 2, 1) == "8.0 / 10.0 P"
    assert _text(page, 0, 2).endswith("▽缺 8.0")
    assert _write(page, 1, 1, "")
    qtbot.waitUntil(lambda: _text(page, 0, 1) == "0.0 / 8.0 P　▽缺 8.0")


def test_more_than_the_pool_has_is_marked_by_word_and_shape(page: SupplyPage, qtbot: QtBot) -> None:
    for row in range(2):
        page.ui.demands.pick(page.demands.key(row))
        assert _write(page, 1, 1, "6")
    qtbot.waitUntil(lambda: _text(page, 2, 1) == "12.0 / 10.0 P　▲超 2.0")
    assert page.grid.index(2, 1).data(Qt.ItemDataRole.ForegroundRole) is not None


def test_more_than_is_needed_is_refused_and_said(page: SupplyPage) -> None:
    assert not _write(page, 1, 1, "9")
    assert page.desk.workspace.supplying.allocations() == []
    assert not _write(page, 1, 1, "很多")


def test_another_kind_has_its_own_pools_and_lines(page: SupplyPage) -> None:
    page.ui.kinds.setCurrentRow(2)
    assert page.kind == "talent"
    assert page.pools.things == [] and page.demands.things == [] and page.grid.lines == ()
    assert page.ui.pools.blank.sentence == "还没有人才供给"


def test_a_demand_line_written_in_the_dialog_is_chosen(page: SupplyPage, qtbot: QtBot) -> None:
    scenario = page.desk.workspace.drafting.find(Scenario)[0]
    page.take_demand("compute", {"scenario": scenario.id, "quantity": "3", "unit": "P", "starts": "2026Q3", "ends": "2026Q4"})
    qtbot.waitUntil(lambda: page.demands.rowCount() == 3)
    page.ui.demands.pick(page.demands.key(2))
    assert page.demand is not None and page.demand.quantity == Decimal(3)
    assert page.grid.columnCount() == 5
    assert _text(page, 1, 1) == "—" and _write(page, 1, 3, "3")


@pytest.mark.parametrize(("value", "shown"), [("12", "12.0"), ("100", "100.0"), ("3.25", "3.25"), ("0", "0.0"), ("1.50", "1.5")])
def test_figures_line_up(value: str, shown: str) -> None:
    assert amount(Decimal(value)) == shown


def _choose(page: SupplyPage, row: int, *columns: int) -> None:
    page.ui.grid.setCurrentIndex(page.grid.index(row, columns[0]))
    for column in columns[1:]:
        page.ui.grid.selectionModel().select(page.grid.index(row, column), QItemSelectionModel.SelectionFlag.Select)


def test_a_block_from_a_spreadsheet_is_one_step(page: SupplyPage, qtbot: QtBot) -> None:
    _choose(page, 1, 1)
    QGuiApplication.clipboard().setText("3\t4\r\n")
    page.ui.grid.paste()
    qtbot.waitUntil(lambda: _text(page, 0, 2).startswith("4.0 / 8.0 P"))
    assert _text(page, 1, 1) == "3.0　余 7.0"
    page.desk.workspace.keeping.undo()
    assert page.desk.workspace.supplying.allocations() == []


def test_a_block_that_cannot_be_given_changes_nothing_and_says_why(page: SupplyPage) -> None:
    for start, text in ((1, "3\t许多"), (2, "3\t4"), (1, "3\t9")):
        _choose(page, 1, start)
        QGuiApplication.clipboard().setText(text)
        page.ui.grid.paste()
        assert page.desk.workspace.supplying.allocations() == []
        assert page.desk.workspace.supplying.variants() == []


def test_a_figure_is_filled_to_the_right_and_cleared(page: SupplyPage, qtbot: QtBot) -> None:
    assert _write(page, 1, 1, "5")
    _choose(page, 1, 1, 2)
    page.ui.grid.fill_right()
    qtbot.waitUntil(lambda: _text(page, 1, 2) == "5.0　余 5.0")
    _choose(page, 1, 1, 2)
    page.ui.grid.clear_chosen()
    qtbot.waitUntil(lambda: page.desk.workspace.supplying.allocations() == [])


def test_a_jump_lands_on_the_demand_of_a_scenario_and_what_is_short_comes_first(page: SupplyPage) -> None:
    work = page.desk.workspace
    line = work.supplying.demands()[0]
    for quarter in ("2026Q1", "2026Q2"):
        work.supplying.assign(line.id, page.pools.key(0), quarter, "8")
    page.reload()
    assert page.demands.things[-1].id == line.id
    page.ui.kinds.setCurrentRow(2)
    page.show_record(line.scenario)
    assert page.kind == "compute" and page.demand is not None and page.demand.id == line.id
