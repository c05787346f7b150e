"""How cells are painted and edited: straight from the table's kept texts, for Qt would ask seven times a cell."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QWidget

from planner.desktop.table import Table
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
_BEFORE = {"left": 0, "center": 1, "right": 2}
"""How many halves of the room that is left stand before a text."""


class CellDelegate(QStyledItemDelegate):
    """Paints texts in their tone; edits a field of the record in place."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._before = [_BEFORE[column.align] for column in table.columns]
        self._rise = 0
        self._shortened: dict[tuple[str, int], tuple[str, int]] = {}
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
        text, state = texts[column], option.state
        selected = _SELECTED in state
        if selected:
            painter.fillRect(option.rect, option.palette.highlight())
        if text:
            left, top, width, height = option.rect.getRect()
            short, rest = self._shortened.get((text, width)) or self._shorten(text, width)
            painter.setPen(self._pens["selected" if selected else tones[column] if tones else ""])
            painter.drawText(left + _MARGIN + rest * self._before[column] // 2, top + (height + self._rise) // 2, short)
        if selected and _FOCUSED in state:
            painter.setPen(self._pens["selected"])
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _prepare(self, option: Any) -> None:
        tokens = tokens_of(option.palette)
        self._pens = {tone: QPen(QColor(tokens.tone(tone))) for tone in ("", "red", "amber", "yellow", "green", "muted")}
        self._pens["selected"] = QPen(QColor("#ffffff"))
        self._tokens, self._metrics = tokens, QFontMetrics(option.font)
        self._rise = self._metrics.ascent() - self._metrics.descent()

    def _shorten(self, text: str, width: int) -> tuple[str, int]:
        """What of a text has room in a cell of this width, and how much room it leaves."""
        if len(self._shortened) > _REMEMBERED:
            self._shortened.clear()
        assert self._metrics is not None
        room = width - 2 * _MARGIN
        short = self._metrics.elidedText(text.replace("\n", " "), _ELIDE, room)
        found = self._shortened[text, width] = (short, room - self._metrics.horizontalAdvance(short))
        return found

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
