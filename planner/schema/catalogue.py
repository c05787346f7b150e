"""Lists of terms that fields choose from: seeded from TOML, extended by the office, never closed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.schema.text import folded


@dataclass(frozen=True)
class Term:
    """One entry: a code that never changes, the label people see, other names that departments write."""

    code: str
    label: str
    aka: tuple[str, ...] = ()
    parent: str = ""
    note: str = ""


@dataclass(frozen=True)
class Catalogue:
    """An ordered list of terms with a name and a title."""

    name: str
    title: str
    terms: tuple[Term, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Term]:
        return {term.code: term for term in self.terms}

    @cached_property
    def _by_name(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for term in self.terms:
            for name in (term.code, term.label, *term.aka):
                found.setdefault(folded(name), term)
        return found

    def __getitem__(self, code: str) -> Term:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def find(self, written: object) -> Term | None:
        """The term with this code, label or other name; width, case and white space do not count."""
        return self._by_name.get(folded(written))

    def near(self, written: object) -> tuple[Term, ...]:
        """The terms of which one name holds what was written, or is held by it: to be offered, never to be taken."""
        wanted = folded(written)
        if not wanted:
            return ()
        return tuple(term for term in self.terms
                     if any(wanted in name or name in wanted for name in map(folded, (term.label, *term.aka))))

    def label(self, code: str) -> str:
        """The label of a code; a code from elsewhere is shown as it is rather than hidden."""
        term = self._by_code.get(code)
        return term.label if term else code

    def children(self, parent: str) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.parent == parent)

    def extended(self, terms: Iterable[Term]) -> Catalogue:
        """With the office's own terms behind the seed's."""
        return Catalogue(self.name, self.title, (*self.terms, *(t for t in terms if t.code not in self)))


def load(path: Path) -> dict[str, Catalogue]:
    """Every catalogue of a TOML file: `[name] title=…` and `[[name.terms]] code label aka parent note`."""
    with path.open("rb") as file:
        content = tomllib.load(file)
    return {name: Catalogue(name, entry["title"], tuple(map(_term, entry["terms"]))) for name, entry in content.items()}


def _term(entry: Mapping[str, Any]) -> Term:
    aka = tuple(entry.get("aka", ()))
    return Term(entry["code"], entry["label"], aka, entry.get("parent", ""), entry.get("note", ""))
