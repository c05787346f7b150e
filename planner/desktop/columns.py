"""What a column of a table shows of a thing: a field of a record, or something worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from planner.schema.fields import Field, Text

_LONGEST = 120


@dataclass(frozen=True)
class Column:
    """`show` gives the text of a thing, `tone` its colour (red, amber, green, muted or ""), `rank` what it is sorted by.

    `width` counts half characters; `field` makes the column editable in place and sortable by the store.
    """

    name: str
    label: str
    show: Callable[[Any], str]
    width: int = 12
    align: str = "left"
    hint: str = ""
    tone: Callable[[Any], str] | None = None
    rank: Callable[[Any], Any] | None = None
    field: Field | None = None

    @property
    def editable(self) -> bool:
        """Paragraphs are edited in the form, where they can be seen whole."""
        return self.field is not None and not self.field.derived and not (isinstance(self.field, Text) and self.field.lines > 1)


def columns_of(fields: Mapping[str, Field], names: Iterable[str] | None = None) -> tuple[Column, ...]:
    """Columns for these fields of a record, all of them unless named."""
    chosen = fields if names is None else names
    return tuple(_column(name, fields[name]) for name in chosen)


def _column(name: str, field: Field) -> Column:
    return Column(name, field.label, partial(_shown, field, name), field.width, field.align, field.hint, field=field)


def _shown(field: Field, name: str, record: Any) -> str:
    text = field.show(getattr(record, name))
    if len(text) > _LONGEST or "\n" in text:
        return text[:_LONGEST].replace("\n", " ")
    return text
