"""The plan seen whole on the page of supply."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from planner.desktop.pages.supply.page import SupplyPage
from planner.desktop.window import Window
from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.settings import Settings
from planner.workspace import Workspace

KIND, POOL, LINE, SCENARIO = range(4)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[SupplyPage]:
    window = Window(Settings())
    qtbot.addWidget(window)
    workspace = Workspace.create(tmp_path / "工作 区.planner")
    drafting, supplying = workspace.drafting, workspace.supplying
    big, small = (drafting.add(POOLS["compute"], {"title": title, "capacity": size}) for title, size in (("甲中心", "10"), ("乙中心", "4")))
    drafting.add(POOLS["talent"], {"title": "人才公寓", "capacity": "2"})
    for title in ("智慧交通", "影像诊断"):
        scenario = drafting.add(Scenario, {"title": title})
        line = supplying.demand(scenario.id, {"pool_kind": "compute", "quantity": "8", "unit": "P", "starts": "2026Q1", "ends": "2026Q2"})
        supplying.assign(line.id, small.id, "2026Q1", "3")
    supplying.assign(line.id, big.id, "2026Q2", "8")
    supplying.demand(scenario.id, {"pool_kind": "talent", "quantity": "1", "unit": "人月", "starts": "2026Q2", "ends": "2026Q2"})
    window.take(workspace, "supply")
    window.show()
    assert isinstance(window.page, SupplyPage)
    window.page.ui.views.setCurrentIndex(1)
    yield window.page
    window.close_workspace(show_start=False)


def turn(page: SupplyPage, by: int) -> dict[str, list[str]]:
    """Every row from an angle: its label and what stands in it."""
    page.ui.overview.by.setCurrentIndex(by)
    matrix = page.ui.overview.view.matrix
    return {label: [cell.text for cell in matrix.row(row)] for row, (_, label) in enumerate(matrix.rows)}


def choose(page: SupplyPage, row: int, column: int) -> list[tuple[str, str, str]]:
    """The rows behind a figure: whose, how much of it, from where."""
    view = page.ui.overview.view
    view.setCurrentIndex(view.matrix.index(row, column))
    return sorted((part.title, str(part.given), part.source) for part in page.ui.overview.parts.things)


def test_kinds_are_shown_as_needed_of_available_and_what_exceeds_all_supply_comes_first(page: SupplyPage) -> None:
    rows = turn(page, KIND)
    assert list(rows) == ["算力（P）", "人才（人月）"]
    assert rows["算力（P）"] == ["16.0 / 14.0 ▲超 2.0", "16.0 / 14.0 ▲超 2.0"]
    assert rows["人才（人月）"] == ["0.0 / 2.0 ✓", "1.0 / 2.0 ▽缺 1.0"]
    assert [head for head, _ in page.ui.overview.view.matrix.heads] == ["2026Q1", "2026Q2"]
    assert choose(page, 0, 0) == [("影像诊断", "3", ""), ("智慧交通", "3", "")]


def test_an_overspent_pool_comes_first_and_names_whom_it_serves(page: SupplyPage) -> None:
    rows = turn(page, POOL)
    assert list(rows) == ["算力｜乙中心（P）", "算力｜甲中心（P）", "人才｜人才公寓（人月）"]
    assert rows["算力｜乙中心（P）"] == ["6.0 / 4.0 ▲超 2.0", "0.0 / 4.0"]
    assert choose(page, 0, 0) == [("影像诊断", "3", "乙中心"), ("智慧交通", "3", "乙中心")]
    assert choose(page, 0, 1) == [] and page.ui.overview.parts_view.blank.sentence


def test_lines_and_scenarios_say_what_is_missing(page: SupplyPage) -> None:
    assert turn(page, LINE)["智慧交通｜算力 8 P"] == ["3.0 / 8.0 ▽缺 5.0", "0.0 / 8.0 ▽缺 8.0"]
    rows = turn(page, SCENARIO)
    assert rows == {"影像诊断": ["1 / 2 ▽缺 1 季", "—", "0 / 1 ▽缺 1 季", "—", "—", "—"], "智慧交通": ["0 / 2 ▽缺 2 季", *"—————"]}
    assert [part.quarter for part in page.ui.overview.parts.things] == ["2026Q1", "2026Q2"]


@pytest.mark.parametrize("by", [KIND, POOL, LINE, SCENARIO])
def test_an_edit_is_seen_from_every_angle_as_if_shown_anew(page: SupplyPage, qtbot: QtBot, by: int) -> None:
    before = turn(page, by)
    choose(page, 0, 0)
    line = next(line for line in page.desk.workspace.supplying.demands() if line.pool_kind == "compute")
    pool = next(pool for pool in page.desk.workspace.supplying.pools() if pool.title == "甲中心")
    page.desk.workspace.supplying.assign(line.id, pool.id, "2026Q1", "5")
    page.desk.workspace.supplying.assign(line.id, pool.id, "2026Q2", "4")
    held = page.held.ledger
    qtbot.waitUntil(lambda: len(held.of_line(line.id)) >= 3)
    drawn = turn(page, by), choose(page, 0, 0)
    assert page.held.ledger is held
    page.reload()
    assert (turn(page, by), choose(page, 0, 0)) == drawn
    assert by == KIND or drawn[0] != before


def test_from_a_figure_to_where_it_is_given(page: SupplyPage) -> None:
    turn(page, POOL)
    choose(page, 0, 0)
    line = page.ui.overview.parts.things[0].line
    page.ui.overview.to_bench()
    assert not page.whole and page.demand is not None and page.demand.id == line and page.kind == "compute"
    page.ui.pools.pick(next(pool.id for pool in page.pools.things if pool.title == "甲中心"))
    page.to_overview()
    assert page.whole and page.ui.overview.view.chosen is not None
    assert [part.title for part in page.ui.overview.parts.things] == []
    assert choose(page, page.ui.overview.view.currentIndex().row(), 1) == [("影像诊断", "8", "甲中心")]


def test_words_narrow_the_rows_and_a_new_line_is_there_at_once(page: SupplyPage, qtbot: QtBot) -> None:
    turn(page, LINE)
    page.ui.search.setText("人才")
    assert [label for _, label in page.ui.overview.view.matrix.rows] == ["影像诊断｜人才 1 人月"]
    page.ui.search.setText("没有的")
    assert page.ui.overview.view.blank.sentence == "没有符合查找的行"
    page.ui.search.clear()
    line = page.desk.workspace.supplying.demands()[0]
    page.desk.workspace.drafting.remove(Demand, [line.id], "移除")
    qtbot.waitUntil(lambda: len(page.ui.overview.view.matrix.rows) == 2)


def test_cells_are_copied_with_their_labels_and_read_out_whole(page: SupplyPage) -> None:
    turn(page, POOL)
    view = page.ui.overview.view
    view.setCurrentIndex(view.matrix.index(0, 0))
    view.copy()
    assert QGuiApplication.clipboard().text() == "\t2026Q1\r\n算力｜乙中心（P）\t6.0 / 4.0 ▲超 2.0\r\n"
    assert view.matrix.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "算力｜乙中心（P），2026年第一季度：6.0 / 4.0 ▲超 2.0"
