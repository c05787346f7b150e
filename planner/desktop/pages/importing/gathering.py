"""Which files of a drop are to be read: all of them, each with a line of its own; only what programs leave lying about is not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_LOCKS = ("~$", ".~")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def gather(paths: Iterable[Path]) -> list[Path]:
    """Files to read, each once; a folder gives everything in it and below it, in the order of their names.

    A file that is no table is read too, so that a person hears of it: a picture or a PDF is a report as well.
    """
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if path.is_dir() else [path]
    return list(dict.fromkeys(path for path in found if not path.name.startswith(_LOCKS)))


def _inside(folder: Path) -> list[Path]:
    inside = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in inside if not any(map(_litter, path.relative_to(folder).parts)))


def _litter(name: str) -> bool:
    return name.startswith(".") or name.lower() in _LITTER
