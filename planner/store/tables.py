"""The tables of a workspace, derived from the records' fields: what is made, migrated and mapped."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UnicodeText,
    func,
)

from planner.domain.kinds import EVERY
from planner.schema.fields import Field, Link, Text
from planner.schema.record import Record, fields_of
from planner.store.columns import KEY, column_type

METADATA = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s"})

META = Table(
    "meta", METADATA,
    Column("workspace", KEY, primary_key=True), Column("schema", Integer, nullable=False),
    Column("least_reader", Integer, nullable=False), Column("made_by", String(100), nullable=False),
    Column("made_at", String(32), nullable=False), Column("cipher", String(40), nullable=False))

OPERATION = Table(
    "operation", METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("id", KEY, nullable=False, unique=True), Column("site", KEY, nullable=False), Column("number", BigInteger, nullable=False),
    Column("clock", String(24), nullable=False), Column("seen", UnicodeText, nullable=False),
    Column("actor", String(100), nullable=False), Column("name", String(200), nullable=False), Column("at", String(32), nullable=False),
    Column("takes_back", KEY), Column("size", Integer, nullable=False),
    Column("previous", String(64), nullable=False), Column("hash", String(64), nullable=False))

CHANGE = Table(
    "change", METADATA,
    Column("operation", KEY, primary_key=True), Column("place", Integer, primary_key=True),
    Column("kind", String(40), nullable=False), Column("record", KEY, nullable=False, index=True),
    Column("before", UnicodeText), Column("after", UnicodeText),
    Column("salt", String(32), nullable=False), Column("digest", String(64), nullable=False))

RECEIVED = Table(
    "received", METADATA,
    Column("sha256", String(64), primary_key=True), Column("content", LargeBinary, nullable=False))


def _table(record: type[Record]) -> Table:
    """Columns the program keeps for itself first, for the search reads them without the long texts behind them."""
    table = Table(
        record.kind, METADATA,
        Column("id", KEY, primary_key=True), Column("ver", Integer, nullable=False), Column("seq", BigInteger, nullable=False),
        Column("searchable", UnicodeText, nullable=False),
        *(_column(name, kind) for name, kind in fields_of(record).items()),
        *(_length(name, kind.limit) for name, kind in fields_of(record).items() if isinstance(kind, Text)))
    Index(f"ix_{record.kind}_found", table.c.seq, table.c.removed, table.c.searchable, table.c.id)
    return table


def _column(name: str, kind: Field) -> Column[Any]:
    return Column(name, column_type(kind), index=isinstance(kind, Link))


def _length(name: str, limit: int) -> CheckConstraint:
    column: Column[Any] = Column(name)
    return CheckConstraint(func.length(column) <= limit, name=f"{name}_length")


TABLES: dict[type[Record], Table] = {record: _table(record) for record in EVERY}
