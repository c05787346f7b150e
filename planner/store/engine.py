"""One engine for every platform: a known SQLite, safe pragmas, transactions that begin when we say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from planner.store.whereabouts import Place, place_of

WRITING = "writing"
PATIENCE = 2.0
"""Seconds until another program that holds the file is told of."""
_WAL_RESET_DEFECT = ((3, 7, 0), (3, 51, 2))


def open_engine(path: Path) -> Engine:
    """An engine on an existing or new file; connections may be used by any thread, one at a time."""
    engine = create_engine("sqlite://", module=driver, creator=lambda: connect(path), poolclass=QueuePool, pool_size=4)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the right to write at once."""
    return engine.execution_options(**{WRITING: True})


def connect(path: Path) -> Any:
    """A connection of the driver that begins nothing by itself."""
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


def _begin(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get(WRITING) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")
