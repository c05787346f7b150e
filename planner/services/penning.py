"""Penning: a composed document becomes a file, by the pen that the file's ending names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.errors import RuleBroken
from planner.progress import Progress
from planner.schema.document import Document, Issued

FORMATS = (".xlsx", ".pdf", ".docx")


def write(document: Document, path: Path, progress: Progress | None = None, fonts: Path | None = None) -> Issued:
    """A composed document to a file, by the pen that the ending names; `fonts` holds the office's own typefaces."""
    if path.suffix.lower() == ".pdf":
        from planner.paper import writing as paper

        return paper.write(document, path, progress, fonts)
    if path.suffix.lower() == ".docx":
        from planner.word import writing as word

        return word.write(document, path, progress)
    from planner.sheets import writing as sheets

    return sheets.write(document, path, progress)


def demand_pens(paths: Sequence[Path]) -> None:
    """Raise RuleBroken (unknown_format) before anything is composed for a file that no pen writes."""
    for path in paths:
        if path.suffix.lower() not in FORMATS:
            raise RuleBroken("unknown_format", suffix=path.suffix)
