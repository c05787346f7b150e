"""A unit of work: one transaction in which records are read, and whose changes are recorded before they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from planner.errors import NotFound
from planner.schema.change import Change
from planner.schema.record import Record
from planner.store import rows
from planner.store.collection import Collection
from planner.store.connections import Connection
from planner.store.entries import Entries
from planner.store.phrases import insert

if TYPE_CHECKING:
    from planner.store.watching import Watch

R = TypeVar("R", bound=Record)
_RECEIVED = "SELECT content FROM received WHERE sha256 = ?"


class Unit:
    """Given by `store.reading()`, and with a watch by `store.changing(name)`; `operation` is the key that a change will have."""

    def __init__(self, connection: Connection, entries: Entries | None = None, watch: Watch | None = None) -> None:
        self.connection = connection
        self.operation = str(uuid4())
        self._entries, self._watch = entries, watch
        self._places: dict[str, int] = {}

    def of(self, record: type[R]) -> Collection[R]:
        return Collection(self, record)

    def keep_file(self, content: bytes) -> str:
        """Keep a received file as it came, once however often it comes; gives its SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        if self.connection.execute("SELECT 1 FROM received WHERE sha256 = ?", (name,)).fetchone() is None:
            self.connection.execute(insert("received", ("sha256", "content")), (name, content))
        return name

    def received_file(self, sha256: str) -> bytes:
        """Raises NotFound."""
        found = self.connection.execute(_RECEIVED, (sha256,)).fetchone()
        if found is None:
            raise NotFound(kind="received", key=sha256, label="原始文件")
        return bytes(found[0])

    def found(self, record: type[R], keys: Sequence[str]) -> dict[str, R]:
        """Key -> record, watched where it may be changed; keys that are not there are missing."""
        return self._watch.found(record, keys) if self._watch else rows.found(self.connection, record, keys)

    @property
    def changing(self) -> bool:
        return self._watch is not None

    def settle(self) -> None:
        """Write what was changed so far, so that asking finds it."""
        if self._watch:
            self._watch.flush()

    def add(self, thing: Record) -> None:
        """A new record, watched from now on."""
        watch, _ = self._demand_changing()
        last = self._places.get(thing.kind)
        self._places[thing.kind] = 1 + (rows.last_place(self.connection, type(thing)) if last is None else last)
        watch.add(thing, self._places[thing.kind])

    def put(self, record: type[R], things: Sequence[R]) -> None:
        """Add many at once, recorded."""
        watch, entries = self._demand_changing()
        watch.flush()
        rows.put(self.connection, record, things)
        self._places.pop(record.kind, None)
        for thing in things:
            entries.made(thing)

    def changes(self) -> list[Change]:
        """Everything that was changed so far."""
        _, entries = self._demand_changing()
        self.settle()
        return entries.changes()

    def _demand_changing(self) -> tuple[Watch, Entries]:
        if self._watch is None or self._entries is None:
            raise RuntimeError("a record was to be changed outside a named operation")
        return self._watch, self._entries
