"""Long work beside the UI thread: one piece at a time, with progress and cancel."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.errors import Cancelled, PlannerError
from planner.progress import Progress

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Work = Callable[[Progress], Any]


class Task(QObject):
    """One piece of work; exactly one of finished, failed, cancelled, broken is told, on the UI thread."""

    progressed = Signal(str, int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    broken = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.progress = Progress(self.progressed.emit)
        self._ended.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.progress.cancel()

    def run(self, work: Work) -> None:
        """On the worker: do the work and carry what came of it to the UI thread."""
        trace = threading.gettrace()
        if trace:
            sys.settrace(trace)
        try:
            result = work(self.progress)
        except BaseException as error:  # noqa: BLE001 - the worker's edge: every failure must reach the UI thread
            self._ended.emit(None, error)
        else:
            self._ended.emit(result, None)

    @Slot(object, object)
    def _settle(self, result: Any, error: BaseException | None) -> None:
        if error is None:
            self.finished.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, PlannerError):
            self.failed.emit(error)
        else:
            self.broken.emit(error)
        self.deleteLater()


class Tasks(QObject):
    """The one worker thread, started when it is first needed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: ThreadPoolExecutor | None = None

    def start(self, title: str, work: Work) -> Task:
        """Queue the work. Connect to the task before returning to the event loop; nothing is told earlier."""
        from concurrent.futures import ThreadPoolExecutor

        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="planner")
        task = Task(title, self)
        self._worker.submit(task.run, work)
        return task

    def close(self) -> None:
        """Ask what runs to stop, and wait for it."""
        for task in self.findChildren(Task):
            task.cancel()
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)
            self._worker = None
