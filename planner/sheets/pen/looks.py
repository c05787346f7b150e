"""How cells look: faces, sizes, borders, and number formats that show a figure as its kind of field shows it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from planner.schema.fields import Field
from planner.schema.numbers import Money, Number, Percent, Whole

Look = Mapping[str, Any]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CELL: Look = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 10.5}
LOOKS: Mapping[str, Look] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True},
    "subtitle": {"font_name": "仿宋", "font_size": 12, "align": "center", "valign": "vcenter", "text_wrap": True},
    "heading1": {"font_name": "黑体", "font_size": 14, "valign": "vcenter", "text_wrap": True},
    "heading2": {"font_name": "楷体", "font_size": 14, "valign": "vcenter", "text_wrap": True},
    "heading3": {"font_name": "仿宋", "font_size": 14, "bold": True, "valign": "vcenter", "text_wrap": True},
    "text": {"font_name": "仿宋", "font_size": 14, "valign": "top", "text_wrap": True},
    "note": {"font_name": "宋体", "font_size": 9, "valign": "top", "text_wrap": True},
    "closing": {"font_name": "仿宋", "font_size": 14, "valign": "vcenter"},
    "above": {"font_name": "仿宋", "font_size": 10.5, "valign": "vcenter"},
    "sign": {"font_name": "仿宋", "font_size": 12, "valign": "vcenter"},
    "caption": {"font_name": "黑体", "font_size": 10.5, "align": "center", "valign": "vcenter", "text_wrap": True},
    "head": {**CELL, "font_name": "黑体", "align": "center"},
    "record": CELL,
    "group": {**CELL, "font_name": "黑体", "bg_color": "#EDEDED"},
    "subtotal": {**CELL, "bold": True},
    "total": {**CELL, "bold": True, "bg_color": "#EDEDED"},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str, str, bool], Any] = {}

    def of(self, look: str, align: str = "", number: str = "", quoted: bool = False) -> Any:
        """The format of a look; `quoted` keeps a text that begins like a formula a text when somebody edits it."""
        key = (look, align, number, quoted)
        if key not in self._made:
            said = {"align": align, "num_format": number, "quote_prefix": quoted}
            more = {name: value for name, value in said.items() if value}
            self._made[key] = self._book.add_format({**LOOKS[look], "font_charset": 134, **more})
        return self._made[key]

    def text(self, look: str, text: str, align: str = "") -> Any:
        return self.of(look, align, "", text.startswith(FORMULA_STARTS))


def figure(kind: Field, value: object) -> tuple[float, str] | None:
    """The number that goes into the cell and the format that shows it as the field does; None for what is text."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if isinstance(kind, Percent):
        return float(Decimal(value) / 100), "#,##0" + _places(value, 0) + "%"
    if isinstance(kind, Money | Number):
        return float(value), "#,##0" + _as_printed(kind.printed(value))
    if isinstance(kind, Whole):
        return float(value), "#,##0" if kind.most > 9999 else "0"
    return None


def _as_printed(text: str) -> str:
    places = len(text.partition(".")[2])
    return "." + "0" * places if places else ""


def _places(value: int | Decimal, least: int) -> str:
    places = max(least, -int(Decimal(value).normalize().as_tuple().exponent))
    return "." + "0" * places if places > 0 else ""
