"""The files of one import while they are looked at: read one after the other, understood as people say, compared anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.progress import Progress
from planner.services.comparing import Comparison
from planner.services.intake import IntakeFile, Received

if TYPE_CHECKING:
    from planner.services.collecting import Collecting
    from planner.services.reading import Reading
    from planner.sheets.book import Hints

Change = Callable[["Reading", Received], Received]


class Tray:
    """Belongs to one thread. What a person decided about a row stays with it for as long as the row reads the same."""

    def __init__(self, collecting: Collecting) -> None:
        self._collecting = collecting
        self._reading = collecting.reading()
        self._files: dict[Path, IntakeFile] = {}
        self._comparison: Comparison | None = None
        self.round: str | None = None

    @property
    def files(self) -> tuple[IntakeFile, ...]:
        """Every file that was read, in the order of its coming."""
        return tuple(self._files.values())

    def read(self, path: Path, progress: Progress | None = None, *, department: str = "",
             patience: float | None = None) -> tuple[IntakeFile, ...]:
        """Read one file and compare it; gives the files of which something is new. Raises Cancelled."""
        before = self._files.get(path)
        department = department or (before.received.department if before else "")
        received = self._reading.read(path, progress, department=department, patience=patience)
        if before is None and self._comparison is not None:
            file = self._files[path] = self._comparison.add(received)
            return tuple(one for one in self.files if one is file or one.received.sender == received.sender)
        self._files[path] = IntakeFile(received)
        return self.compare(progress)

    def tell(self, path: Path, change: Callable[[Hints], Hints], progress: Progress | None = None) -> tuple[IntakeFile, ...]:
        """Understand a file as a person says: `change` adds it to what was said before. Raises SheetUnreadable when that
        cannot be; the file then stays as it was."""
        from planner.sheets.book import Hints

        return self._change([path], lambda reading, received: reading.again(received, change(received.hints or Hints())), progress)

    def send_as(self, paths: Iterable[Path], department: str, progress: Progress | None = None) -> tuple[IntakeFile, ...]:
        """A person says who sent these files."""
        return self._change(paths, lambda reading, received: reading.sent_by(received, department), progress)

    def _change(self, paths: Iterable[Path], change: Change, progress: Progress | None) -> tuple[IntakeFile, ...]:
        changed = {path: change(self._reading, self._files[path].received) for path in paths if path in self._files}
        for path, received in changed.items():
            self._files[path] = IntakeFile(received, self._files[path].rows)
        return self.compare(progress)

    def drop(self, paths: Iterable[Path], progress: Progress | None = None) -> tuple[IntakeFile, ...]:
        """Forget files; they are not touched."""
        for path in paths:
            self._files.pop(path, None)
        return self.compare(progress)

    def compare(self, progress: Progress | None = None) -> tuple[IntakeFile, ...]:
        """Compare all files with the workspace as it is now. Raises Cancelled; everything is then as it was."""
        comparison = self._collecting.comparison(round=self.round)
        fresh = {}
        for path, before in (progress or Progress()).each(list(self._files.items()), "核对"):
            fresh[path] = _carried(before, comparison.add(before.received))
        self._files, self._comparison = fresh, comparison
        return self.files

    def close(self) -> None:
        self._reading.close()


def _carried(before: IntakeFile, after: IntakeFile) -> IntakeFile:
    """Keep what was decided about rows that are judged as they were."""
    decided = {row.place: row for row in before.rows if row.decision}
    for row in after.rows if decided else ():
        if row.place in decided:
            row.repeat(decided[row.place])
    if decided:
        after.recount()
    return after
