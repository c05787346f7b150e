"""Figures: whole numbers, decimals, amounts with a unit, money and percent; all exact, never floating point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from planner.schema.fields import Doubt, Field, Reading, Refused
from planner.schema.text import halfwidth, tidy

_NUMBER = r"[-+−]?\d[\d,]*(?:\.\d+)?|[-+−]?\.\d+"
_ABOUT = re.compile(r"^(?:约为?|大约|大概|近|预计|估算|初步估算|不低于|不少于|不超过|不高于|至少|最多|[≥≤><～~])\s*")
_ABOUT_AFTER = re.compile(r"(?:左右|上下|以上|以内|以下|以内|多|余)$")
_ONE = re.compile(rf"^(?:人民币|[¥￥])?\s*({_NUMBER})\s*(.*)$")
_RANGE = re.compile(rf"^({_NUMBER})\s*([^\d\s~～至到—–-]*)\s*(?:~|～|—+|–|-|至|到)\s*({_NUMBER})\s*(.*)$")


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
        return Figure(_finite(Decimal(repr(raw)), raw), "")
    return _parsed(halfwidth(raw))


def _parsed(text: str) -> Figure:
    bare, before = _ABOUT.subn("", text)
    bare, after = _ABOUT_AFTER.subn("", bare.strip())
    doubts = (Doubt("approximate", text),) if before or after else ()
    span = _RANGE.match(bare)
    if span:
        return Figure(_decimal(span[1]), (span[4] or span[2]).strip(), (Doubt("range", text),))
    one = _ONE.match(bare)
    if not one:
        raise Refused("not_a_number", text=text)
    unit, inside = _ABOUT_AFTER.subn("", one[2].strip())
    unit, between = re.subn(r"^[余多]", "", unit)
    if (inside or between) and not doubts:
        doubts = (Doubt("approximate", text),)
    return Figure(_decimal(one[1]), unit.strip(), doubts)


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


@dataclass(frozen=True, kw_only=True)
class Whole(Field):
    """A whole number between `least` and `most`; the unit word that people add (张, 人) is allowed when it is `unit`."""

    least: int = 0
    most: int = 1_000_000_000
    unit: str = ""
    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        written = figure(raw)
        if written.unit and written.unit != self.unit:
            raise Refused("unknown_unit", unit=written.unit, units=self.unit)
        if written.value != written.value.to_integral_value():
            raise Refused("not_whole", text=tidy(raw))
        if not self.least <= written.value <= self.most:
            raise Refused("out_of_range", least=self.least, most=self.most)
        return Reading(int(written.value), written.doubts)

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:,}" if self.most > 9999 else str(value)

    @property
    def takes(self) -> str:
        return f"{self.least} 至 {self.most} 的整数" if self.most <= 9999 else "整数"


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """An exact decimal with at most `places` places; its unit, where it has one, is said by another field."""

    places: int = 3
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1_000_000_000)
    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        written = figure(raw)
        if written.unit:
            raise Refused("unknown_unit", unit=written.unit, units="")
        return Reading(self._bounded(written.value), written.doubts)

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
        name = self._unit(written.unit or unit)
        return Reading(Amount(written.value.normalize() + 0, name), written.doubts)

    def _unit(self, written: str) -> str:
        wanted = halfwidth(written).casefold()
        for name, others in self.units:
            if wanted in ("", *(halfwidth(n).casefold() for n in (name, *others))):
                return name
        raise Refused("unknown_unit", unit=written, units="、".join(name for name, _ in self.units))

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
_SCALES = {
    "": Decimal(1), "万元": Decimal(1), "万": Decimal(1), "w": Decimal(1), "万圆": Decimal(1), "万元人民币": Decimal(1),
    "元": Decimal("0.0001"), "圆": Decimal("0.0001"), "元人民币": Decimal("0.0001"), "人民币元": Decimal("0.0001"),
    "千元": Decimal("0.1"), "百元": Decimal("0.01"), "百万元": Decimal(100), "百万": Decimal(100),
    "千万元": Decimal(1000), "千万": Decimal(1000), "亿元": Decimal(10_000), "亿": Decimal(10_000),
    "亿元人民币": Decimal(10_000),
}


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

    @property
    def takes(self) -> str:
        return "以万元为单位的数，也可写明单位，如 120、350万元、1.2亿元"

    def plain(self, value: Any) -> Any:
        return None if value is None else trimmed(value, 2).replace(",", "")

    def revive(self, plain: Any) -> Any:
        return None if plain is None else Decimal(plain)

    def normal(self, value: Any) -> Any:
        return None if value is None else str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass(frozen=True, kw_only=True)
class Percent(Field):
    """0 to 100. "80", "80%", 80 mean eighty; whether 0.8 does is asked of the column, not guessed of the cell."""

    align: ClassVar[str] = "right"

    def convert(self, raw: object, unit: str) -> Reading:
        written = figure(raw)
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
