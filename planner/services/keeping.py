"""Keeping: undo and redo by name, history, checks, backups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.progress import Progress
from planner.schema.change import Change, News
from planner.schema.record import Record, Vocabulary
from planner.services.checking import doubt, rules
from planner.services.wording import Difference, differences

if TYPE_CHECKING:
    from planner.domain.scenario import Scenario
    from planner.errors import Problem
    from planner.store.backup import Backup
    from planner.store.store import Check, Operation, Store


class Keeping:
    """What every page and command offers over the whole workspace."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words

    def undo(self, operation: str | None = None) -> News:
        """Take back the newest operation of this laptop, or the one named. Raises NothingToUndo, UndoConflict."""
        return self._store.undo(operation)

    def redo(self) -> News:
        """Do again what was taken back last. Raises NothingToRedo, UndoConflict."""
        return self._store.redo()

    def undoable(self) -> str | None:
        """The name of what undo would take back."""
        return self._store.undoable()

    def redoable(self) -> str | None:
        return self._store.redoable()

    def stands(self, operation: str) -> bool:
        """Whether an operation could still be taken back: it was not taken back already."""
        return self._store.stands(operation)

    def history(self, record: str | None = None, limit: int = 200) -> list[Operation]:
        """Operations, newest first; of one record when its key is given, then with that record's changes only."""
        return self._store.history(record, limit)

    def changes_of(self, operation: str) -> list[Change]:
        """What one operation did to every record."""
        return self._store.changes_of(operation)

    def differences(self, changes: Sequence[Change]) -> list[Difference]:
        """Changes as people read them: record, field, from what, to what."""
        return differences(changes, self._words(), self._names)

    def _names(self, record: type[Record], keys: Sequence[str]) -> dict[str, str]:
        with self._store.reading() as unit:
            return {thing.id: thing.name for thing in unit.of(record).many(keys)}

    def check(self, progress: Progress | None = None) -> list[Check]:
        """File, journal chain, tables against the journal, and the rules of the office."""
        told = progress or Progress()
        return [*self._store.check(told), *rules(self._store, told)]

    def doubt(self, scenario: Scenario) -> Problem | None:
        """What is unusual about a scenario beside the others of its sector."""
        return doubt(self._store, scenario)

    def backup(self, target: Path | None = None) -> Backup:
        """A verified copy; beside the others of this workspace unless a file is named."""
        return self._store.backup(target)

    @staticmethod
    def restore(backup: Path, target: Path) -> Backup:
        """Put a backup back as a new workspace; a file that is there is never overwritten.

        Raises StoreTrouble backup_differs when the backup is not what was written, store_exists and the refusals of opening.
        """
        from planner.store.backup import restore

        return restore(backup, target)
