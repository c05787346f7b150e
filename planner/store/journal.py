"""The append-only record of operations: who changed what, in a chain that shows later tampering, fit to be replicated."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from planner.schema.change import Change
from planner.store.columns import packed
from planner.store.tables import CHANGE, OPERATION

_GENESIS = "0" * 64
_CHAINED = ("id", "site", "number", "clock", "seen", "actor", "name", "at", "takes_back", "previous")


@dataclass(frozen=True)
class Step:
    """An operation as undo needs it: `name` is that of the work itself, not of its taking back."""

    id: str
    name: str
    site: str
    takes_back: str | None


class Journal:
    """Writes for one site; knows which operations stand and which are taken back. Not safe for two writers at once."""

    def __init__(self, connection: Connection, site: str, actor: str, mine: frozenset[str]) -> None:
        self.site, self.actor = site, actor
        self._mine = mine | {site}
        self._number, self._previous = self._end_of(connection, site)
        self._clock: str = connection.scalar(select(func.max(OPERATION.c.clock))) or ""
        self._seen = numbers(connection)
        self.standing: dict[str, Step] = {}
        self.taken_back: dict[str, Step] = {}
        columns = (OPERATION.c.id, OPERATION.c.name, OPERATION.c.site, OPERATION.c.takes_back)
        for row in connection.execute(select(*columns).order_by(OPERATION.c.place)):
            self._step(Step(*row))

    @property
    def number(self) -> int:
        """The last number that this site has given."""
        return self._number

    @staticmethod
    def _end_of(connection: Connection, site: str) -> tuple[int, str]:
        last = connection.execute(select(OPERATION.c.number, OPERATION.c.hash).where(OPERATION.c.site == site)
                                  .order_by(OPERATION.c.number.desc()).limit(1)).first()
        return (last.number, last.hash) if last else (0, _GENESIS)

    def newest_standing(self) -> Step | None:
        """What undo takes back: this laptop's newest operation that stands."""
        return next((step for step in reversed(self.standing.values()) if step.site in self._mine), None)

    def newest_taken_back(self) -> Step | None:
        """What redo does again: gone as soon as anything new was done."""
        return next((step for step in reversed(self.taken_back.values()) if step.site in self._mine), None)

    def write(self, connection: Connection, operation: str, name: str, changes: list[Change],
              takes_back: str | None = None) -> dict[str, Any]:
        """Append one operation. The journal counts on only with `written`, after the commit."""
        now = dt.datetime.now(dt.UTC)
        others = {site: number for site, number in self._seen.items() if site != self.site}
        row: dict[str, Any] = {
            "id": operation, "site": self.site, "number": self._number + 1, "clock": _tick(self._clock, now), "seen": packed(others),
            "actor": self.actor, "name": name, "at": now.isoformat(timespec="microseconds"), "takes_back": takes_back,
            "previous": self._previous}
        entries = [_entry(operation, place, change) for place, change in enumerate(changes)]
        row["hash"] = chained(row, (entry["digest"] for entry in entries))
        connection.execute(insert(OPERATION), row | {"size": len(entries)})
        connection.execute(insert(CHANGE), entries)
        return row

    def written(self, row: Mapping[str, Any]) -> None:
        """The operation is committed."""
        self._number, self._previous, self._clock = row["number"], row["hash"], row["clock"]
        self._step(Step(row["id"], row["name"], row["site"], row["takes_back"]))

    def _step(self, step: Step) -> None:
        target = step.takes_back
        if target is None:
            self.standing[step.id] = step
            if step.site in self._mine:
                self.taken_back = {key: kept for key, kept in self.taken_back.items() if kept.site not in self._mine}
        elif target in self.standing:
            self.taken_back[step.id] = Step(step.id, self.standing.pop(target).name, step.site, target)
        elif target in self.taken_back:
            self.standing[step.id] = Step(step.id, self.taken_back.pop(target).name, step.site, target)


def numbers(connection: Connection) -> dict[str, int]:
    """The last number of every site in the file: its version vector."""
    rows = connection.execute(select(OPERATION.c.site, func.max(OPERATION.c.number)).group_by(OPERATION.c.site))
    return {row[0]: row[1] for row in rows}


def changes_of(connection: Connection, operation: str) -> list[Change]:
    """What an operation changed, in its order."""
    rows = connection.execute(select(CHANGE).where(CHANGE.c.operation == operation).order_by(CHANGE.c.place))
    return [revived(row) for row in rows]


def revived(row: Any) -> Change:
    return Change(row.kind, row.record, json.loads(row.before) if row.before else None, json.loads(row.after) if row.after else None)


def broken_links(connection: Connection) -> Iterator[str]:
    """The operations whose hash is not what their content and their site's previous operation make it."""
    ends: dict[str, tuple[int, str]] = {}
    for found in connection.execute(select(OPERATION).order_by(OPERATION.c.site, OPERATION.c.number)).mappings().all():
        row = dict(found)
        asked = select(CHANGE).where(CHANGE.c.operation == row["id"]).order_by(CHANGE.c.place)
        entries = [dict(entry) for entry in connection.execute(asked).mappings()]
        number, previous = ends.get(row["site"], (0, _GENESIS))
        sound = all(_digest(entry) == entry["digest"] for entry in entries) and len(entries) == row["size"]
        whole = chained(row, (entry["digest"] for entry in entries)) == row["hash"]
        if not (sound and whole and row["previous"] == previous and row["number"] == number + 1):
            yield row["id"]
        ends[row["site"]] = (row["number"], row["hash"])


def chained(row: Mapping[str, Any], digests: Iterable[str]) -> str:
    """The hash of an operation: over itself, its changes' digests, and the hash before it."""
    said = packed([row[name] for name in _CHAINED])
    return hashlib.sha256("\n".join((said, *digests)).encode()).hexdigest()


def _entry(operation: str, place: int, change: Change) -> dict[str, Any]:
    entry = {
        "operation": operation, "place": place, "kind": change.kind, "record": change.key, "salt": os.urandom(16).hex(),
        "before": None if change.before is None else packed(dict(change.before)),
        "after": None if change.after is None else packed(dict(change.after))}
    return entry | {"digest": _digest(entry)}


def _digest(entry: Mapping[str, Any]) -> str:
    """Salted, so that a value may one day be erased and the chain still hold."""
    said = "\n".join(str(entry[name]) for name in ("salt", "kind", "record", "before", "after"))
    return hashlib.sha256(said.encode()).hexdigest()


def _tick(last: str, now: dt.datetime) -> str:
    """A hybrid logical clock: the laptop's time, never behind what was already seen, with a counter."""
    present = f"{int(now.timestamp() * 1000):014d}"
    moment, _, count = last.partition("-")
    return f"{present}-00000" if present > moment else f"{moment}-{int(count or 0) + 1:05d}"
