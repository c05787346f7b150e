"""A query in the database's words: which rows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.schema.query import Query
from planner.schema.text import folded
from planner.store.phrases import among, quoted
from planner.store.shape import Shape

Condition = tuple[str, list[Any]]


def condition(shape: Shape[Any], query: Query) -> Condition:
    """The WHERE of a query, with the values for its places."""
    parts: list[Condition] = [(f"{quoted('removed')} IS {'NOT NULL' if query.removed else 'NULL'}", [])]
    parts += [_one_of(shape, name, values) for name, values in query.where.items()]
    parts += [(f"instr({quoted('searchable')}, ?)", [folded(word)]) for word in query.search.split()]
    return "WHERE " + " AND ".join(words for words, _ in parts), [value for _, values in parts for value in values]


def _one_of(shape: Shape[Any], name: str, values: Sequence[Any]) -> Condition:
    meant = [value if name == "id" else shape.kept(name, shape.fields[name].revive(value)) for value in values if value is not None]
    empty = f" OR {quoted(name)} IS NULL" if None in values else ""
    return f"({among(name, len(meant))}{empty})", meant


def order(query: Query) -> str:
    """The ORDER BY of a query, empty values last; equal ones, and all where nothing is asked, by their creation."""
    down = " DESC" if query.descending else ""
    if not query.order:
        return f"ORDER BY {quoted('seq')}{down}"
    column = quoted(query.order)
    return f"ORDER BY {column} IS NULL, {column}{down}, {quoted('seq')}"
