"""Questions to the store while a person types: answered at once as long as that is quick, else beside the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from planner.desktop.tasks import Tasks
from planner.errors import PlannerError

T = TypeVar("T")
PATIENCE = 0.03
QUICK: Mapping[str, float] = {}


class Asking(QObject):
    """One kind of question. Of those that wait for the worker only the newest is asked, and only its answer is told."""

    def __init__(self, failed: Callable[[PlannerError], None], parent: QObject | None = None, *, patience: float = PATIENCE,
                 costs: Mapping[str, float] = QUICK) -> None:
        """`costs` is what an answer of a sort is thought to take before the first of it has come, in seconds."""
        super().__init__(parent)
        self._failed, self._patience = failed, patience
        self._tasks = Tasks(self)
        self._costs = dict(costs)
        self._sort = ""
        self._running = False
        self._next: tuple[Callable[[], Any], Callable[[Any], None]] | None = None

    def ask(self, question: Callable[[], T], answered: Callable[[T], None], sort: str = "") -> None:
        """`answered` is called on the UI thread, before this returns if answers to questions of this sort have been quick so far."""
        self._sort = sort
        if self._running:
            self._next = (question, answered)
        elif self._costs.get(sort, 0.0) < self._patience:
            self._ask_now(question, answered)
        else:
            self._ask_beside(question, answered)

    @property
    def busy(self) -> bool:
        """Whether an answer is being waited for."""
        return self._running

    def close(self) -> None:
        """Wait for the worker; what was not answered yet is not asked any more."""
        self._next, self._running = None, False
        self._tasks.close()

    def _ask_now(self, question: Callable[[], T], answered: Callable[[T], None]) -> None:
        started = perf_counter()
        try:
            answer = question()
        except PlannerError as error:
            self._failed(error)
            return
        self._costs[self._sort] = perf_counter() - started
        answered(answer)

    def _ask_beside(self, question: Callable[[], T], answered: Callable[[T], None]) -> None:
        self._running, started, sort = True, perf_counter(), self._sort

        def arrived(answer: T) -> None:
            self._costs[sort] = perf_counter() - started
            if not self._go_on():
                answered(answer)

        task = self._tasks.start("", lambda _: question())
        task.finished.connect(arrived)
        task.failed.connect(self._refused)
        task.broken.connect(self._broken)

    def _go_on(self) -> bool:
        """Ask what has waited; False when nothing has."""
        self._running, waiting = False, self._next
        self._next = None
        if waiting is None:
            return False
        self._ask_beside(*waiting)
        return True

    def _refused(self, error: PlannerError) -> None:
        self._go_on()
        self._failed(error)

    def _broken(self, error: BaseException) -> None:
        self._go_on()
        raise error
