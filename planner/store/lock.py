"""One person at a time: a lock that ends with the process, and a note of who holds it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import platform
import sys
from pathlib import Path
from typing import IO

from planner.errors import StoreTrouble

_FAR = 1 << 30


class Lock:
    """Held from opening to closing. Raises StoreTrouble store_busy (who, host, since) or store_read_only."""

    def __init__(self, workspace: Path, actor: str) -> None:
        self._path = workspace.with_name(f".{workspace.name}.lock")
        try:
            self._file: IO[str] = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise StoreTrouble("store_read_only", path=workspace) from error
        if not _take(self._file):
            raise StoreTrouble("store_busy", **self._holder())
        self._sign(actor)

    def release(self) -> None:
        with contextlib.suppress(OSError):
            _give(self._file)
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _sign(self, actor: str) -> None:
        """Say who holds it; on a full disk nobody is told, and the lock holds all the same."""
        since = f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M}"
        note = json.dumps({"who": actor, "host": platform.node(), "pid": os.getpid(), "since": since}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._path.write_text(note, encoding="utf-8")

    def _holder(self) -> dict[str, str]:
        try:
            self._file.seek(0)
            said = json.loads(self._file.read())
        except (OSError, ValueError):
            said = {}
        finally:
            self._file.close()
        return {name: str(said.get(name, "未知")) for name in ("who", "host", "since")}


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> bool:
        """A byte far behind the note is locked, so that others can still read who holds it."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _give(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
