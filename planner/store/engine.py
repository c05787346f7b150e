"""SQLAlchemy's way to a file: for making and migrating its tables, and for watching records that are being changed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver

from planner.store import connections


def open_engine(path: Path) -> Engine:
    """An engine on a connection of its own, whose transactions take the right to write at once."""
    engine = joined(connections.connect(path))
    event.listen(engine, "begin", _begin)
    return engine


def joined(connection: connections.Connection) -> Engine:
    """An engine on a connection whose transactions somebody else begins and ends."""
    engine = create_engine("sqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool)
    engine.connect().close()
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
