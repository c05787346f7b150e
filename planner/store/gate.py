"""What a file must be before it is opened: ours, whole, and not from a newer program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, insert

from planner import __version__
from planner.errors import FileTrouble, StoreTrouble
from planner.store.engine import connect, journal_mode, writing
from planner.store.mark import APPLICATION, marked
from planner.store.tables import META, METADATA
from planner.store.troubles import translated

SCHEMA = 1


def make(engine: Engine) -> None:
    """Write the empty tables of a new workspace."""
    with engine.connect() as connection:
        for pragma in (f"application_id={APPLICATION}", f"user_version={SCHEMA}", f"journal_mode={journal_mode()}"):
            connection.connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
    with writing(engine).begin() as connection:
        METADATA.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA:04}",))
        connection.execute(insert(META), {
            "workspace": str(uuid4()), "schema": SCHEMA, "least_reader": SCHEMA, "made_by": f"scene-planner {__version__}",
            "made_at": dt.datetime.now(dt.UTC).isoformat(), "cipher": ""})


def demand_absent(path: Path) -> None:
    """Raises StoreTrouble store_exists, or FileTrouble where there is no such folder."""
    if path.exists():
        raise StoreTrouble("store_exists", path=path)
    if not path.parent.is_dir():
        raise FileTrouble("file_missing", path=path.parent)


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
    with translated(path):
        connection = connect(path)
        try:
            schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if schema > SCHEMA:
                raise StoreTrouble("store_newer", path=path, needs=schema)
            strange = connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()[0]
            if strange or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StoreTrouble("store_damaged", path=path)
        finally:
            connection.close()
    return schema
