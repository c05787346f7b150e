"""`planner` opens the window; `planner COMMAND` does one thing in the terminal."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence
from pathlib import Path

WINDOW = "--sample"


def main(argv: Sequence[str] | None = None) -> int:
    """Arguments that name files, and `--sample`, belong to the window; everything else is a command."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    make_room()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if all(word == WINDOW or _is_file(word) for word in arguments):
        from planner.desktop.app import run

        return run([Path(word) for word in arguments if word != WINDOW], sample=WINDOW in arguments)
    return _command(arguments)


def make_room() -> None:
    """Imports and received files make much that is kept; looking through it after every 700 objects holds everybody up."""
    gc.set_threshold(20_000)


def _command(arguments: list[str]) -> int:
    """One command in the terminal: UTF-8 whatever the locale, and a plain word for what nobody foresaw."""
    from planner.cli.main import main, unforeseen
    from planner.desktop import crash

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    crash.install(lambda report: unforeseen(report, "--json" in arguments))
    return main(arguments)


def _is_file(word: str) -> bool:
    return not word.startswith("-") and Path(word).suffix != "" and Path(word).is_file()


if __name__ == "__main__":
    sys.exit(main())
