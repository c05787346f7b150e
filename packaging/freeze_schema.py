"""Writes the SQL of the present tables: run once for a new first revision; a released one is never written again."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from planner.store.tables import METADATA


def frozen() -> str:
    """Every table and index as one statement each."""
    dialect = sqlite.dialect()
    made = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in METADATA.sorted_tables]
    made += [str(CreateIndex(index).compile(dialect=dialect)).strip()
             for table in METADATA.sorted_tables for index in sorted(table.indexes, key=lambda index: str(index.name))]
    return ";\n".join(made).replace("\t", "    ") + ";\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(frozen(), encoding="utf-8")
