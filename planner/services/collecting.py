"""Collecting: received files are read, compared with what is there, and taken in as one operation."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.kinds import KINDS
from planner.domain.organisation import join_key
from planner.domain.round import Origin, Round, Submission, Wording
from planner.errors import NotFound, PlannerError, RuleBroken
from planner.progress import Progress
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary, fields_of
from planner.services.comparing import Comparison, Standing, wanted_fields
from planner.services.drafting import assign
from planner.services.intake import Intake, IntakeFile, IntakeRow, Received
from planner.services.linking import Candidate, Links
from planner.services.reading import Reading

if TYPE_CHECKING:
    from planner.store.store import Store, Unit


_NAMES = ("number", "title")
_OWNERS = ("owner", "lead_department", "department", "builder")


@dataclass(frozen=True)
class Taken:
    """What became of one file."""

    file: str
    new: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    refused: int = 0
    error: PlannerError | None = None


@dataclass(frozen=True)
class Accepted:
    """An import that was written: its operation ("" when there was nothing to write) and what became of each file."""

    operation: str
    files: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class Source:
    """From where a value came."""

    file: str
    sheet: str
    cell: str
    text: str
    submission: str
    problem: str = ""


_LOOKED_BACK = 100


class Collecting:
    """From a department's file to records, each value with its cell (guideline, article 12)."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words

    def reading(self) -> Reading:
        """Reads received files one after the other; to be closed."""
        return Reading(self._store, self._words)

    def read(self, paths: Sequence[Path], progress: Progress | None = None) -> list[Received]:
        """Read files without writing anything; a file that cannot be read carries its error."""
        progress = progress or Progress()
        with self.reading() as reading:
            return [reading.read(path, progress) for path in progress.each(list(paths), "读取文件")]

    def remap(self, received: Received, sheet: str, column: str, field: str | None) -> Received:
        """Understand again with a column's meaning as the person has chosen it; None leaves the column as 附加信息."""
        from planner.sheets.book import Hints

        hints = received.hints or Hints()
        return self.reading().again(received, dataclasses.replace(hints, columns={**hints.columns, (sheet, column): field or ""}))

    def comparison(self, *, record: str | None = None, department: str | None = None, round: str | None = None) -> Comparison:
        """Compares files with the workspace as it is now. `record` asks for one kind only; `department` is who sent them."""
        kind = _kind(record) if record else None
        return Comparison(self._standing, Links(self._candidates), kind=kind, department=department, round=round)

    def compare(self, received: Sequence[Received], *, record: str | None = None, department: str | None = None,
                progress: Progress | None = None) -> Intake:
        """What taking these files in would change."""
        comparison = self.comparison(record=record, department=department)
        return Intake([comparison.add(one) for one in (progress or Progress()).each(list(received), "核对")])

    def _standing(self, record: type[Record]) -> Standing:
        fields = wanted_fields(record)
        with self._store.reading() as unit:
            known = unit.of(record)
            removed = known.values(Query(removed=True), ["removed", *fields])
            return Standing(record, fields, known.values(Query(), ["id", *fields]), removed, self.corrected)

    def corrected(self, record: str) -> dict[str, str]:
        """Fields of a record that the office has changed since they were taken from a file, each with the file's text."""
        with self._store.reading() as unit:
            origins = unit.of(Origin).find(Query(where={"record": [record]}))
        texts = {name: spot.get("text", "") for origin in origins for name, spot in (origin.cells or {}).items()}
        imports = {operation.id for origin in origins for operation in self._store.history(origin.id, 1)}
        found: dict[str, str] = {}
        for operation in self._store.history(record, _LOOKED_BACK) if texts else ():
            if operation.id in imports:
                break
            changed = {name for change in operation.changes for name in change.after or ()}
            found |= {name: texts[name] for name in changed if name in texts}
        return found

    def _candidates(self, kind: str) -> list[Candidate]:
        """The records of a kind by the names that files may use for them."""
        record = KINDS[kind]
        fields = [name for name in _NAMES if name in fields_of(record)]
        owners = [name for name in _OWNERS if name in fields_of(record)]
        source = ["scenario"] if kind == "project" else []
        with self._store.reading() as unit:
            rows = unit.of(record).values(Query(), ["id", *fields, *owners, *source])
        named = (dict(zip(("id", *fields, *owners, *source), row, strict=True)) for row in rows)
        return [Candidate(row["id"], {name: row[name] or "" for name in fields},
                          frozenset(join_key(row[name]) for name in owners if row[name]), row.get("scenario") or "") for row in named]

    def accept(self, intake: Intake, *, round: str | None = None, department: str | None = None,
               progress: Progress | None = None) -> Accepted:
        """Write everything that is to be taken, as one named operation that one undo withdraws.

        `round` is a round's number or key. A file of which nothing is taken leaves no trace; when that is so of all
        files nothing is written.
        """
        files = [file for file in intake.files if any(row.outcome in ("new", "changed") for row in file.rows)]
        done = tuple(_taken(file) for file in intake.files)
        if not files:
            return Accepted("", done)
        self._store.backup()
        name = f"导入 {files[0].name}" if len(files) == 1 else f"导入 {len(files)} 个文件"
        with self._store.changing(name) as unit:
            for file in (progress or Progress()).each(files, "写入"):
                self._take(unit, file, _batch(unit, round, file), department)
            operation = unit.operation
        return Accepted(operation, done)

    def _take(self, unit: Unit, file: IntakeFile, batch: str | None, department: str | None) -> None:
        book = file.received.book
        if book is None:
            return
        content = file.received.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != book.sha256:
            raise RuleBroken("file_changed", file=file.name)
        counts = file.counts()
        submission = Submission(
            title=file.name, sha256=unit.keep_file(content), received=dt.datetime.now(dt.UTC),
            department=department or file.received.sender or None, round=batch, filer=book.meta.get("filer"),
            rows_new=counts["new"], rows_changed=counts["changed"], rows_same=counts["same"],
            rows_held=counts["held"], rows_refused=counts["refused"])
        unit.of(Submission).add(submission)
        self._remember(unit, file, submission.department)
        rows = [row for row in file.rows if row.outcome in ("new", "changed")]
        self._change(unit, [row for row in rows if row.key])
        self._add(unit, [row for row in rows if not row.key], batch)
        unit.of(Origin).add_all([
            Origin(submission=submission.id, record=row.key, sheet=row.sheet, row=row.row, cells=row.cells.copy()) for row in rows])

    @staticmethod
    def _remember(unit: Unit, file: IntakeFile, department: str | None) -> None:
        """Keep what a person has said of this department's headings, so that the next file need not ask."""
        book, hints = file.received.book, file.received.hints
        if book is None or hints is None:
            return
        chosen = {column.header: hints.columns[table.sheet, column.column] for table in book.tables for column in table.columns
                  if column.header and (table.sheet, column.column) in hints.columns}
        known = {wording.heading: wording for wording in unit.of(Wording).find(Query(where={"department": [department]}))}
        for heading, field in chosen.items():
            if heading in known:
                assign(known[heading], {"field": field or None})
            else:
                unit.of(Wording).add(Wording(department=department, heading=heading, field=field or None))

    @staticmethod
    def _add(unit: Unit, rows: Sequence[IntakeRow], batch: str | None) -> None:
        made: defaultdict[type[Record], list[Record]] = defaultdict(list)
        for row in rows:
            thing = row.record(**row.values, extra=dict(row.extra) or None)
            if row.record.kind == "scenario":
                assign(thing, {"round": batch, "stage": "submitted"})
            row.key = thing.id
            made[row.record].append(thing)
        for record, things in made.items():
            unit.of(record).add_all(things)

    @staticmethod
    def _change(unit: Unit, rows: Sequence[IntakeRow]) -> None:
        by_record: defaultdict[type[Record], dict[str, IntakeRow]] = defaultdict(dict)
        for row in rows:
            by_record[row.record][row.key] = row
        for record, wanted in by_record.items():
            for thing in unit.of(record).many(list(wanted)):
                row = wanted[thing.id]
                assign(thing, {name: after for name, (_, after) in row.differences.items()})
                if row.extra:
                    thing.extra = {**(thing.extra or {}), **row.extra}

    def sources(self, record: str) -> dict[str, Source]:
        """Field -> the cell from which its value was last taken."""
        with self._store.reading() as unit:
            origins = unit.of(Origin).find(Query(where={"record": [record]}))
            sent = {s.id: s for s in unit.of(Submission).many(list({o.submission for o in origins}))}
        found: dict[str, Source] = {}
        for origin in sorted(origins, key=lambda o: sent[o.submission].received):
            for name, spot in (origin.cells or {}).items():
                found[name] = Source(sent[origin.submission].title, origin.sheet, spot["cell"], spot["text"],
                                     origin.submission, spot.get("problem", ""))
        return found

    def received_file(self, submission: str) -> bytes:
        """The file as it came, unchanged."""
        with self._store.reading() as unit:
            return unit.received_file(unit.of(Submission).get(submission).sha256)


def _kind(name: str) -> type[Record]:
    if name not in KINDS:
        raise RuleBroken("unknown_kind", kind=name, known=list(KINDS))
    return KINDS[name]


def _batch(unit: Unit, round: str | None, file: IntakeFile) -> str | None:
    """The round that a person names, else the one of which the file says that it is the form."""
    said = file.received.book.meta.get("round") if file.received.book else None
    if round or not said:
        return _round(unit, round) if round else None
    return next((r.id for r in unit.of(Round).find(Query()) if r.number == said), None)


def _round(unit: Unit, name: str) -> str:
    rounds = unit.of(Round).find(Query())
    found = next((r.id for r in rounds if name in (r.id, r.number, r.title)), None)
    if found is None:
        raise NotFound(kind=Round.kind, key=name, label=Round.label)
    return found


def _taken(file: IntakeFile) -> Taken:
    return Taken(file.name, **file.counts(), error=file.received.error)
