"""Commands that read received files: read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def offer(commands: Any) -> None:
    read = commands.add_parser("read", help="读取一个表格，不写入")
    read.add_argument("file", type=Path)
    read.set_defaults(run=_read)


def _read(asked: argparse.Namespace) -> dict[str, Any]:
    from planner.domain.kinds import IMPORTED
    from planner.errors import SheetUnreadable
    from planner.sheets.contract import as_json, error_as_json
    from planner.sheets.intake import read_book

    try:
        return as_json(read_book(asked.file, IMPORTED))
    except SheetUnreadable as error:
        return error_as_json(asked.file.name, error)
