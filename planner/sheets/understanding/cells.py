"""Cells of one column into values; doubts and refusals keep the original text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from planner.schema.choices import Choice, Choices
from planner.schema.dates import PartialDate, When, partial_date, quarter_of, span
from planner.schema.fields import Doubt, Field, Flag, Names, Refused, Text
from planner.schema.identity import Phone, people, telephones
from planner.schema.numbers import Number, Percent, Quantity, figure
from planner.schema.text import halfwidth, tidy
from planner.sheets.grid import Cell, Fault, shown
from planner.sheets.understanding.lists import several, units_of
from planner.sheets.understanding.marks import is_none


@dataclass(frozen=True)
class Trouble:
    """What is doubtful about a cell: the field it was meant for, a code, the text and what the sentence needs."""

    field: str
    code: str
    text: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Meant(NamedTuple):
    """What one cell says: values by field, troubles, and `beside` what it says of fields that other columns may fill."""

    values: tuple[tuple[str, Any], ...] = ()
    troubles: tuple[Trouble, ...] = ()
    beside: tuple[tuple[str, Any], ...] = ()


NOTHING = Meant()


class Reader:
    """Reads the cells of a column into one field; subclasses know cells that say more."""

    def __init__(self, name: str, kind: Field, unit: str = "") -> None:
        self.name = name
        self.kind = kind
        self.unit = unit

    def read(self, cell: Cell) -> Meant:
        """The meaning of a cell."""
        text = tidy(shown(cell))
        if not text:
            return NOTHING
        if isinstance(cell, Fault):
            return self.trouble("error_cell", text)
        if is_none(text) and not isinstance(self.kind, Flag | Choice):
            return NOTHING
        try:
            return self.meaning(cell, text)
        except Refused as refused:
            if is_none(text):
                return NOTHING
            return Meant(troubles=(Trouble(self.name, refused.code, shown(cell), refused.params),))

    def meaning(self, cell: Cell, text: str) -> Meant:
        """What a cell that is neither empty nor broken means; raises Refused."""
        return self.understood(cell)

    def understood(self, raw: object, doubts: Sequence[Doubt] = ()) -> Meant:
        """The field's own reading."""
        value, found = self.kind.understand(raw, self.unit)
        troubles = tuple(Trouble(self.name, d.code, d.text) for d in (*doubts, *found)) if doubts or found else ()
        return Meant(((self.name, value),) if value is not None else (), troubles)

    def trouble(self, code: str, text: str) -> Meant:
        return Meant(troubles=(Trouble(self.name, code, text, {"text": text}),))


_IDLE_ZERO = re.compile(r"^-?\d+\.0$")


class TextReader(Reader):
    """Texts; figures as the sheet shows them, without the .0 that exports leave behind when all cells bear it."""

    def __init__(self, name: str, kind: Field, cells: Sequence[Cell]) -> None:
        super().__init__(name, kind)
        figures = [cell for cell in cells if isinstance(cell, str) and re.fullmatch(r"-?[\d.]+", cell.strip())]
        self._floats = bool(figures) and all(_IDLE_ZERO.match(cell.strip()) for cell in figures)

    def meaning(self, cell: Cell, text: str) -> Meant:
        if self._floats and _IDLE_ZERO.match(text):
            return self.understood(text[:-2])
        return self.understood(cell if isinstance(cell, str) else text)


class ListReader(Reader):
    """Several names in one cell; a marked one leads when another field takes the leader."""

    def __init__(self, name: str, kind: Field, leader: str = "") -> None:
        super().__init__(name, kind)
        self._leader = leader

    def meaning(self, cell: Cell, text: str) -> Meant:
        parts = units_of(shown(cell)) if self._leader else None
        if parts and parts.leader:
            return Meant(((self._leader, parts.leader), *self.understood(list(parts.others)).values))
        return self.understood(several(shown(cell)))


class LeaderReader(Reader):
    """One unit, or several of which a mark (☆ ★ 牵头) names the leading one; the others go to another field."""

    def __init__(self, name: str, kind: Field, others: str, other_kind: Field | None) -> None:
        super().__init__(name, kind)
        self._others = others
        self._other_kind = other_kind

    def meaning(self, cell: Cell, text: str) -> Meant:
        parts = units_of(shown(cell))
        if not parts or not parts.leader:
            return self.understood(shown(cell))
        values = self.understood(parts.leader).values
        if parts.others and self._other_kind is not None:
            values = (*values, (self._others, self._other_kind.understand(list(parts.others)).value))
        elif parts.others:
            return Meant(values, (Trouble(self.name, "inferred", text, {"text": text}),))
        return Meant(values)


class ShareReader(Reader):
    """Percentages; whether 0.8 means eighty is decided by the column as a whole."""

    def __init__(self, name: str, kind: Field, cells: Sequence[Cell], unit: str = "") -> None:
        super().__init__(name, kind)
        bare = [value for cell in cells if (value := _bare_number(cell)) is not None]
        small = [value for value in bare if value <= 1]
        fractions = [value for value in small if value not in (0, 1)]
        self._fractions = bool(fractions)
        signed = any(isinstance(cell, str) and "%" in cell for cell in cells)
        self._mixed = bool(fractions) and (len(small) < len(bare) or signed or unit == "%")

    def meaning(self, cell: Cell, text: str) -> Meant:
        value = _bare_number(cell)
        if value is None:
            return self.understood(cell if isinstance(cell, str) else shown(cell))
        if not self._fractions or value > 1 or (self._mixed and value in (0, 1)):
            return self.understood(value)
        return self.understood(value * 100, (Doubt("ambiguous", text),) if self._mixed else ())


def _bare_number(cell: Cell) -> Decimal | None:
    """A figure without a percent sign or words; None for everything else."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return figure(cell).value
    if isinstance(cell, str) and re.fullmatch(r"\d*\.?\d+", halfwidth(cell)):
        return Decimal(halfwidth(cell))
    return None


class AmountReader(Reader):
    """Figures with a unit in the cell, the heading or the line above; a unit that nobody wrote is said to be assumed."""

    def __init__(self, name: str, kind: Field, unit: str, guessed: str = "") -> None:
        super().__init__(name, kind, unit or guessed)
        self._guessed = bool(guessed) and not unit

    def meaning(self, cell: Cell, text: str) -> Meant:
        if isinstance(cell, dt.date | dt.time):
            return self.trouble("not_a_number", text)
        written = figure(cell)
        assumed = not written.unit and (self._guessed or (isinstance(self.kind, Quantity) and not self.unit))
        return self.understood(cell, (Doubt("inferred", text),) if assumed else ())


class MeasuredReader(Reader):
    """Figures whose unit is a field of its own: 500P is 500, and the unit P unless its own column says otherwise."""

    def __init__(self, name: str, kind: Number, unit: str) -> None:
        super().__init__(name, kind, unit)
        self._measured = kind

    def meaning(self, cell: Cell, text: str) -> Meant:
        if isinstance(cell, dt.date | dt.time):
            return self.trouble("not_a_number", text)
        reading, unit = self._measured.measured(cell, self.unit)
        troubles = tuple(Trouble(self.name, d.code, d.text, {"text": d.text}) for d in reading.doubts)
        return Meant(((self.name, reading.value),), troubles, ((self._measured.unit_in, unit),) if unit else ())


_SERIALS = range(36_526, 73_051)


class DateReader(Reader):
    """Points in time; serial numbers become days, and a period in one cell also fills the field at its other end."""

    def __init__(self, name: str, kind: Field, cells: Sequence[Cell], ends: tuple[str, str] | None) -> None:
        super().__init__(name, kind)
        self._ends = ends
        floats = {shown(cell).partition(".")[2] for cell in cells if isinstance(cell, float) and 1949 <= cell < 2101}
        self._tenths = not {"2", "3", "4", "5", "6", "7", "8", "9"} & floats
        self._padded = any(len(f) == 2 and f[0] == "0" for f in floats)

    def meaning(self, cell: Cell, text: str) -> Meant:
        if isinstance(cell, bool | dt.time):
            return self.trouble("not_a_date", text)
        if isinstance(cell, int | float):
            return self._numbered(cell, text)
        if isinstance(cell, str) and re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(float(text)) in _SERIALS:
            return self._numbered(float(text), text)
        try:
            return self.understood(cell)
        except Refused:
            return self._both(cell)

    def _numbered(self, value: float, text: str) -> Meant:
        if int(value) in _SERIALS:
            return self.understood(dt.date(1899, 12, 30) + dt.timedelta(days=int(value)))
        year, _, month = text.partition(".")
        if month == "1" and len(year) == 4 and (self._padded or self._tenths):
            if self._padded:
                return self.understood(f"{year}.10")
            return Meant(troubles=(Trouble(self.name, "ambiguous", text, {"text": text}),))
        return self.understood(text)

    def _both(self, cell: Cell) -> Meant:
        if self._ends is None:
            raise Refused("not_a_date", text=tidy(shown(cell)))
        return _spanned(cell, self._ends, self.name)


class QuarterReader(Reader):
    """Quarters; a year or month where a term begins or ends stands for the quarter at that end, and says so."""

    def __init__(self, name: str, kind: Field, last: bool) -> None:
        super().__init__(name, kind)
        self._last = last

    def meaning(self, cell: Cell, text: str) -> Meant:
        try:
            return self.understood(cell)
        except Refused as refused:
            if refused.code != "not_a_quarter":
                raise
        date = partial_date(cell).value
        return self.understood(quarter_of(date.last if self._last else date.first), (Doubt("inferred", text),))


class SpanReader(Reader):
    """A column of periods: 建设周期, 起止时间."""

    def __init__(self, names: Sequence[str], kind: Field) -> None:
        super().__init__(names[0], kind)
        self._ends = (names[0], names[1])

    def meaning(self, cell: Cell, text: str) -> Meant:
        meant = _spanned(cell, self._ends, self.name)
        if not isinstance(self.kind, When) or self.kind.finest != "quarter":
            return meant
        values = tuple((name, quarter_of(date.first if name == self._ends[0] else date.last)) for name, date in meant.values)
        exact = values == meant.values
        return Meant(values, meant.troubles if exact else (*meant.troubles, Trouble(self.name, "inferred", text, {"text": text})))


def _spanned(cell: Cell, ends: tuple[str, str], name: str) -> Meant:
    found = span(shown(cell) if isinstance(cell, float) else cell)
    pairs: tuple[tuple[str, PartialDate | None], ...] = ((ends[0], found.starts), (ends[1], found.ends))
    troubles = tuple(Trouble(name, d.code, d.text, {"text": d.text}) for d in found.doubts)
    return Meant(tuple(pair for pair in pairs if pair[1] is not None), troubles)


class PersonReader(Reader):
    """A person and a telephone in one cell: 冯伟（13800001111）."""

    def __init__(self, names: Sequence[str], kinds: Sequence[Field]) -> None:
        phone = next(n for n, kind in enumerate(kinds) if isinstance(kind, Phone))
        super().__init__(names[1 - phone], kinds[1 - phone])
        self._phone = names[phone]

    def meaning(self, cell: Cell, text: str) -> Meant:
        numbers, who = people(shown(cell))
        values = [(self._phone, "、".join(numbers))] if numbers else []
        if re.search(r"\d", who):
            return Meant(tuple(values), (Trouble(self._phone, "not_a_phone", text, {"text": text}),))
        doubts = (Doubt("ambiguous", text),) if any(_UNIT_NAME.search(part) for part in re.split(r"[、 ]", who)) else ()
        named = self.understood(who, doubts) if who else NOTHING
        return Meant((*named.values, *values), named.troubles)


class ContactReader(PersonReader):
    """A column of persons in which some cells add a number: 李工 13800000001. The number goes beside the telephone's column."""

    def meaning(self, cell: Cell, text: str) -> Meant:
        if not telephones(shown(cell))[0]:
            return self.understood(shown(cell))
        both = super().meaning(cell, text)
        return Meant(tuple(pair for pair in both.values if pair[0] != self._phone), both.troubles,
                     tuple(pair for pair in both.values if pair[0] == self._phone))


class PhoneReader(Reader):
    """A column of telephones in which some cells add a name: 孙工：13800000006. The name goes beside the person's column."""

    def __init__(self, name: str, kind: Field, person: str) -> None:
        super().__init__(name, kind)
        self._person = person

    def meaning(self, cell: Cell, text: str) -> Meant:
        numbers, who = people(shown(cell))
        if not numbers or not _PERSON.fullmatch(who):
            return self.understood(cell)
        return Meant(((self.name, "、".join(numbers)),), beside=((self._person, who),))


_UNIT_NAME = re.compile(r"(?:公司|集团|大学|学院|医院|银行|局|委员会|中心|街道|支队|研究院|研究所|管委会)$")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,5}(?:、[\u4e00-\u9fff·]{2,5})*")


class PairReader(Reader):
    """A term and one below it in one cell: 交通运输/港区智能作业."""

    def __init__(self, names: Sequence[str], kinds: Sequence[Field]) -> None:
        super().__init__(names[0], kinds[0])
        self._named = list(zip(names, kinds, strict=True))

    def meaning(self, cell: Cell, text: str) -> Meant:
        parts = [part for part in re.split(r"[/／|>＞、，,;；:：()（）\s]+|[-—－–]+", text) if part]
        (upper, kind), (lower, below) = self._named
        first, second = _term(kind, parts[0]), next((code for part in parts[1:] if (code := _term(below, part))), None)
        values = tuple((name, code) for name, code in ((upper, first), (lower, second)) if code)
        missed = [name for name, code in ((upper, first), (lower, second)) if not code and (name == upper or len(parts) > 1)]
        return Meant(values, tuple(Trouble(name, "not_in_catalogue", text, {"text": text, "title": dict(self._named)[name].label})
                                   for name in missed))


def _term(kind: Field, written: str) -> str | None:
    try:
        return str(kind.understand(written).value)
    except Refused:
        return None


class ChoiceReader(Reader):
    """Terms of a catalogue."""

    def meaning(self, cell: Cell, text: str) -> Meant:
        return self.understood(shown(cell))


def reader_for(names: Sequence[str], kinds: Sequence[Field], cells: Sequence[Cell], unit: str, guessed: str = "",
               ends: tuple[str, str] | None = None) -> Reader:
    """The reader of a column that fills these fields."""
    name, kind = names[0], kinds[0]
    if len(names) > 1:
        if all(isinstance(k, When) for k in kinds):
            return SpanReader(names, kind)
        return PairReader(names, kinds) if all(isinstance(k, Choice) for k in kinds) else PersonReader(names, kinds)
    if isinstance(kind, Choice | Choices | Flag):
        return ChoiceReader(name, kind)
    if isinstance(kind, Names):
        return ListReader(name, kind)
    if isinstance(kind, When):
        return DateReader(name, kind, cells, ends)
    if isinstance(kind, Number) and kind.unit_in:
        return MeasuredReader(name, kind, unit)
    if isinstance(kind, Percent):
        return ShareReader(name, kind, cells, unit)
    if isinstance(kind, Text):
        return TextReader(name, kind, cells)
    return AmountReader(name, kind, unit, guessed) if kind.align == "right" else Reader(name, kind, unit)
