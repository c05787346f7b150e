"""Wording: what a change did, as people read it: which record, which field, from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.kinds import KINDS
from planner.schema.change import Change
from planner.schema.fields import Field, Link
from planner.schema.record import Record, Vocabulary

Names = Mapping[str, str]
NamesOf = Callable[[type[Record], Sequence[str]], Names]


@dataclass(frozen=True)
class Difference:
    """One field of one record, as shown; an empty text is an empty field. `made` says that the record came with it."""

    kind: str
    key: str
    record: str
    field: str
    before: str
    after: str
    made: bool = False


def differences(changes: Sequence[Change], words: Vocabulary, names_of: NamesOf) -> list[Difference]:
    """Field by field, in the order of the changes and of the fields.

    `names_of(kind, keys)` gives the names of records: those that were changed and those that links point to.
    """
    known = _names(changes, words, names_of)
    return [difference for change in changes for difference in _of(change, words.fields_of(KINDS[change.kind]), known)]


def _of(change: Change, fields: Mapping[str, Field], known: Names) -> Iterator[Difference]:
    before, after = change.before or {}, change.after or {}
    for name, field in fields.items():
        if before.get(name) != after.get(name):
            yield Difference(change.kind, change.key, _titled(change, known), field.label, _shown(field, before.get(name), known),
                             _shown(field, after.get(name), known), made=change.before is None)


def _titled(change: Change, known: Names) -> str:
    """The kind's word and the record's name; one that is gone is named as the change had it."""
    record = KINDS[change.kind]
    name = known.get(change.key) or _plain_name(record, change.after) or _plain_name(record, change.before)
    return f"{record.label}：{name}" if name else record.label


def _plain_name(record: type[Record], plain: Mapping[str, Any] | None) -> str:
    name = (plain or {}).get(record.naming)
    return name if isinstance(name, str) else ""


def _shown(field: Field, plain: Any, known: Names) -> str:
    if plain is None:
        return ""
    if isinstance(field, Link):
        return known.get(str(plain), "（已不在）")
    return field.show(field.revive(plain))


def _names(changes: Iterable[Change], words: Vocabulary, names_of: NamesOf) -> dict[str, str]:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for change in changes:
        wanted[change.kind].add(change.key)
        for kind, key in _links(change, words.fields_of(KINDS[change.kind])):
            wanted[kind].add(key)
    known: dict[str, str] = {}
    for kind, keys in wanted.items():
        known |= names_of(KINDS[kind], sorted(keys))
    return known


def _links(change: Change, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    for name, field in fields.items():
        if isinstance(field, Link):
            for plain in (change.before, change.after):
                if plain and plain.get(name):
                    yield from ((kind, str(plain[name])) for kind in field.to.split())
