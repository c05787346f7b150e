"""A received file to rows that can become records: values as meant, original texts, cells, and every problem."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.progress import Progress
from planner.schema.record import SEED, Record, Vocabulary
from planner.sheets.book import CellProblem, Hints, ReadBook, ReadColumn, ReadRow, ReadTable

__all__ = ["CellProblem", "Hints", "ReadBook", "ReadColumn", "ReadRow", "ReadTable", "read_book"]


def read_book(path: Path, records: Sequence[type[Record]], words: Vocabulary = SEED, progress: Progress | None = None,
              mapping: Hints | None = None) -> ReadBook:
    """Read a spreadsheet; nothing is written anywhere.

    Raises SheetUnreadable with a code of the reading contract, FileTrouble when the file cannot be opened, Cancelled.
    """
    raise NotImplementedError
