"""The status bar: what was done last with a link to take it back, how far long work is, counts, when it was saved."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar

from planner.desktop.tasks import Task

_PATIENCE_MS = 300


class Status(QObject):
    """Fills a status bar; `undo_asked` is the link behind the last operation."""

    undo_asked = Signal()

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._task: Task | None = None
        self.message, self.counts, self.saved = QLabel(bar), QLabel(bar), QLabel(bar)
        self._what, self._how_far, self._cancel = QLabel(bar), QProgressBar(bar), QPushButton("取消", bar)
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._waiting.timeout.connect(self._show_progress)
        self._name()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(12, 0, 12, 0)
        bar.addWidget(self.message, 1)
        for widget in (self._what, self._how_far, self._cancel, self.counts, self.saved):
            bar.addPermanentWidget(widget)
        self._hide_progress()

    def _name(self) -> None:
        for widget, name in ((self.message, "最近操作"), (self.counts, "条数"), (self.saved, "保存时间"), (self._what, "正在进行"),
                             (self._how_far, "进度"), (self._cancel, "取消正在进行的工作")):
            widget.setAccessibleName(name)
        self.message.setTextFormat(Qt.TextFormat.RichText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                             | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.message.linkActivated.connect(lambda _: self.undo_asked.emit())
        self._how_far.setFixedWidth(180)
        self._cancel.clicked.connect(self.cancel)

    def say(self, text: str, *, undo: bool = False) -> None:
        """The last word; with a link to take the operation back."""
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        self.message.setText(f'{safe}　<a href="undo">撤销</a>' if undo else safe)

    def note_saved(self) -> None:
        self.saved.setText(f"已保存 {dt.datetime.now().astimezone():%H:%M}")

    def follow(self, task: Task) -> None:
        """Show how far a task is, once it has taken longer than a moment."""
        self._task = task
        self._cancel.setEnabled(True)
        self._tell(task.title, 0, 0)
        task.progressed.connect(self._tell)
        for ending in (task.finished, task.failed, task.cancelled, task.broken):
            ending.connect(self._hide_progress)
        self._waiting.start()

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._cancel.setEnabled(False)
            self._what.setText("正在取消…")

    @property
    def busy(self) -> bool:
        return self._task is not None

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._cancel.isEnabled():
            self._what.setText(what)
        self._how_far.setRange(0, total)
        self._how_far.setValue(done)

    def _show_progress(self) -> None:
        for widget in (self._what, self._how_far, self._cancel):
            widget.show()

    def _hide_progress(self) -> None:
        self._task = None
        self._waiting.stop()
        for widget in (self._what, self._how_far, self._cancel):
            widget.hide()
