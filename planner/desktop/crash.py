"""What nobody foresaw: a report without the contents of any record, a plain word, and the window stays alive."""

from __future__ import annotations

import datetime as dt
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from planner.paths import machine_folder

Tell = Callable[[Path | None], None]
_KEPT = 20


def install(tell: Tell) -> None:
    """From now on every exception that nobody caught is reported; `tell` hears where the report lies."""
    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(report(error))

    sys.excepthook = hook
    threading.excepthook = lambda args: None if args.exc_value is None else tell(report(args.exc_value))


def report(error: BaseException) -> Path | None:
    """Write the report and give its place, or None where it cannot be written.

    It names types, files, lines and functions; messages of exceptions are left out, for they may quote a record.
    """
    folder = machine_folder() / "crash"
    now = dt.datetime.now().astimezone()
    path = folder / f"{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([f"{now:%Y-%m-%d %H:%M:%S %z}", platform.platform(), sys.version, *_chain(error)]), "utf-8")
        for old in sorted(folder.glob("*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _chain(error: BaseException) -> list[str]:
    lines = []
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return lines
