"""The catalogues that the records choose from: the program's, and the terms that an office adds to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, ClassVar

from planner.paths import resource
from planner.schema.catalogue import Catalogue, Term, load
from planner.schema.fields import Names, Text
from planner.schema.record import Record, Vocabulary


@cache
def seeds() -> Mapping[str, Catalogue]:
    """Every shipped catalogue by name."""
    return load(resource("catalogues", "sectors.toml")) | load(resource("catalogues", "choices.toml"))


def catalogue(name: str) -> Catalogue:
    return seeds()[name]


@dataclass(kw_only=True, eq=False)
class LocalTerm(Record):
    """A term that this office has added to a catalogue: the guideline's own lists end with 等 (articles 4 to 7)."""

    kind: ClassVar[str] = "term"
    label: ClassVar[str] = "目录项"

    catalogue: Annotated[str, Text(label="目录", required=True, limit=40)]
    code: Annotated[str, Text(label="代码", required=True, limit=40)]
    title: Annotated[str, Text(label="名称", required=True, limit=40, found=True)]
    aka: Annotated[tuple[str, ...] | None, Names(label="别名")] = None
    parent: Annotated[str | None, Text(label="上级代码", limit=40)] = None

    @property
    def term(self) -> Term:
        return Term(self.code, self.title, self.aka or (), self.parent or "", "本地")


def vocabulary(terms: Iterable[LocalTerm]) -> Vocabulary:
    """The fields as an office with these terms has them."""
    added: dict[str, list[Term]] = {}
    for local in terms:
        added.setdefault(local.catalogue, []).append(local.term)
    return Vocabulary(added)
