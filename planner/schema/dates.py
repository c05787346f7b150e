"""Points in time as precisely as people wrote them: a year, half, quarter, month or day; and instants of the clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from planner.schema.fields import Doubt, Field, Reading, Refused
from planner.schema.text import halfwidth, tidy

YEARS = range(1949, 2101)
_HALVES = {1: (1, 6), 2: (7, 12)}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True)
class PartialDate:
    """`text` is the normal form: 2025, 2025-H1, 2025-Q3, 2025-03 or 2025-03-05. Ordered by the last day it covers."""

    text: str

    @staticmethod
    def of(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """From numbers; raises ValueError for a day that does not exist."""
        if month is None:
            return PartialDate(f"{dt.date(year, 1, 1).year:04}")
        if day is None:
            return PartialDate(f"{dt.date(year, month, 1):%Y-%m}")
        return PartialDate(dt.date(year, month, day).isoformat())

    @property
    def precision(self) -> str:
        """year, half, quarter, month or day."""
        if "Q" in self.text:
            return "quarter"
        if "H" in self.text:
            return "half"
        return ("year", "month", "day")[self.text.count("-")]

    @property
    def first(self) -> dt.date:
        year, months = int(self.text[:4]), self._months()
        return dt.date(year, months[0], int(self.text[8:10]) if self.precision == "day" else 1)

    @property
    def last(self) -> dt.date:
        if self.precision == "day":
            return self.first
        year, month = int(self.text[:4]), self._months()[1]
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    def _months(self) -> tuple[int, int]:
        part = self.text[5:7]
        if not part:
            return 1, 12
        if part[0] == "H":
            return _HALVES[int(part[1])]
        if part[0] == "Q":
            return int(part[1]) * 3 - 2, int(part[1]) * 3
        return int(part), int(part)

    @property
    def shown(self) -> str:
        """As Chinese paper writes it, without leading zeros (GB/T 9704-2012)."""
        year, part = self.text[:4], self.text[5:]
        if not part:
            return f"{year}年"
        if part[0] == "Q":
            return f"{year}年第{'一二三四'[int(part[1]) - 1]}季度"
        if part[0] == "H":
            return f"{year}年{'上下'[int(part[1]) - 1]}半年"
        month, _, day = part.partition("-")
        return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")

    def __lt__(self, other: PartialDate) -> bool:
        return (self.last, self.first) < (other.last, other.first)


_FORMS = (
    (re.compile(r"^(\d{4})\s*[-年]?\s*[Qq第]?\s*([1-4])\s*(?:季度|季)$|^(\d{4})\s*[-年/.]?\s*[Qq]([1-4])$"), "Q"),
    (re.compile(r"^(\d{4})\s*[-年]?\s*(上|下)半年$|^(\d{4})\s*[-年/.]?\s*[Hh]([12])$"), "H"),
)
_DAY = re.compile(r"^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$")
_MONTH = re.compile(r"^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?(?:份)?$")
_YEAR = re.compile(r"^(\d{4})\s*年?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_DEADLINE = re.compile(r"\s*(?:之前|以前|底前|末前|前|底|末|内|之内)$")


def partial_date(raw: object) -> Reading:
    """Read one point in time. "底前" and the like keep the period that they end, without inventing a day.

    Raises Refused("not_a_date").
    """
    if isinstance(raw, PartialDate):
        return Reading(raw)
    if isinstance(raw, dt.datetime | dt.date):
        return Reading(_checked(PartialDate.of(raw.year, raw.month, raw.day), raw))
    text = halfwidth(raw)
    found = _parse(text) or _parse(_DEADLINE.sub("", text)) or _parse(_DEADLINE.sub("", text.translate(_DIGITS)))
    if found is None:
        raise Refused("not_a_date", text=tidy(raw))
    return Reading(_checked(found, raw))


def _checked(date: PartialDate, raw: object) -> PartialDate:
    if date.first.year not in YEARS:
        raise Refused("not_a_date", text=tidy(raw))
    return date


def _parse(text: str) -> PartialDate | None:
    for pattern, letter in _FORMS:
        found = pattern.match(text)
        if found:
            year, part = (g for g in found.groups() if g)
            return PartialDate(f"{year}-{letter}{ {'上': 1, '下': 2}.get(part, part)}")
    for pattern in (_DAY, _MONTH, _YEAR, _COMPACT):
        found = pattern.match(text)
        if found:
            try:
                return PartialDate.of(*(int(g) for g in found.groups() if g))
            except ValueError:
                return None
    return None


@dataclass(frozen=True, kw_only=True)
class When(Field):
    """A partial date; `finest` "quarter" refuses anything but quarters (reports, allocations)."""

    finest: str = "day"
    align: ClassVar[str] = "center"

    def convert(self, raw: object, unit: str) -> Reading:
        if isinstance(raw, str) and not tidy(raw):
            return Reading(None)
        reading = partial_date(raw)
        if self.finest == "quarter" and reading.value.precision != "quarter":
            raise Refused("not_a_quarter", text=reading.value.text)
        return reading

    def show(self, value: Any) -> str:
        return "" if value is None else str(value.shown)

    @property
    def takes(self) -> str:
        return "如 2026年第一季度、2026Q1" if self.finest == "quarter" else "如 2026年3月、2026年第一季度、2026年3月5日"

    def plain(self, value: Any) -> Any:
        return None if value is None else value.text

    def revive(self, plain: Any) -> Any:
        return None if plain is None else PartialDate(plain)


@dataclass(frozen=True, kw_only=True)
class Instant(Field):
    """A moment in UTC; shown in the laptop's own time to the minute, plain as ISO 8601."""

    align: ClassVar[str] = "center"

    def convert(self, raw: object, unit: str) -> Reading:
        try:
            moment = raw if isinstance(raw, dt.datetime) else dt.datetime.fromisoformat(tidy(raw))
            return Reading(moment.astimezone(dt.UTC))
        except (ValueError, OverflowError, OSError):  # which of them a year far away raises depends on the system
            raise Refused("not_a_moment", text=tidy(raw)) from None

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value.astimezone():%Y-%m-%d %H:%M}"

    def plain(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def revive(self, plain: Any) -> Any:
        return None if plain is None else dt.datetime.fromisoformat(plain)


def quarters(first: PartialDate, last: PartialDate) -> list[PartialDate]:
    """Every quarter that two points touch, in order; a point coarser than a quarter touches several."""
    start, end = first.first, last.last
    index, stop = start.year * 4 + (start.month - 1) // 3, end.year * 4 + (end.month - 1) // 3
    return [PartialDate(f"{i // 4}-Q{i % 4 + 1}") for i in range(index, stop + 1)]


def quarter_of(day: dt.date) -> PartialDate:
    return PartialDate(f"{day.year}-Q{(day.month + 2) // 3}")


__all__ = ["Doubt", "Instant", "PartialDate", "When", "partial_date", "quarter_of", "quarters"]
