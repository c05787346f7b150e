"""Bringing a workspace of an older program up to this one: on a copy, checked, and only then in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

from planner.errors import PlannerError, StoreTrouble
from planner.paths import replacing
from planner.store import backup
from planner.store.connections import connect
from planner.store.engine import open_engine
from planner.store.gate import SCHEMA, demand_ours

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(path: Path) -> None:
    """Raises StoreTrouble store_upgrade with the backup's place; the file is then as it was."""
    kept = backup.make(path)
    try:
        with replacing(path) as draft:
            shutil.copyfile(kept.file, draft)
            migrate(draft)
            demand_ours(draft)
    except PlannerError as error:
        raise StoreTrouble("store_upgrade", path=path, backup=kept.file) from error


def migrate(file: Path) -> None:
    """Run every step that the file has not seen, in one transaction."""
    from alembic import command
    from alembic.config import Config

    engine = open_engine(file)
    try:
        with engine.begin() as connection:
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
    finally:
        engine.dispose()
    counted = connect(file)
    try:
        counted.execute("UPDATE meta SET schema = ?, least_reader = ?", (SCHEMA, SCHEMA))
        counted.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        counted.close()
