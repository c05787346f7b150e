"""One person at a time: a lock that ends with the process, and a note of who holds it."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import platform
import sys
from pathlib import Path
from typing import IO

from planner.errors import StoreTrouble
from planner.paths import trouble

_FAR = 1 << 30
_TRIES = 20
_OF_THE_DISK = ("no_room", "name_not_allowed")
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class Lock:
    """Held from opening to closing.

    Raises StoreTrouble store_busy (who, host, since), store_read_only, store_unlockable; FileTrouble no_room, name_not_allowed.
    """

    def __init__(self, workspace: Path, actor: str) -> None:
        self._path = workspace.with_name(f".{workspace.name}.lock")
        for _ in range(_TRIES):
            self._file = self._opened(workspace)
            if self._current():
                break
            self._file.close()
        else:
            raise StoreTrouble("store_unlockable", path=workspace)
        self._sign(actor)

    def _opened(self, workspace: Path) -> IO[str]:
        """The file, held by us."""
        try:
            file = _open(self._path)
        except OSError as error:
            refused = trouble(error, workspace)
            raise refused if refused.code in _OF_THE_DISK else StoreTrouble("store_read_only", path=workspace) from error
        try:
            taken = _take(file)
        except OSError as error:
            file.close()
            raise StoreTrouble("store_unlockable", path=workspace) from error
        if not taken:
            raise StoreTrouble("store_busy", **_holder(file))
        return file

    def _current(self) -> bool:
        """Whether what we hold is still the file of that name: who held it before may have taken it away meanwhile."""
        try:
            return os.path.samestat(os.fstat(self._file.fileno()), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Take the name away while it is still ours, where the system can, and only then let go."""
        for end in (self._remove, lambda: _give(self._file), self._file.close, self._remove):
            with contextlib.suppress(OSError):
                end()

    def _remove(self) -> None:
        if not self._file.closed or sys.platform == "win32":
            self._path.unlink(missing_ok=True)

    def _sign(self, actor: str) -> None:
        """Say who holds it; on a full disk nobody is told, and the lock holds all the same."""
        since = f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M}"
        note = json.dumps({"who": actor, "host": platform.node(), "pid": os.getpid(), "since": since}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._path.write_text(note, encoding="utf-8")


def _open(path: Path) -> IO[str]:
    """For everybody on this machine: one that another person's crash has left behind must not shut the others out."""
    try:
        file = path.open("a+", encoding="utf-8")
    except PermissionError:
        return path.open("r", encoding="utf-8")
    with contextlib.suppress(OSError):
        path.chmod(0o666)
    return file


def _holder(file: IO[str]) -> dict[str, str]:
    try:
        file.seek(0)
        said = json.loads(file.read())
    except (OSError, ValueError):
        said = {}
    finally:
        file.close()
    known = said if isinstance(said, dict) else {}
    return {name: str(known.get(name, "未知")) for name in ("who", "host", "since")}


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> bool:
        """A byte far behind the note is locked, so that others can still read who holds it."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in _HELD:
                raise
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
        except OSError as error:
            if error.errno not in _HELD:
                raise
            return False
        return True

    def _give(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
