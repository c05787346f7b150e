"""The few statements that the store speaks to its file, put together from names that the program knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
_BATCH = 500


def quoted(name: str) -> str:
    """A name of a table or a column, whatever words the database keeps for itself."""
    return f'"{name}"'


def select(table: str, columns: Iterable[str], rest: str = "") -> str:
    return " ".join(("SELECT", ", ".join(map(quoted, columns)), "FROM", quoted(table), rest))


def count(table: str, by: Iterable[str], rest: str) -> str:
    """How many rows there are with each value of some columns; of none, how many there are."""
    groups = ", ".join(map(quoted, by))
    return " ".join(("SELECT", f"{groups}, count(*)" if groups else "count(*)", "FROM", quoted(table), rest,
                     f"GROUP BY {groups}" if groups else ""))


def insert(table: str, columns: Sequence[str]) -> str:
    return " ".join(("INSERT INTO", quoted(table), f"({', '.join(map(quoted, columns))})", "VALUES", marks(len(columns))))


def update(table: str, columns: Iterable[str], rest: str) -> str:
    return " ".join(("UPDATE", quoted(table), "SET", ", ".join(f"{quoted(column)} = ?" for column in columns), rest))


def among(column: str, count: int) -> str:
    """That a column is one of so many values."""
    return f"{quoted(column)} IN {marks(count)}"


def marks(count: int) -> str:
    """Places for so many values."""
    return f"({', '.join('?' * count)})"


def batches(things: Sequence[T]) -> Iterable[Sequence[T]]:
    """As many at a time as a statement may name."""
    return (things[start : start + _BATCH] for start in range(0, len(things), _BATCH))
