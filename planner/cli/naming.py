"""Which kind, field or record people mean: by its English name, its Chinese words, its number, or the beginning of its key."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.cli.words import nearest
from planner.domain.kinds import EVERY, KINDS
from planner.errors import InvalidRecord, NotFound, NotUnderstood, Problem
from planner.schema.fields import Field, Link, Refused
from planner.schema.query import Query
from planner.schema.record import Fields, Record
from planner.schema.text import folded

if TYPE_CHECKING:
    from planner.workspace import Workspace

_BRACKETED = re.compile(r"[(（].*?[)）]")
_SHORTEST_KEY = 4
_NAMING = ("number", "title")


def kind(written: str) -> type[Record]:
    """`scenario` or 场景. Raises NotUnderstood unknown_kind."""
    named = {record.label: record for record in EVERY} | dict(KINDS)
    if written not in named:
        raise NotUnderstood("unknown_kind", kind=written, known=[f"{record.kind}（{record.label}）" for record in EVERY])
    return named[written]


def column(record: type[Record], fields: Fields, written: str) -> str:
    """A field's name from its name, label or one of its other words. Raises NotUnderstood unknown_column."""
    if written in fields:
        return written
    wanted = _bare(written)
    for words in (lambda field: (field.label,), lambda field: field.aka):
        for name, field in fields.items():
            if wanted in map(_bare, words(field)):
                return name
    labels = [_BRACKETED.sub("", field.label) for field in fields.values() if not field.derived]
    raise NotUnderstood("unknown_column", name=written, label=record.label, nearest=nearest(written, labels))


def _bare(words: str) -> str:
    return folded(_BRACKETED.sub("", words))


def one(workspace: Workspace, record: type[Record], written: str) -> Record:
    """The record with this key, its beginning, this number or exactly this title; removed ones only by their key.

    Raises NotFound, NotUnderstood several_named.
    """
    drafting = workspace.drafting
    found = _living(workspace, record, written)
    if not found and len(written) >= _SHORTEST_KEY:
        found = [key for key in drafting.keys(record, Query(removed=True)) if key.startswith(written)]
    if len(found) > 1:
        raise NotUnderstood("several_named", name=written, label=record.label, count=len(found), known=[key[:8] for key in found[:9]])
    try:
        return drafting.get(record, found[0] if found else written)
    except NotFound:
        raise NotFound(kind=record.kind, key=written, label=f"{record.label}“{written}”") from None


def one_of(workspace: Workspace, records: Sequence[type[Record]], written: str) -> Record:
    """The first that `one` finds among several kinds. Raises NotFound, NotUnderstood several_named."""
    for record in records:
        with contextlib.suppress(NotFound):
            return one(workspace, record, written)
    raise NotFound(kind="", key=written, label="、".join(record.label for record in records[:6]) + f"“{written}”")


def _living(workspace: Workspace, record: type[Record], written: str) -> list[str]:
    named = [name for name in _NAMING if name in workspace.words.fields_of(record)]
    known = workspace.drafting.values(record, Query(), ["id", *named])
    if any(key == written for key, *_ in known):
        return [written]
    wanted = folded(written)
    called = [key for key, *names in known if wanted in map(folded, filter(None, names))]
    return called or [key for key, *_ in known if len(written) >= _SHORTEST_KEY and key.startswith(written)]


def written_values(workspace: Workspace, record: type[Record], pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """栏目=值 as a service takes it: fields by name, linked records by key; an empty value stays empty."""
    fields = workspace.words.fields_of(record)
    named = [(column(record, fields, left), right) for left, right in pairs]
    return {name: linked(workspace, fields[name], right) if right else None for name, right in named}


def linked(workspace: Workspace, field: Field, written: str) -> str:
    """The key behind a link; any other field's value as it is. Raises NotFound."""
    if not isinstance(field, Link):
        return written
    return one_of(workspace, [KINDS[name] for name in field.to.split()], written).id


def wanted(workspace: Workspace, record: type[Record], pairs: Sequence[tuple[str, str]]) -> dict[str, list[Any]]:
    """栏目=值 as a query: several values of one field are alternatives. Raises InvalidRecord with every refused value."""
    fields = workspace.words.fields_of(record)
    where: dict[str, list[Any]] = {}
    problems = []
    for left, right in pairs:
        name = column(record, fields, left)
        try:
            value = fields[name].read(linked(workspace, fields[name], right)) if right else None
        except Refused as refusal:
            problems.append(Problem(name, refusal.code, refusal.params))
            continue
        where.setdefault(name, []).append(fields[name].plain(value))
    if problems:
        raise InvalidRecord(problems, kind=record.kind)
    return where
