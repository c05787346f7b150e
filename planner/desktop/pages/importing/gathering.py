"""Which files of a drop are to be read: folders are taken with everything in them, lock files of office programs are not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.desktop.choosing import SHEETS

_LOCKS = ("~$", ".~")


def gather(paths: Iterable[Path]) -> list[Path]:
    """Files to read, each once; a folder gives the tables in it and below it, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if path.is_dir() else [path]
    return list(dict.fromkeys(path for path in found if not path.name.startswith(_LOCKS)))


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in SHEETS)
