"""Drafting: keeping records of any kind, by the words of people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from planner.errors import InvalidRecord, NotFound, Problem, RuleBroken
from planner.schema.fields import Refused
from planner.schema.query import Query
from planner.schema.record import Fields, Record, Vocabulary, draft, draft_all, refused
from planner.schema.text import tidy

if TYPE_CHECKING:
    from planner.store.store import Store, Unit

R = TypeVar("R", bound=Record)
EVERYTHING = Query()


class Drafting:
    """Reads and changes records; `words` gives the fields as this office has them."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words

    def keys(self, record: type[Record], query: Query = EVERYTHING) -> list[str]:
        with self._store.reading() as unit:
            return unit.of(record).keys(query)

    def many(self, record: type[R], keys: Sequence[str]) -> list[R]:
        with self._store.reading() as unit:
            return unit.of(record).many(keys)

    def get(self, record: type[R], key: str) -> R:
        with self._store.reading() as unit:
            return unit.of(record).get(key)

    def find(self, record: type[R], query: Query = EVERYTHING) -> list[R]:
        with self._store.reading() as unit:
            return unit.of(record).find(query)

    def count(self, record: type[Record], query: Query = EVERYTHING) -> int:
        with self._store.reading() as unit:
            return unit.of(record).count(query)

    def groups(self, record: type[Record], field: str, query: Query = EVERYTHING) -> dict[Any, int]:
        """How many records have each plain value of a field."""
        with self._store.reading() as unit:
            return unit.of(record).groups(field, query)

    def values(self, record: type[Record], query: Query, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some fields of the records, as meant, without building the records."""
        with self._store.reading() as unit:
            return unit.of(record).values(query, fields)

    def add(self, record: type[R], written: Mapping[str, object]) -> R:
        """A new record. Raises InvalidRecord with everything that is wrong."""
        made = draft(record, written, self._words())
        with self._store.changing(f"新增{record.label}") as unit:
            unit.of(record).add(made)
        return made

    def add_all(self, record: type[R], written: Sequence[Mapping[str, object]]) -> list[R]:
        """Many new records as one operation. Raises InvalidRecord with everything that is wrong in any of them."""
        made = draft_all(record, written, self._words())
        with self._store.changing(f"新增{record.label}") as unit:
            unit.of(record).add_all(made)
        return made

    def amend(self, record: type[Record], key: str, written: Mapping[str, object]) -> list[str]:
        """Change some fields; gives the names of those that are different now. Raises InvalidRecord, NotFound."""
        return self.amend_all(record, [key], written)

    def amend_all(self, record: type[Record], keys: Sequence[str], written: Mapping[str, object]) -> list[str]:
        """Give several records the same values, as one operation."""
        return self.amend_each(record, dict.fromkeys(keys, written))

    def amend_each(self, record: type[Record], written: Mapping[str, Mapping[str, object]], *,
                   name: str = "") -> list[str]:
        """Give each record (by key) its own values, as one operation; gives the names of the fields that differ now.

        Raises NotFound, and InvalidRecord with everything that is wrong in any of them.
        """
        changed: dict[str, None] = {}
        problems: list[Problem] = []
        with self._store.changing(name or f"修改{record.label}") as unit:
            for thing in _all(unit, record, list(written)):
                found = self._amend(thing, written[thing.id], changed)
                problems += found if len(written) == 1 else [replace(p, where=f"“{thing.name}”") for p in found]
            if problems:
                raise InvalidRecord(problems, kind=record.kind)
        return list(changed)

    def _amend(self, thing: Record, written: Mapping[str, object], changed: dict[str, None]) -> list[Problem]:
        """Give one record its values; a rule it broke before is not held against the change."""
        meant, problems = read_all(self._words().fields_of(type(thing)), written)
        before = blocking(thing)
        changed.update(dict.fromkeys(assign(thing, meant)))
        return problems + [problem for problem in blocking(thing) if problem not in before]

    def remove(self, record: type[Record], keys: Sequence[str], reason: str) -> None:
        """Take records out of use, with the reason; nothing is deleted."""
        if not tidy(reason):
            raise RuleBroken("reason_missing")
        with self._store.changing(f"移除{record.label}") as unit:
            for thing in _all(unit, record, keys):
                thing.removed = tidy(reason)

    def restore(self, record: type[Record], keys: Sequence[str]) -> None:
        """Bring removed records back into use."""
        with self._store.changing(f"恢复{record.label}") as unit:
            for thing in _all(unit, record, keys):
                thing.removed = None


def _all(unit: Unit, record: type[R], keys: Sequence[str]) -> list[R]:
    """Every one of these records, to be changed; NotFound, and RuleBroken("settled") for what was handed out."""
    found = unit.of(record).many(keys)
    missing = set(keys).difference(thing.id for thing in found)
    if missing:
        raise NotFound(kind=record.kind, key=min(missing), label=record.label)
    if record.settled and found:
        raise RuleBroken("settled", label=record.label, title=found[0].name)
    return found


def read_all(fields: Fields, written: Mapping[str, object]) -> tuple[dict[str, Any], list[Problem]]:
    """Read some values of a record that is there already: what they mean, and every problem."""
    meant: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, raw in written.items():
        field = fields.get(name)
        if field is None or field.derived:
            problems.append(Problem(name, "unknown_field" if field is None else "read_only_field"))
            continue
        try:
            meant[name] = field.read(raw)
        except Refused as refusal:
            problems.append(refused(name, field, refusal))
    return meant, problems


def read_one(words: Vocabulary, record: type[Record], name: str, raw: object) -> Any:
    """Read the value of one field. Raises InvalidRecord."""
    field = words.fields_of(record)[name]
    try:
        return field.read(raw)
    except Refused as refusal:
        raise InvalidRecord([refused(name, field, refusal)], kind=record.kind) from None


def assign(thing: Record, meant: Mapping[str, Any]) -> list[str]:
    """Set the values that differ; gives their names."""
    changed = [name for name, value in meant.items() if getattr(thing, name) != value]
    for name in changed:
        setattr(thing, name, meant[name])
    return changed


def blocking(thing: Record) -> list[Problem]:
    """The problems of a record that are no mere warnings."""
    return [problem for problem in thing.problems() if not problem.warning]
