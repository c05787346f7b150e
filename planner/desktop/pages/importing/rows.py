"""The tab 将要存入的内容: the rows of the chosen file as they would be stored, narrowed by what becomes of them, and decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from planner.desktop.pages.importing.arrival import OUTCOMES, Arrival
from planner.desktop.pages.importing.beside import UNDECIDED, Beside
from planner.desktop.pages.importing.chips import Chips
from planner.desktop.pages.importing.row_columns import row_columns, row_said
from planner.desktop.table import RowTable
from planner.domain.scenario import Scenario
from planner.schema.record import Record, Vocabulary
from planner.services.intake import MISSING, IntakeRow, Part, Tally

_ALL, _TROUBLED, _ALIKE = "all", "troubled", "alike"
_PLACE = attrgetter("place")
CHIPS = {_ALL: "全部", _TROUBLED: "有问题", _ALIKE: "与别处相近", **OUTCOMES}


class Rows(QObject):
    """`decided` is told when a person has said what is to become of rows (True: of rows elsewhere too), `sought` when the
    cell behind a value is wanted."""

    decided = Signal(bool)
    sought = Signal(object, str)

    def __init__(self, ui: Any, words: Vocabulary, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._words = ui, words
        self._arrival: Arrival | None = None
        self._shown: tuple[object, ...] = ()
        self._filled: tuple[object, ...] = ()
        self.table = RowTable((), _PLACE, self)
        self.chips = Chips(ui.chips, CHIPS)
        self.beside = Beside(ui, self)
        self.beside.decided.connect(self._one_decided)
        self.chips.chosen.connect(self._fill)
        ui.tables.activated.connect(self._other_part)
        ui.rows.picked.connect(self._show_row)
        ui.rows.doubleClicked.connect(lambda _: self.seek_cell())
        ui.rows_split.setSizes([300, 190])
        ui.rows_split.setStretchFactor(0, 1)

    def show(self, arrival: Arrival | None) -> None:
        """The rows of another file, or of the same one as it is now; the row that was chosen stays so."""
        kept = self._ui.tables.currentText() if arrival is self._arrival else ""
        self._arrival, self._filled = arrival, ()
        self._ui.tables.clear()
        self._ui.tables.addItems([f"{part.sheet}（{part.record.label}）" for part in self._parts])
        self._ui.tables.setCurrentIndex(max(0, self._ui.tables.findText(kept)) if self._parts else -1)
        self._ui.tables.setVisible(len(self._parts) > 1)
        self._other_part()

    @property
    def _parts(self) -> Sequence[Part]:
        return self._arrival.file.parts if self._arrival and self._arrival.file else ()

    @property
    def part(self) -> Part | None:
        """The table before the eyes."""
        place = self._ui.tables.currentIndex()
        return self._parts[place] if 0 <= place < len(self._parts) else None

    @property
    def _missing(self) -> Sequence[IntakeRow]:
        return self._arrival.file.missing if self._arrival and self._arrival.file else ()

    def _other_part(self, _: object = None) -> None:
        self._count()
        self._fill()

    def _count(self) -> None:
        tally = self.part.tally if self.part else Tally()
        counts = {**tally.outcomes, _ALL: tally.outcomes.total(), _TROUBLED: tally.troubled, MISSING: len(self._missing)}
        counts[_ALIKE] = len(self.part.alike) if self.part else 0
        self.chips.show(counts)

    def _fill(self, _: object = None) -> None:
        part, wanted = self.part, self.chips.now
        if self._filled == (id(part), wanted):
            return
        self._filled = (id(part), wanted)
        record: type[Record] = Scenario
        fields: set[str] = set()
        if wanted == MISSING:
            rows = list(self._missing)
            fields = {name for row in rows for name in row.values}
        else:
            rows = _narrowed(part, wanted) if part else []
            if part:
                record, fields = part.record, set(part.fields)
        changed = {name for row in rows for name in row.differences}
        shown = (record, frozenset(fields), frozenset(changed))
        if shown != self._shown or self._ui.rows.model() is not self.table:
            self._shown = shown
            before, self.table = self.table, RowTable(row_columns(record, fields, changed, self._words), _PLACE, self)
            self.table.show(rows)
            self._ui.rows.show_table(self.table)
            before.deleteLater()
        else:
            self.table.show(rows)
        if rows and not self._ui.rows.current_key():
            self._ui.rows.pick(self.table.key(0))
        self._show_row()

    def _show_row(self) -> None:
        picked = self._ui.rows.picked_count()
        row = self._ui.rows.picked_things()[0] if picked == 1 else None
        fields = self._words.fields_of(row.record) if row else {}
        self.beside.show(row, fields, row_said(row, fields, UNDECIDED) if row else "")
        for button in (self._ui.take, self._ui.hold, self._ui.leave_out):
            button.setEnabled(picked > 0 and self.chips.now != MISSING)
        self._ui.to_original.setEnabled(picked > 0 and self.chips.now != MISSING)

    def decide(self, word: str) -> None:
        """Take, hold or refuse the chosen rows."""
        rows, part = self._ui.rows.picked_things(), self.part
        before = Counter(row.outcome for row in rows)
        for row in rows:
            row.decide(word)
        if part is not None and rows:
            part.tally.move(before, Counter(row.outcome for row in rows))
            self.refresh(rows)
            self.decided.emit(False)

    def _one_decided(self) -> None:
        """Rows beside each other were decided, one of them perhaps in another file; what is joined shows what it changes."""
        self.decided.emit(True)
        self.refresh()

    def refresh(self, rows: Sequence[IntakeRow] | None = None) -> None:
        """These rows were decided, or any: what no longer belongs to the chosen count goes, and the next is chosen."""
        self._count()
        if rows is not None and all(_stays(row, self.chips.now) for row in rows):
            self.table.redraw(row.place for row in rows)
            self._show_row()
            return
        keys = self._ui.rows.picked_keys()
        place = self.table.row_of(keys[0]) if keys else 0
        self._filled = ()
        self._fill()
        if keys and self.table.row_of(keys[0]) < 0 and self.table.things:
            self._ui.rows.pick(self.table.key(min(place, self.table.rowCount() - 1)))

    def seek_cell(self) -> None:
        """From a value as it will be stored to its cell in the file."""
        index = self._ui.rows.currentIndex()
        row: IntakeRow | None = self.table.thing(index.row()) if index.isValid() else None
        if row is not None and row.row:
            self.sought.emit(row, self.table.columns[index.column()].name)

    def seek(self, row: IntakeRow) -> None:
        """From a cell of the file to the row that was made of it."""
        place = next((i for i, part in enumerate(self._parts) if (part.sheet, part.record) == (row.sheet, row.record)), -1)
        if place < 0:
            return
        self._ui.tables.setCurrentIndex(place)
        self.chips.choose(_ALL)
        self._other_part()
        self._ui.rows.pick(row.place)
        self._ui.rows.setFocus(Qt.FocusReason.OtherFocusReason)


def _narrowed(part: Part, wanted: str) -> list[IntakeRow]:
    if wanted == _TROUBLED:
        return [row for row in part.rows if _troubled(row)]
    if wanted in (_ALL, _ALIKE):
        return list(part.rows if wanted == _ALL else part.alike)
    return [row for row in part.rows if row.outcome == wanted]


def _stays(row: IntakeRow, wanted: str) -> bool:
    """Whether a decision leaves a row among those that are shown."""
    return wanted in (_ALL, _TROUBLED, _ALIKE) or row.outcome == wanted


def _troubled(row: IntakeRow) -> bool:
    return bool(row.problems) and any(not problem.warning for problem in row.problems)
