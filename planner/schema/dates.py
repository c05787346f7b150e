"""Points in time as precisely as people wrote them: a year, half, quarter, month or day; and instants of the clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from planner.schema.fields import Doubt, Field, Reading, Refused
from planner.schema.patterns import pattern
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

    @cached_property
    def first(self) -> dt.date:
        year, months = int(self.text[:4]), self._months()
        return dt.date(year, months[0], int(self.text[8:10]) if self.precision == "day" else 1)

    @cached_property
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


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[T\s]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_QUARTER = pattern(r"^(\d{4})年?度?[-/.]?(?:第?([1-4一二三四])季度?|Q([1-4])季?度?|([1-4])Q)$|^Q([1-4])[-/ ]?(\d{4})年?$", re.IGNORECASE)
_HALF = pattern(r"^(\d{4})年?度?[-/.]?(?:(上|下|前|后)半年度?|H([12])|([12])H)$", re.IGNORECASE)
_DAY = pattern(r"^(\d{4})(?:年(\d{1,2})月(\d{1,2})[日号]?|([-/.])(\d{1,2})\4(\d{1,2})日?)" + _CLOCK + "$")
_MONTH = pattern(r"^(\d{4})(?:年(?:度)?|[-/.]|年[-/.])(\d{1,2})(?:月份?)?$")
_YEAR = pattern(r"^(\d{4})(?:年度?)?$")
_COMPACT = pattern(r"^(\d{4})(\d{2})(\d{2})?" + _CLOCK + "$")
_FOREIGN = pattern(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _CLOCK + "$")
_NAMED = pattern(r"^(?:(\d{1,2})[- ]?)?([a-z]{3})[a-z]*[-., ]*(?:(\d{1,2}),)?[- ]?(\d{4}|\d{2})$", re.IGNORECASE)
_SHORT_YEAR = pattern(r"^'?(\d{2})(?=年.|Q[1-4]$|H[12]$)", re.IGNORECASE)
_LEAD = pattern(r"^(?:[自从于至到在]|预计|计划|拟定?|力争|争取|确保|最迟|不?晚于|截[至止]|暂定|目标|约|[(（])+")
_TAIL = pattern(r"(?:之前|以前|底前|末前|[前底末内起止初中]|之内|以内|[上中下]旬|年[底末初中]|月[底末初中]|左右|开始|启动|开工|动工|进场"
                   r"|实施|全部|基本|建设|完成|完工|竣工|建成|结束|投用|投入使用|使用|上线|交付|验收|试?运行|并|[)）,，。;；])+$")
_APPROXIMATE = pattern(r"约|左右|预计|暂定|力争|争取")


def partial_date(raw: object) -> Reading:
    """Read one point in time. "底前" and the like keep the period that they end, without inventing a day.

    Raises Refused("not_a_date").
    """
    if isinstance(raw, PartialDate):
        return Reading(raw)
    if isinstance(raw, dt.datetime | dt.date):
        return Reading(_checked(PartialDate.of(raw.year, raw.month, raw.day), raw))
    text = _plain(raw)
    found = _point(text)
    if found is not None:
        return Reading(_checked(found, raw))
    noted = _point(_NOTE.sub("", text))
    if noted is None or re.search(r"\d", _NOTE.findall(text)[-1]):
        raise Refused("not_a_date", text=tidy(raw))
    return Reading(_checked(noted, raw), (Doubt("inferred", tidy(raw)),))


def _checked(date: PartialDate, raw: object) -> PartialDate:
    if date.first.year not in YEARS:
        raise Refused("not_a_date", text=tidy(raw))
    return date


_NUMERALS = pattern("[〇零一二三四五六七八九十]+")


def _plain(raw: object) -> str:
    """Without white space, with figures for Chinese numerals: 二〇二五年 十二月 -> 2025年12月."""
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", halfwidth(raw))
    text = re.sub(r"(?<=[年月])\s+", "", text).replace("〇", "零").replace("○", "零").replace("元月", "1月")
    return _NUMERALS.sub(_figures, text)


def _figures(found: re.Match[str]) -> str:
    numerals = found[0]
    if "十" not in numerals:
        return numerals.translate(_DIGITS)
    tens, ones = numerals.split("十", 1)
    return f"{tens.translate(_DIGITS) or '1'}{ones.translate(_DIGITS) or '0'}"


def _point(text: str) -> PartialDate | None:
    """One point in time, if need be without the words around it."""
    text = text.replace("年的", "年").replace("年年", "年")
    bare = _SHORT_YEAR.sub(r"20\1", _LEAD.sub("", text))
    cut = _TAIL.sub("", bare)
    for form in (text, bare, cut, f"{cut}年" if re.fullmatch(r"\d{4}", cut) else cut):
        found = _parse(form)
        if found:
            return found
    return None


def _parse(text: str) -> PartialDate | None:
    quarter, half = _QUARTER.match(text), _HALF.match(text)
    if quarter:
        year, number = quarter[1] or quarter[6], next(g for g in quarter.groups()[1:5] if g)
        return PartialDate(f"{year}-Q{number.translate(_DIGITS)}")
    if half:
        part = next(g for g in half.groups()[1:] if g)
        return PartialDate(f"{half[1]}-H{ {'上': 1, '前': 1, '下': 2, '后': 2}.get(part, part)}")
    try:
        for pattern in (_DAY, _MONTH, _YEAR, _COMPACT):
            found = pattern.match(text)
            if found:
                return PartialDate.of(*(int(g) for g in found.groups() if g and g.isdigit()))
        return _foreign(text)
    except ValueError:
        return None


def _foreign(text: str) -> PartialDate | None:
    """Day before month or the other way round, where only one of them is possible; and English month names."""
    found = _FOREIGN.match(text)
    if found:
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        if one <= 12 and two <= 12 and one != two:
            return None
        return PartialDate.of(year, min(one, two), max(one, two))
    named = _NAMED.match(text)
    if named is None or named[2].lower() not in _MONTHS:
        return None
    day = named[1] or named[3]
    year = int(named[4]) + (2000 if len(named[4]) == 2 else 0)
    return PartialDate.of(year, _MONTHS.index(named[2].lower()) + 1, int(day) if day else None)


@dataclass(frozen=True)
class Span:
    """What one cell says of beginning and end; either may be unsaid."""

    starts: PartialDate | None
    ends: PartialDate | None
    doubts: tuple[Doubt, ...] = ()


_BETWEEN = pattern(r"[~～—–‐−]+|--+|[-至到,，;；、 ]")
_NOTE = pattern(r"[(（][^()（）]*[)）]$")
_BEGINS = pattern(r"(?:起|开始|开工|启动|动工|进场)$")
_ENDS = pattern(r"(?:前|底|末|止|内|完成|完工|竣工|建成|结束|投用|上线|交付|验收)$")


def span(raw: object) -> Span:
    """Two points in one cell: 2024.3-2025.12, 2025年3月至12月, 自…起至…止; a year, half or quarter alone is both.

    A single month or day is the beginning or the end if it says so. Raises Refused("not_a_date").
    """
    if not isinstance(raw, str):
        return _alone(raw, "")
    text = _NOTE.sub("", _plain(raw))
    if _point(text) is not None:
        return _alone(raw, text)
    doubts = (Doubt("approximate", tidy(raw)),) if _APPROXIMATE.search(raw) else ()
    if (since := re.sub(r"(?:至今|以来|持续(?:推进|实施)?|[-~—]+至?今)$", "", text)) != text and (begun := _point(since)):
        return Span(_checked(begun, raw), None, doubts)
    for mark in _BETWEEN.finditer(text):
        found = _pair(text[:mark.start()], text[mark.end():])
        if found:
            return Span(_checked(found[0], raw), _checked(found[1], raw), doubts)
    raise Refused("not_a_date", text=tidy(raw))


def _pair(left: str, right: str) -> tuple[PartialDate, PartialDate] | None:
    """Both sides as points; the right one may leave out the year, the left one what the right one says."""
    first = _point(_label(left))
    if first is None and re.fullmatch(r"\d{4}年?第?\d{1,2}", left) and right[-1:] in ("月", "度", "季"):
        first = _point(left + ("月" if right.endswith("月") else "季度"))
    if first is None:
        return None
    bare = re.sub(r"^(?:当年|同年|本年|年)", "", _label(right))
    year = first.text[:4]
    for form in (bare, f"{year}年{bare}", f"{year}年{bare}月", f"{int(year) + 1}年{bare[2:]}" if bare.startswith("次年") else bare):
        last = _point(form)
        if last and not last.last < first.first:
            return first, last
    return None


def _label(text: str) -> str:
    return re.sub(r"^(?:开始|起始|开工|启动|完成|结束|截止|竣工|起|止)(?:时间|日期)?[:：]?|^[:：]", "", text)


def _alone(raw: object, text: str) -> Span:
    date = partial_date(raw).value
    if date.precision not in ("month", "day"):
        return Span(date, date)
    if _BEGINS.search(text):
        return Span(date, None)
    doubts = () if _ENDS.search(text) else (Doubt("ambiguous", tidy(raw)),)
    return Span(None, date, doubts)


@dataclass(frozen=True, kw_only=True)
class When(Field):
    """A partial date; `finest` "quarter" refuses anything but quarters (reports, allocations)."""

    finest: str = "day"
    align: ClassVar[str] = "center"

    def convert(self, raw: object, unit: str) -> Reading:
        if isinstance(raw, str) and not tidy(raw):
            return Reading(None)
        reading = partial_date(raw)
        if isinstance(raw, str) and _APPROXIMATE.search(raw):
            reading = Reading(reading.value, (Doubt("approximate", tidy(raw)),))
        if self.finest == "quarter" and reading.value.precision != "quarter":
            raise Refused("not_a_quarter", text=reading.value.text)
        return reading

    def show(self, value: Any) -> str:
        return "" if value is None else str(value.shown)

    @property
    def takes(self) -> str:
        return "季度，如 2026年第一季度、2026Q1" if self.finest == "quarter" else "日期，如 2026年3月、2026年第一季度、2026年3月5日"

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
    return list(_quarters(index, stop))


@lru_cache(maxsize=4096)
def _quarters(index: int, stop: int) -> tuple[PartialDate, ...]:
    """The same few spans are asked for by every demand line of a plan."""
    return tuple(PartialDate(f"{i // 4}-Q{i % 4 + 1}") for i in range(index, stop + 1))


_IN_TEXT = pattern(r"(\d{4})年?度?第?([1-4一二三四])季度?|(\d{4})年?[-/]?Q([1-4])", re.IGNORECASE)


def quarters_in(text: str) -> tuple[PartialDate, ...]:
    """The quarters that a title names: 2025年第三季度项目进展 -> 2025-Q3."""
    found = (f"{m[1] or m[3]}-Q{(m[2] or m[4]).translate(_DIGITS)}" for m in _IN_TEXT.finditer(_plain(text)))
    return tuple(dict.fromkeys(map(PartialDate, found)))


def quarter_of(day: dt.date) -> PartialDate:
    return PartialDate(f"{day.year}-Q{(day.month + 2) // 3}")


__all__ = ["Doubt", "Instant", "PartialDate", "Span", "When", "partial_date", "quarter_of", "quarters", "quarters_in", "span"]
