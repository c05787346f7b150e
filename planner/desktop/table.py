"""Tables: things in rows, columns that show them; records are fetched by key as they come into sight, never all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.desktop.columns import Column
from planner.schema.change import Change, News
from planner.schema.query import Query
from planner.schema.record import Record

if TYPE_CHECKING:
    from planner.services.drafting import Drafting

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Amend: TypeAlias = Callable[[str, str, object], bool]
Ask: TypeAlias = Callable[[Callable[[], list[str]], Callable[[list[str]], None]], None]

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL = Qt.Orientation.Horizontal
_NOWHERE = QModelIndex()
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}
BLOCK, KEPT = 64, 4096


class Table(QAbstractTableModel):
    """Base: subclasses give the thing of a row; its texts are made once and kept for painting. By itself it has no rows."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._texts: OrderedDict[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = OrderedDict()

    def thing(self, row: int) -> Any:
        """What stands in a row; None when it is gone."""
        return None

    def key(self, row: int) -> str:
        """By which the thing of a row is known again after sorting."""
        return ""

    def row_of(self, key: str) -> int:
        """The row of a key, -1 when it is not shown."""
        return -1

    def put_in_order(self, column: int, order: Qt.SortOrder) -> None:
        """The order of what will be shown, known before there is anything to show."""

    def cells(self, row: int) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """The texts of a row and their tones (None where no column has one), as painted."""
        key = self.key(row)
        found = self._texts.get(key)
        if found is None:
            found = self._made(self.thing(row))
            self._texts[key] = found
            if len(self._texts) > KEPT:
                self._texts.popitem(last=False)
        return found

    def _made(self, thing: Any) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        if thing is None:
            return ("",) * len(self.columns), None
        texts = tuple(column.show(thing) for column in self.columns)
        if not any(column.tone for column in self.columns):
            return texts, None
        return texts, tuple(column.tone(thing) if column.tone else "" for column in self.columns)

    def forget(self, keys: Iterable[str] | None = None) -> None:
        """Make texts anew when they are painted next: of these keys, or all."""
        if keys is None:
            self._texts.clear()
            return
        for key in keys:
            self._texts.pop(key, None)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            return self.cells(index.row())[0][index.column()]
        if role == _EDIT:
            return self.written(index)
        if role == _TOOLTIP:
            return self.written(index) or None
        if role == _ALIGNMENT:
            return ALIGNMENTS[self.columns[index.column()].align]
        if role == _ACCESSIBLE:
            return f"{self.columns[index.column()].label}：{self.cells(index.row())[0][index.column()] or '空'}"
        return None

    def written(self, index: Index) -> str:
        """The whole text of a cell, as a person would write it."""
        column, thing = self.columns[index.column()], self.thing(index.row())
        if thing is None:
            return ""
        return column.show(thing) if column.field is None else column.field.show(getattr(thing, column.name))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not _HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.label
        if role == _ALIGNMENT:
            return ALIGNMENTS[column.align]
        if role == _TOOLTIP:
            return f"{column.label}：{column.hint}" if column.hint else column.label
        return None


class RowTable(Table):
    """Things held in a list; sorted here by a column's rank."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._key = key
        self._things: list[Any] = []
        self._rows: dict[str, int] | None = None
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, things: Iterable[Any]) -> None:
        """Take other things, in the order chosen before."""
        self.beginResetModel()
        self.forget()
        self._things = list(things)
        self._sort()
        self.endResetModel()

    def renew(self, things: Sequence[Any] = (), keys: Iterable[str] = ()) -> None:
        """Draw rows again where they stand: of these things, which have changed, and of these keys, whose texts have."""
        rows = {key: row for row, key in enumerate(map(self._key, self._things))}
        for thing in things:
            if (row := rows.get(self._key(thing), -1)) >= 0:
                self._things[row] = thing
        for key in {*map(self._key, things), *keys}:
            if (row := rows.get(key, -1)) >= 0:
                self.forget([key])
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def put_in_order(self, column: int, order: Qt.SortOrder) -> None:
        self._order = (column, order)

    @property
    def things(self) -> list[Any]:
        return self._things

    def redraw(self, keys: Iterable[str]) -> None:
        """These things have changed; they stay where they stand."""
        changed = list(keys)
        self.forget(changed)
        rows = [row for row in map(self.row_of, changed) if row >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.columns) - 1))

    def thing(self, row: int) -> Any:
        return self._things[row]

    def key(self, row: int) -> str:
        return self._key(self._things[row])

    def row_of(self, key: str) -> int:
        if self._rows is None:
            self._rows = dict(zip(map(self._key, self._things), count()))
        return self._rows.get(key, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._things)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.put_in_order(column, order)
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    def _sort(self) -> None:
        self._rows = None
        place, order = self._order
        if not 0 <= place < len(self.columns):
            return
        column = self.columns[place]
        rank = column.rank or column.show
        ranked = [(rank(thing), thing) for thing in self._things]
        full = sorted((one for one in ranked if one[0] not in (None, "")), key=itemgetter(0),
                      reverse=order is Qt.SortOrder.DescendingOrder)
        self._things = [thing for _, thing in full] + [thing for found, thing in ranked if found in (None, "")]


def _at_once(question: Callable[[], list[str]], answered: Callable[[list[str]], None]) -> None:
    answered(question())


class RecordTable(Table):
    """Records of one kind that a query finds: it holds their keys, and fetches a block of them when one is painted.

    `amend(key, field, written)` makes a change in place and says whether it was taken. `ask` may find the keys later,
    beside the UI thread; until then the rows of before are shown.
    """

    reloaded = Signal()

    def __init__(self, drafting: Drafting, record: type[Record], columns: Sequence[Column], amend: Amend | None = None,
                 parent: QObject | None = None, *, ask: Ask = _at_once) -> None:
        super().__init__(columns, parent)
        self._drafting, self._record, self._amend, self._asker = drafting, record, amend, ask
        self._flags = [_SHOWN | Qt.ItemFlag.ItemIsEditable if amend and column.editable else _SHOWN for column in self.columns]
        self._places = {column.name: i for i, column in enumerate(self.columns)}
        self._keys: list[str] = []
        self._rows: dict[str, int] | None = None
        self._held: OrderedDict[str, Record] = OrderedDict()
        self._query = Query()

    @property
    def query(self) -> Query:
        return self._query

    @property
    def keys(self) -> Sequence[str]:
        """The keys of all rows in their order; not to be changed."""
        return self._keys

    def ask(self, query: Query) -> None:
        """Show what a query finds; the order chosen by the header is kept unless the query names one."""
        self._query = query if query.order else replace(query, order=self._query.order, descending=self._query.descending)
        self.reload()

    def reload(self) -> None:
        """Ask again."""
        query = self._query
        self._asker(lambda: self._drafting.keys(self._record, query), self._take)

    def _take(self, keys: list[str]) -> None:
        if keys != self._keys:
            self.beginResetModel()
            self._keys, self._rows = keys, None
            self.endResetModel()
        self.reloaded.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The store sorts; a column that is not a field of the record leaves the order as it is."""
        before = self._query
        self.put_in_order(column, order)
        if self._query != before:
            self.reload()

    def put_in_order(self, column: int, order: Qt.SortOrder) -> None:
        chosen = self.columns[column] if 0 <= column < len(self.columns) else None
        if chosen is None or chosen.field is not None:
            self._query = replace(self._query, order=chosen.name if chosen else "",
                                  descending=order is Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def key(self, row: int) -> str:
        return self._keys[row]

    def row_of(self, key: str) -> int:
        if self._rows is None:
            self._rows = {key: row for row, key in enumerate(self._keys)}
        return self._rows.get(key, -1)

    def thing(self, row: int) -> Any:
        key = self._keys[row]
        found = self._held.get(key)
        if found is None:
            self._fetch(row)
            found = self._held.get(key)
        return found

    def _fetch(self, row: int) -> None:
        start = row - row % BLOCK
        wanted = [key for key in self._keys[start:start + BLOCK] if key not in self._held]
        for record in self._drafting.many(self._record, wanted):
            self._held[record.id] = record
        while len(self._held) > KEPT:
            self._held.popitem(last=False)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks twice for every cell that it paints, so that nothing is worked out here."""
        return _SHOWN if self._query.removed else self._flags[index.column()]

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or self._amend is None or value == self.written(index):
            return False
        return self._amend(self._keys[index.row()], self.columns[index.column()].name, value)

    def hear(self, news: News) -> None:
        """Draw again what changed; ask again only where the change can move rows in or out or to another place."""
        changes = [change for change in news.changes if change.kind == self._record.kind]
        if not changes:
            return
        keys = [change.key for change in changes]
        for key in keys:
            self._held.pop(key, None)
        self.forget(keys)
        for row in filter(lambda row: row >= 0, map(self.row_of, keys)):
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        if any(map(self._moves, changes)):
            self.reload()

    def _moves(self, change: Change) -> bool:
        if change.before is None or change.after is None or self._query.search:
            return True
        decisive = {*self._query.where, self._query.order, "removed"}
        return not decisive.isdisjoint({*change.before, *change.after})
