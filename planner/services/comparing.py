"""What a received file would change: each row against what the workspace already has; nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.identity import Identity, identity
from planner.errors import PlannerError, Problem
from planner.schema.record import Record, defaults_of, fields_of

if TYPE_CHECKING:
    from planner.sheets.book import Hints, ReadBook, ReadRow, ReadTable

VERDICTS = ("new", "changed", "same", "held", "refused")


@dataclass(frozen=True)
class Received:
    """A file as it was read, or why it could not be; `hints` are what a person has decided about it."""

    path: Path
    book: ReadBook | None = None
    error: PlannerError | None = None
    hints: Hints | None = None


@dataclass
class IntakeRow:
    """One row of a received sheet and what would become of it.

    `verdict`: new, changed, same; held waits for a person; refused cannot become a record. `take` is the person's word:
    a held row may be taken, any row left out. `differences` maps fields to (before, after) as meant.
    """

    sheet: str
    row: int
    record: type[Record]
    verdict: str
    values: dict[str, Any]
    extra: dict[str, Any]
    cells: dict[str, dict[str, str]]
    key: str = ""
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    take: bool = True


@dataclass
class IntakeFile:
    """One received file with its rows."""

    received: Received
    rows: list[IntakeRow] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.received.path.name

    def counts(self) -> dict[str, int]:
        """Verdict -> rows."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS}


@dataclass
class Intake:
    """Everything that is about to be taken in, as one operation."""

    files: list[IntakeFile]

    def rows(self) -> Iterable[IntakeRow]:
        return (row for file in self.files for row in file.rows)


class Standing:
    """What the workspace has of one kind, found by identity; rows met on the way are added, so that repeats show."""

    def __init__(self, record: type[Record], fields: Sequence[str], values: Iterable[tuple[Any, ...]]) -> None:
        self._known: dict[Identity, tuple[str, dict[str, Any]]] = {}
        for key, *found in values:
            named = dict(zip(fields, found, strict=True))
            self._known.setdefault(identity(record, named), (key, named))

    def find(self, identity: Identity) -> tuple[str, dict[str, Any]] | None:
        return self._known.get(identity)

    def meet(self, identity: Identity, where: str, values: dict[str, Any]) -> None:
        self._known.setdefault(identity, (where, values))


def judge(table: ReadTable, row: ReadRow, record: type[Record], standing: Standing, sender: str) -> IntakeRow:
    """The verdict on one row of a table that holds records of this kind."""
    values = {name: value for name, value in row.values.items() if value is not None}
    problems = [Problem(p.field or "", p.code, {**p.params, "text": p.text, "column": p.column}) for p in row.problems]
    judged = IntakeRow(table.sheet, row.row, record, "new", values, dict(row.extra), _cells(row), problems=problems)
    missing = [name for name, kind in fields_of(record).items()
               if kind.required and name not in values and name not in defaults_of(record)]
    if missing:
        known = {(p.field, p.code) for p in problems}
        judged.problems += [Problem(name, "missing") for name in missing if (name, "missing") not in known]
        return _held_back(judged, "refused")
    _leave_out_what_contradicts(judged)
    compared = _compare(judged, standing, sender)
    if not row.struck or compared.verdict not in ("new", "changed"):
        return compared
    compared.problems.append(Problem("", "struck_out"))
    return _held_back(compared, "held")


def _leave_out_what_contradicts(judged: IntakeRow) -> None:
    """A value that breaks a rule of the record stays behind as a problem; the rest of the row is good."""
    for problem in judged.record(**judged.values).problems():
        judged.problems.append(problem)
        if not problem.warning:
            judged.values.pop(problem.field, None)


def _compare(judged: IntakeRow, standing: Standing, sender: str) -> IntakeRow:
    wanted = {**judged.values, "department": sender} if judged.record.kind == "scenario" and sender else judged.values
    judged.values = wanted
    named = identity(judged.record, wanted)
    found = standing.find(named)
    here = f"@{judged.sheet}!{judged.row}"
    if found is None:
        standing.meet(named, here, wanted)
        return judged
    key, known = found
    if key.startswith("@"):
        judged.problems.append(Problem("", "duplicate", {"where": key[1:].replace("!", " 第") + "行"}))
        return _held_back(judged, "held")
    judged.key = key
    other = known.get("department")
    judged.differences = {n: (known.get(n), v) for n, v in wanted.items() if known.get(n) != v and n != "department"}
    if judged.differences and other and sender and other != sender:
        judged.problems.append(Problem("", "other_department", {"department": other}))
        return _held_back(judged, "held")
    judged.verdict = "changed" if judged.differences else "same"
    return judged


def _held_back(judged: IntakeRow, verdict: str) -> IntakeRow:
    judged.verdict, judged.take = verdict, False
    return judged


def _cells(row: ReadRow) -> dict[str, dict[str, str]]:
    """Field -> where it stood and what stood there; values that were not understood keep their text here."""
    cells = {name: {"cell": cell, "text": row.texts.get(name, "")} for name, cell in row.cells.items()}
    for problem in row.problems:
        if problem.field:
            spot = cells.setdefault(problem.field, {"cell": f"{problem.column}{row.row}", "text": problem.text})
            spot["problem"] = problem.code
    return cells


def wanted_fields(record: type[Record]) -> list[str]:
    """The fields that a received row can fill or that say who sent it."""
    return [name for name, kind in fields_of(record).items() if (kind.imported and not kind.derived) or name == "department"]


def by_verdict(rows: Iterable[IntakeRow], verdict: str) -> list[IntakeRow]:
    """The rows with this verdict that are to be taken."""
    return [row for row in rows if row.verdict == verdict and row.take]


