"""Records written straight into their tables, in bulk: what imports, undo and redo do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from planner.schema.record import Record, fields_of, plain_of
from planner.store.connections import Connection
from planner.store.finding import searchable
from planner.store.phrases import among, batches, insert, quoted, select, update
from planner.store.shape import OWN, R, shape_of


def last_place(connection: Connection, record: type[Record]) -> int:
    """The place, in the order of creation, of the newest record."""
    newest = connection.execute(select(record.kind, ["seq"], f"ORDER BY {quoted('seq')} DESC LIMIT 1")).fetchone()
    return newest[0] if newest else 0


def put(connection: Connection, record: type[R], things: Sequence[R]) -> None:
    """Insert new records behind those that are there."""
    shape, start = shape_of(record), last_place(connection, record) + 1
    connection.executemany(insert(record.kind, [*OWN, *shape.fields]), (
        (thing.id, 1, place, searchable(thing), *shape.row(thing)) for place, thing in enumerate(things, start)))


def take(connection: Connection, record: type[Record], keys: Sequence[str]) -> None:
    """Delete records whose creation is taken back; the journal goes on knowing them."""
    for batch in batches(keys):
        connection.execute(" ".join(("DELETE FROM", quoted(record.kind), "WHERE", among("id", len(batch)))), batch)


def found(connection: Connection, record: type[R], keys: Sequence[str]) -> dict[str, R]:
    """Key -> record; keys that are not there are missing."""
    shape, things = shape_of(record), {}
    for batch in batches(keys):
        rows = connection.execute(select(record.kind, shape.names, f"WHERE {among('id', len(batch))}"), batch)
        things.update({thing.id: thing for thing in shape.records(rows)})
    return things


def present(connection: Connection, record: type[Record], keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Key -> the record as it is now, plain with empty fields left out; keys that are not there are missing."""
    return {key: plain_of(thing) for key, thing in found(connection, record, keys).items()}


def change(connection: Connection, record: type[Record], wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """Key -> plain values to set, None for empty; the search text follows."""
    now, shape = present(connection, record, list(wanted)), shape_of(record)
    alike: defaultdict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for key, values in wanted.items():
        after = revive(record, {**now[key], **values})
        row = [shape.kept(name, shape.fields[name].revive(value)) for name, value in sorted(values.items())]
        alike[tuple(sorted(values))].append([*row, searchable(after), key])
    for names, rows in alike.items():
        connection.executemany(update(record.kind, [*names, "searchable"], f", {quoted('ver')} = {quoted('ver')} + 1 WHERE id = ?"), rows)


def revive(record: type[R], plain: Mapping[str, Any]) -> R:
    """A record from its plain form; what is not there is empty, whatever a new record would have."""
    values = ((name, kind, plain.get(name)) for name, kind in fields_of(record).items())
    return record(id=plain["id"], **{name: None if value is None else kind.revive(value) for name, kind, value in values})
