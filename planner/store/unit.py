"""A unit of work: one transaction in which records are read, and whose changes are recorded before they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from planner.errors import NotFound
from planner.schema.change import Change
from planner.schema.record import Record, fields_of, plain_of
from planner.store import rows
from planner.store.collection import Collection
from planner.store.finding import searchable
from planner.store.tables import RECEIVED

R = TypeVar("R", bound=Record)


class Unit:
    """Given by `store.reading()` and `store.changing(name)`; `operation` is the key that a change will have."""

    def __init__(self, session: Session, *, changing: bool) -> None:
        self.session = session
        self.operation = str(uuid4())
        self._changing = changing
        self._entries: dict[tuple[str, str], tuple[dict[str, Any] | None, dict[str, Any]]] = {}
        self._places: dict[type[Record], int] = {}
        event.listen(session, "before_flush", self._record)
        event.listen(session, "do_orm_execute", _refuse_unrecorded)

    def of(self, record: type[R]) -> Collection[R]:
        return Collection(self, record)

    def keep_file(self, content: bytes) -> str:
        """Keep a received file as it came, once however often it comes; gives its SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        if self.session.scalar(select(RECEIVED.c.sha256).where(RECEIVED.c.sha256 == name)) is None:
            self.session.connection().execute(insert(RECEIVED), {"sha256": name, "content": content})
        return name

    def received_file(self, sha256: str) -> bytes:
        """Raises NotFound."""
        content = self.session.scalar(select(RECEIVED.c.content).where(RECEIVED.c.sha256 == sha256))
        if content is None:
            raise NotFound(kind="received", key=sha256, label="原始文件")
        return bytes(content)

    def place(self, thing: Record, found: str) -> None:
        """What the program keeps beside the fields of a record that is about to be added."""
        record = type(thing)
        self._places[record] = self._places.get(record, rows.last_place(self.session.connection(), record)) + 1
        vars_of: Any = thing
        vars_of.seq, vars_of.searchable = self._places[record], found

    def put(self, record: type[R], things: Sequence[R]) -> None:
        """Add many at once, recorded."""
        self.session.flush()
        rows.put(self.session.connection(), record, things)
        self._places.pop(record, None)
        for thing in things:
            self._entries[record.kind, thing.id] = (None, plain_of(thing))

    def changes(self) -> list[Change]:
        """Everything that was changed so far, one entry a record; what came back to its old value is none."""
        self.session.flush()
        return [Change(kind, key, before, after) for (kind, key), (before, after) in self._entries.items() if before != after]

    def _record(self, session: Session, *_: object) -> None:
        if not self._changing and (session.new or session.dirty):
            raise RuntimeError("a record was changed outside a named operation")
        for thing in session.new:
            self._entries[thing.kind, thing.id] = (None, plain_of(thing))
        for thing in session.dirty:
            before, after = _difference(thing)
            if after:
                thing.searchable = searchable(thing)
                self._merge(thing.kind, thing.id, before, after)

    def _merge(self, kind: str, key: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Several changes of one record in one operation are one entry; a creation stays a creation."""
        first, last = self._entries.get((kind, key), ({}, {}))
        if first is None:
            whole = {name: value for name, value in (last | after).items() if value is not None}
            self._entries[kind, key] = (None, whole)
        else:
            first, last = before | first, last | after
            names = [name for name in last if first[name] != last[name]]
            self._entries[kind, key] = ({name: first[name] for name in names}, {name: last[name] for name in names})


def _difference(thing: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The plain values before and after, of the fields that differ."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state: Any = inspect(thing)
    fields: Mapping[str, Any] = fields_of(type(thing))
    for name, kind in fields.items():
        history = state.attrs[name].history
        if history.has_changes():
            old, new = (kind.plain(values[0]) if values else None for values in (history.deleted, history.added))
            if old != new:
                before[name], after[name] = old, new
    return before, after


def _refuse_unrecorded(execution: ORMExecuteState) -> None:
    """Bulk statements would pass the journal by."""
    if not execution.is_select and execution.is_orm_statement:
        raise RuntimeError("records are changed by setting their fields")
