"""Records written straight into their tables, in bulk: what imports, undo and redo do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from planner.schema.record import Record, fields_of
from planner.store.finding import searchable
from planner.store.tables import TABLES

T = TypeVar("T")
_BATCH = 500


def batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as a statement may name."""
    return (things[start : start + _BATCH] for start in range(0, len(things), _BATCH))


def last_place(connection: Connection, record: type[Record]) -> int:
    """The place, in the order of creation, of the newest record."""
    return connection.scalar(select(func.max(TABLES[record].c.seq))) or 0


def put(connection: Connection, record: type[Record], things: Sequence[Record]) -> None:
    """Insert new records behind those that are there."""
    if not things:
        return
    names, start = list(fields_of(record)), last_place(connection, record) + 1
    connection.execute(insert(TABLES[record]), [
        {"id": thing.id, "ver": 1, "seq": place, "searchable": searchable(thing)} | {name: getattr(thing, name) for name in names}
        for place, thing in enumerate(things, start)])


def take(connection: Connection, record: type[Record], keys: Sequence[str]) -> None:
    """Delete records whose creation is taken back; the journal goes on knowing them."""
    for batch in batches(keys):
        connection.execute(delete(TABLES[record]).where(TABLES[record].c.id.in_(batch)))


def present(connection: Connection, record: type[Record], keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Key -> the record as it is now, plain with empty fields left out; keys that are not there are missing."""
    table, fields = TABLES[record], fields_of(record)
    found: dict[str, dict[str, Any]] = {}
    for batch in batches(keys):
        for row in connection.execute(select(table).where(table.c.id.in_(batch))).mappings():
            values = ((name, kind.plain(row[name])) for name, kind in fields.items())
            found[row["id"]] = {"id": row["id"]} | {name: value for name, value in values if value is not None}
    return found


def change(connection: Connection, record: type[Record], wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """Key -> plain values to set, None for empty; the search text follows."""
    now = present(connection, record, list(wanted))
    table, fields = TABLES[record], fields_of(record)
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in wanted.items():
        after = revive(record, {**now[key], **values})
        row = {f"new_{name}": fields[name].revive(value) for name, value in values.items()}
        alike[tuple(sorted(values))].append(row | {"key": key, "new_searchable": searchable(after)})
    for names, rows in alike.items():
        settings: dict[str, Any] = {name: bindparam(f"new_{name}") for name in (*names, "searchable")}
        connection.execute(
            update(table).where(table.c.id == bindparam("key")).values(**settings, ver=table.c.ver + 1), rows)


def revive(record: type[Record], plain: Mapping[str, Any]) -> Record:
    """A record from its plain form; it is not watched."""
    fields = fields_of(record)
    return record(id=plain["id"], **{name: kind.revive(plain[name]) for name, kind in fields.items() if plain.get(name) is not None})
