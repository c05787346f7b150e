"""The driver's connections to one file: a known SQLite, safe pragmas, transactions that begin when we say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2 as driver

from planner.store.whereabouts import Place, place_of

Connection: TypeAlias = Any   # the driver has no types
PATIENCE = 2.0
"""Seconds until another program that holds the file is told of."""
_WAL_RESET_DEFECT = ((3, 7, 0), (3, 51, 2))


def connect(path: Path) -> Connection:
    """A connection that begins nothing by itself; any thread may use it, one at a time."""
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=PATIENCE)
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "synchronous=FULL", "fullfsync=ON",
                   "checkpoint_fullfsync=ON", "temp_store=MEMORY", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def prepare(path: Path) -> None:
    """Set the journal mode of a file that is about to be worked on; copies stay readable on write-protected media."""
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA journal_mode={journal_mode(path)}").fetchall()
    finally:
        connection.close()


def journal_mode(path: Path) -> str:
    """WAL on a disk of this machine's own, but for the SQLite versions whose WAL may lose a commit (fixed in 3.51.3).

    Its files beside the workspace would be carried away apart from it by a stick or a synchronising program, and do not work
    over a network at all.
    """
    first, last = _WAL_RESET_DEFECT
    unsafe = first <= driver.sqlite_version_info <= last
    return "TRUNCATE" if unsafe or place_of(path) is not Place.OWN else "WAL"


class Connections:
    """As many as read at the same time, which can write nothing, and the one that writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[Connection] = []
        self.writer = connect(path)
        self.closed = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the file."""
        reader = self._reader()
        try:
            reader.execute("BEGIN")
            yield reader
        finally:
            reader.rollback()
            self._idle.append(reader)

    def _reader(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            reader = connect(self._path)
            reader.execute("PRAGMA query_only=ON").fetchall()
            return reader

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The right to write, taken at once: all of it is committed, or nothing; who has taken it all back commits nothing."""
        self.writer.execute("BEGIN IMMEDIATE")
        try:
            yield self.writer
            self.writer.commit()
        finally:
            self.writer.rollback()

    def close(self) -> None:
        """Bring the log home and let go; nobody may be reading any more."""
        self.closed = True
        try:
            self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            for connection in (*self._idle, self.writer):
                connection.close()
