"""The append-only record of operations: who changed what, in a chain that shows later tampering, fit to be replicated."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.schema.change import Change
from planner.store.connections import Connection
from planner.store.kept import packed
from planner.store.phrases import insert, select

_GENESIS = "0" * 64
OPERATION = ("id", "site", "number", "clock", "seen", "actor", "name", "at", "takes_back", "size", "previous", "hash")
CHANGE = ("operation", "place", "kind", "record", "before", "after", "salt", "digest")
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
        self._clock: str = connection.execute("SELECT max(clock) FROM operation").fetchone()[0] or ""
        self._seen = numbers(connection)
        self.standing: dict[str, Step] = {}
        self.taken_back: dict[str, Step] = {}
        for row in connection.execute(select("operation", ("id", "name", "site", "takes_back"), "ORDER BY place")):
            self._step(Step(*row))

    @property
    def number(self) -> int:
        """The last number that this site has given."""
        return self._number

    @staticmethod
    def _end_of(connection: Connection, site: str) -> tuple[int, str]:
        newest = select("operation", ("number", "hash"), "WHERE site = ? ORDER BY number DESC LIMIT 1")
        return connection.execute(newest, (site,)).fetchone() or (0, _GENESIS)

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
        row["size"] = len(entries)
        connection.execute(insert("operation", OPERATION), [row[name] for name in OPERATION])
        connection.executemany(insert("change", CHANGE), ([entry[name] for name in CHANGE] for entry in entries))
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
    return dict(connection.execute("SELECT site, max(number) FROM operation GROUP BY site"))


def changes_of(connection: Connection, operation: str) -> list[Change]:
    """What an operation changed, in its order."""
    rows = connection.execute(select("change", ("kind", "record", "before", "after"), "WHERE operation = ? ORDER BY place"), (operation,))
    return [revived(*row) for row in rows]


def revived(kind: str, record: str, before: str | None, after: str | None) -> Change:
    """A change as it stands in the file."""
    return Change(kind, record, json.loads(before) if before else None, json.loads(after) if after else None)


def broken_links(connection: Connection) -> Iterator[str]:
    """The operations whose hash is not what their content and their site's previous operation make it."""
    ends: dict[str, tuple[int, str]] = {}
    asked = select("change", CHANGE, "WHERE operation = ? ORDER BY place")
    for found in connection.execute(select("operation", OPERATION, "ORDER BY site, number")).fetchall():
        row = dict(zip(OPERATION, found, strict=True))
        entries = [dict(zip(CHANGE, entry, strict=True)) for entry in connection.execute(asked, (row["id"],))]
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
