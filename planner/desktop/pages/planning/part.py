"""A tab of the planning page: shown for the variants that are chosen at the left, with a worker of its own for what takes long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from planner.desktop.collector import resting, wake
from planner.desktop.page import Page
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.tasks import Task, Tasks, Work
from planner.progress import Progress

if TYPE_CHECKING:
    from planner.domain.demand import Variant


class Part(QWidget):
    """Base of the tabs; `turn_to` is called while the tab is in sight, when others are chosen or records have changed."""

    def __init__(self, page: Page, inset: Inset) -> None:
        super().__init__(page)
        self.page, self.inset = page, inset
        self.desk = page.desk
        self._tasks = Tasks(self)

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        """These variants are before the eyes, the first of them is the one that is worked on; there may be none."""

    def records_changed(self) -> None:
        """Something that plans depend on was changed; the tab may be hidden."""

    def redress(self) -> None:
        """Theme or scale have changed."""

    def begin(self, title: str, work: Work, done: Callable[[Any], None]) -> Task:
        """Do something long beside everything else: the window stays open for other work. A refusal goes to the bar."""
        def quietly(progress: Progress) -> Any:
            with resting():
                return work(progress)

        self.desk.hush()
        task = self._tasks.start(title, quietly)
        task.finished.connect(done)
        task.failed.connect(self.desk.complain)
        task.broken.connect(_raise)
        return task

    def let_go(self) -> None:
        """The workspace is closed: what still runs is asked to stop."""
        self._tasks.close()
        wake()


def _raise(error: BaseException) -> None:
    raise error
