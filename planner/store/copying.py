"""Backups that make themselves: nobody waits for them, and one that cannot be made is said."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from planner.errors import PlannerError

PAUSE = 30 * 60.0
"""Seconds of work that a broken disk may cost at most."""


class Copying:
    """Makes a copy when it is asked to, and after a change when the last one is older than `pause` seconds.

    `failed` is told, in the copying thread, what stood in the way.
    """

    def __init__(self, copy: Callable[[], object], failed: Callable[[PlannerError], None], pause: float = PAUSE) -> None:
        self._copy, self._failed, self._pause = copy, failed, pause
        self.trouble: PlannerError | None = None
        self._thread: threading.Thread | None = None
        self._due = time.monotonic() + pause

    def start(self) -> None:
        """Copy beside the work; a copy that is being made is enough."""
        if self._thread is None or not self._thread.is_alive():
            self._due = time.monotonic() + self._pause
            self._thread = threading.Thread(target=self._make, name="backup")
            self._thread.start()

    def heed_change(self) -> None:
        """Something was changed."""
        if time.monotonic() >= self._due:
            self.start()

    def finish(self) -> None:
        """Wait for the copy that is being made."""
        if self._thread is not None:
            self._thread.join()

    def _make(self) -> None:
        try:
            self._copy()
        except PlannerError as error:
            logging.getLogger(__name__).warning("no backup: %s", error.code)
            self.trouble = error
            self._failed(error)
