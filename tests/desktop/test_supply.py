"""The page of supply and demand on a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from planner.desktop.elided import Elided
from planner.desktop.pages.supply.lines import amount
from planner.desktop.pages.supply.page import SupplyPage
from planner.desktop.window import Window
from planner.domain.demand import Demand
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
    assert _text(page, 0, 1) == "0.0 / 8.0 ▽缺 8.0"
    assert _text(page, 2, 1) == "0.0 / 10.0"


def test_a_written_figure_shows_at_once_in_need_and_pool(page: SupplyPage, qtbot: QtBot) -> None:
    assert _write(page, 1, 1, "8")
    qtbot.waitUntil(lambda: _text(page, 0, 1) == "8.0 / 8.0 ✓")
    assert _text(page, 2, 1) == "8.0 / 10.0"
    assert _text(page, 0, 2).endswith("▽缺 8.0")
    assert _write(page, 1, 1, "")
    qtbot.waitUntil(lambda: _text(page, 0, 1) == "0.0 / 8.0 ▽缺 8.0")


def test_more_than_the_pool_has_is_marked_by_word_and_shape(page: SupplyPage, qtbot: QtBot) -> None:
    for row in range(2):
        page.ui.demands.pick(page.demands.key(row))
        assert _write(page, 1, 1, "6")
    qtbot.waitUntil(lambda: _text(page, 2, 1) == "12.0 / 10.0 ▲超 2.0")
    assert page.grid.index(2, 1).data(Qt.ItemDataRole.ForegroundRole) is not None


def test_more_than_is_needed_is_refused_and_said(page: SupplyPage) -> None:
    assert not _write(page, 1, 1, "9")
    assert page.desk.workspace.supplying.allocations() == []
    assert not _write(page, 1, 1, "很多")


def test_another_kind_has_its_own_pools_and_lines(page: SupplyPage) -> None:
    page.ui.kinds.setCurrentIndex(2)
    assert page.kind == "talent"
    assert page.pools.things == [] and page.demands.things == [] and page.grid.lines == ()
    assert page.ui.pools.blank.sentence == "还没有人才供给"


def test_a_demand_line_written_in_the_dialog_is_chosen(page: SupplyPage, qtbot: QtBot) -> None:
    scenario = page.desk.workspace.drafting.find(Scenario)[0]
    page.take_demand("compute", {"scenario": scenario.id, "quantity": "3", "unit": "P", "starts": "2026Q3", "ends": "2026Q4"})
    qtbot.waitUntil(lambda: page.demands.rowCount() == 3)
    page.ui.demands.pick(page.demands.key(2))
    assert page.demand is not None and page.demand.quantity == Decimal(3)
    assert page.grid.columnCount() == 3
    assert _text(page, 0, 1) == "0.0 / 3.0 ▽缺 3.0" and _write(page, 1, 1, "3")


@pytest.mark.parametrize(("value", "shown"), [("12", "12.0"), ("100", "100.0"), ("3.25", "3.25"), ("0", "0.0"), ("1.50", "1.5"),
                                            ("571.988062", "571.99"), ("0.0004", "0.0004")])
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
    qtbot.waitUntil(lambda: _text(page, 0, 2).startswith("4.0 / 8.0 "))
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
    page.ui.kinds.setCurrentIndex(2)
    page.show_record(line.scenario)
    assert page.kind == "compute" and page.demand is not None and page.demand.id == line.id


def _whole(page: SupplyPage) -> dict[str, object]:
    """Everything that is shown, so that what was drawn again can be held against what is drawn anew."""
    cells = {(line.role, line.pool): line.cells for line in page.grid.lines}
    return {"grid": cells, **{name: {table.key(row): table.cells(row) for row in range(table.rowCount())}
                              for name, table in (("pools", page.pools), ("demands", page.demands))},
            "tabs": [page.ui.kinds.tabText(place) for place in range(page.ui.kinds.count())]}


def test_news_are_drawn_in_place_and_say_what_everything_anew_would_say(page: SupplyPage, qtbot: QtBot) -> None:
    work, held = page.desk.workspace, page.held.ledger
    assert _write(page, 1, 1, "6")
    qtbot.waitUntil(lambda: page.held.ledger is not held)
    held, lines = page.held.ledger, [page.demands.key(row) for row in range(2)]
    page.ui.demands.pick(lines[1])
    assert _write(page, 1, 1, "6")
    work.drafting.amend(Demand, lines[1], {"quantity": "7", "priority": "1"})
    work.drafting.amend(Scenario, page.demands.things[0].scenario, {"title": "智慧信号"})
    work.keeping.undo()
    work.supplying.release(lines[0])
    qtbot.waitUntil(lambda: page.demands.things[1].quantity == Decimal(7))
    assert page.held.ledger is held, "the page asked for everything again"
    assert [page.demands.key(row) for row in range(2)] == lines
    drawn, shown = _whole(page), page.demand
    page.reload()
    assert shown is not None
    page.ui.demands.pick(shown.id)
    assert _whole(page) == drawn


def test_a_removed_line_goes_and_comes_back(page: SupplyPage, qtbot: QtBot) -> None:
    work, key = page.desk.workspace, page.demands.key(0)
    assert _write(page, 1, 1, "6")
    work.drafting.remove(Demand, [key], "移除")
    qtbot.waitUntil(lambda: page.demands.rowCount() == 1)
    work.keeping.undo()
    qtbot.waitUntil(lambda: page.demands.rowCount() == 2)
    page.ui.demands.pick(key)
    assert _text(page, 0, 1) == "6.0 / 8.0 ▽缺 2.0"


def test_a_pool_dropped_on_a_quarter_or_beside_it_gives_what_is_missing(page: SupplyPage, qtbot: QtBot) -> None:
    pool = page.pools.key(0)
    for row, (at, texts) in enumerate(((1, ["8.0 / 8.0 ✓", "0.0 / 8.0 ▽缺 8.0"]), (0, ["2.0 / 8.0 ▽缺 6.0", "8.0 / 8.0 ✓"]))):
        page.ui.demands.pick(page.demands.key(row))
        where = page.ui.grid.visualRect(page.grid.index(0, at)).center()
        mime = page.pools.mimeData([page.pools.index(0, 0)])
        event = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        page.ui.grid.dropEvent(event)
        assert event.isAccepted()
        qtbot.waitUntil(lambda texts=texts: [_text(page, 0, 1), _text(page, 0, 2)] == texts)
    assert page.held.ledger.over(pool) == 0
    assert page.desk.workspace.keeping.undoable() == "补足缺口"


def test_the_keyboard_tops_up_the_chosen_quarters_and_says_when_there_is_nothing_to_give(page: SupplyPage, qtbot: QtBot) -> None:
    _choose(page, 1, 2)
    page.top_up()
    qtbot.waitUntil(lambda: _text(page, 0, 2) == "8.0 / 8.0 ✓")
    assert _text(page, 0, 1) == "0.0 / 8.0 ▽缺 8.0"
    page.top_up()
    window = page.window()
    assert isinstance(window, Window) and window.notices.isVisible()
    assert len(page.desk.workspace.supplying.allocations()) == 1


def test_a_cell_of_the_line_itself_is_topped_up_from_pool_after_pool(page: SupplyPage, qtbot: QtBot) -> None:
    page.desk.workspace.drafting.add(ComputePool, {"title": "边缘节点", "capacity": "3"})
    line = page.demands.key(0)
    page.desk.workspace.supplying.assign(page.demands.key(1), page.pools.key(0), "2026Q1", "8")
    page.reload()
    page.ui.demands.pick(line)
    _choose(page, 0, 1)
    page.top_up()
    qtbot.waitUntil(lambda: _text(page, 0, 1) == "5.0 / 8.0 ▽缺 3.0")
    assert {str(given.quantity) for given in page.held.ledger.of_line(line)} == {"2", "3"}
    page.desk.workspace.keeping.undo()
    qtbot.waitUntil(lambda: _text(page, 0, 1) == "0.0 / 8.0 ▽缺 8.0")


def test_several_lines_are_amended_together(page: SupplyPage, qtbot: QtBot) -> None:
    keys = [page.demands.key(row) for row in range(2)]
    page.doing.amend_many(keys, {"priority": "1", "ends": "2026Q4", "spec": ""})
    qtbot.waitUntil(lambda: [line.priority for line in page.demands.things] == [1, 1])
    assert page.grid.columnCount() == 5
    assert page.desk.workspace.keeping.undoable() == "批量修改需求（2 条）"


def test_words_narrow_pools_and_lines(page: SupplyPage) -> None:
    page.ui.search.setText("影像")
    assert [page.held.name(line) for line in page.demands.things] == ["影像诊断"]
    assert page.pools.things == [] and page.ui.pools.blank.sentence == "没有符合查找的算力供给"
    page.ui.search.clear()
    assert page.demands.rowCount() == 2 and page.pools.rowCount() == 1


def test_tabs_say_what_is_over_and_short(page: SupplyPage, qtbot: QtBot) -> None:
    assert page.ui.kinds.tabText(0) == "算力 ▽2" and page.ui.kinds.tabText(2) == "人才"
    for row in range(2):
        page.ui.demands.pick(page.demands.key(row))
        for column in (1, 2):
            assert _write(page, 1, column, "8")
    qtbot.waitUntil(lambda: page.ui.kinds.tabText(0) == "算力 ▲1")


def test_a_long_name_is_shortened_where_there_is_no_room_for_it(qtbot: QtBot) -> None:
    label = Elided()
    qtbot.addWidget(label)
    label.resize(120, 24)
    label.show()
    label.say("面向港口集疏运一体化的无人集卡与场桥协同调度")
    assert label.text().endswith("…") and label.toolTip() == label.words == label.accessibleName()
    label.resize(1200, 24)
    assert label.text() == label.words and label.toolTip() == ""
