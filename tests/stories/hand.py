"""A person at the window: aims at what is shown, by its words; clicks, types, and waits until everything has come to rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from planner.desktop.window import Window

LEFT = Qt.MouseButton.LeftButton
PATIENCE = 60


class Hand:
    """Works at one window. Nothing is called that a person could not reach: no page, no service, no slot."""

    def __init__(self, window: Window) -> None:
        self.window = window

    # seeing

    def rest(self, until: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing runs any more and what is expected is there."""
        def done() -> bool:
            receiving = getattr(self.window.page, "receiving", None)
            return not self.window.status.busy and not (receiving and receiving.busy) and until()

        began = time.monotonic()
        QApplication.processEvents()
        while not done():
            assert time.monotonic() - began < PATIENCE, f"it did not happen; the bar says “{self.said}”"
            time.sleep(0.01)   # qWait would keep the interpreter from the thread that works
            QApplication.processEvents()
        QApplication.processEvents()

    @property
    def said(self) -> str:
        return self.window.notices.text

    def texts(self, view: QAbstractItemView, column: int | None = None) -> list[list[str]] | list[str]:
        """What stands in a table's cells as shown, or in one of its columns."""
        model = view.model()
        rows = [[str(model.index(row, place).data() or "") for place in range(model.columnCount())] for row in range(model.rowCount())]
        return rows if column is None else [row[column] for row in rows]

    def column(self, view: QAbstractItemView, heading: str) -> int:
        model = view.model()
        names = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(model.columnCount())]
        return next(place for place, name in enumerate(names) if name.startswith(heading))

    def cell(self, view: QAbstractItemView, words: str, heading: str) -> QModelIndex:
        """Where the row with these words meets the column with this heading."""
        place = self.column(view, heading)
        row = next(row for row, cells in enumerate(self.texts(view)) if any(words in cell for cell in cells))
        return view.model().index(row, place)

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        seen = [button for button in (within or self.window).findChildren(QAbstractButton) if button.isVisible()
                and button.text().replace("&", "").startswith(words)]
        assert seen, f"no button “{words}” is to be seen"
        return seen[0]

    def field(self, words: str, within: QWidget | None = None) -> Any:
        """The editor that is called so."""
        seen = [widget for kind in (QLineEdit, QPlainTextEdit, QComboBox) for widget in (within or self.window).findChildren(kind)
                if widget.isVisible() and widget.accessibleName().startswith(words)]
        assert seen, f"no field “{words}” is to be seen"
        return seen[0]

    # doing

    def press(self, words: str, within: QWidget | None = None) -> None:
        QApplication.processEvents()   # the layout must have settled, as it has when a person aims
        self.click(self.button(words, within))

    def click(self, widget: QWidget) -> None:
        assert widget.isEnabled(), f"{widget.accessibleName()} is grey"
        QTest.mouseClick(widget, LEFT)

    def turn_to(self, title: str) -> None:
        """Another page, by the rail."""
        rail = self.window.ui.rail
        [item] = rail.findItems(title, Qt.MatchFlag.MatchExactly)
        QTest.mouseClick(rail.viewport(), LEFT, pos=rail.visualItemRect(item).center())
        self.rest()

    def tab(self, words: str) -> None:
        """Turn to a tab."""
        for bar in self.window.findChildren(QTabBar):
            for place in range(bar.count()) if bar.isVisible() else ():
                if bar.tabText(place).startswith(words):
                    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())
                    self.rest()
                    return
        raise AssertionError(f"no tab “{words}” is to be seen")

    def keys(self, *words: str, at: QWidget | None = None) -> None:
        """Keys as on the keyboard: "Ctrl+Z", "Return"."""
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            QTest.qWaitForWindowActive(self.window)
        for word in words:
            QTest.keySequence(at or QApplication.focusWidget() or self.window, QKeySequence(word))
        self.rest()

    def type(self, text: str, at: QWidget | None = None) -> None:
        """Write where the focus is: figures and letters by key, Chinese as an input method hands it over."""
        widget = at or QApplication.focusWidget()
        assert widget is not None
        if text.isascii():
            QTest.keyClicks(widget, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(widget, event)

    def write(self, field: QWidget, text: str) -> None:
        """Put something in the place of what stands in a field."""
        if isinstance(field, QComboBox):
            self.choose(field, text)
            return
        field.setFocus()
        QTest.keySequence(field, QKeySequence.StandardKey.SelectAll)
        self.type(text, at=field)

    def choose(self, box: QComboBox, words: str) -> None:
        """Walk through a list by the arrow key until the words stand there."""
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText().endswith(words):
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText().endswith(words), f"“{words}” is not in the list"

    def go_to(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Click a cell."""
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        self.rest()

    def write_into(self, view: QAbstractItemView, index: QModelIndex, text: str) -> None:
        """Write over a cell: it is opened by the first key where the table takes that, else by a double click; Enter leaves it."""
        self.go_to(view, index)
        if view.editTriggers() & QAbstractItemView.EditTrigger.AnyKeyPressed and text.isascii():
            QTest.keyClick(view, text[0])
        else:
            QTest.mouseDClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        QApplication.processEvents()
        editors = [editor for editor in view.viewport().findChildren(QLineEdit) if editor.isVisible()]
        assert editors, "the cell cannot be written in"
        self.write(editors[0], text)
        QTest.keyClick(editors[0], Qt.Key.Key_Return)
        self.rest()

    def drop(self, paths: Sequence[Path]) -> None:
        """Drag files or folders onto the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        where, copy, none = QPoint(600, 400), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(where, copy, mime, LEFT, none))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(where), copy, mime, LEFT, none))
        QApplication.processEvents()
        self.rest()

    def during(self, begin: Callable[[], None], act: Callable[[QWidget], None]) -> None:
        """Begin what opens a dialog, and act in it; it must close by that."""
        met: list[QWidget] = []
        wrong: list[BaseException] = []

        def meet() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or met:
                return
            met.append(dialog)
            watch.stop()
            try:
                QTest.qWaitForWindowActive(dialog)
                act(dialog)
                assert not dialog.isVisible(), "the dialog stays open"
            except BaseException as error:  # noqa: BLE001 - told again below; raised here it would be lost in the loop of events
                wrong.append(error)
                dialog.close()

        watch = QTimer(interval=20)
        watch.timeout.connect(meet)
        watch.start()
        begin()
        watch.stop()
        if wrong:
            raise wrong[0]
        assert met, "no dialog came"
        self.rest()

    def fill(self, words: str, **written: str) -> None:
        """Press a button, write in the dialog that comes, and press 确定."""
        def act(dialog: QWidget) -> None:
            for name, text in written.items():
                self.write(self.field(name, dialog), text)
            self.press("确定", dialog)

        self.during(lambda: self.press(words), act)

    def save_as(self, words: str, path: Path) -> None:
        """Press a button and name the file in the dialog that comes."""
        def act(dialog: QWidget) -> None:
            assert isinstance(dialog, QFileDialog)
            line = dialog.findChildren(QLineEdit)[0]
            self.write(line, str(path))
            QTest.keyClick(line, Qt.Key.Key_Return)

        self.during(lambda: self.press(words), act)
