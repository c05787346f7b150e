"""Taking back: the inverse of an operation, refused when something later stands on what it made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from planner.domain.kinds import EVERY, KINDS
from planner.errors import UndoConflict
from planner.schema.change import Change
from planner.schema.fields import Link
from planner.schema.record import Record, fields_of
from planner.store import rows
from planner.store.connections import Connection
from planner.store.phrases import among, batches, select

_NAMED = 5


def invert(connection: Connection, name: str, changes: Sequence[Change]) -> list[Change]:
    """Apply the inverse of the changes to the tables and give it. Raises UndoConflict with the records' names."""
    by_kind: defaultdict[type[Record], list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[KINDS[change.kind]].append(change)
    now = {record: rows.present(connection, record, [c.key for c in some]) for record, some in by_kind.items()}
    _demand_unchanged(name, by_kind, now)
    _demand_unlinked(connection, name, changes)
    for record, some in by_kind.items():
        rows.take(connection, record, [c.key for c in some if c.before is None])
        rows.put(connection, record, [rows.revive(record, c.before) for c in some if c.after is None and c.before is not None])
        rows.change(connection, record, {c.key: c.before for c in some if c.before is not None and c.after is not None})
    return [Change(change.kind, change.key, change.after, change.before) for change in reversed(changes)]


def _demand_unchanged(name: str, by_kind: Mapping[type[Record], Sequence[Change]],
                      now: Mapping[type[Record], Mapping[str, dict[str, Any]]]) -> None:
    later = [(record, change) for record, some in by_kind.items() for change in some if not _as_left(change, now[record].get(change.key))]
    if later:
        raise UndoConflict(operation=name, records=[_name(record, change, now[record]) for record, change in later[:_NAMED]])


def _as_left(change: Change, now: Mapping[str, Any] | None) -> bool:
    """Whether the record still is as the operation left it."""
    if change.after is None:
        return now is None
    if now is None:
        return False
    if change.before is None:
        return dict(now) == dict(change.after)
    return all(now.get(field) == value for field, value in change.after.items())


def _name(record: type[Record], change: Change, now: Mapping[str, dict[str, Any]]) -> str:
    known = now.get(change.key) or change.after or change.before or {}
    return str(known.get(record.naming) or record.label)


def _demand_unlinked(connection: Connection, name: str, changes: Sequence[Change]) -> None:
    """A record that goes must not leave others behind that point to it."""
    going = {change.key for change in changes if change.before is None}
    for record in EVERY if going else ():
        for field, kind in fields_of(record).items():
            if isinstance(kind, Link):
                _demand_none(connection, name, record, field, going)


def _demand_none(connection: Connection, name: str, record: type[Record], field: str, going: set[str]) -> None:
    for batch in batches(sorted(going)):
        pointing = connection.execute(select(record.kind, ["id"], f"WHERE {among(field, len(batch))}"), batch)
        holders = [key for key, in pointing if key not in going]
        if holders:
            found = rows.present(connection, record, holders[:_NAMED]).values()
            raise UndoConflict(operation=name, records=[str(plain.get(record.naming) or record.label) for plain in found])
