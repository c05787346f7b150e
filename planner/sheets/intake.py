"""A received file to rows that can become records: values as meant, original texts, cells, and every problem."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path

from planner.errors import Problem, SheetUnreadable
from planner.progress import Progress
from planner.schema.record import SEED, Record, Vocabulary
from planner.schema.text import folded
from planner.sheets.book import CellProblem, Hints, ReadBook, ReadColumn, ReadRow, ReadTable
from planner.sheets.form.asked import OWN_SHEETS, Trace, trace_of
from planner.sheets.grid import Grid, Merge, Sheet, blank, reference
from planner.sheets.marking.marks import RESULT
from planner.sheets.process import Reader, read_grid
from planner.sheets.understanding.headings import Lexicon
from planner.sheets.understanding.page import followed
from planner.sheets.understanding.sheets import SheetReading, grouped, read_sheet
from planner.sheets.understanding.surroundings import gather

__all__ = ["CellProblem", "Hints", "ReadBook", "ReadColumn", "ReadRow", "ReadTable", "read_again", "read_book"]


def read_book(path: Path, records: Sequence[type[Record]], words: Vocabulary = SEED, progress: Progress | None = None,
              mapping: Hints | None = None, reader: Reader | None = None) -> ReadBook:
    """Read a spreadsheet; nothing is written anywhere. `reader` is at hand where several files are read.

    Raises SheetUnreadable with a code of the reading contract, FileTrouble when the file cannot be opened, Cancelled.
    """
    progress = progress or Progress()
    grid = reader.grid(path, progress) if reader else read_grid(path, progress)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return understand(grid, path, sha256, Lexicon(records, words), mapping or Hints(), progress)


def read_again(book: ReadBook, records: Sequence[type[Record]], words: Vocabulary, mapping: Hints,
               progress: Progress | None = None) -> ReadBook:
    """The same cells understood anew, as a person says; the file is not opened. Raises SheetUnreadable, Cancelled."""
    grid = Grid(book.format, book.sheets, book.encoding)
    return understand(grid, book.path, book.sha256, Lexicon(records, words), mapping, progress or Progress())


def understand(grid: Grid, path: Path, sha256: str, lexicon: Lexicon, hints: Hints, progress: Progress) -> ReadBook:
    """What a grid says. Raises SheetUnreadable("no_table" or "empty")."""
    problems = [Problem("", code, dict(params)) for code, params in grid.notes]
    done: list[SheetReading] = []
    trace = trace_of(grid)
    hints = _told_by(trace, hints) if trace else hints
    if all(all(blank(row) for row in sheet.rows) for sheet in grid.sheets):
        raise SheetUnreadable("empty", file=path.name)
    by_name = grouped(grid.sheets, lexicon)
    for sheet in progress.each([sheet for sheet in grid.sheets if sheet.name not in (*OWN_SHEETS, RESULT)], "识别表格"):
        problems += _noted(sheet)
        if not sheet.hidden:
            reading = read_sheet(sheet, lexicon, path.stem, hints, group=sheet.name if by_name else "",
                                 before=done[-1].goes_on if done else None)
            done.append(reading)
            if reading.continued:
                problems.append(Problem("", "continued_sheet", {"sheet": sheet.name}, warning=True))
            if reading.codes:
                problems.append(Problem("", "code_list", {"sheet": sheet.name}))
    tables = [table for reading in done for table in reading.tables]
    if not tables:
        raise SheetUnreadable("no_table", file=path.name)
    problems += [Problem("", "not_recognised", {"sheet": table.sheet}) for table in tables if table.record is None]
    problems += [Problem("", "unmapped_column", {"sheet": table.sheet, "header": "”“".join(table.kept)}, warning=True)
                 for table in tables if table.record and table.kept]
    lines = [line for reading in done for line in reading.lines]
    titles = [table.title for table in tables if table.record] or [table.title for table in tables]
    meta = {"round": trace.number} if trace else {}
    meta |= gather(path, lines, [sheet.name for sheet in grid.sheets if not sheet.hidden], titles)
    return ReadBook(path.name, path, sha256, grid.format, grid.encoding, meta, tables, problems, grid.sheets)


def _told_by(trace: Trace, hints: Hints) -> Hints:
    """A returned collection form says what its headings mean; what a person has chosen since goes before that."""
    said = {folded(heading): name for heading, name in trace.headings.items()}
    return dataclasses.replace(hints, headings={**said, **hints.headings})


def _noted(sheet: Sheet) -> list[Problem]:
    """What a person should know of a sheet before believing its rows."""
    if sheet.hidden:
        return [] if all(blank(row) for row in sheet.rows) else [Problem("", "hidden_sheet", {"sheet": sheet.name})]
    if ignored := [merge for merge in sheet.merges if not followed(merge)]:
        return [Problem("", "merge_ignored", {"sheet": sheet.name, "cells": _span(ignored[0])}), *_codes(sheet)]
    return _codes(sheet)


def _span(merge: Merge) -> str:
    top, left, bottom, right = merge
    return f"{reference(top, left)}:{reference(bottom, right)}"


def _codes(sheet: Sheet) -> list[Problem]:
    codes = [("hidden_rows", sheet.hidden_rows), ("hidden_columns", sheet.hidden_columns), ("no_cached_values", sheet.formulas),
             ("unseen", sheet.unseen), ("beyond", sheet.beyond)]
    return [Problem("", code, {"sheet": sheet.name}) for code, found in codes if found]
