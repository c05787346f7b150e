"""Figures: whole numbers, decimals, amounts with a unit, money and percent; all exact, never floating point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from planner.schema.fields import Doubt, Field, Reading, Refused
from planner.schema.patterns import pattern
from planner.schema.text import halfwidth, simplified, tidy

_NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]\d{1,2}(?!\d))?|[-+−]?\.\d+"
_LEAD = pattern(r"^(?:(?:计划|预计|估算|项目)?(?:总?投资|总?金额|经费|预算|资金)|合计|共计|总计|人民币|rmb|cny|共|计|为|[:：¥￥ ])+",
                   re.IGNORECASE)
_ESTIMATED = pattern(r"^\((?:估|估算|暂估|预估|约|预计|暂定)\)")
_ABOUT = pattern(r"^(?:约为?|大约|大概|接近|近|预计|估算|估计|初步估算|暂定|暂估|拟|不低于|不少于|不超过?|不高于|不多于|不大于"
                    r"|不小于|至少|至多|最多|最高|最低|超过?|逾|上限|下限|控制在|[≥≤≧≦><～~])+\s*(?:为|约)?")
_ABOUT_AFTER = pattern(r"(?:左右|上下|以上|以内|以下|之内|内|[多余+])$")
_AMONG = pattern(r"^[余多+]+")
_ONE = pattern(rf"^({_NUMBER})\s*((?:[^\d.,].*)?)$")
_RANGE = pattern(rf"^({_NUMBER})\s*([^\d\s~～至到—–-]*)\s*(?:[~～]|—+|–|--?|至|到)\s*({_NUMBER})\s*((?:[^\d.,].*)?)$")
_COMPOUND = pattern(r"^(\d+(?:\.\d+)?)亿(\d+(?:\.\d+)?)(万.*)$|^(\d+(?:\.\d+)?)万(\d{1,4}(?:\.\d+)?)(元)$")
_NOTE = pattern(r"\s*\(([^()]*)\)$")
_NUMERALS = pattern(r"^[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+")
_DIGITS = {numeral: n % 10 for n, numeral in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}


@dataclass(frozen=True)
class Figure:
    """A number as written: its value, the unit behind it, and the doubts."""

    value: Decimal
    unit: str
    doubts: tuple[Doubt, ...] = ()


def figure(raw: object) -> Figure:
    """Take a number apart: "约1,200.5万元" -> 1200.5, "万元", approximate. The lower bound of a range is its number.

    Raises Refused("not_a_number").
    """
    if isinstance(raw, bool):
        raise Refused("not_a_number", text=str(raw))
    if isinstance(raw, int | Decimal):
        return Figure(_finite(Decimal(raw), raw), "")
    if isinstance(raw, float):
        return Figure(_finite(Decimal(f"{raw:.15g}"), raw), "")
    return _parsed(simplified(halfwidth(raw)), tidy(raw))


def _parsed(text: str, whole: str) -> Figure:
    text = _ESTIMATED.sub("约", text)
    bare, doubts, unit_noted = _without_note(text, whole)
    bare = _LEAD.sub("", bare)
    bare, before = _ABOUT.subn("", bare.strip())
    bare, after = _ABOUT_AFTER.subn("", bare.strip())
    bare = _spelled(_LEAD.sub("", bare))
    if re.match(r"^\d{1,3}(?: \d{3})+(?!\d)", bare):
        bare = bare.replace(" ", "")
    if before or after:
        doubts += (Doubt("approximate", whole),)
    found = _RANGE.match(bare)
    if found:
        return Figure(_decimal(found[1]), (found[2] or found[4]).strip() or unit_noted, (*doubts, Doubt("range", whole)))
    one = _ONE.match(bare)
    if not one:
        raise Refused("not_a_number", text=whole)
    unit, inside = _ABOUT_AFTER.subn("", one[2].strip())
    unit, between = _AMONG.subn("", re.sub(r"(?<=[百千万亿])[多余](?=元)", "余", unit))
    unit, within = re.subn(r"余(?=元$)", "", unit)
    if (inside or between or within) and not doubts:
        doubts = (Doubt("approximate", whole),)
    return Figure(_decimal(one[1]), unit.strip() or unit_noted, doubts)


def _without_note(text: str, whole: str) -> tuple[str, tuple[Doubt, ...], str]:
    """A remark in brackets behind the number: a unit, an estimate, or something that a person must look at."""
    noted = _NOTE.search(text)
    if noted is None or noted.start() == 0:
        return text, (), ""
    note, bare = noted[1].strip(), text[:noted.start()]
    if note in _SCALES or note == "%":
        return bare, (), note
    about = "approximate" if re.search(r"估|约|预计|暂|左右", note) and not re.search(r"\d", note) else "inferred"
    return bare, (Doubt(about, whole),), ""


def _spelled(text: str) -> str:
    """Chinese numerals and sums of two scales as figures: 五百万元 -> 500万元, 1亿2000万 -> 12000万."""
    numerals = _NUMERALS.match(text)
    if numerals and numerals[0][0] in "百千万亿":
        return f"1{text}"
    if numerals and (len(numerals[0]) == 1 or numerals[0][-1] not in _DIGITS or set(numerals[0]) & set(_TENS)):
        value, scale = numeral(numerals[0])
        text = f"{value}{scale}{text[numerals.end():]}"
    compound = _COMPOUND.match(text)
    if compound is None:
        return text
    if compound[1]:
        return f"{Decimal(compound[1]) * 10_000 + Decimal(compound[2]):f}{compound[3]}"
    return f"{Decimal(compound[4]) * 10_000 + Decimal(compound[5]):f}{compound[6]}"


def numeral(text: str) -> tuple[int, str]:
    """A Chinese number and the scale it ends with: 五百万 -> 500, "万"; 三百二十 -> 320, ""."""
    scale = text[-1] if text[-1] in "万亿" else ""
    total = section = digit = 0
    for mark in text[:-1] if scale else text:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
        elif mark in _TENS:
            section, digit = section + (digit or 1) * _TENS[mark], 0
        else:
            total, section, digit = (total + section + digit) * (10_000 if mark == "万" else 100_000_000), 0, 0
    if scale == "万" and total:
        return (total + (section + digit) * 10_000) // 10_000, "万"
    return total + section + digit, scale


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def _finite(value: Decimal, raw: object) -> Decimal:
    if not value.is_finite():
        raise Refused("not_a_number", text=str(raw))
    return value


def trimmed(value: Decimal, least: int = 0) -> str:
    """Decimal text with thousands marks, without idle zeros but at least `least` places."""
    places = max(least, -int(value.normalize().as_tuple().exponent))
    return f"{value:,.{places}f}"


_COUNTED = {"人": ("名", "位", "个"), "张": ("块", "卡", "片", "个")}


def scaled(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A scale before a counted unit belongs to the number: 2, "万人" -> 20000, "人"."""
    for mark, times in (("万", 10_000), ("亿", 100_000_000)):
        if unit.startswith(mark):
            return value * times, unit[1:].strip()
    return value, unit


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number between `least` and `most`; the unit word that people add (张, 人) is allowed when it is `unit`."""

    least: int = 0
    most: int = 1_000_000_000
    unit: str = ""
    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        written = figure(raw)
        value, name = scaled(written.value, written.unit)
        if name and name not in (self.unit, *_COUNTED.get(self.unit, ())):
            raise Refused("unknown_unit", unit=written.unit, units=self.unit)
        if value != value.to_integral_value():
            raise Refused("not_whole", text=tidy(raw))
        if not self.least <= value <= self.most:
            raise Refused("out_of_range", least=self.least, most=self.most)
        return Reading(int(value), written.doubts)

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:,}" if self.most > 9999 else str(value)

    @property
    def takes(self) -> str:
        return f"{self.least} 至 {self.most} 的整数" if self.most <= 9999 else "整数"


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """An exact decimal with at most `places` places.

    `units` (name -> other spellings) are what it may be counted in. Where there is no choice the unit may be written behind
    the figure; where there is, the field `unit_in` of the same record says which, and `measured` reads both.
    """

    units: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unit_in: str = ""
    places: int = 3
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000_000)
    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        reading, named = self.measured(raw, "" if self.unit_in else unit)
        if named and self.unit_in:
            raise Refused("unknown_unit", unit=named, units="")
        return reading

    def measured(self, raw: object, unit: str = "") -> tuple[Reading, str]:
        """The figure and the name of its unit, "" where neither the cell nor the heading says one.

        Raises Refused("unknown_unit") for a unit in which this is not counted; nothing is converted but money.
        """
        written = figure(raw)
        named = written.unit or unit
        if not named:
            return Reading(self._bounded(written.value), written.doubts), ""
        if known := _unit_among(self.units, named):
            return Reading(self._bounded(written.value), written.doubts), known
        worth = _SCALES.get(named.replace(" ", "").casefold()) if _unit_among(self.units, "万元") else None
        if worth is None:
            raise Refused("unknown_unit", unit=named, units="、".join(name for name, _ in self.units))
        return Reading(self._bounded(written.value * worth), written.doubts), "万元"

    def _bounded(self, value: Decimal) -> Decimal:
        if not self.least <= value <= self.most:
            raise Refused("out_of_range", least=self.least, most=self.most)
        if value != round(value, self.places):
            raise Refused("too_fine", places=self.places)
        return value.normalize() + 0

    def show(self, value: Any) -> str:
        return "" if value is None else trimmed(value)

    @property
    def takes(self) -> str:
        return f"数字，小数最多 {self.places} 位"

    def plain(self, value: Any) -> Any:
        return None if value is None else f"{value.normalize():f}"

    def revive(self, plain: Any) -> Any:
        return None if plain is None else Decimal(plain)


def _unit_among(units: tuple[tuple[str, tuple[str, ...]], ...], written: str) -> str:
    """The name of a unit, whichever way it is spelled; "" where it is none of these."""
    wanted = halfwidth(written).replace(" ", "").casefold()
    return next((name for name, others in units if wanted in (halfwidth(n).casefold() for n in (name, *others))), "")


@dataclass(frozen=True, kw_only=True)
class Measured(Number):
    """Figures of several units in one column, with the places that each value carries (see planner/documents, `measured`)."""

    places: int = 6

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:,f}"


@dataclass(frozen=True)
class Amount:
    """A quantity with its unit: 200 P, 12 人月. Amounts of different units are never added."""

    value: Decimal
    unit: str


@dataclass(frozen=True, kw_only=True)
class Quantity(Field):
    """A figure with a unit out of `units` (name -> other spellings); the first is assumed where none is written."""

    units: tuple[tuple[str, tuple[str, ...]], ...]
    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        if isinstance(raw, Amount):
            written = Figure(raw.value, raw.unit)
        elif isinstance(raw, dict):
            written = Figure(figure(str(raw.get("value"))).value, str(raw.get("unit", "")))
        else:
            written = figure(raw)
        if written.value < 0:
            raise Refused("out_of_range", least=0, most="")
        named = written.unit or unit
        value, name = (written.value, named) if self._known(named) else scaled(written.value, named)
        return Reading(Amount(value.normalize() + 0, self._unit(name)), written.doubts)

    def _known(self, written: str) -> bool:
        """Whether the unit is one of ours as it stands: 万元 is no 万 of 元 where money is counted in it."""
        try:
            return bool(self._unit(written))
        except Refused:
            return False

    def _unit(self, written: str) -> str:
        found = _unit_among(self.units, written) if written else self.units[0][0]
        if not found:
            raise Refused("unknown_unit", unit=written, units="、".join(name for name, _ in self.units))
        return found

    def show(self, value: Any) -> str:
        return "" if value is None else f"{trimmed(value.value)} {value.unit}"

    @property
    def takes(self) -> str:
        return f"数字和单位，如 12 {self.units[0][0]}；单位可用 {'、'.join(name for name, _ in self.units)}"

    def plain(self, value: Any) -> Any:
        return None if value is None else {"value": f"{value.value.normalize():f}", "unit": value.unit}

    def revive(self, plain: Any) -> Any:
        return None if plain is None else Amount(Decimal(plain["value"]), plain["unit"])


FEN = Decimal("0.000001")
CENT = Decimal("0.01")
_SCALES = {
    f"{before}{scale}{after}": Decimal(worth)
    for scale, worth in (("", "0.0001"), ("百", "0.01"), ("千", "0.1"), ("万", "1"), ("十万", "10"), ("百万", "100"), ("千万", "1000"),
                         ("亿", "10000"), ("十亿", "100000"), ("百亿", "1000000"))
    for before in ("", "人民币") for after in ("元", "圆", "元整", "圆整", "元人民币", "rmb", *(["", "人民币"] if scale else []))
} | {"": Decimal(1), "w": Decimal(1), "w元": Decimal(1), "rmb": Decimal("0.0001"), "kw": Decimal(1000)}


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """Renminbi in 万元, exact to the fen (six places); a bare figure means 万元 unless the heading says otherwise."""

    least: Decimal = Decimal(0)
    most: Decimal = Decimal(10_000_000)
    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        written = figure(raw)
        name = (written.unit or halfwidth(unit)).replace(" ", "").casefold()
        if name not in _SCALES:
            raise Refused("unknown_unit", unit=written.unit or unit, units="元、万元、亿元")
        exact = written.value * _SCALES[name]
        if not self.least <= exact <= self.most:
            raise Refused("out_of_range", least=self.least, most=self.most)
        amount = exact.quantize(FEN, ROUND_HALF_UP)
        doubts = written.doubts if amount == exact else (*written.doubts, Doubt("rounded", tidy(raw)))
        return Reading(amount.normalize() + 0, doubts)

    def show(self, value: Any) -> str:
        return "" if value is None else trimmed(value, 2)

    def printed(self, value: Any) -> str:
        """Two places on paper: the exact amount is rounded once, here."""
        return "" if value is None else f"{Decimal(value).quantize(CENT, ROUND_HALF_UP):,f}"

    @property
    def takes(self) -> str:
        return "以万元为单位的数，也可写明单位，如 120、350万元、1.2亿元"

    def plain(self, value: Any) -> Any:
        return None if value is None else trimmed(value, 2).replace(",", "")

    def revive(self, plain: Any) -> Any:
        return None if plain is None else Decimal(plain)

    def normal(self, value: Any) -> Any:
        return None if value is None else str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


_DONE = pattern(r"^(?:(?:已经?|累计|总体|目前|工程|形象|建设|整体)*(?:完成率?|进度|达到?|推进至?)(?:至|到|了|为|约)?[:：]?)+")
_TENTHS = pattern(r"^([零一二三四五六七八九十])成([零一二三四五六七八九半])?(?:左右)?$")
_OF_HUNDRED = pattern(r"百分之([零一二三四五六七八九十百点]+|\d+(?:\.\d+)?)")


def _share(raw: object) -> Figure:
    """A percentage in words or figures: 已完成80%, 八成五, 百分之八十."""
    if not isinstance(raw, str):
        return figure(raw)
    text = _DONE.sub("", simplified(halfwidth(raw)).replace(" ", "")) or str(raw)
    tenths = _TENTHS.match(text)
    if tenths:
        tens = Decimal(numeral(tenths[1])[0] * 10)
        return Figure(tens + {"": 0, "半": 5}.get(tenths[2] or "", _DIGITS.get(tenths[2] or "", 0)), "%")
    said = _OF_HUNDRED.search(text)
    if said:
        text = text.replace(said[0], f"{_spelled(said[1])}%")
    return figure(text)


@dataclass(frozen=True, kw_only=True)
class Percent(Field):
    """0 to 100. "80", "80%", 80 mean eighty; whether 0.8 does is asked of the column, not guessed of the cell."""

    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        written = _share(raw)
        if written.unit not in ("", "%"):
            raise Refused("unknown_unit", unit=written.unit, units="%")
        if not 0 <= written.value <= 100:
            raise Refused("out_of_range", least=0, most=100)
        if written.value != round(written.value, 2):
            raise Refused("too_fine", places=2)
        return Reading(written.value.normalize() + 0, written.doubts)

    def show(self, value: Any) -> str:
        return "" if value is None else f"{trimmed(value)}%"

    @property
    def takes(self) -> str:
        return "0 至 100"

    def plain(self, value: Any) -> Any:
        return None if value is None else f"{value.normalize():f}"

    def revive(self, plain: Any) -> Any:
        return None if plain is None else Decimal(plain)
