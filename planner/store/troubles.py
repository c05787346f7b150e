"""What the database says when it cannot go on, turned into what a person can do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from planner.errors import FileTrouble, PlannerError, StoreTrouble

_ROOM = 1 << 18
_SIGNS = (
    ("disk is full", FileTrouble, "no_room"),
    ("readonly", StoreTrouble, "store_read_only"),
    ("unable to open", StoreTrouble, "store_read_only"),
    ("not a database", StoreTrouble, "store_foreign"),
    ("is locked", StoreTrouble, "store_locked"),
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises StoreTrouble or FileTrouble for what the driver raises inside."""
    try:
        yield
    except (DBAPIError, driver.OperationalError, driver.DatabaseError) as error:
        if isinstance(getattr(error, "orig", error), driver.IntegrityError | driver.ProgrammingError):
            raise
        raise _trouble(str(getattr(error, "orig", error)), path) from error


def _full(path: Path) -> bool:
    """SQLite calls it an input error when the disk has no room for its own small files."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def _trouble(said: str, path: Path) -> PlannerError:
    if "disk i/o error" in said.casefold() and _full(path):
        return FileTrouble("no_room", path=path)
    for sign, error, code in _SIGNS:
        if sign in said:
            return error(code, path=path)
    return StoreTrouble("store_damaged", path=path)
