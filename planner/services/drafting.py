"""Drafting: keeping records of any kind, by the words of people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from planner.errors import InvalidRecord, Problem, RuleBroken
from planner.schema.fields import Refused
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary, draft, refused
from planner.schema.text import tidy

if TYPE_CHECKING:
    from planner.store.store import Store

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

    def amend(self, record: type[Record], key: str, written: Mapping[str, object]) -> list[str]:
        """Change some fields; gives the names of those that are different now. Raises InvalidRecord, NotFound."""
        return self.amend_all(record, [key], written)

    def amend_all(self, record: type[Record], keys: Sequence[str], written: Mapping[str, object]) -> list[str]:
        """Give several records the same values, as one operation."""
        meant = self._meant(record, written)
        changed: dict[str, None] = {}
        with self._store.changing(f"修改{record.label}") as unit:
            for thing in unit.of(record).many(keys) if len(keys) > 1 else [unit.of(record).get(key) for key in keys]:
                before = blocking(thing)
                changed.update(dict.fromkeys(assign(thing, meant)))
                new = [problem for problem in blocking(thing) if problem not in before]
                if new:
                    raise InvalidRecord(new, kind=record.kind)
        return list(changed)

    def remove(self, record: type[Record], keys: Sequence[str], reason: str) -> None:
        """Take records out of use, with the reason; nothing is deleted."""
        if not tidy(reason):
            raise RuleBroken("reason_missing")
        with self._store.changing(f"移除{record.label}") as unit:
            for thing in unit.of(record).many(keys):
                thing.removed = tidy(reason)

    def restore(self, record: type[Record], keys: Sequence[str]) -> None:
        """Bring removed records back into use."""
        with self._store.changing(f"恢复{record.label}") as unit:
            for thing in unit.of(record).many(keys):
                thing.removed = None

    def _meant(self, record: type[Record], written: Mapping[str, object]) -> dict[str, Any]:
        fields, meant, problems = self._words().fields_of(record), {}, []
        for name, raw in written.items():
            field = fields.get(name)
            if field is None or field.derived:
                problems.append(Problem(name, "unknown_field" if field is None else "read_only_field"))
                continue
            try:
                meant[name] = field.read(raw)
            except Refused as refusal:
                problems.append(refused(name, field, refusal))
        if problems:
            raise InvalidRecord(problems, kind=record.kind)
        return meant


def assign(thing: Record, meant: Mapping[str, Any]) -> list[str]:
    """Set the values that differ; gives their names."""
    changed = [name for name, value in meant.items() if getattr(thing, name) != value]
    for name in changed:
        setattr(thing, name, meant[name])
    return changed


def blocking(thing: Record) -> list[Problem]:
    """The problems of a record that are no mere warnings."""
    return [problem for problem in thing.problems() if not problem.warning]
