"""The matrix: rows whose cells are made when they are painted and kept until something touches them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from planner.desktop.blank import Blank
from planner.desktop.clipboard import as_tsv
from planner.desktop.keyed import KeyedView
from planner.desktop.pages.supply.lines import Cell
from planner.desktop.tokens import tokens_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_HORIZONTAL = Qt.Orientation.Horizontal
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LABEL, _FIRST = 20, 40


class Matrix(QAbstractTableModel):
    """`cells` gives what stands in the row of a key."""

    def __init__(self, tone: Callable[[str], QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.rows: list[tuple[str, str]] = []
        self.heads: list[tuple[str, str]] = []
        self._cells: Callable[[str], tuple[Cell, ...]] = lambda _: ()
        self._kept: dict[str, tuple[Cell, ...]] = {}
        self._places: dict[str, int] = {}

    def show(self, rows: list[tuple[str, str]], heads: list[tuple[str, str]], cells: Callable[[str], tuple[Cell, ...]]) -> None:
        """Other rows (key and label) and columns (short and full words)."""
        self.beginResetModel()
        self.rows, self.heads, self._cells = rows, heads, cells
        self._kept, self._places = {}, {key: place for place, (key, _) in enumerate(rows)}
        self.endResetModel()

    def touch(self, keys: Iterable[str]) -> None:
        """Make the cells of these rows anew, and draw those that differ."""
        for key in keys:
            before, row = self._kept.pop(key, None), self._places.get(key, -1)
            if row >= 0 and before is not None:
                for column, (was, now) in enumerate(zip(before, self.row(row), strict=True)):
                    if was != now:
                        self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """What stands in a row."""
        key = self.rows[row][0]
        if key not in self._kept:
            self._kept[key] = self._cells(key)
        return self._kept[key]

    def place(self, key: str) -> int:
        """The row of a key; -1 when it is not there."""
        return self._places.get(key, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT
        cell = self.row(index.row())[index.column()]
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.ForegroundRole:
            return self._tone(cell.tone) if cell.tone else None
        if role in (_ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return f"{self.rows[index.row()][1]}，{self.heads[index.column()][1]}：{cell.text}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        across = orientation is _HORIZONTAL
        if not 0 <= section < (len(self.heads) if across else len(self.rows)):
            return None
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if across else _LEFT
        if role == _ROLE.DisplayRole:
            return self.heads[section][0] if across else self.rows[section][1]
        if role == _ROLE.ToolTipRole:
            return self.heads[section][1] if across else self.rows[section][1]
        return None


class MatrixView(KeyedView):
    """The labels stay in sight at the left while the quarters are scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = Matrix(lambda tone: QColor(tokens_of(self.palette()).tone(tone)), self)
        self.setModel(self.matrix)
        self.blank = Blank(self)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        labels = self.verticalHeader()
        labels.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        labels.setTextElideMode(Qt.TextElideMode.ElideRight)
        labels.setHighlightSections(True)

    def fit(self) -> None:
        """Room for every figure that is likely; labels have a fixed share, and their tool tips."""
        metrics = self.fontMetrics()
        digit = metrics.horizontalAdvance("0")
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance("供") * _LABEL)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for column, (head, _) in enumerate(self.matrix.heads):
            texts: Sequence[str] = [self.matrix.row(row)[column].text for row in range(min(_FIRST, len(self.matrix.rows)))]
            widest = max([digit * 9, round(metrics.horizontalAdvance(head) * 1.1), *map(metrics.horizontalAdvance, texts)])
            self.setColumnWidth(column, widest + 2 * digit)

    @property
    def chosen(self) -> tuple[str, int] | None:
        """Key of the row and the column with the focus."""
        index = self.currentIndex()
        return (self.matrix.rows[index.row()][0], index.column()) if index.isValid() else None

    def pick(self, key: str, column: int = 0) -> bool:
        """Put the focus on a row; False when it is not shown."""
        row = self.matrix.place(key)
        if row >= 0 and self.matrix.heads:
            self.setCurrentIndex(self.matrix.index(row, column))
        return row >= 0

    def copy(self) -> None:
        """The chosen cells with their labels and heads, for a spreadsheet."""
        chosen = self.selectedIndexes()
        rows, columns = sorted({i.row() for i in chosen}), sorted({i.column() for i in chosen})
        lines = [[self.matrix.rows[row][1], *(self.matrix.row(row)[column].text for column in columns)] for row in rows]
        QGuiApplication.clipboard().setText(as_tsv([["", *(self.matrix.heads[column][0] for column in columns)], *lines]))
