"""What a file must be before it is opened: ours, whole, and not from a newer program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import uuid4

from planner import __version__
from planner.errors import FileTrouble, StoreTrouble
from planner.store.connections import connect
from planner.store.mark import APPLICATION, marked
from planner.store.phrases import insert
from planner.store.troubles import translated

SCHEMA = 1


def make(path: Path, mode: str = "WAL") -> None:
    """Write a new workspace with empty tables, whose journal is kept in this mode."""
    from planner.store.engine import open_engine
    from planner.store.tables import METADATA

    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            for pragma in (f"application_id={APPLICATION}", f"user_version={SCHEMA}", f"journal_mode={mode}"):
                connection.connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
        with engine.begin() as connection:
            METADATA.create_all(connection)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA:04}",))
            born = {"workspace": str(uuid4()), "schema": SCHEMA, "least_reader": SCHEMA, "made_by": f"scene-planner {__version__}",
                    "made_at": dt.datetime.now(dt.UTC).isoformat(), "cipher": ""}
            connection.exec_driver_sql(insert("meta", list(born)), tuple(born.values()))
    finally:
        engine.dispose()


def demand_absent(path: Path) -> None:
    """Raises StoreTrouble store_exists, or FileTrouble where there is no such folder.

    What a crash has left beside a workspace that was moved away belongs to that one, and would spoil another of its name.
    """
    for taken in (path, *beside(path)):
        if taken.exists():
            raise StoreTrouble("store_exists", path=taken)
    if not path.parent.is_dir():
        raise FileTrouble("file_missing", path=path.parent)


def beside(path: Path) -> list[Path]:
    """The files in which SQLite keeps what is not in the workspace file yet."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]


def demand_ours(path: Path) -> int:
    """The schema of the file. Raises StoreTrouble store_missing, store_foreign, store_damaged, store_newer."""
    if not path.is_file():
        raise StoreTrouble("store_missing", path=path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StoreTrouble("store_read_only", path=path) from error
    if not marked(head):
        raise StoreTrouble("store_foreign", path=path)
    return _sound(path)


def _sound(path: Path) -> int:
    """Its schema; looked at more closely when it was not closed in good order."""
    look = "integrity_check" if any(file.exists() and file.stat().st_size for file in beside(path)) else "quick_check"
    with translated(path):
        connection = connect(path)
        try:
            schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if schema > SCHEMA:
                raise StoreTrouble("store_newer", path=path, needs=schema)
            strange = connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()[0]
            if strange or connection.execute(f"PRAGMA {look}(1)").fetchone()[0] != "ok":
                raise StoreTrouble("store_damaged", path=path)
        finally:
            connection.close()
    return schema
