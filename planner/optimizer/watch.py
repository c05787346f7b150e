"""Whether a search should go on: the person, the clock, and the best score and bound so far."""

from __future__ import annotations

import time
from collections.abc import Callable

from planner.errors import Cancelled
from planner.progress import Progress

Found = Callable[[float | None, float | None], None]
STEPS = 10_000   # progress is told as ten-thousandths of the way from the first gap to none


class Search(Progress):
    """Progress that is also told the best score and the bound whenever one of them becomes better."""

    def __init__(self, around: Progress, found: Found) -> None:
        super().__init__()
        self._around, self.found = around, found

    def step(self, what: str, done: int = 0, total: int = 0, *, always: bool = True) -> None:
        self._around.step(what, done, total, always=always)


class Watch:
    """Hears cancel without ending the work by an exception, so that the best plan so far is kept."""

    def __init__(self, progress: Progress | None = None, seconds: float | None = None) -> None:
        self._progress = progress or Progress()
        self._began = time.perf_counter()
        self._until = None if seconds is None else self._began + seconds
        self.cancelled = False
        self.what = "寻找最好的方案"
        self.score: float | None = None
        self.bound: float | None = None

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    @property
    def remaining(self) -> float | None:
        """Seconds left; None without a limit."""
        return None if self._until is None else max(0.0, self._until - time.perf_counter())

    def heard(self, score: float | None = None, bound: float | None = None) -> None:
        """A better score or a lower bound was found."""
        before = self.score, self.bound
        if score is not None:
            self.score = score if self.score is None else max(self.score, score)
        if bound is not None:
            self.bound = bound if self.bound is None else min(self.bound, bound)
        if isinstance(self._progress, Search) and before != (self.score, self.bound):
            self._progress.found(self.score, self.bound)

    @property
    def gap(self) -> float | None:
        """What is known of the distance to the best, as a part of the bound."""
        if self.score is None or self.bound is None:
            return None
        return max(0.0, (self.bound - self.score) / self.bound) if self.bound > 0 else 0.0

    def stop(self) -> bool:
        """Tell how far it is; True when the person or the clock wants an end."""
        if self.cancelled or self.remaining == 0:
            return True
        gap = self.gap
        try:
            self._progress.step(self.what, 0 if gap is None else round((1 - gap) * STEPS), 0 if gap is None else STEPS, always=False)
        except Cancelled:
            self.cancelled = True
        return self.cancelled
