"""Fields that choose from a catalogue; what is kept is the code, what is shown is the term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.schema.catalogue import Catalogue, Term
from planner.schema.fields import Doubt, Field, Names, Reading, Refused
from planner.schema.patterns import pattern
from planner.schema.text import halfwidth, simplified, tidy

_NUMBERED = pattern(r"^(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.．:：]|\d{1,2}(?=[^\d\s])|[①-⑳])\s*|^[\s·•●☆★*√☑✓■-]+")
_CODED = pattern(r"^([A-Za-z]\d{2}(?:-\d{2})?)\s*[-—_:：.、 ]?\s*(?=\D)")
_CLASS = pattern(r"(?:领域|行业|产业|赛道|板块|方面|方向|类别|类型|类|业|场景)$")
_PARTS = pattern(r"[、，,；;/\n|+＋]+|(?<=\S)[与和及](?=\S)")
_NOTE = pattern(r"[(（\[【].*?[)）\]】]")


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One term of `among`, written as its code, its label or one of its other names.

    `within` names the field of the same record whose term is the parent (type within sector).
    """

    among: Catalogue
    within: str = ""

    def convert(self, raw: object, unit: str) -> Reading:
        term = named(self.among, str(raw))
        if term is not None:
            return Reading(term.code)
        parts = [found for part in _PARTS.split(str(raw)) if (found := named(self.among, part))]
        if not parts:
            raise Refused("not_in_catalogue", text=tidy(raw), title=self.among.title)
        return Reading(parts[0].code, (Doubt("ambiguous", tidy(raw)),))

    def show(self, value: Any) -> str:
        return "" if value is None else self.among.label(value)

    @property
    def takes(self) -> str:
        return f"“{self.among.title}”目录中的一项，如 {_some(self.among)}"

    def near(self, written: object) -> str:
        """The terms that come near what was written, to be offered to the person; empty where none does."""
        return "、".join(term.label for term in self.among.near(written))


def named(among: Catalogue, written: str) -> Term | None:
    """The term that a person means: numbering (② E01), brackets and words like 领域 around its name do not count."""
    return next((term for form in _forms(written) if form and (term := among.find(form))), None)


def _forms(written: str) -> Iterator[str]:
    text = tidy(written)
    yield text
    text = simplified(halfwidth(written))
    yield text
    bare = _CODED.sub("", _NUMBERED.sub("", text)).strip(" :：。.、")
    yield bare
    coded = _CODED.match(text)
    if coded and not bare:
        yield coded[1].upper()
    plain = _NOTE.sub("", bare).strip()
    yield plain
    for _ in range(2):
        plain = _CLASS.sub("", plain)
        yield plain


@dataclass(frozen=True, kw_only=True)
class Choices(Names):
    """Several terms of `among`, in the order in which they were written."""

    among: Catalogue

    def convert(self, raw: object, unit: str) -> Reading:
        names = super().convert(raw, unit).value or ()
        found = [(name, named(self.among, name)) for name in names]
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
