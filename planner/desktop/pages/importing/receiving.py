"""Files are worked off one after the other beside the page: read, understood as people say, compared; stopped at any time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planner.desktop.tasks import Task, Tasks
from planner.errors import PlannerError
from planner.progress import Progress
from planner.services.intake import IntakeFile
from planner.services.tray import Tray

Files = tuple[IntakeFile, ...]
Wish = Callable[[Progress], Files]


class Receiving(QObject):
    """The tray on a thread of its own. What a person asks goes before what still waits to be read."""

    began = Signal(object)
    came = Signal(object)
    stopped = Signal(object)
    refused = Signal(object)
    idle = Signal()

    def __init__(self, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._tasks = Tasks(self)
        self._task: Task | None = None
        self._wishes: deque[Wish] = deque()
        self._waiting: deque[tuple[Path, Wish]] = deque()
        self._stale = False
        self.done, self.total = 0, 0

    @property
    def busy(self) -> bool:
        return self._task is not None

    @property
    def reading(self) -> bool:
        """Whether files are being read or wait for it."""
        return self.done < self.total

    def read(self, paths: Iterable[Path], *, department: str = "", patience: float | None = None) -> None:
        """Read files after those that wait already; `began` and `came` tell of each. `department` is who sent them all."""
        if not self.reading:
            self.done = self.total = 0
        wanted = [(path, partial(self._tray.read, path, department=department, patience=patience)) for path in paths]
        self._waiting += wanted
        self.total += len(wanted)
        self._go_on()

    def ask(self, wish: Callable[[Tray, Progress], Files]) -> None:
        """Do something else with the tray as soon as the file that is being read is done."""
        self._wishes.append(lambda progress: wish(self._tray, progress))
        self._go_on()

    def compare(self) -> None:
        """The workspace has changed: compare anew, once however often this is asked."""
        self._stale = True
        self._go_on()

    def stop(self) -> None:
        """Stop reading; what was read stays. `stopped` tells what was not."""
        left = [path for path, _ in self._waiting]
        self._waiting.clear()
        self.total -= len(left)
        if self.reading and self._task is not None:
            self._task.cancel()
        self.stopped.emit(left)

    def close(self) -> None:
        """End the thread and the reading process, for good."""
        self._waiting.clear()
        self._wishes.clear()
        self._stale, self._task = False, None
        self._tasks.close()
        self._tray.close()

    def _go_on(self) -> None:
        if self._task is not None:
            return
        if self._wishes:
            self._start(self._wishes.popleft())
        elif self._stale:
            self._stale = False
            self._start(self._tray.compare)
        elif self._waiting:
            self._read_next(*self._waiting.popleft())
        else:
            self.idle.emit()

    def _read_next(self, path: Path, work: Wish) -> None:
        self.began.emit(path)
        self._start(work, path)

    def _start(self, work: Wish, path: Path | None = None) -> None:
        task = self._task = self._tasks.start("", work)
        task.finished.connect(lambda files: self._ended(files, path))
        task.failed.connect(lambda error: self._ended(error, path))
        task.cancelled.connect(lambda: self._ended(None, path))
        task.broken.connect(lambda error: self._broken(error, path))

    def _ended(self, what: Files | PlannerError | None, path: Path | None) -> None:
        self._task = None
        self.done += path is not None
        if isinstance(what, PlannerError):
            self.refused.emit(what)
        elif what is not None:
            self.came.emit(what)
        elif path is not None:
            self.stopped.emit([path])
        self._go_on()

    def _broken(self, error: BaseException, path: Path | None) -> None:
        self._ended(None, path)
        raise error
