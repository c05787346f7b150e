"""How departments write a value: each notation gives the cell as it stands there and what is meant by it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samples.city import Told

Cell = str | int | float | dt.date | None
_ALIASES = {"E01": "智能制造", "E02": "智慧农业", "E03": "智慧物流", "S03": "生态环境", "S05": "医疗健康", "S06": "智慧教育",
            "S02": "智能交通", "E08": "交通运输", "R01": "科学研究", "S01": "城市治理", "S07": "智慧养老"}


@dataclass(frozen=True)
class Written:
    """A cell, the values it means by field in the reading contract's normal form, and the doubts that must be told."""

    cell: Cell
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()


Notation = Callable[[Told], Written]


def cycle(*notations: Notation) -> Notation:
    """Now this way, now that: people of one office do not write alike."""
    return lambda told: notations[told.number % len(notations)](told)


def text(name: str, field: str) -> Notation:
    """An attribute as it is; what is empty becomes one of the marks for none."""
    def write(told: Told) -> Written:
        value = getattr(told, name)
        return Written(value, {field: value}) if value else Written(("/", "无", "—", "暂无")[told.number % 4])
    return write


def fixed(value: str, field: str) -> Notation:
    return lambda told: Written(value, {field: value})


def extra(*values: str) -> Notation:
    """A column that no field takes."""
    return lambda told: Written(values[told.number % len(values)])


def sector(told: Told) -> Written:
    return Written(told.sector_name, {"sector": told.sector} if told.type else {}) if told.type else Written(None)


def sector_alias(told: Told) -> Written:
    return Written(_ALIASES.get(told.sector, told.sector_name) or None, {"sector": told.sector} if told.type else {})


def sector_circled(told: Told) -> Written:
    return Written("①②③④⑤"[told.number % 5] + told.sector_name, {"sector": told.sector}) if told.type else Written(None)


def kind(told: Told) -> Written:
    return Written(told.type_name, {"scenario_type": told.type}) if told.type else Written("其他")


def technologies(joint: str) -> Notation:
    return lambda told: Written(joint.join(told.technologies), {"technologies": list(told.technologies)})


# money

def _money(told: Told, cell: Cell, *problems: str) -> Written:
    return Written(cell, {"investment": f"{told.money}.00"}, tuple(("investment", code) for code in problems))


def wan(told: Told) -> Written:
    return _money(told, told.money)


def wan_text(told: Told) -> Written:
    return _money(told, f"{told.money:,}.00")


def wan_unit(told: Told) -> Written:
    return _money(told, f"{told.money}万元")


def wan_fullwidth(told: Told) -> Written:
    return _money(told, "".join(chr(ord(digit) + 0xFEE0) for digit in str(told.money)) + "万元")


def yuan(told: Told) -> Written:
    return _money(told, told.money * 10_000)


def yuan_text(told: Told) -> Written:
    return _money(told, f"{told.money * 10_000:,}")


def yi(told: Told) -> Written:
    return _money(told, f"{told.money / 10_000:g}亿元") if told.money % 10 == 0 else wan_unit(told)


def about(told: Told) -> Written:
    return _money(told, f"约{told.money}万元", "approximate")


def between(told: Told) -> Written:
    return _money(told, f"{told.money}-{told.money + max(10, told.money // 10)}万元", "range")


# time

def _year(told: str) -> tuple[int, int]:
    return int(told[:4]), int(told[5:7])


def cn(month: str) -> tuple[Cell, str]:
    year, number = _year(month)
    return f"{year}年{number}月", month


def dot(month: str) -> tuple[Cell, str]:
    return month.replace("-", "."), month


def iso(month: str) -> tuple[Cell, str]:
    return month, month


def compact(month: str) -> tuple[Cell, str]:
    return month.replace("-", ""), month


def before(month: str) -> tuple[Cell, str]:
    return f"{cn(month)[0]}底前", month


def quarter(month: str) -> tuple[Cell, str]:
    year, number = _year(month)
    return f"{year}年{'一二三四'[(number - 1) // 3]}季度", f"{year}-Q{(number + 2) // 3}"


def quarter_short(month: str) -> tuple[Cell, str]:
    year, number = _year(month)
    return f"{year}Q{(number + 2) // 3}", f"{year}-Q{(number + 2) // 3}"


def half(month: str) -> tuple[Cell, str]:
    year, number = _year(month)
    return f"{year}年{'上' if number < 7 else '下'}半年", f"{year}-H{1 if number < 7 else 2}"


def day(month: str) -> tuple[Cell, str]:
    year, number = _year(month)
    return dt.date(year, number, 15), f"{month}-15"


def day_slash(month: str) -> tuple[Cell, str]:
    year, number = _year(month)
    return f"{year}/{number}/20", f"{month}-20"


Moment = Callable[[str], tuple[Cell, str]]


def when(field: str, *moments: Moment) -> Notation:
    """`starts` or `ends` of the scenario in turn of these notations."""
    def write(told: Told) -> Written:
        cell, meant = moments[told.number % len(moments)](getattr(told, field))
        return Written(cell, {field: meant})
    return write


def span(joint: str, moment: Moment) -> Notation:
    """Both ends in one cell."""
    def write(told: Told) -> Written:
        (first, starts), (last, ends) = moment(told.starts), moment(told.ends)
        return Written(f"{first}{joint}{last}", {"starts": starts, "ends": ends})
    return write


# quantities

def _amount(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"([\d.]+)(\D+)", text)
    return (found[1], found[2]) if found else ("", "")


def amount(name: str, field: str, form: str = "{value}{unit}", *problems: str) -> Notation:
    """`form` writes the value and its unit; "{value}" alone leaves the unit to the heading."""
    def write(told: Told) -> Written:
        value, unit = _amount(getattr(told, name))
        if not value:
            return Written(("/", "无", "-", "不涉及")[told.number % 4])
        cell: Cell = int(value) if form == "{value}" else form.format(value=value, unit=unit)
        return Written(cell, {field: {"value": value, "unit": unit}}, tuple((field, code) for code in problems))
    return write


compute = amount("compute", "compute_need")
talent = amount("talent", "talent_need")


# people

def phone_number(told: Told) -> Written:
    return Written(int(told.mobile), {"phone": told.mobile})


def phone_two(told: Told) -> Written:
    return Written(f"{told.landline}、{told.mobile}", {"phone": f"{told.landline}、{told.mobile}"})


def contact_and_phone(told: Told) -> Written:
    return Written(f"{told.contact} {told.mobile}", {"contact": told.contact, "phone": told.mobile})


def starred(lead: str, *others: str) -> Notation:
    """Several units in a cell; the star marks the one that leads, which need not stand first."""
    def write(told: Told) -> Written:
        units = [*others[:told.number % len(others) + 1], lead]
        cell = "、".join(f"☆{unit}" if unit == lead else unit for unit in units)
        return Written(cell, {"lead_department": lead, "partners": units[:-1]})
    return write


def paragraphs(told: Told) -> Written:
    """The content in numbered lines, broken inside the cell."""
    lines = [part for part in re.split("[，；]", told.content, maxsplit=1) if part]
    written = "\n".join(f"{number}.{line}" for number, line in enumerate(lines, start=1))
    return Written(written, {"content": written})
