"""Records that are being changed: setting a field is the change, which is recorded before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, registry
from sqlalchemy.orm.instrumentation import manager_of_class

from planner.domain.kinds import EVERY
from planner.schema.record import Record, fields_of
from planner.store.connections import Connection
from planner.store.engine import joined
from planner.store.entries import Entries
from planner.store.finding import searchable
from planner.store.phrases import batches
from planner.store.tables import METADATA, TABLES

R = TypeVar("R", bound=Record)
_REGISTRY = registry(metadata=METADATA)


@cache
def _watched() -> Mapping[type[Record], Any]:
    """Kind -> a subclass that is mapped to its table, so that the records which nobody changes are plain."""
    made = {record: type(record.__name__, (record,), {"__doc__": record.__doc__}) for record in EVERY}
    for record, watched in made.items():
        _REGISTRY.map_imperatively(watched, TABLES[record], version_id_col=TABLES[record].c.ver)
    _REGISTRY.configure()
    return made


class Watching:
    """Gives each unit its watch, on the connection that writes. Making it maps every kind, which takes a moment."""

    def __init__(self, writer: Connection) -> None:
        _watched()
        self._engine = joined(writer)

    @contextmanager
    def watch(self, entries: Entries) -> Iterator[Watch]:
        """A watch for one unit; transactions are begun and ended by whoever holds the connection."""
        with Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            yield Watch(session, entries)


class Watch:
    """Knows every record that one unit has asked for or added, and tells the entries what became of them."""

    def __init__(self, session: Session, entries: Entries) -> None:
        self._session, self._entries = session, entries
        event.listen(session, "before_flush", self._record)
        event.listen(session, "do_orm_execute", _refuse_unrecorded)

    def found(self, record: type[R], keys: Sequence[str]) -> dict[str, R]:
        """Key -> record, watched; keys that are not there are missing."""
        things: dict[str, R] = {}
        for batch in batches(keys):
            asked = select(_watched()[record]).where(TABLES[record].c.id.in_(batch))
            things |= {thing.id: thing for thing in self._session.scalars(asked)}
        return things

    def add(self, thing: Record, place: int) -> None:
        """Watch a new record from now on."""
        watched: Any = thing
        if type(thing) in TABLES:
            watched.__class__ = _watched()[type(thing)]
            manager_of_class(watched.__class__).setup_instance(watched)
        watched.seq, watched.searchable = place, searchable(thing)
        self._session.add(watched)

    def flush(self) -> None:
        """Write what has changed so far."""
        self._session.flush()

    def _record(self, session: Session, *_: object) -> None:
        for thing in session.new:
            self._entries.made(thing)
        for thing in session.dirty:
            before, after = _difference(thing)
            if after:
                thing.searchable = searchable(thing)
                self._entries.changed(thing, before, after)


def _difference(thing: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The plain values before and after, of the fields that differ."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state: Any = inspect(thing)
    for name, kind in fields_of(type(thing)).items():
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
