"""What a column of a received table may mean: the likely fields first, each with its reason in words, then all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.schema.fields import Field, Link

if TYPE_CHECKING:
    from planner.sheets.book import ReadColumn

EXTRA = "附加信息（不对应）"
_AND = "+"
_SURE = 0.9
_SAID = ("由人指定", "以前确认过")


@dataclass(frozen=True)
class Meaning:
    """A field, or two that the same cells fill, joined by "+"; "" keeps the column as an extra."""

    target: str
    label: str
    reason: str = ""


def target_of(column: ReadColumn) -> str:
    """What it is taken for now."""
    return _AND.join(name for name in (column.field, column.also) if name)


def meaning_of(target: str, fields: Mapping[str, Field], reason: str = "") -> Meaning:
    label = "、".join(fields[name].label for name in target.split(_AND)) if target else EXTRA
    return Meaning(target, label, reason)


def meanings(column: ReadColumn, fields: Mapping[str, Field]) -> tuple[list[Meaning], list[Meaning]]:
    """The likely ones, what it is taken for now in front, and the others in the order of the record's fields."""
    now = target_of(column)
    likely = [meaning_of(now, fields, column.reason)] if now and _known(now, fields) else []
    for place, target in enumerate(column.suggestions):
        if target != now and _known(target, fields):
            likely.append(meaning_of(target, fields, column.reasons[place]))
    shown = {one.target for one in likely}
    others = [Meaning(name, field.label) for name, field in fields.items()
              if field.imported and not field.derived and not isinstance(field, Link) and name not in shown]
    return likely, [Meaning("", EXTRA), *others]


def _known(target: str, fields: Mapping[str, Field]) -> bool:
    return all(name in fields for name in target.split(_AND))


def certainty(column: ReadColumn) -> str:
    """In a word, how far the program or a person is sure; it begins with a mark where a person should look."""
    if column.reason in _SAID:
        return column.reason
    if column.field:
        return "确定" if column.confidence >= _SURE else "？ 请核对"
    return "？ 请确认" if column.suggestions else "附加"
