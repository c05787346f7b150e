"""Who did what, when: operations as people read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select

from planner.schema.change import Change
from planner.store.journal import revived
from planner.store.tables import CHANGE, OPERATION


@dataclass(frozen=True)
class Operation:
    """A named operation; `changes` are filled when one record was asked for, `count` is how many records it changed."""

    id: str
    name: str
    at: dt.datetime
    actor: str
    site: str
    takes_back: str | None
    count: int
    changes: tuple[Change, ...] = ()


def operations(connection: Connection, limit: int) -> list[Operation]:
    """The newest operations, newest first."""
    return [_operation(row) for row in connection.execute(select(OPERATION).order_by(OPERATION.c.place.desc()).limit(limit))]


def operations_on(connection: Connection, record: str, limit: int) -> list[Operation]:
    """The operations that changed a record, newest first, with what each did to it."""
    changes = select(CHANGE).where(CHANGE.c.record == record).subquery()
    found = connection.execute(
        select(OPERATION, changes.c.kind, changes.c.record, changes.c.before, changes.c.after)
        .join(changes, changes.c.operation == OPERATION.c.id).order_by(OPERATION.c.place.desc()).limit(limit))
    return [_operation(row, (revived(row),)) for row in found]


def _operation(row: object, changes: tuple[Change, ...] = ()) -> Operation:
    of = row._mapping  # type: ignore[attr-defined]  # a row knows its columns only at run time
    return Operation(of["id"], of["name"], dt.datetime.fromisoformat(of["at"]), of["actor"], of["site"], of["takes_back"],
                     of["size"], changes)
