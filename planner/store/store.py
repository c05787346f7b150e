"""The open workspace: units of work, undo and redo, history, checks, backups; everyone who listens hears the news."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from planner.errors import FileTrouble, NotFound, NothingToRedo, NothingToUndo, PlannerError, StoreTrouble
from planner.progress import Progress
from planner.schema.change import Change, News
from planner.schema.record import Record
from planner.store import backup as backups
from planner.store import checking, gate, history
from planner.store.backup import Backup
from planner.store.checking import Check
from planner.store.connections import Connection, Connections, journal_mode, prepare
from planner.store.copying import Copying
from planner.store.entries import Entries
from planner.store.finding import readings
from planner.store.history import Operation
from planner.store.journal import Journal, Step, changes_of, numbers
from planner.store.lock import Lock
from planner.store.past import records_at
from planner.store.sites import Sites
from planner.store.taking_back import invert
from planner.store.troubles import translated
from planner.store.unit import Unit
from planner.store.whereabouts import Place, place_of

if TYPE_CHECKING:
    from planner.store.watching import Watching

__all__ = ["Backup", "Check", "Operation", "Store", "Unit"]


class Store:
    """One workspace file, held by this process alone until `close`.

    Reading may happen in any thread; one operation at a time is written. Listeners are told after the commit, in the
    thread that made it. One that is only looked at refuses every operation.
    """

    def __init__(self, path: Path, actor: str, lock: Lock, *, looking: bool = False) -> None:
        self.path, self.actor, self.looking = path, actor, looking
        self.listeners: list[Callable[[News], None]] = []
        self._lock = lock
        self._writer = threading.Lock()
        self.place = place_of(path)
        self.copying = Copying(self.backup, self._complain)
        self.complaints: list[Callable[[PlannerError], None]] = []
        self._watching: Watching | None = None
        with translated(path):
            self._connections = Connections(path)
        try:
            with self._reading() as connection:
                named = connection.execute("SELECT workspace FROM meta").fetchone()
                self.workspace: str = named[0] if named else ""
                self._sites = Sites(self.workspace)
                site = self._sites.claim(numbers(connection))
                self._journal = Journal(connection, site, actor, self._sites.mine)
        except BaseException:
            self._let_go()
            raise

    @classmethod
    def create(cls, path: Path, *, actor: str) -> Store:
        """A new workspace. Raises StoreTrouble store_exists, store_read_only; FileTrouble no_room."""
        gate.demand_absent(path)
        lock = Lock(path, actor)
        try:
            with translated(path):
                gate.make(path, journal_mode(path))
            return cls(path, actor, lock)
        except BaseException:
            for file in (path, *gate.beside(path)):
                file.unlink(missing_ok=True)
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path, *, actor: str, looking: bool = False) -> Store:
        """An existing workspace; upgraded when it is older, and copied in the background when it has changed.

        `looking` is for a copy of what someone else holds: nothing that people would lose may be written into it.
        """
        if not path.is_file():
            gate.demand_ours(path)
        lock = Lock(path, actor)
        try:
            schema = gate.demand_ours(path)
            if schema < gate.SCHEMA:
                from planner.store.upgrading import upgrade

                upgrade(path)
            with translated(path):
                prepare(path)
            store = cls(path, actor, lock, looking=looking)
        except BaseException:
            lock.release()
            raise
        if not looking:
            store._copy_if_changed()
        return store

    @property
    def site(self) -> str:
        return self._journal.site

    def sign_as(self, actor: str) -> None:
        """Operations from now on are this person's."""
        self.actor = self._journal.actor = actor

    def close(self) -> None:
        """Let go of the file. What was written stays written, even where there is no room to tidy up."""
        self.copying.finish()
        with self._writer:
            try:
                self._sites.give_back(self.site, self._journal.number)
                self._let_go()
            finally:
                self._lock.release()

    def _let_go(self) -> None:
        with suppress(FileTrouble, StoreTrouble), translated(self.path):
            self._connections.close()

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """A consistent view; what comes out of it may be kept but not changed."""
        with self._reading() as connection:
            yield Unit(connection)

    @contextmanager
    def changing(self, name: str) -> Iterator[Unit]:
        """One named operation: all of it is written and recorded, or none. Units do not nest. Raises StoreTrouble store_copy."""
        self._demand_writing()
        entries = Entries()
        with self._writer, translated(self.path):
            with self._watches().watch(entries) as watch, self._connections.writing() as connection:
                unit = Unit(connection, entries, watch)
                yield unit
                changes = unit.changes()
                if not changes:
                    connection.rollback()
                    return
                row = self._journal.write(connection, unit.operation, name, changes)
            self._journal.written(row)
        self._tell(News(unit.operation, name, tuple(changes)))

    def get_ready(self) -> None:
        """Bring beforehand what the first change would have to wait for; may run in any thread."""
        readings()
        with self._writer:
            if not self._connections.closed:
                self._watches()

    def _watches(self) -> Watching:
        if self._watching is None:
            from planner.store.watching import Watching

            self._watching = Watching(self._connections.writer)
        return self._watching

    def undo(self, operation: str | None = None) -> News:
        """Take back the newest operation of this laptop that stands, or the one named.

        Raises NothingToUndo, NotFound, UndoConflict.
        """
        step = self._journal.standing.get(operation) if operation else self._journal.newest_standing()
        if step is None:
            raise NotFound(kind="operation", key=operation, label="操作") if operation else NothingToUndo()
        return self._take_back(step, f"撤销：{step.name}")

    def redo(self) -> News:
        """Do again what was taken back last. Raises NothingToRedo, UndoConflict."""
        step = self._journal.newest_taken_back()
        if step is None:
            raise NothingToRedo
        return self._take_back(step, f"重做：{step.name}")

    def _demand_writing(self) -> None:
        if self.looking:
            raise StoreTrouble("store_copy", path=self.path)

    def _take_back(self, step: Step, name: str) -> News:
        self._demand_writing()
        operation = str(uuid4())
        with self._writer, translated(self.path):
            with self._connections.writing() as connection:
                changes = invert(connection, step.name, changes_of(connection, step.id))
                row = self._journal.write(connection, operation, name, changes, step.id)
            self._journal.written(row)
        news = News(operation, name, tuple(changes))
        self._tell(news)
        return news

    def undoable(self) -> str | None:
        step = self._journal.newest_standing()
        return step.name if step else None

    def redoable(self) -> str | None:
        step = self._journal.newest_taken_back()
        return step.name if step else None

    def stands(self, operation: str) -> bool:
        """Whether an operation could still be taken back: it is there and was not taken back already."""
        return operation in self._journal.standing

    def history(self, record: str | None = None, limit: int = 200) -> list[Operation]:
        """Operations, newest first; those on one record, with its changes, when a key is given."""
        with self._reading() as connection:
            return history.operations_on(connection, record, limit) if record else history.operations(connection, limit)

    def changes_of(self, operation: str) -> list[Change]:
        """What one operation did to every record."""
        with self._reading() as connection:
            return changes_of(connection, operation)

    def position(self) -> dict[str, int]:
        """How far the journal has come: the last number of every site; it names one state of the records."""
        with self._reading() as connection:
            return numbers(connection)

    def records_at(self, keys: Sequence[str], position: Mapping[str, int]) -> list[Record]:
        """Records as they were at a position of the journal; those that were not there are left out."""
        with self._reading() as connection:
            return records_at(connection, keys, position)

    def check(self, progress: Progress | None = None) -> list[Check]:
        """File, journal chain, tables against the journal, links, received files."""
        with self._reading() as connection:
            return checking.check(connection, progress)

    def backup(self, target: Path | None = None) -> Backup:
        """A verified copy; beside the others of this workspace unless a file is named.

        Where the journal is not WAL a writer would run out of patience with the copy, and so waits for it.
        """
        with self._writer if self.place is not Place.OWN else nullcontext():
            return backups.make(self.path, target)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self.path), self._connections.reading() as connection:
            yield connection

    def _tell(self, news: News) -> None:
        self.copying.heed_change()
        for listener in list(self.listeners):
            listener(news)

    def _copy_if_changed(self) -> None:
        """A backup of what was opened, unless the newest one has it already; the person does not wait for it."""
        copies = backups.backups_of(self.path)
        newest = next(iter(self.history(limit=1)), None)
        if newest is None or (copies and backups.last_operation(copies[0]) == newest.id):
            return
        self.copying.start()

    def _complain(self, error: PlannerError) -> None:
        for listener in list(self.complaints):
            listener(error)
