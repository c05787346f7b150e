"""The table on the screen: its room, and what it remembers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.desktop.columns import Column
from planner.desktop.table import RowTable
from planner.desktop.view import TableView
from planner.settings import Settings

COLUMNS = (Column("name", "名称", lambda thing: thing[0], 20), Column("size", "大小", lambda thing: thing[1], 8))


def shown(qtbot: QtBot, settings: Settings, *, elastic: str = "name") -> tuple[TableView, RowTable]:
    view = TableView()
    qtbot.addWidget(view)
    view.resize(700, 300)
    table = RowTable(COLUMNS, lambda thing: str(thing[0]), view)
    view.show_table(table, settings=settings, name="try", elastic=elastic)
    table.show([("甲", "1"), ("丙", "3"), ("乙", "2")])
    view.show()
    return view, table


def test_the_elastic_column_takes_the_room_that_the_others_leave(qtbot: QtBot) -> None:
    view, _ = shown(qtbot, Settings())
    header = view.horizontalHeader()
    assert header.length() == view.viewport().width()
    narrow = header.sectionSize(1)
    view.resize(900, 300)
    assert header.length() == view.viewport().width() and header.sectionSize(1) == narrow
    header.resizeSection(1, 2000)
    view.resize(901, 300)
    assert header.sectionSize(0) >= 16 * view.fontMetrics().horizontalAdvance("0")


def test_without_an_elastic_column_widths_stay(qtbot: QtBot) -> None:
    view, _ = shown(qtbot, Settings(), elastic="")
    before = view.horizontalHeader().length()
    view.resize(900, 300)
    assert view.horizontalHeader().length() == before


def test_the_order_of_last_time_comes_back(qtbot: QtBot) -> None:
    settings = Settings()
    view, table = shown(qtbot, settings)
    view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert [thing[0] for thing in table.things] == ["丙", "乙", "甲"]
    view.hide()
    again, table = shown(qtbot, settings)
    assert [thing[0] for thing in table.things] == ["丙", "乙", "甲"]
    assert again.horizontalHeader().sortIndicatorSection() == 1


def test_rows_are_drawn_again_where_they_stand(qtbot: QtBot) -> None:
    _, table = shown(qtbot, Settings())
    drawn: list[int] = []
    table.dataChanged.connect(lambda first, last: drawn.append(first.row()))
    assert table.cells(1)[0] == ("丙", "3")
    table.renew([("丙", "9"), ("丁", "4")], keys=["乙"])
    assert sorted(drawn) == [1, 2] and table.cells(1)[0] == ("丙", "9") and table.rowCount() == 3


def test_enter_does_what_a_double_click_does(qtbot: QtBot) -> None:
    view, table = shown(qtbot, Settings())
    done: list[int] = []
    view.doubleClicked.connect(lambda index: done.append(index.row()))
    view.pick("乙")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(view, key)
    assert done == [2, 2] and table.rowCount() == 3
