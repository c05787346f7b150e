"""Keeping: undo and redo by name, history, checks, backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.progress import Progress
from planner.schema.change import News

if TYPE_CHECKING:
    from planner.store.backup import Backup
    from planner.store.store import Check, Operation, Store


class Keeping:
    """What every page and command offers over the whole workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

    def history(self, record: str | None = None, limit: int = 200) -> list[Operation]:
        """Operations, newest first; of one record when its key is given, then with that record's changes only."""
        return self._store.history(record, limit)

    def check(self, progress: Progress | None = None) -> list[Check]:
        """File, journal chain and tables against the journal."""
        return self._store.check(progress)

    def backup(self, target: Path | None = None) -> Backup:
        """A verified copy; beside the others of this workspace unless a file is named."""
        return self._store.backup(target)
