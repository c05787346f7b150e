"""A PDF on the screen: the page as it will be printed, drawn as it comes into sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from planner.desktop.pdf.finding import Hit
from planner.desktop.pdf.pages import PdfPages

GAP = 14
STEPS = (0.35, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 3.0)
POINT = 96 / 72
MARKED = QColor(255, 196, 0, 110)


class PdfView(QAbstractScrollArea):
    """Pages one below the other. `zoom` None fits the width. `turned` tells the page in sight and how many there are."""

    turned = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = PdfPages(self)
        self._zoom: float | None = None
        self._said = (-1, -1)
        self._hit: Hit | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._tell)
        self.shown.drawn.connect(lambda *_: self.viewport().update())
        self.destroyed.connect(self.shown.close)

    def show_file(self, path: Path | None, spare: int = 0) -> None:
        """Show a PDF, or nothing; the place and the zoom are kept. The last `spare` pages are left out."""
        place = self.verticalScrollBar().value()
        self._hit = None
        self.shown.load(path, spare)
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._tell()

    @property
    def pages(self) -> int:
        return len(self.shown.sizes)

    @property
    def scale(self) -> float:
        """Screen pixels per PDF point."""
        if self._zoom is not None:
            return self._zoom * POINT
        widest = max((width for width, _ in self.shown.sizes), default=595.0)
        return max(0.2, (self.viewport().width() - 2 * GAP) / widest)

    def zoom(self, step: int) -> None:
        """One step larger or smaller; 0 fits the width."""
        now, page = self.scale / POINT, self.page_in_sight()
        if step == 0:
            self._zoom = None
        else:
            others = [z for z in STEPS if (z > now + 0.01 if step > 0 else z < now - 0.01)]
            self._zoom = (others[0] if step > 0 else others[-1]) if others else now
        self._lay_out()
        self.go_to(page)

    def page_in_sight(self) -> int:
        """The page, counted from 0, that stands in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return next((i for i, place in enumerate(self._places()) if middle <= place.bottom() + GAP), max(0, self.pages - 1))

    def go_to(self, page: int) -> None:
        places = self._places()
        if 0 <= page < len(places):
            self.verticalScrollBar().setValue(places[page].top() - GAP)

    def mark(self, hit: Hit | None) -> None:
        """Bring a found text before the eyes, or forget the last one."""
        self._hit = hit
        if hit is not None and hit.page < self.pages:
            spot = self._places()[hit.page].top() + hit.boxes[0][1] * self.scale
            top, port = self.verticalScrollBar().value(), self.viewport().height()
            if not top + GAP < spot < top + port - 4 * GAP:
                self.verticalScrollBar().setValue(round(spot - port / 3))
        self.viewport().update()

    @property
    def marked(self) -> Hit | None:
        return self._hit

    def _places(self) -> list[QRect]:
        places, top, scale = [], GAP, self.scale
        sizes = self.shown.sizes
        width = max(self.viewport().width(), max((round(w * scale) for w, _ in sizes), default=0) + 2 * GAP)
        for wide, high in sizes:
            size = (round(wide * scale), round(high * scale))
            places.append(QRect((width - size[0]) // 2, top, *size))
            top += size[1] + GAP
        return places

    def _lay_out(self) -> None:
        places, port = self._places(), self.viewport().size()
        bottom = places[-1].bottom() + GAP if places else 0
        right = max((place.right() for place in places), default=0) + GAP
        self.verticalScrollBar().setRange(0, max(0, bottom - port.height()))
        self.verticalScrollBar().setPageStep(port.height())
        self.horizontalScrollBar().setRange(0, max(0, right - port.width()))
        self.horizontalScrollBar().setPageStep(port.width())
        self.viewport().update()

    def _tell(self) -> None:
        now = (self.page_in_sight() + 1 if self.pages else 0, self.pages)
        if now != self._said:
            self._said = now
            self.turned.emit(*now)
            self.setAccessibleDescription(f"第 {now[0]} 页，共 {now[1]} 页")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.pages - 1}.get(Qt.Key(event.key()))
        if turn is not None:
            self.go_to(max(0, min(self.pages - 1, self.page_in_sight() + turn)))
        elif ends is not None:
            self.go_to(ends)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shift = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page, place in enumerate(self._places()):
            spot = place.translated(shift)
            if spot.intersects(event.rect()):
                self._paint(painter, page, spot)
        painter.end()

    def _paint(self, painter: QPainter, page: int, spot: QRect) -> None:
        """The picture where it has come; until then another one of the page stretched, or white paper."""
        painter.fillRect(spot.adjusted(2, 2, 3, 3), QColor(0, 0, 0, 60))
        sharp = round(spot.width() * self.devicePixelRatioF())
        image = self.shown.image(page, sharp)
        if image is not None:
            image.setDevicePixelRatio(self.devicePixelRatioF())  # drawn as it is: a page scaled by one pixel loses a line of text
            painter.drawImage(spot.topLeft(), image)
        elif (other := self.shown.like(page)) is not None:
            painter.drawImage(spot, other)
        else:
            painter.fillRect(spot, Qt.GlobalColor.white)
        if self._hit is not None and self._hit.page == page:
            for left, top, right, bottom in self._hit.boxes:
                scale = self.scale
                box = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
                painter.fillRect(box.translated(spot.topLeft()), MARKED)
