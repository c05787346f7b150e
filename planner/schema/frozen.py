"""A document as it is kept: terms and dates as the words that were printed, figures as figures, all of it plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

from planner.schema.document import Block, Column, Document, OnePage, Paper, Row, Table
from planner.schema.fields import Field, Level, Text
from planner.schema.numbers import Measured, Money, Number, Percent, Whole

FIGURES = (Whole, Number, Money, Percent)
BARE: Mapping[str, Any] = {"aka": (), "required": False, "hint": "", "level": Level.INTERNAL, "personal": False, "found": False,
                           "imported": True, "derived": False}
CLASSES: Mapping[str, type[Any]] = {
    one.__name__: one for one in (Document, Column, Row, Paper, Text, Whole, Number, Measured, Money, Percent, *get_args(Block))}


def settled(document: Document) -> Document:
    """The same document without catalogues and records behind it; both pens write the same of it."""
    return replace(document, blocks=tuple(_settled(block) for block in document.blocks))


def plain(value: Any) -> Any:
    """A settled document, or a part of one, as JSON can hold it; what is as usual is left out."""
    if isinstance(value, Decimal):
        return {"of": "Decimal", "is": str(value)}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return {"of": type(value).__name__, **dict(_unusual(value))} if dataclasses.is_dataclass(value) else value


def revived(kept: Any) -> Any:
    """The inverse of `plain`. What a later version of the program knows no longer is left out."""
    if isinstance(kept, list):
        return tuple(revived(part) for part in kept)
    if not isinstance(kept, dict):
        return kept
    if kept["of"] == "Decimal":
        return Decimal(kept["is"])
    made = CLASSES[kept["of"]]
    return made(**{name: revived(value) for name, value in kept.items() if name in made.__dataclass_fields__})


def _unusual(thing: Any) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        usual = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        if value != usual:
            yield field.name, plain(value)


def _settled(block: Block) -> Block:
    if isinstance(block, OnePage):
        return replace(block, blocks=tuple(_settled(inner) for inner in block.blocks))
    if isinstance(block, Table):
        return replace(block, columns=tuple(map(_column, block.columns)), rows=tuple(_row(block.columns, row) for row in block.rows))
    return block


def _column(column: Column) -> Column:
    words: Field = Text(label=column.heading, width=column.breadth)
    kind = replace(column.kind, label=column.heading, width=column.breadth, **BARE) if isinstance(column.kind, FIGURES) else words
    return replace(column, kind=kind, label=column.heading, width=column.breadth, align=column.side)


def _row(columns: tuple[Column, ...], row: Row) -> Row:
    if row.role == "group":
        return replace(row, values=tuple(str(value) for value in row.values))
    return replace(row, values=tuple(_value(column, value, row.role) for column, value in zip(columns, row.values, strict=False)))


def _value(column: Column, value: Any, role: str) -> Any:
    if value is None or isinstance(column.kind, FIGURES) or (isinstance(value, str) and role != "record"):
        return value
    return column.kind.printed(value)
