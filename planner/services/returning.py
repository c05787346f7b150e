"""Returning (退回补正): a department's file goes back with what is wrong marked in it, and a letter that lists it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from planner import messages
from planner.domain.office import Office
from planner.domain.round import Submission
from planner.errors import Problem, RuleBroken
from planner.progress import Progress
from planner.schema.dates import PartialDate
from planner.schema.fields import Field
from planner.schema.record import Vocabulary
from planner.services.intake import IntakeFile, IntakeRow

if TYPE_CHECKING:
    from planner.sheets.marking.marks import Mark
    from planner.store.store import Store

OURS = frozenset({"duplicate", "struck_out", "other_department", "similar", "inferred", "was_removed", "office_corrected",
                  "changed_by_both"})
"""Problems that the office decides itself; a department is not asked about them."""


@dataclass(frozen=True)
class Returned:
    """What was written: the marked workbook (`own`: the department's own layout was kept), the letter, how many problems."""

    workbook: Path
    letter: Path
    problems: int
    own: bool
    operation: str


class Returning:
    """Asks a department to put right what it sent (form check of the collection, guideline article 12)."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], office: Callable[[], Office],
                 fonts: Callable[[], str] = str) -> None:
        self._store = store
        self._fonts = fonts
        self._words = words
        self._office = office

    def marks(self, file: IntakeFile) -> list[Mark]:
        """Everything in a file that its department has to put right, in the order of its rows."""
        return [mark for row in file.rows for mark in self._marks(row)]

    def _marks(self, row: IntakeRow) -> list[Mark]:
        from planner.sheets.marking.marks import Mark

        fields = self._words().fields_of(row.record)
        asked = [problem for problem in row.problems if problem.code not in OURS and not problem.warning]
        return [Mark(row.sheet, _cell(row, problem), _label(fields, problem), _text(row, problem), messages.sentence(problem),
                     _wanted(fields, problem)) for problem in asked]

    def send_back(self, file: IntakeFile, folder: Path, *, department: str, until: PartialDate | None = None,
                  round: str | None = None, today: dt.date | None = None, progress: Progress | None = None) -> Returned:
        """Write the marked workbook and the letter into `folder`, and note that the file was returned, as one operation.

        Raises RuleBroken("nothing_to_return", "file_changed"), FileTrouble, Cancelled.
        """
        marks = self.marks(file)
        if not marks or file.received.book is None:
            raise RuleBroken("nothing_to_return", file=file.name)
        content = file.received.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != file.received.book.sha256:
            raise RuleBroken("file_changed", file=file.name)
        day = today or dt.datetime.now().astimezone().date()
        workbook, letter = _free(folder, Path(file.name).stem)
        own = self._write(file, marks, workbook, letter, department, until, day, progress or Progress())
        operation = self._note(file, content, len(marks), department, round, day)
        return Returned(workbook, letter, len(marks), own, operation)

    def _write(self, file: IntakeFile, marks: list[Mark], workbook: Path, letter: Path, department: str,
               until: PartialDate | None, day: dt.date, progress: Progress) -> bool:
        from planner.documents import return_letter
        from planner.paper.writing import write
        from planner.sheets.grid import Grid
        from planner.sheets.marking.writing import write_marked

        book = file.received.book
        assert book is not None
        own = write_marked(file.received.path, Grid(book.format, book.sheets), marks, workbook, progress)
        lines = [return_letter.Line(m.sheet, m.cell, m.label or "整行", m.text, m.problem, m.wanted) for m in marks]
        write(return_letter.compose(self._office(), department, file.name, lines, until=until, as_of=day), letter, progress,
              Path(self._fonts()) if self._fonts() else None)
        return own

    def _note(self, file: IntakeFile, content: bytes, problems: int, department: str, round: str | None, day: dt.date) -> str:
        with self._store.changing(f"退回补正 {file.name}") as unit:
            unit.of(Submission).add(Submission(
                title=file.name, sha256=unit.keep_file(content), received=dt.datetime.now(dt.UTC), department=department or None,
                round=round, returned=PartialDate(day.isoformat()), rows_refused=problems))
            return unit.operation


def _free(folder: Path, stem: str) -> tuple[Path, Path]:
    """Names for the workbook and the letter that nothing has yet: what was returned before is not written over."""
    pairs = (_names(folder, stem, f"（{number}）" if number > 1 else "") for number in count(1))
    return next(pair for pair in pairs if not any(path.exists() for path in pair))


def _names(folder: Path, stem: str, again: str) -> tuple[Path, Path]:
    return folder / f"{stem}（退回补正）{again}.xlsx", folder / f"{stem}（补正通知）{again}.pdf"


def _cell(row: IntakeRow, problem: Problem) -> str:
    """Where the problem stands; a problem of the whole row stands at the row's first cell."""
    spot = row.cells.get(problem.field, {}).get("cell")
    return spot or f"{problem.params.get('column') or 'A'}{row.row}"


def _label(fields: Mapping[str, Field], problem: Problem) -> str:
    return fields[problem.field].label if problem.field in fields else ""


def _text(row: IntakeRow, problem: Problem) -> str:
    return str(problem.params.get("text") or row.cells.get(problem.field, {}).get("text", ""))


def _wanted(fields: Mapping[str, Field], problem: Problem) -> str:
    if problem.field not in fields:
        return ""
    takes = fields[problem.field].takes
    return f"请补填{f'，{takes}' if takes else ''}" if problem.code == "missing" else f"请填{takes}" if takes else ""
