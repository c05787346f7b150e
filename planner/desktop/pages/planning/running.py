"""How far a search is, within the tab that waits for it, and the way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from planner.desktop.roles import dress
from planner.desktop.tasks import Task


class Running(QWidget):
    """Shown while a task runs; what is said of it stands beside the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._what, self._bar, self.stop = QLabel(self), QProgressBar(self), QPushButton(self)
        self._what.setWordWrap(True)
        self._what.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar.setAccessibleName("进度")
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(160)
        dress("hint", self._what)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self._what, 1), (self._bar, 0), (self.stop, 0)):
            row.addWidget(widget, stretch)
        self.stop.clicked.connect(self._stop)
        self.hide()

    @property
    def busy(self) -> bool:
        return self._task is not None

    @property
    def text(self) -> str:
        return self._what.text()

    def follow(self, task: Task, stop: str) -> None:
        """`stop` are the words of the button that asks the task to end."""
        self._task = task
        self._what.setText(f"{task.title}…")
        self._bar.setRange(0, 0)
        self.stop.setText(stop)
        self.stop.setAccessibleName(stop)
        self.stop.setEnabled(True)
        task.progressed.connect(self._told)
        for ending in (task.finished, task.failed, task.cancelled, task.broken):
            ending.connect(self._ended)
        self.show()

    def say(self, text: str) -> None:
        """What is known by now; once it was asked to stop it only says that."""
        if self.stop.isEnabled():
            self._what.setText(text)

    def _told(self, what: str, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._bar.accessibleDescription() != what:
            self._bar.setAccessibleDescription(what)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)
            self._what.setText("正在停止，整理已得的结果…")

    def _ended(self, _: object = None) -> None:
        self._task = None
        self.hide()
