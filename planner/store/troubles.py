"""What the database says when it cannot go on, turned into what a person can do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from planner.errors import FileTrouble, PlannerError, StoreTrouble

_ROOM = 1 << 18
_TROUBLES: tuple[tuple[int, str, type[PlannerError], str], ...] = (   # SQLite's code, what it says, what that is for a person
    (13, "disk is full", FileTrouble, "no_room"),
    (8, "readonly", StoreTrouble, "store_read_only"),
    (14, "unable to open", StoreTrouble, "store_read_only"),
    (26, "not a database", StoreTrouble, "store_foreign"),
    (5, "is locked", StoreTrouble, "store_locked"),
    (15, "locking protocol", StoreTrouble, "store_unlockable"),
    (10, "disk i/o error", StoreTrouble, "store_unreachable"),
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises StoreTrouble or FileTrouble for what the driver raises inside."""
    try:
        yield
    except _refusals() as error:
        if isinstance(getattr(error, "orig", error), driver.IntegrityError | driver.ProgrammingError):
            raise
        raise _trouble(getattr(error, "orig", error), path) from error


def _refusals() -> tuple[type[Exception], ...]:
    """Of the driver, by itself or by way of SQLAlchemy."""
    from sqlalchemy.exc import DBAPIError

    return DBAPIError, driver.DatabaseError


def _full(path: Path) -> bool:
    """SQLite calls it an input error when the disk has no room for its own small files."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _trouble(said: BaseException | None, path: Path) -> PlannerError:
    code, text = getattr(said, "sqlite_errorcode", 0) & 0xFF, str(said).casefold()
    for known, sign, error, name in _TROUBLES:
        if known == code or sign in text:
            return FileTrouble("no_room", path=path) if name == "store_unreachable" and _full(path) else error(name, path=path)
    return StoreTrouble("store_damaged", path=path)
