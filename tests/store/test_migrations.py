"""The frozen steps lead to the tables that the fields ask for today."""

from __future__ import annotations

import runpy
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from planner.store.engine import open_engine
from planner.store.gate import SCHEMA, make
from planner.store.tables import METADATA
from planner.store.upgrading import migrate

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "planner/store/migrations/versions/r0001_first.sql"


def shape(path: Path) -> dict[str, str]:
    """Every table and index with its statement, in one spelling."""
    engine = open_engine(path)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    engine.dispose()
    return {name: " ".join(sql.split()) for name, sql in found if name != "alembic_version"}


def test_migrating_from_nothing_gives_the_tables_of_a_new_workspace(tmp_path: Path) -> None:
    migrate(tmp_path / "migrated.cjgh")
    make(tmp_path / "made.cjgh")
    assert shape(tmp_path / "migrated.cjgh") == shape(tmp_path / "made.cjgh")


def test_nothing_is_left_to_migrate(tmp_path: Path) -> None:
    migrate(tmp_path / "migrated.cjgh")
    engine = open_engine(tmp_path / "migrated.cjgh")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == f"{SCHEMA:04}"
    engine.dispose()


def test_the_first_step_is_what_the_freezer_writes_while_it_is_the_only_one() -> None:
    steps = sorted(FIRST.parent.glob("r*.py"))
    if len(steps) == 1:
        assert FIRST.read_text(encoding="utf-8") == runpy.run_path(str(ROOT / "packaging/freeze_schema.py"))["frozen"]()
