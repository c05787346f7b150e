"""The pages of one PDF: their sizes at once, their pictures and the places of words as a thread of their own finds them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from planner.desktop.pdf.finding import Hit, find

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

KEPT_BYTES = 96 * 2**20
ASKED_AT_ONCE = 12
ONE_AT_A_TIME = threading.RLock()   # the library that draws keeps its state in one place for the whole program


class PdfPages(QObject):
    """What is open. `changed`: other pages; `drawn`: a picture has come, by page and width; `found`: a Hit, or None."""

    changed = Signal()
    drawn = Signal(int, int)
    found = Signal(object)
    _came = Signal(int, int, int, QImage)
    _saw = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: list[tuple[float, float]] = []
        self._document: PdfDocument | None = None
        self._edition = 0
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._bytes = 0
        self._asked: list[tuple[int, int]] = []
        self._worker: ThreadPoolExecutor | None = None
        self._came.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._saw.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def load(self, path: Path | None, spare: int = 0) -> None:
        """Open a PDF, or nothing. The file is read whole and let go; the last `spare` pages are not shown."""
        content = path.read_bytes() if path else b""
        with ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
            self._document, self.sizes = None, []
            if content:
                from pypdfium2 import PdfDocument

                self._document = PdfDocument(content)
                self.sizes = [self._document.get_page_size(at) for at in range(max(1, len(self._document) - spare))]
            self._edition += 1
            self._asked.clear()
        self._images.clear()
        self._bytes = 0
        self.changed.emit()

    def close(self) -> None:
        """Let go of the file and of the thread."""
        self.load(None)
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)
            self._worker = None

    def image(self, page: int, width: int) -> QImage | None:
        """The page's picture, so many pixels wide; None until it is drawn, which is then told."""
        key = (page, width)
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        elif key not in self._asked:
            self._asked.append(key)
            del self._asked[:-ASKED_AT_ONCE]
            self._hand_over(self._draw, self._edition)
        return image

    def like(self, page: int) -> QImage | None:
        """Any picture of the page, to be stretched while the right one is being drawn."""
        return next((image for (number, _), image in reversed(self._images.items()) if number == page), None)

    def find(self, wanted: str, page: int, after: int, step: int) -> None:
        """Look for the next (step 1) or the last (-1) place of a text from a place of a page on, all around."""
        self._hand_over(self._look, self._edition, wanted, page, after, step)

    def _hand_over(self, work: Any, *said: Any) -> None:
        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
        self._worker.submit(work, *said)

    def _draw(self, edition: int) -> None:
        """On the thread: what was asked for last comes first, for that is what people look at."""
        with ONE_AT_A_TIME:
            if edition != self._edition or not self._asked or self._document is None:
                return
            page, width = self._asked.pop()
            image = page_image(self._document, page, width / self.sizes[page][0])
        self._came.emit(edition, page, width, image)

    def _look(self, edition: int, wanted: str, page: int, after: int, step: int) -> None:
        hit: Hit | None = None
        for away in range(len(self.sizes) + 1):
            number = (page + step * away) % max(1, len(self.sizes))
            with ONE_AT_A_TIME:
                if edition != self._edition or self._document is None:
                    return
                hit = find(self._document[number], number, wanted, after if away == 0 else None, step)
            if hit is not None:
                break
        self._saw.emit(edition, hit)

    @Slot(int, int, int, QImage)
    def _keep(self, edition: int, page: int, width: int, image: QImage) -> None:
        if edition != self._edition:
            return
        self._images[page, width] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > KEPT_BYTES and len(self._images) > 1:
            _, old = self._images.popitem(last=False)
            self._bytes -= old.sizeInBytes()
        self.drawn.emit(page, width)

    @Slot(int, object)
    def _say(self, edition: int, hit: Hit | None) -> None:
        if edition == self._edition:
            self.found.emit(hit)


def page_image(document: Any, page: int, scale: float) -> QImage:
    """A page on white paper; `scale` is pixels per point."""
    bitmap = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return image.copy()
