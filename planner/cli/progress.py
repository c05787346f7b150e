"""How far long work is, said on the error output while a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from planner.cli.layout import width
from planner.progress import Progress


@contextmanager
def telling() -> Iterator[Progress]:
    """A progress that writes one line over and over, and wipes it in the end; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    line = _Line()
    try:
        yield Progress(line.tell)
    finally:
        line.wipe()


class _Line:
    def __init__(self) -> None:
        self._width = 0

    def tell(self, what: str, done: int, total: int) -> None:
        text = f"{what} {done}/{total}" if total else f"{what}……"
        self._put(text)

    def wipe(self) -> None:
        if self._width:
            self._put("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _put(self, text: str) -> None:
        blanks = " " * max(0, self._width - width(text))
        print(f"\r{text}{blanks}", end="", file=sys.stderr, flush=True)
        self._width = width(text)
