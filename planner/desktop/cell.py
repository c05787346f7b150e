"""How cells are painted and edited: straight from the table's kept texts, for Qt would ask seven times a cell."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QWidget

from planner.desktop.table import ALIGNMENTS, Table
from planner.desktop.tokens import Tokens, tokens_of
from planner.desktop.typing_in import commit_typing
from planner.schema.choices import Choice
from planner.schema.fields import Flag

Index = QModelIndex | QPersistentModelIndex
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus
_EDIT = Qt.ItemDataRole.EditRole
_ELIDE = Qt.TextElideMode.ElideRight
_MARGIN = 8
_REMEMBERED = 20_000


class CellDelegate(QStyledItemDelegate):
    """Paints texts in their tone; edits a field of the record in place."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._aligned = [int(ALIGNMENTS[column.align]) | int(Qt.TextFlag.TextSingleLine) for column in table.columns]
        self._shortened: dict[tuple[str, int], str] = {}
        self._tokens: Tokens | None = None
        self._pens: dict[str, QPen] = {}
        self._metrics: QFontMetrics | None = None

    def redress(self) -> None:
        """Colours or font have changed."""
        self._shortened.clear()
        self._pens.clear()
        self._tokens = self._metrics = None

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        if self._tokens is None:
            self._prepare(option)
        column = index.column()
        texts, tones = self._table.cells(index.row())
        rect, text = option.rect, texts[column]
        selected = _SELECTED in option.state
        if selected:
            painter.fillRect(rect, option.palette.highlight())
        if text:
            width = rect.width() - 2 * _MARGIN
            short = self._shortened.get((text, width))
            if short is None:
                short = self._shorten(text, width)
            painter.setPen(self._pens["selected" if selected else tones[column] if tones else ""])
            painter.drawText(QRect(rect.x() + _MARGIN, rect.y(), width, rect.height()), self._aligned[column], short)
        if selected and _FOCUSED in option.state:
            painter.setPen(self._pens["selected"])
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _prepare(self, option: Any) -> None:
        tokens = tokens_of(option.palette)
        self._pens = {tone: QPen(QColor(tokens.tone(tone))) for tone in ("", "red", "amber", "yellow", "green", "muted")}
        self._pens["selected"] = QPen(QColor("#ffffff"))
        self._tokens, self._metrics = tokens, QFontMetrics(option.font)

    def _shorten(self, text: str, width: int) -> str:
        if len(self._shortened) > _REMEMBERED:
            self._shortened.clear()
        assert self._metrics is not None
        short = self._shortened[text, width] = self._metrics.elidedText(text, _ELIDE, width)
        return short

    def sizeHint(self, option: Any, index: Index) -> QSize:
        text = self._table.cells(index.row())[0][index.column()]
        metrics = QFontMetrics(option.font)
        return QSize(metrics.horizontalAdvance(text) + 2 * _MARGIN + 2, metrics.height() + 12)

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return str(value)

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        column = self._table.columns[index.column()]
        made: QWidget
        if isinstance(column.field, Choice | Flag):
            made = QComboBox(parent)
            made.addItems(["", *self._terms(column.field, index)])
            made.activated.connect(partial(self._chosen, made))
        else:
            made = QLineEdit(parent)
            made.setFrame(False)
        made.setAccessibleName(column.label)
        return made

    def _chosen(self, editor: QWidget, _: int) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def _terms(self, field: Choice | Flag, index: Index) -> list[str]:
        if isinstance(field, Flag):
            return ["是", "否"]
        parent = getattr(self._table.thing(index.row()), field.within) if field.within else None
        terms = field.among.children(parent) if parent else field.among.terms
        return [term.label for term in terms]

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        written = str(index.data(_EDIT) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(written)))
        elif isinstance(editor, QLineEdit):
            editor.setText(written)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        commit_typing()
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text() if isinstance(editor, QLineEdit) else ""
        model.setData(model.index(index.row(), index.column()), text, _EDIT)
