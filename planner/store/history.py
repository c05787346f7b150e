"""Who did what, when: operations as people read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from planner.schema.change import Change
from planner.store.connections import Connection
from planner.store.journal import revived
from planner.store.phrases import select

_SHOWN = ("id", "name", "at", "actor", "site", "takes_back", "size")
_NEWEST = select("operation", _SHOWN, "ORDER BY place DESC LIMIT ?")
_ON_RECORD = """
    SELECT o.id, o.name, o.at, o.actor, o.site, o.takes_back, o.size, c.kind, c.record, c.before, c.after
    FROM operation AS o JOIN change AS c ON c.operation = o.id
    WHERE c.record = ? ORDER BY o.place DESC LIMIT ?"""


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
    return [_operation(*row) for row in connection.execute(_NEWEST, (limit,))]


def operations_on(connection: Connection, record: str, limit: int) -> list[Operation]:
    """The operations that changed a record, newest first, with what each did to it."""
    return [_operation(*row) for row in connection.execute(_ON_RECORD, (record, limit))]


def _operation(key: str, name: str, at: str, actor: str, site: str, takes_back: str | None, size: int, *change: Any) -> Operation:
    changes = (revived(*change),) if change else ()
    return Operation(key, name, dt.datetime.fromisoformat(at), actor, site, takes_back, size, changes)
