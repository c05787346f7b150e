"""Fields that choose from a catalogue; what is kept is the code, what is shown is the term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.schema.catalogue import Catalogue
from planner.schema.fields import Field, Names, Reading, Refused
from planner.schema.text import tidy


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One term of `among`, written as its code, its label or one of its other names.

    `within` names the field of the same record whose term is the parent (type within sector).
    """

    among: Catalogue
    within: str = ""

    def convert(self, raw: object, unit: str) -> Reading:
        term = self.among.find(raw)
        if term is None:
            raise Refused("not_in_catalogue", text=tidy(raw), title=self.among.title)
        return Reading(term.code)

    def show(self, value: Any) -> str:
        return "" if value is None else self.among.label(value)

    @property
    def takes(self) -> str:
        return f"“{self.among.title}”目录中的一项，如 {_some(self.among)}"


@dataclass(frozen=True, kw_only=True)
class Choices(Names):
    """Several terms of `among`, in the order in which they were written."""

    among: Catalogue

    def convert(self, raw: object, unit: str) -> Reading:
        names = super().convert(raw, unit).value or ()
        found = [(name, self.among.find(name)) for name in names]
        unknown = [name for name, term in found if term is None]
        if unknown:
            raise Refused("not_in_catalogue", text="、".join(unknown), title=self.among.title)
        return Reading(tuple(dict.fromkeys(term.code for _, term in found if term)) or None)

    def show(self, value: Any) -> str:
        return "、".join(self.among.label(code) for code in value or ())

    @property
    def takes(self) -> str:
        return f"“{self.among.title}”目录中的若干项，用顿号隔开，如 {_some(self.among)}"


def _some(among: Catalogue) -> str:
    """The first terms, as an example."""
    return "、".join(term.label for term in among.terms[:3])


__all__ = ["Choice", "Choices", "Field"]
