"""The milestones of a project as one bar, each as wide as its weight: reached, overdue, or still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.desktop.tokens import tokens_of
from planner.domain.project import Milestone

REACHED, OVERDUE, TO_COME = "reached", "overdue", "to_come"
_SAID = {REACHED: ("✓", "已完成", "green"), OVERDUE: ("!", "已逾期", "red"), TO_COME: ("○", "未到期", "")}
_WHOLE = Decimal(100)
_GAP, _TRACK = 2, 6


class Share(NamedTuple):
    """One milestone's part of the bar; `start` and `width` are per cent of the whole."""

    title: str
    state: str
    start: Decimal
    width: Decimal
    due: str

    @property
    def words(self) -> str:
        mark, state, _ = _SAID[self.state]
        return f"{mark} {self.title}，权重 {self.width.normalize():f}%，计划 {self.due}，{state}"


def shares(milestones: Sequence[Milestone], today: dt.date) -> list[Share]:
    """The milestones in their order, one after the other."""
    found, start = [], Decimal(0)
    for milestone in milestones:
        state = REACHED if milestone.done else OVERDUE if milestone.due.last < today else TO_COME
        found.append(Share(milestone.title, state, start, milestone.weight, milestone.due.shown))
        start += milestone.weight
    return found


class MilestoneBar(QWidget):
    """Segments above, and below them how far the work is and a mark for how far it should be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.shares: list[Share] = []
        self._actual = self._planned = Decimal(0)

    def show_plan(self, found: list[Share], actual: Decimal, planned: Decimal) -> None:
        """Other milestones, and two per cents of the whole."""
        self.shares, self._actual, self._planned = found, actual, planned
        self.setVisible(bool(found))
        self.setAccessibleName("节点：" + "；".join(share.words for share in found))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 10 + _GAP + _TRACK)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def _total(self) -> Decimal:
        """Weights beyond 100 still have to find room."""
        return max(_WHOLE, sum((share.width for share in self.shares), Decimal(0)))

    def _x(self, percent: Decimal) -> int:
        return round(self.width() * float(min(percent, self._total) / self._total))

    def segment(self, share: Share) -> QRect:
        """Where a milestone's part stands."""
        left, right = self._x(share.start), self._x(share.start + share.width)
        return QRect(left, 0, max(1, right - left - _GAP), self.height() - _TRACK - _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, metrics = QPainter(self), tokens_of(self.palette()), self.fontMetrics()
        for share in self.shares:
            box, (mark, _, tone) = self.segment(share), _SAID[share.state]
            painter.fillRect(box, QColor(tokens.ground(tone)))
            painter.setPen(QColor(tokens.tone(tone) if tone else tokens.edge))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            words = metrics.elidedText(f"{mark} {share.title} {share.width.normalize():f}%", Qt.TextElideMode.ElideRight, box.width() - 8)
            painter.setPen(QColor(tokens.tone(tone)))
            painter.drawText(box.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        track = QRect(0, self.height() - _TRACK, self.width(), _TRACK)
        painter.fillRect(track, QColor(tokens.border))
        painter.fillRect(QRect(0, track.y(), self._x(self._actual), _TRACK), QColor(tokens.accent))
        painter.fillRect(QRect(max(0, self._x(self._planned) - 2), track.y() - 2, 2, _TRACK + 2), QColor(tokens.text))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = next((share for share in self.shares if self.segment(share).contains(event.pos())), None)
            planned, actual = f"{self._planned.normalize():f}", f"{self._actual.normalize():f}"
            QToolTip.showText(event.globalPos(), under.words if under else f"实际进度 {actual}%，竖线为应达 {planned}%", self)
            return True
        return super().event(event)
