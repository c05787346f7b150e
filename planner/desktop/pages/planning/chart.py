"""The picture of a frontier: points that can be chosen by mouse and keys, and that say what they stand for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.desktop.tokens import Tokens, tokens_of

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_NEAR = 24.0
_TICKS = 4


@dataclass(frozen=True)
class Dot:
    """One point: where it lies, what stands under it, and the sentence that says it; `mark` names the one that is now."""

    x: float
    y: float
    under: str
    says: str
    mark: str = ""


def round_step(highest: float) -> float:
    """The step between the lines of the scale, so that figures on it are round and the highest point has room."""
    least = (highest * 1.05 or 1.0) / _TICKS
    power = 10.0 ** math.floor(math.log10(least))
    return next(part * power for part in (1.0, 2.0, 2.5, 5.0, 10.0) if part * power >= least)


class FrontierChart(QWidget):
    """`picked` is told the number of the point that a person has chosen, `taken` when it is entered."""

    picked = Signal(int)
    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: tuple[Dot, ...] = ()
        self._heads = ("", "")
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName("前沿图")
        self.setAccessibleDescription("还没有前沿")

    def show_dots(self, dots: Sequence[Dot], across: str = "", up: str = "") -> None:
        """Other points, from left to right, and what the axes mean."""
        self._dots, self._heads = tuple(dots), (across, up)
        self.current = -1
        self.choose(next((at for at, dot in enumerate(dots) if dot.mark), len(dots) - 1))
        self.update()

    def choose(self, at: int) -> None:
        """Make a point the current one, as if from elsewhere: nothing is told."""
        self.current = at if 0 <= at < len(self._dots) else -1
        self.setAccessibleDescription(self._dots[self.current].says if self.current >= 0 else "还没有前沿")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 140)

    # the hand

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step and self._dots:
            self._pick(min(max(self.current + step, 0), len(self._dots) - 1))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._dots:
            self._pick(0 if event.key() == Qt.Key.Key_Home else len(self._dots) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self.taken.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at >= 0:
            self._pick(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at >= 0:
            self.taken.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        self.setToolTip(self._dots[at].says if at >= 0 else "")

    def _pick(self, at: int) -> None:
        if at != self.current:
            self.choose(at)
            self.picked.emit(at)

    def _at(self, where: QPointF) -> int:
        """The nearest point, if it is near."""
        far = [((dot - where).manhattanLength(), at) for at, dot in enumerate(self.places())]
        return min(far)[1] if far and min(far)[0] <= _NEAR else -1

    # the picture

    def places(self) -> list[QPointF]:
        """Where the points lie on the widget."""
        field, (width, height) = self._field(), self._reach()
        return [QPointF(field.left() + field.width() * dot.x / width, field.bottom() - field.height() * dot.y / height)
                for dot in self._dots]

    def _reach(self) -> tuple[float, float]:
        highest = max((dot.y for dot in self._dots), default=0.0)
        return max((dot.x for dot in self._dots), default=0.0) or 1.0, round_step(highest) * _TICKS

    def _field(self) -> QRectF:
        letter = self.fontMetrics().height()
        left = self.fontMetrics().horizontalAdvance("0,000,000") + 10
        return QRectF(self.rect()).adjusted(left, letter * 1.8, -letter * 1.5, -letter * 2.9)

    def paintEvent(self, _: object) -> None:
        painter, tokens = QPainter(self), tokens_of(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.base))
        edge = tokens.accent_text if self.hasFocus() else tokens.border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self._dots:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "还没有前沿")
            return
        self._paint_axes(painter, tokens)
        self._paint_dots(painter, tokens)

    def _paint_axes(self, painter: QPainter, tokens: Tokens) -> None:
        field, letter, (_, height) = self._field(), self.fontMetrics().height(), self._reach()
        for tick in range(_TICKS + 1):
            y = field.bottom() - field.height() * tick / _TICKS
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(0, y - letter, field.left() - 8, 2 * letter),
                             Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{height * tick / _TICKS:,g}")
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(8, 2, self.width() - 16, letter * 1.6),
                         Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._heads[1])
        painter.drawText(QRectF(0, self.height() - letter * 1.5, self.width() - 8, letter * 1.4),
                         Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._heads[0])
        painter.setPen(QColor(tokens.muted))
        free = -1.0
        for dot, place in zip(self._dots, self.places(), strict=True):
            wide = self.fontMetrics().horizontalAdvance(dot.under)
            if place.x() - wide / 2 > free:
                painter.drawText(QRectF(place.x() - wide, field.bottom() + 4, 2 * wide, letter), Qt.AlignmentFlag.AlignCenter, dot.under)
                free = place.x() + wide / 2 + 6

    def _paint_dots(self, painter: QPainter, tokens: Tokens) -> None:
        places = self.places()
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawPolyline(QPolygonF(places))
        for at, (dot, place) in enumerate(zip(self._dots, places, strict=True)):
            chosen, size = at == self.current, 6.5 if at == self.current else 4.5
            painter.setPen(QPen(QColor(tokens.text if chosen else tokens.accent), 2))
            painter.setBrush(QColor(tokens.accent if dot.mark or chosen else tokens.base))
            box = QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size)
            painter.drawRect(box) if dot.mark else painter.drawEllipse(box)
            if dot.mark:
                self._paint_mark(painter, tokens, place, dot.mark)

    def _paint_mark(self, painter: QPainter, tokens: Tokens, place: QPointF, mark: str) -> None:
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        letter = painter.fontMetrics().height()
        painter.drawText(QRectF(place.x() - 80, place.y() + 9, 160, letter), Qt.AlignmentFlag.AlignCenter, mark)
        painter.setFont(self.font())
