"""What an input method is still composing is taken over before anything is saved, sorted, left or closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.desktop import typing_in
from planner.desktop.view import TableView
from planner.desktop.window import Window
from planner.domain.scenario import Scenario

Opened = Callable[..., Window]
WRITTEN = "港口智能调度"


class InputMethod:
    """As an input method does it: what is composed goes, once, to the control that has the focus. The screen in memory has none."""

    composing = True

    def commit(self) -> None:
        focused = QApplication.focusWidget()
        if self.composing and isinstance(focused, QLineEdit):
            self.composing = False
            done = QInputMethodEvent()
            done.setCommitString(WRITTEN)
            QApplication.sendEvent(focused, done)

    def inputMethod(self) -> InputMethod:  # noqa: N802 - Qt's name
        return self


@pytest.fixture
def composing(open_window: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A cell is being edited; its old text is chosen, and a composition over it is open."""
    window = open_window("filled", "scenarios")
    monkeypatch.setattr(typing_in, "QGuiApplication", InputMethod())
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5000)
    view = _table(window)
    place = next(place for place, column in enumerate(view.table.columns) if column.name == "title")
    view.setFocus()
    view.setCurrentIndex(view.table.index(0, place))
    view.edit(view.table.index(0, place))
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QApplication.sendEvent(editor, QInputMethodEvent("gangkou", []))
    return window


def _table(window: Window) -> TableView:
    assert window.page is not None
    return next(view for view in window.page.findChildren(TableView) if view.isVisible() and view.table.rowCount() > 1)


@pytest.mark.parametrize("leave", ("save", "sort", "other page"))
def test_what_is_composed_is_taken_over(leave: str, composing: Window, qtbot: QtBot) -> None:
    window = composing
    if leave == "save":
        window.settle()
    elif leave == "sort":
        _table(window).horizontalHeader().sectionPressed.emit(0)  # where a press moves the focus, Qt itself ends the composition
        _table(window).sortByColumn(0, Qt.SortOrder.DescendingOrder)
    else:
        window.go("history")
    assert WRITTEN in {thing.title for thing in window.workspace.drafting.find(Scenario)}


def test_closing_the_workspace_keeps_what_was_composed(composing: Window) -> None:
    path, settings = composing.workspace.path, composing.settings
    composing.close_workspace()
    from planner.workspace import Workspace

    with Workspace.open(path, settings) as workspace:
        assert WRITTEN in {thing.title for thing in workspace.drafting.find(Scenario)}
