"""What a received file would change: each row against what the workspace already has; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.domain.identity import Identity, identity
from planner.domain.likeness import Likeness
from planner.domain.plausible import UsualInvestments
from planner.errors import Problem
from planner.schema.record import Record, defaults_of, fields_of
from planner.schema.text import tidy
from planner.services.intake import MISSING, Extras, IntakeFile, IntakeRow, Other, Received, Spots, differences
from planner.services.linking import Links

if TYPE_CHECKING:
    from planner.sheets.book import ReadTable

_BESIDE = {"scenario": ("department", "round"), "progress": ("reviewer",)}
"""What decides about a row beside what files may say."""
_RECORD = "record"
_TOO_MANY = 5_000
"""Rows of one file beyond which titles that resemble each other are not looked for."""


class _Known(NamedTuple):
    key: str
    values: Mapping[str, Any]
    row: IntakeRow | None = None


class Standing:
    """What the workspace has of one kind, found by identity; rows met on the way are added, so that repeats show.

    `values` are (key, the fields) of each record, `removed` (reason, the fields) of those that no longer count.
    `corrected` gives, for a record, the fields that the office has changed since a file gave them, with the file's text.
    """

    def __init__(self, record: type[Record], fields: Sequence[str], values: Iterable[tuple[Any, ...]],
                 removed: Iterable[tuple[Any, ...]] = (), corrected: Callable[[str], Mapping[str, str]] | None = None) -> None:
        self.corrected = corrected or (lambda key: {})
        self._removed = {identity(record, dict(zip(fields, found, strict=True))): str(reason) for reason, *found in removed}
        self._record = record
        self._known: dict[Identity, _Known] = {}
        self._sent: defaultdict[str, list[_Known]] = defaultdict(list)
        self._likeness, self._titled = Likeness(), dict[str, _Known]()
        self._seen: set[str] = set()
        self._usual = UsualInvestments()
        for key, *found in values:
            known = _Known(key, dict(zip(fields, found, strict=True)))
            self._known.setdefault(identity(record, known.values), known)
            self._sent[known.values.get("department") or ""].append(known)
            self._note(key, known)

    def _note(self, name: str, known: _Known) -> None:
        if self._record.kind == "scenario":
            self._likeness.add(name, known.values.get("title") or "", known.values.get("department") or "")
            self._titled[name] = known
            self._usual.add(known.values)

    def doubt(self, values: Mapping[str, Any]) -> Problem | None:
        """What is unusual beside all that is known."""
        return self._usual.doubt(values)

    def find(self, identity: Identity) -> Other | None:
        known = self._known.get(identity)
        if known is None:
            return None
        self._seen.add(known.key)
        return Other(known.values, known.key, known.row)

    def reason(self, identity: Identity) -> str:
        """Why a record of this identity was removed; empty where none was."""
        return self._removed.get(identity, "")

    def meet(self, identity: Identity, row: IntakeRow, *, near: bool) -> None:
        known = _Known("", row.values, row)
        self._known.setdefault(identity, known)
        if near:
            self._note(f"@{len(self._titled)}", known)

    def alike(self, values: Mapping[str, Any]) -> Other | None:
        """What another department has sent under a title so alike that a person should look at both."""
        own = values.get("department")
        found = (self._titled[name] for name in (self._likeness.alike(values.get("title") or "", own) if own else ()))
        nearest = next((known for known in found if known.values.get("department")), None)
        return Other(nearest.values, nearest.key, nearest.row) if nearest else None

    def falls(self, values: Mapping[str, Any]) -> Problem | None:
        """A quarter's report that falls behind the one before without a reason; a person must say that it is meant."""
        if self._record.kind != "progress" or values.get("fall_reason"):
            return None
        earlier = [known.values for known in self._known.values() if known.values.get("project") == values.get("project")
                   and known.values["quarter"] < values["quarter"]]
        last = max(earlier, key=lambda before: before["quarter"].last, default=None)
        if last is None or values["percent"] >= last["percent"]:
            return None
        return Problem("percent", "progress_falls", {"before": f"{last['percent']:f}", "after": f"{values['percent']:f}"})

    def missing(self, sender: str, round: str | None) -> list[IntakeRow]:
        """What this department sent earlier (in this round, where one is named) and no file of this import names."""
        return [IntakeRow("", 0, self._record, MISSING, dict(known.values), {}, {}, key=known.key)
                for known in self._sent.get(sender, ()) if known.key not in self._seen
                and (not round or known.values.get("round") == round)]


class Comparison:
    """Files compared one after the other with one state of the workspace; what came before is known to what follows.

    `standing_of` gives what the workspace has of a kind; `kind` asks for one kind only, `department` is who sent the
    files where a person has said so, `round` the key of the round that they answer. `links` finds what rows refer to.
    """

    def __init__(self, standing_of: Callable[[type[Record]], Standing], links: Links, *, kind: type[Record] | None = None,
                 department: str | None = None, round: str | None = None) -> None:
        self._standing_of = standing_of
        self._links = links
        self._standing: dict[type[Record], Standing] = {}
        self._kind, self._department, self._round = kind, tidy(department or ""), round
        self._last: dict[str, IntakeFile] = {}

    def add(self, received: Received) -> IntakeFile:
        """The verdicts on one file more."""
        file = IntakeFile(received)
        sender = self._department or received.sender
        for table in received.book.tables if received.book else ():
            if table.record is not None and self._kind in (None, table.record):
                known, near = self._known(table.record), len(table.rows) <= _TOO_MANY
                file.rows += [judge(table, at, table.record, known, self._links, sender, near=near)
                              for at, row in enumerate(table.rows) if row.kind == _RECORD]
        self._miss(file, sender)
        file.sort_out()
        return file

    def _known(self, record: type[Record]) -> Standing:
        if record not in self._standing:
            self._standing[record] = self._standing_of(record)
        return self._standing[record]

    def _miss(self, file: IntakeFile, sender: str) -> None:
        """Of several files of one sender the last says what is missing from all of them."""
        kinds = {row.record for row in file.rows if row.record.kind == "scenario"}
        if not sender or not kinds:
            return
        if sender in self._last:
            self._last[sender].missing = []
        file.missing = [row for kind in kinds for row in self._known(kind).missing(sender, self._round)]
        self._last[sender] = file


def judge(table: ReadTable, at: int, record: type[Record], standing: Standing, links: Links, sender: str, *,
          near: bool = True) -> IntakeRow:
    """The verdict on the row at this place of a table that holds records of this kind; `near` looks for titles alike too."""
    row = table.rows[at]
    values = {name: value for name, value in row.values.items() if value is not None}
    problems = [Problem(p.field or "", p.code, {**p.params, "text": p.text, "column": p.column}) for p in row.problems]
    lost = links.resolve(record, values, sender)
    problems += lost
    judged = IntakeRow(table.sheet, row.row, record, "new", values, Extras(table.rows, at), Spots(table.rows, at),
                       problems=problems)
    missing = [name for name, kind in fields_of(record).items()
               if kind.required and name not in values and name not in defaults_of(record)]
    if missing:
        known = {(p.field, p.code) for p in problems}
        said = {problem.field for problem in lost}
        columns = {column.field: column.column for column in table.columns if column.column.isalpha()}
        judged.problems += [Problem(name, "missing", {"column": columns[name]} if name in columns else {})
                            for name in missing if (name, "missing") not in known and name not in said]
        judged.verdict = "refused"
        return judged
    _leave_out_what_contradicts(judged)
    if doubt := standing.doubt(judged.values):
        judged.problems.append(doubt)
    compared = _compare(judged, standing, sender, near=near)
    if row.struck and compared.verdict in ("new", "changed"):
        compared.problems.append(Problem("", "struck_out"))
        compared.verdict = "held"
    return compared


def _leave_out_what_contradicts(judged: IntakeRow) -> None:
    """A value that breaks a rule of the record stays behind as a problem; the rest of the row is good."""
    for problem in judged.record(**judged.values).problems():
        judged.problems.append(problem)
        if not problem.warning:
            judged.values.pop(problem.field, None)


def _compare(judged: IntakeRow, standing: Standing, sender: str, *, near: bool) -> IntakeRow:
    if judged.record.kind == "scenario" and sender:
        judged.values["department"] = sender
    named = identity(judged.record, judged.values)
    judged.other = standing.find(named)
    if judged.other is None:
        judged.other = standing.alike(judged.values) if near else None
        standing.meet(named, judged, near=near)
        if reason := standing.reason(named):
            return _held_for(judged, "was_removed", reason=reason)
        if falls := standing.falls(judged.values):
            judged.problems.append(falls)
            judged.verdict = "held"
        if judged.other is not None:
            judged.problems.append(Problem("", "similar", {"title": judged.other.title, "department": judged.other.department},
                                           warning=True))
        return judged
    twin, department = judged.other.row, judged.other.department
    if twin is not None:
        return _held_for(judged, "duplicate", where=f"{twin.sheet} 第{twin.row}行")
    judged.key, judged.differences = judged.other.key, differences(judged.other.values, judged.values)
    both = _leave_corrected(judged, standing.corrected(judged.key)) if judged.differences else False
    if judged.differences and judged.other.values.get("reviewer"):
        judged.problems.append(Problem("", "report_reviewed", {"reviewer": judged.other.values["reviewer"]}))
        judged.verdict = "refused"
        return judged
    if judged.differences and department and sender and department != sender:
        return _held_for(judged, "other_department", department=department)
    judged.verdict = "held" if both else "changed" if judged.differences else "same"
    return judged


def _leave_corrected(judged: IntakeRow, corrected: Mapping[str, str]) -> bool:
    """What the office has put right stands as long as the department sends what it sent before; True where both have changed it."""
    both = False
    for name in [name for name in judged.differences if name in corrected]:
        if judged.cells.get(name, {}).get("text") == corrected[name]:
            judged.problems.append(Problem(name, "office_corrected", warning=True))
            del judged.differences[name]
        else:
            judged.problems.append(Problem(name, "changed_by_both"))
            both = True
    return both


def _held_for(judged: IntakeRow, code: str, **params: str) -> IntakeRow:
    judged.problems.append(Problem("", code, params))
    judged.verdict = "held"
    return judged


def wanted_fields(record: type[Record]) -> list[str]:
    """The fields that a received row can fill, or that say who sent it and when."""
    return [name for name, kind in fields_of(record).items()
            if (kind.imported and not kind.derived) or name in _BESIDE.get(record.kind, ())]
