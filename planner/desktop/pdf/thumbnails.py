"""The pages of a PDF as a strip of small pictures, each drawn when it comes into sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from planner.desktop.pdf.pages import PdfPages

WIDTH = 84
FINER = 4   # drawn at its own size every line of a table would be a full pixel black
Index = QModelIndex | QPersistentModelIndex


class Miniatures(QAbstractListModel):
    """One row a page; a white sheet stands until the picture has come."""

    def __init__(self, pages: PdfPages, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages
        pages.changed.connect(self._renew)
        pages.drawn.connect(self._came)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._pages.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignHCenter
        return None

    def _picture(self, page: int) -> QPixmap:
        image = self._pages.image(page, WIDTH * FINER)
        if image is not None:
            return QPixmap.fromImage(image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation))
        wide, high = self._pages.sizes[page]
        blank = QPixmap(WIDTH, max(1, round(WIDTH * high / wide)))
        blank.fill(QColor("white"))
        return blank

    def _renew(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _came(self, page: int, width: int) -> None:
        if width == WIDTH * FINER:
            place = self.index(page)
            self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])


class Thumbnails(QListView):
    """`wanted` tells the page that a person chose."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._following = False
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(6)
        self.setIconSize(QSize(WIDTH, WIDTH * 2))
        self.setFixedWidth(WIDTH + 44)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("缩略图")

    def follow(self, pages: PdfPages) -> None:
        """Show these pages."""
        self.setModel(Miniatures(pages, self))
        self.selectionModel().currentChanged.connect(self._chosen)

    def _chosen(self, place: QModelIndex) -> None:
        if place.isValid() and not self._following:
            self.wanted.emit(place.row())

    def stand_on(self, page: int) -> None:
        """Mark the page that is in sight, without asking for it."""
        place = self.model().index(page, 0)
        if place.isValid() and place != self.currentIndex():
            self._following = True
            self.setCurrentIndex(place)
            self._following = False
