"""The list of files that came, filled as they are read; above it how far the reading is, with the way to stop and to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView

from planner.desktop.pages.importing.arrival import (
    HIDDEN,
    OUTCOMES,
    READING,
    STATES,
    UNREAD,
    WAITING,
    Arrival,
    file_columns,
)
from planner.desktop.pages.importing.receiving import Receiving
from planner.desktop.table import RowTable
from planner.services.intake import IntakeFile
from planner.services.reading import LONG
from planner.settings import Settings

_LETTERS = 46


class Files(QObject):
    """`chosen` is told when another file is before the eyes or the same has become something else, `counted` when any has."""

    chosen = Signal()
    counted = Signal()

    def __init__(self, ui: Any, receiving: Receiving, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self.receiving = ui, receiving
        self._arrivals: dict[Path, Arrival] = {}
        self._told: tuple[str, object, str] = ("", None, "")
        self.table = RowTable(file_columns(), lambda one: one.key, self)
        ui.files.show_table(self.table, settings=settings, name="importing.files", hidden=HIDDEN)
        ui.files.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        ui.files.horizontalHeader().setMinimumSectionSize(40)
        self.redress()
        self._offer_states()
        self._wire()
        self._tell_progress()

    def redress(self) -> None:
        """The list is as wide as a name and its counts want, in letters of any size."""
        self._ui.left.setMinimumWidth(_LETTERS * self._ui.left.fontMetrics().horizontalAdvance("0"))

    def _wire(self) -> None:
        ui, receiving = self._ui, self.receiving
        ui.files.picked.connect(self._picked)
        ui.states.activated.connect(self._fill)
        ui.stop.clicked.connect(receiving.stop)
        ui.go_on.clicked.connect(self.go_on)
        receiving.began.connect(self._began)
        receiving.came.connect(self._came)
        receiving.stopped.connect(self._stopped)
        receiving.idle.connect(self._idle)

    # what is here

    @property
    def arrivals(self) -> list[Arrival]:
        return list(self._arrivals.values())

    @property
    def current(self) -> Arrival | None:
        """The file before the eyes."""
        key = self._ui.files.current_key()
        return self._arrivals.get(Path(key)) if key else None

    @property
    def picked(self) -> list[Arrival]:
        return self._ui.files.picked_things()  # type: ignore[no-any-return]  # the table holds nothing else

    def read(self, paths: Iterable[Path], *, department: str = "", patience: float | None = None) -> None:
        """Read files; one that is here already is read anew, where it stands in the list. `department` is who sent them."""
        wanted = list(paths)
        for path in wanted:
            self._arrivals.setdefault(path, Arrival(path)).stage = WAITING
        self._fill()
        self.receiving.read(wanted, department=department, patience=patience)
        self._tell_progress()

    def go_on(self) -> None:
        """Read what was stopped before it was read."""
        self.read(one.path for one in self.arrivals if one.stage == UNREAD)

    def wait_longer(self) -> None:
        """Read the file before the eyes again, and give it as long as it needs; one that only failed is just tried again."""
        one = self.current
        if one is not None:
            self.read([one.path], patience=LONG if one.timed_out else None)

    def drop(self, gone: Sequence[Path]) -> None:
        """Forget files; they are not touched."""
        for path in gone:
            self._arrivals.pop(path, None)
        self.receiving.ask(lambda tray, progress: tray.drop(gone, progress))
        self._fill()
        self.counted.emit()

    # what becomes of it

    def _began(self, path: Path) -> None:
        if path in self._arrivals:
            self._arrivals[path].stage = READING
        self._redraw([path])
        self._tell_progress()

    def _came(self, files: tuple[IntakeFile, ...]) -> None:
        for file in files:
            one = self._arrivals.get(file.received.path)
            if one is not None and one.file is not file:
                one.take(file)
            if one is not None and one.stage == READING:
                one.stage = ""
        self._redraw(file.received.path for file in files)
        self._tell_progress()
        self.counted.emit()

    def _stopped(self, paths: Iterable[Path]) -> None:
        for one in (self._arrivals[path] for path in paths if path in self._arrivals):
            one.stage = "" if one.file else UNREAD
        self._redraw(paths)
        self._tell_progress()

    def _idle(self) -> None:
        self._tell_progress()
        if self._ui.states.currentData():
            self._fill()

    def recount(self, some: Iterable[Arrival]) -> None:
        """A person has decided about rows of these files."""
        changed = list(some)
        for one in changed:
            one.add_up()
        self._redraw(one.path for one in changed)
        self.counted.emit()

    # what is shown

    def _offer_states(self) -> None:
        found = Counter(one.state for one in self.arrivals)
        box, kept = self._ui.states, self._ui.states.currentData()
        box.clear()
        box.addItem(f"全部文件 {len(self._arrivals)}", "")
        for state, words in STATES.items():
            if found[state]:
                box.addItem(f"{words} {found[state]}", state)
        box.setCurrentIndex(max(0, box.findData(kept)))

    def _fill(self, _: object = None) -> None:
        self._offer_states()
        wanted = self._ui.states.currentData()
        self.table.show(one for one in self.arrivals if wanted in ("", one.state))
        if self.table.things and not self._ui.files.current_key():
            self._ui.files.pick(self.table.key(0))
        self._picked()

    def _redraw(self, paths: Iterable[Path]) -> None:
        self.table.redraw(str(path) for path in paths)
        self._offer_states()
        self._picked()

    def _picked(self) -> None:
        one = self.current
        told = (one.key, one.file, one.stage) if one else ("", None, "")
        if told != self._told:
            self._told = told
            self.chosen.emit()

    def _tell_progress(self) -> None:
        ui, receiving = self._ui, self.receiving
        unread = sum(one.stage == UNREAD for one in self.arrivals)
        now = next((one for one in self.arrivals if one.stage == READING), None)
        ui.strip.setVisible(receiving.reading or unread > 0)
        ui.strip_bar.setVisible(receiving.reading)
        ui.stop.setVisible(receiving.reading)
        ui.go_on.setVisible(unread > 0 and not receiving.reading)
        ui.strip_bar.setRange(0, max(1, receiving.total))
        ui.strip_bar.setValue(receiving.done)
        ui.strip_said.setText(_progress(receiving.done, receiving.total, now) if receiving.reading
                              else f"还有 {unread} 个文件没有读，已读的都在")

    def said(self) -> str:
        """All files together, for the status bar."""
        if not self._arrivals:
            return ""
        counted = [f"{words} {sum(one.count(outcome) for one in self.arrivals)}" for outcome, words in OUTCOMES.items()]
        return "，".join([f"文件 {len(self._arrivals)}", *counted])


def _progress(done: int, total: int, now: Arrival | None) -> str:
    said = f"正在读第 {min(done + 1, total)} 个，共 {total} 个"
    return f"{said}：{_short(now.path.name)}" if now else said


def _short(name: str, most: int = 36) -> str:
    return name if len(name) <= most else f"{name[:most - 12]}…{name[-11:]}"
