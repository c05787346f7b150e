"""How long work says how far it is, and hears that it should stop; it knows no window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from planner.errors import Cancelled

T = TypeVar("T")
Tell = Callable[[str, int, int], None]


class Progress:
    """Handed to every long service.

    `tell(what, done, total)` is called at most once in `every` seconds (and at the end of each walk);
    after `cancel()` the next step raises Cancelled. `total` 0 means that the end is not known.
    """

    def __init__(self, tell: Tell | None = None, every: float = 0.1) -> None:
        self._tell = tell or (lambda what, done, total: None)
        self._every = every
        self._last = 0.0
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def step(self, what: str, done: int = 0, total: int = 0, *, always: bool = True) -> None:
        """Tell one figure; raises Cancelled when the person has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if always or now - self._last >= self._every:
            self._last = now
            self._tell(what, done, total)

    def each(self, items: Sequence[T], what: str) -> Iterator[T]:
        """Walk the items and tell on the way."""
        for done, item in enumerate(items):
            self.step(what, done, len(items), always=False)
            yield item
        self.step(what, len(items), len(items))
