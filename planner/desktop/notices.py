"""The one presenter of refusals: a bar over the page that stays until it is read; never a dialog, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.desktop.icons import drawn
from planner.desktop.tokens import tokens_of
from planner.errors import PlannerError
from planner.messages import Notice, notice

_DRAWINGS = {"red": "error", "amber": "warning", "green": "done"}


class NoticeBar(QFrame):
    """What happened, whether anything is lost, what to do; with one acting button where there is something to do."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName("提示")
        self._act: Callable[[], None] | None = None
        self._drawing, self._text = QLabel(self), QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._do = _button("处理", self._acted, self)
        self._copy, self._close = _button("复制", self._copied, self), _button("关闭", self.clear, self)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self._text)
        row.addLayout(words, 1)
        for button in (self._do, self._copy, self._close):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        """What the bar says now; empty when it is not shown."""
        return self._text.text() if not self.isHidden() else ""

    def complain(self, error: PlannerError, labels: Mapping[str, str] | None = None) -> None:
        """Show a refusal; `labels` are the words for the fields it names."""
        self.tell(notice(error, labels), "red")

    def tell(self, said: Notice, tone: str = "green", act: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show a notice; `act` is a button's words and what it does."""
        self._text.setText(f"{said.title}：{said.text}{said.advice}" if said.title not in said.text else said.text + said.advice)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        tokens = tokens_of(self.palette())
        self._drawing.setPixmap(drawn(_DRAWINGS.get(tone, "done"), tokens.tone(tone), self.devicePixelRatioF()))
        self._do.setVisible(act is not None)
        self._act = act[1] if act else None
        if act:
            self._do.setText(act[0])
            self._do.setAccessibleName(act[0])
        self.setAccessibleDescription(self._text.text())
        self.show()

    def clear(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _acted(self) -> None:
        act = self._act
        self.clear()
        if act:
            act()

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())


def _button(text: str, slot: Callable[[], None], parent: QWidget) -> QPushButton:
    made = QPushButton(text, parent)
    made.setFlat(True)
    made.setProperty("flat", True)
    made.setAccessibleName(text)
    made.clicked.connect(slot)
    return made
