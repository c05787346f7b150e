"""A PDF on the screen: the page as it will be printed, drawn by pypdfium2 as it comes into sight."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

GAP = 14
STEPS = (0.35, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 3.0)
POINT = 96 / 72
KEPT = 12


class PdfView(QAbstractScrollArea):
    """Pages one below the other. `zoom` None fits the width. `turned` tells the page in sight and how many there are."""

    turned = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._zoom: float | None = None
        self._said = (-1, -1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    def show_file(self, path: Path | None) -> None:
        """Show a PDF, or nothing; the place and the zoom are kept. The file is read whole and let go."""
        place = self.verticalScrollBar().value()
        self.close_file()
        if path is not None:
            from pypdfium2 import PdfDocument

            self._document = PdfDocument(path.read_bytes())
            self._sizes = [self._document.get_page_size(i) for i in range(len(self._document))]
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._tell()

    def close_file(self) -> None:
        """Let go of what is shown."""
        if self._document is not None:
            self._document.close()
        self._document = None
        self._sizes = []
        self._images.clear()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def scale(self) -> float:
        """Screen pixels per PDF point."""
        if self._zoom is not None:
            return self._zoom * POINT
        widest = max((width for width, _ in self._sizes), default=595.0)
        return max(0.2, (self.viewport().width() - 2 * GAP) / widest)

    def zoom(self, step: int) -> None:
        """One step larger or smaller; 0 fits the width."""
        now = self.scale / POINT
        if step == 0:
            self._zoom = None
        else:
            others = [z for z in STEPS if (z > now + 0.01 if step > 0 else z < now - 0.01)]
            self._zoom = (others[0] if step > 0 else others[-1]) if others else now
        self._images.clear()
        self._lay_out()

    def page_in_sight(self) -> int:
        """The page, counted from 0, that stands in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return next((i for i, place in enumerate(self._places()) if middle <= place.bottom() + GAP), max(0, self.pages - 1))

    def go_to(self, page: int) -> None:
        places = self._places()
        if 0 <= page < len(places):
            self.verticalScrollBar().setValue(places[page].top() - GAP)

    def _places(self) -> list[QRect]:
        places, top, scale = [], GAP, self.scale
        width = max(self.viewport().width(), max((round(w * scale) for w, _ in self._sizes), default=0) + 2 * GAP)
        for wide, high in self._sizes:
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
        if self._zoom is None:
            self._images.clear()
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if turn is None:
            super().keyPressEvent(event)
            return
        self.go_to(max(0, min(self.pages - 1, self.page_in_sight() + turn)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shift = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page, place in enumerate(self._places()):
            spot = place.translated(shift)
            if spot.intersects(event.rect()):
                painter.fillRect(spot.adjusted(2, 2, 3, 3), QColor(0, 0, 0, 60))
                painter.drawImage(spot.topLeft(), self._image(page, place.width()))
        painter.end()

    def _image(self, page: int, width: int) -> QImage:
        sharp = round(width * self.devicePixelRatioF())
        found = self._images.get((page, sharp))
        if found is None:
            found = page_image(self._document, page, sharp / self._sizes[page][0])
            found.setDevicePixelRatio(self.devicePixelRatioF())  # drawn as it is: a page scaled by one pixel loses a line of text
            self._images[page, sharp] = found
            if len(self._images) > KEPT:
                self._images.popitem(last=False)
        return found


def page_image(document: Any, page: int, scale: float) -> QImage:
    """A page on white paper; `scale` is pixels per point."""
    bitmap = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return image.copy()
