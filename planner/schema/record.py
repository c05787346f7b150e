"""Records: classes whose annotated attributes are fields; reading, checking and comparing them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints
from uuid import uuid4

from planner.errors import InvalidRecord, Problem
from planner.schema.catalogue import Term
from planner.schema.choices import Choice, Choices
from planner.schema.fields import Field, Link, Mapped, Refused, Text

R = TypeVar("R", bound="Record")
Fields = Mapping[str, Field]


@dataclass(kw_only=True, eq=False)
class Record:
    """What every record has. `kind` is its name in files and commands, `label` the office's word for it.

    A record is never deleted: `removed` says why it no longer counts, and None that it does. One that is `settled` is what
    was handed out: it is neither amended nor removed (rule 23), only the operation that made it may be taken back.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    naming: ClassVar[str] = "title"
    settled: ClassVar[bool] = False

    id: str = field(default_factory=lambda: str(uuid4()))
    removed: Annotated[str | None, Text(label="移除原因", limit=200, derived=True)] = None
    extra: Annotated[dict[str, Any] | None, Mapped(label="附加信息", derived=True)] = None

    def problems(self) -> list[Problem]:
        """Rules over several fields of this record; those over one field are the field's own."""
        return []

    @property
    def name(self) -> str:
        """What people call this one."""
        return str(getattr(self, self.naming) or "")


def fields_of(record: type[Record]) -> Fields:
    """Name -> field, the record's own in the order of declaration, what every record has last."""
    hashable: Any = record  # the type checker takes a class of records for one that cannot be hashed
    return _declared(hashable)


@cache
def _declared(record: Any) -> Fields:
    if not vars(record).get("__annotations__"):
        return _declared(record.__base__)
    hints = get_type_hints(record, include_extras=True)
    found = {name: extra for name, hint in hints.items() if get_origin(hint) is Annotated
             for extra in get_args(hint)[1:] if isinstance(extra, Field)}
    common = [name for name in ("removed", "extra") if name in found]
    return {name: found[name] for name in (*(n for n in found if n not in common), *common)}


def defaults_of(record: type[Record]) -> Mapping[str, Any]:
    """The fields that may be left out, with what they are then."""
    return {f.name: f.default for f in dataclasses.fields(record) if f.default is not dataclasses.MISSING}


class Vocabulary:
    """The fields as this office has them: catalogues with the terms that it has added."""

    def __init__(self, added: Mapping[str, Sequence[Term]] | None = None) -> None:
        self._added = dict(added or {})
        self._known: dict[type[Record], Fields] = {}

    def fields_of(self, record: type[Record]) -> Fields:
        if record not in self._known:
            self._known[record] = {name: self._extended(field) for name, field in fields_of(record).items()}
        return self._known[record]

    def received_of(self, record: type[Record]) -> Fields:
        """What a received file may say of such a record: its fields, and under `link.name` the names of those it refers to."""
        fields = self.fields_of(record)
        named = {f"{link}.{name}": Text(label=label) for link, kind in fields.items() if isinstance(kind, Link) and kind.imported
                 for name, label in kind.called}
        return {**named, **fields}

    def _extended(self, field: Field) -> Field:
        if isinstance(field, Choice | Choices) and field.among.name in self._added:
            return dataclasses.replace(field, among=field.among.extended(self._added[field.among.name]))
        return field


SEED = Vocabulary()


def parse(record: type[Record], written: Mapping[str, object], words: Vocabulary = SEED) -> tuple[dict[str, Any], list[Problem]]:
    """Read every value that people write: the values that could be read, and every problem, never only the first."""
    meant: dict[str, Any] = {}
    problems = [Problem(name, "unknown_field") for name in written if name not in words.fields_of(record)]
    for name, kind in words.fields_of(record).items():
        if name not in written and (not kind.required or name in defaults_of(record)):
            continue
        try:
            meant[name] = kind.read(written.get(name))
        except Refused as refusal:
            problems.append(refused(name, kind, refusal))
    return meant, problems


def refused(name: str, kind: Field, refusal: Refused) -> Problem:
    """A field's refusal as a problem of the record, with what the field would take: terms that come near, if there are any."""
    near = kind.near(refusal.params.get("text", "")) if isinstance(kind, Choice) else ""
    return Problem(name, refusal.code, {**refusal.params, "takes": near or kind.takes})


def draft(record: type[R], written: Mapping[str, object], words: Vocabulary = SEED) -> R:
    """A new record from what was written; raises InvalidRecord with everything that is wrong."""
    meant, problems = parse(record, written, words)
    if problems:
        raise InvalidRecord(problems, kind=record.kind)
    made = record(**meant)
    blocking = [p for p in made.problems() if not p.warning]
    if blocking:
        raise InvalidRecord(blocking, kind=record.kind)
    return made


def draft_all(record: type[R], written: Sequence[Mapping[str, object]], words: Vocabulary = SEED) -> list[R]:
    """Many new records; raises one InvalidRecord with everything that is wrong in any of them, each named by its place."""
    made, problems = [], []
    for place, values in enumerate(written, start=1):
        try:
            made.append(draft(record, values, words))
        except InvalidRecord as refused:
            problems += [dataclasses.replace(problem, where=f"第 {place} 条") for problem in refused.problems]
    if problems:
        raise InvalidRecord(problems, kind=record.kind)
    return made


def plain_of(record: Record) -> dict[str, Any]:
    """The whole record as JSON can hold it, empty fields left out."""
    found: dict[str, Any] = {"id": record.id}
    for name, kind in fields_of(type(record)).items():
        if (value := getattr(record, name)) is not None and (said := kind.plain(value)) is not None:
            found[name] = said
    return found
