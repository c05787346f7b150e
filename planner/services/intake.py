"""What came in: files as they were read, their rows, what would become of each, and what a person has said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import PlannerError, Problem
from planner.schema.record import Record
from planner.schema.text import tidy

if TYPE_CHECKING:
    from planner.sheets.book import Hints, ReadBook, ReadRow

VERDICTS = ("new", "changed", "same", "held", "refused")
MISSING = "missing"
TAKE, HOLD, REFUSE = "take", "hold", "refuse"


@dataclass(frozen=True)
class Received:
    """A file as it was read, or why it could not be.

    `hints` are what a person has decided about its tables, `department` is who sent it where a person has said so.
    """

    path: Path
    book: ReadBook | None = None
    error: PlannerError | None = None
    hints: Hints | None = None
    department: str = ""

    @property
    def sender(self) -> str:
        """Who sent it: as a person says, else as it says itself; empty where nobody says."""
        return tidy(self.department or (self.book.meta.get("department") if self.book else "") or "")


class Spots(Mapping[str, dict[str, str]]):
    """Field -> where it stood and what stood there, looked up in the table when it is asked for: a large file has millions."""

    def __init__(self, rows: Sequence[ReadRow], at: int) -> None:
        self._rows, self._at = rows, at

    def copy(self) -> dict[str, dict[str, str]]:
        """All of it at once; values that were not understood keep their text here."""
        row = self._rows[self._at]
        texts = row.texts
        found: dict[str, dict[str, str]] = {}
        for name, cell in row.cells.items():
            found.setdefault(_field(name), {"cell": cell, "text": texts.get(name, "")})
        for problem in row.problems:
            if problem.field:
                spot = found.setdefault(problem.field, {"cell": f"{problem.column}{row.row}", "text": problem.text})
                spot["problem"] = problem.code
        return found

    def __getitem__(self, name: str) -> dict[str, str]:
        return self.copy()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.copy())

    def __len__(self) -> int:
        return len(self.copy())


def _field(name: str) -> str:
    """The field that a column fills: what names a record (project.title) fills the link to it (project)."""
    return name.partition(".")[0]


class Extras(Mapping[str, str]):
    """Heading -> text of the columns that no field takes, looked up likewise."""

    def __init__(self, rows: Sequence[ReadRow], at: int) -> None:
        self._rows, self._at = rows, at

    def __getitem__(self, name: str) -> str:
        return self._rows[self._at].extra[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows[self._at].extra)

    def __len__(self) -> int:
        return len(self._rows[self._at].extra)


@dataclass(frozen=True, eq=False)
class Other:
    """What a row is or may be the same as: a record of the workspace (`key`), or another row of this import (`row`)."""

    values: Mapping[str, Any]
    key: str = ""
    row: IntakeRow | None = None

    @property
    def title(self) -> str:
        return str(self.values.get("title") or "")

    @property
    def department(self) -> str:
        return str(self.values.get("department") or "")


@dataclass(eq=False, slots=True)
class IntakeRow:
    """One row of a received sheet and what would become of it.

    `verdict`: new, changed, same; held waits for a person; refused cannot become a record; missing stands in the
    workspace and was not sent again. `decision` is the person's word: take, hold, refuse, or none yet. `differences`
    maps fields to (before, after) as meant; `other` is what it was compared with, `apart` whether a person has said that
    they are two things (None: nobody has said). By its `place` a row is known again in its file; a missing record has a key.
    """

    sheet: str
    row: int
    record: type[Record]
    verdict: str
    values: dict[str, Any]
    extra: Mapping[str, Any]
    cells: Spots | dict[str, dict[str, str]]
    key: str = ""
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    decision: str = ""
    other: Other | None = None
    apart: bool | None = None
    place: str = field(init=False)

    def __post_init__(self) -> None:
        self.place = f"{self.sheet}!{self.row}" if self.row else self.key

    @property
    def take(self) -> bool:
        """Whether it will be taken in: as a person said, else what needs nobody's word."""
        return self.decision == TAKE or (not self.decision and self.verdict in ("new", "changed", "same"))

    @property
    def outcome(self) -> str:
        """What will become of it as things stand: a verdict."""
        if self.verdict in ("same", "refused", MISSING):
            return self.verdict
        if self.take:
            known = self.other is not None and self.other.key and self.key == self.other.key
            return "changed" if self.differences else "same" if known else "new"
        return "refused" if self.decision == REFUSE else "held"

    def decide(self, word: str) -> bool:
        """Take it, hold it or refuse it; False where nothing can be decided."""
        if self.verdict in ("same", "refused", MISSING):
            return False
        self.decision = word
        return True

    def join(self) -> None:
        """A person says that this is the other: the record of the workspace is updated, or the other row stays out."""
        if self.other is None:
            return
        if self.other.row is not None:
            self.other.row.decide(REFUSE)
        else:
            self.key, self.differences = self.other.key, differences(self.other.values, self.values)
        self.decision, self.apart = TAKE, False

    def part(self) -> None:
        """A person says that this is not the other: it becomes a record of its own."""
        self.key, self.differences, self.decision, self.apart = "", {}, TAKE, True

    def repeat(self, before: IntakeRow) -> None:
        """Decide as was decided before, when this row was read last, as far as it is judged as it was then."""
        if before.verdict != self.verdict:
            return
        if before.apart:
            self.part()
        elif before.apart is False and self.other and before.other and self.other.key == before.other.key:
            self.join()
        self.decision = before.decision


_ORDER = {verdict: place for place, verdict in enumerate(("refused", "held", "changed", "new", "same"))}


@dataclass
class Tally:
    """Rows counted: by outcome, in trouble (`problems` of them all), that never can become records, alike and not decided."""

    outcomes: Counter[str] = field(default_factory=Counter)
    troubled: int = 0
    problems: int = 0
    hopeless: int = 0
    alike: int = 0

    @classmethod
    def of(cls, rows: Iterable[IntakeRow]) -> Tally:
        made = cls()
        for row in rows:
            made.outcomes[row.outcome] += 1
            made.hopeless += row.verdict == "refused"
            if row.problems:
                firm = sum(problem.code != "similar" for problem in row.problems)
                made.problems += firm
                made.troubled += firm > 0
                made.alike += row.apart is None and firm < len(row.problems)
        return made

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.outcomes + other.outcomes, self.troubled + other.troubled, self.problems + other.problems,
                     self.hopeless + other.hopeless, self.alike + other.alike)

    @property
    def waiting(self) -> int:
        """Rows that a person should look at before the file is done with."""
        return self.hopeless + self.outcomes["held"]

    def move(self, before: Counter[str], after: Counter[str]) -> None:
        """Some rows have another outcome."""
        self.outcomes += after
        self.outcomes.subtract(before)


@dataclass
class Part:
    """The rows of one kind on one sheet, those in trouble first; `fields` are filled or troubled in one of them at least,
    `alike` those that resemble another department's, decided or not."""

    sheet: str
    record: type[Record]
    rows: tuple[IntakeRow, ...]
    fields: frozenset[str]
    tally: Tally
    alike: tuple[IntakeRow, ...]


@dataclass
class IntakeFile:
    """One received file with its rows; `missing` are records that its sender sent earlier and not again."""

    received: Received
    rows: list[IntakeRow] = field(default_factory=list)
    missing: list[IntakeRow] = field(default_factory=list)
    parts: tuple[Part, ...] = ()

    def sort_out(self) -> None:
        """Make the parts anew from the rows."""
        found: dict[tuple[str, type[Record]], list[IntakeRow]] = {}
        for row in self.rows:
            found.setdefault((row.sheet, row.record), []).append(row)
        self.parts = tuple(Part(sheet, record, tuple(sorted(rows, key=_trouble)), frozenset(_touched(rows)), Tally.of(rows),
                                tuple(filter(_alike, rows))) for (sheet, record), rows in found.items())

    def recount(self) -> None:
        """Rows were decided about."""
        for part in self.parts:
            part.tally = Tally.of(part.rows)

    @property
    def tally(self) -> Tally:
        """Of all parts together."""
        return sum((part.tally for part in self.parts), Tally())

    @property
    def name(self) -> str:
        return self.received.path.name

    def counts(self) -> dict[str, int]:
        """Outcome -> rows."""
        found = Counter(row.outcome for row in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS}


@dataclass
class Intake:
    """Everything that is about to be taken in, as one operation."""

    files: list[IntakeFile]

    def rows(self) -> Iterable[IntakeRow]:
        return (row for file in self.files for row in file.rows)


def _trouble(row: IntakeRow) -> tuple[int, bool]:
    return _ORDER.get(row.verdict, len(_ORDER)) if row.verdict in ("refused", "held") or not row.problems else 1, not row.problems


def _alike(row: IntakeRow) -> bool:
    return any(problem.code == "similar" for problem in row.problems)


def _touched(rows: Iterable[IntakeRow]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        found.update(row.values, row.differences)
        found.update(problem.field for problem in row.problems)
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field -> (before, after) of what was sent and is not what is known; who sent it is no difference."""
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value and name != "department"}
