"""What the list is narrowed to: the choices of the person as one query, and as words on chips."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from planner.schema.query import Query


@dataclass(frozen=True)
class Narrowing:
    """One choice: a field, the plain values it may have (None stands for empty), and how that is said."""

    field: str
    values: tuple[Any, ...]
    words: str


@dataclass(frozen=True)
class Narrowings:
    """Every choice that is in force, at most one a field, with the words searched for."""

    chosen: dict[str, Narrowing] = field(default_factory=dict)
    search: str = ""
    removed: bool = False

    def __iter__(self) -> Iterator[Narrowing]:
        return iter(self.chosen.values())

    def __bool__(self) -> bool:
        return bool(self.chosen or self.search.split())

    def but(self, name: str, narrowing: Narrowing | None) -> Narrowings:
        """The same with another choice for a field; None gives the field free."""
        rest = {field: one for field, one in self.chosen.items() if field != name}
        return replace(self, chosen=rest | ({name: narrowing} if narrowing else {}))

    def freed(self) -> Narrowings:
        """Without any choice and search, still among the same living or removed records."""
        return Narrowings(removed=self.removed)

    def query(self, *, without: str = "") -> Query:
        """The records that are meant; `without` leaves one field free, to count what it could be narrowed to."""
        where = {name: one.values for name, one in self.chosen.items() if name != without}
        return Query(where=where, search=self.search, removed=self.removed)

    def kept(self) -> list[list[Any]]:
        """The choices as the settings of this machine keep them; what is searched for is not kept."""
        return [[one.field, list(one.values), one.words] for one in self]

    @classmethod
    def of_kept(cls, kept: object, fields: Container[str]) -> Narrowings:
        """The choices that were kept, as far as they can be understood and are about these fields."""
        chosen = {}
        for one in kept if isinstance(kept, list) else []:
            if isinstance(one, list) and len(one) == 3 and isinstance(one[1], list) and one[0] in fields:
                chosen[one[0]] = Narrowing(one[0], tuple(one[1]), str(one[2]))
        return cls(chosen)

    def single(self, name: str) -> Any:
        """The one value that a field is narrowed to, if it is one: what a new record begins with."""
        one = self.chosen.get(name)
        return one.values[0] if one is not None and len(one.values) == 1 else None
