"""Whether the file, the journal and the tables agree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.domain.kinds import EVERY, KINDS
from planner.progress import Progress
from planner.schema.fields import Link
from planner.schema.record import Record, fields_of
from planner.store import rows
from planner.store.connections import Connection
from planner.store.journal import broken_links
from planner.store.past import made_of
from planner.store.phrases import quoted, select

_JOURNAL = """
    SELECT c.kind, c.record, c.after FROM change AS c JOIN operation AS o ON o.id = c.operation ORDER BY o.place, c.place"""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `found` is how many faults, of the file itself or, where it is a `rule`, of what it says."""

    name: str
    ok: bool
    found: int
    rule: bool = False


def check(connection: Connection, progress: Progress | None = None) -> list[Check]:
    """Look at everything; a sound workspace has no fault."""
    looks: list[tuple[str, Callable[[Connection], int]]] = [
        ("文件结构", _file), ("留痕链", lambda c: sum(1 for _ in broken_links(c))), ("记录与留痕一致", _projection),
        ("引用关系", _links), ("原始文件", _received)]
    told = progress or Progress()
    found = [(name, look(connection)) for name, look in told.each(looks, "检查")]
    return [Check(name, count == 0, count) for name, count in found]


def _file(connection: Connection) -> int:
    said = connection.execute("PRAGMA integrity_check").fetchall()
    strange = connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()[0]
    return int(strange) + (0 if said == [("ok",)] else len(said))


def _projection(connection: Connection) -> int:
    """Every record must be what the journal's entries make of it, one after the other."""
    wanted = made_of(connection.execute(_JOURNAL))
    return sum(_differing(connection, record, wanted.get(kind, {})) for kind, record in KINDS.items())


def _differing(connection: Connection, record: type[Record], wanted: dict[str, dict[str, Any]]) -> int:
    found = rows.present(connection, record, _column(connection, record, "id"))
    filled = {key: {name: value for name, value in plain.items() if value is not None} for key, plain in wanted.items()}
    return len(found.keys() ^ filled.keys()) + sum(found[key] != filled[key] | {"id": key} for key in found.keys() & filled.keys())


def _links(connection: Connection) -> int:
    """Links to records that were never there."""
    known = {key for record in EVERY for key in _column(connection, record, "id")}
    links = [(record, name) for record in EVERY for name, kind in fields_of(record).items() if isinstance(kind, Link)]
    return sum(key not in known for record, name in links for key in _column(connection, record, name))


def _column(connection: Connection, record: type[Record], name: str) -> list[str]:
    """What stands in a column, where it is not empty."""
    return [row[0] for row in connection.execute(select(record.kind, [name], f"WHERE {quoted(name)} IS NOT NULL"))]


def _received(connection: Connection) -> int:
    stored = connection.execute(select("received", ("sha256", "content")))
    return sum(hashlib.sha256(content).hexdigest() != name for name, content in stored)
