"""Which record a received row means: by the number or title it names, exactly; what is unclear is told, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.organisation import join_key
from planner.errors import Problem
from planner.schema.fields import Link, Linked
from planner.schema.record import Record, fields_of
from planner.schema.text import folded

_SHOWN = 3


@dataclass(frozen=True)
class Candidate:
    """A record that others may name: its key, its names by field, whose it is, and the key of what it was made of."""

    key: str
    names: Mapping[str, str]
    owners: frozenset[str] = frozenset()
    source: str = ""

    @property
    def shown(self) -> str:
        """Its number and title."""
        return " ".join(filter(None, (self.names.get("number", ""), self.names.get("title", ""))))


class Links:
    """Finds what rows refer to; `candidates_of` gives the records of a kind, asked once for each kind."""

    def __init__(self, candidates_of: Callable[[str], Iterable[Candidate]]) -> None:
        self._candidates_of = candidates_of
        self._known: dict[str, _Names] = {}
        self._links: dict[type[Record], list[tuple[str, Link]]] = {}

    def resolve(self, record: type[Record], values: dict[str, Any], sender: str = "") -> list[Problem]:
        """Put the keys of the records that `values` name in the place of the names; the problems of those not found."""
        problems = []
        for name, kind in self._called(record):
            said = {field: str(text) for field, _ in kind.called if (text := values.pop(f"{name}.{field}", None))}
            if not said or name in values:
                continue
            found = self._names(kind.to).find(said, join_key(sender) if sender else "", name, kind.label)
            if isinstance(found, Candidate):
                values[name] = Linked.of(found.key, found.shown)
            else:
                problems.append(found)
        return problems

    def _called(self, record: type[Record]) -> list[tuple[str, Link]]:
        """The links of a kind whose names a row can say."""
        if record not in self._links:
            self._links[record] = [(name, kind) for name, kind in fields_of(record).items() if isinstance(kind, Link) and kind.called]
        return self._links[record]

    def _names(self, kinds: str) -> _Names:
        if kinds not in self._known:
            self._known[kinds] = _Names([one for kind in kinds.split() for one in self._candidates_of(kind)])
        return self._known[kinds]


class _Names:
    """Records by every name they go by."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._all = candidates
        self._by: defaultdict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for one in candidates:
            for field, name in one.names.items():
                if name:
                    self._by[field, folded(name)].append(one)

    def find(self, said: Mapping[str, str], sender: str, link: str, label: str) -> Candidate | Problem:
        """The one record that is meant, or why there is none: unknown (with what comes near) or ambiguous."""
        text = " ".join(said.values())
        hits = {field: self._by.get((field, folded(text)), []) for field, text in said.items()}
        found = [{id(one) for one in some} for some in hits.values() if some]
        every = {id(one): one for some in hits.values() for one in some}
        if not found:
            near = "、".join(self._near(said))
            return Problem(link, "link_near" if near else "link_unknown", {"label": label, "text": text, "near": near})
        common = [every[key] for key in set.intersection(*found)]
        meant = _narrowed(common, sender)
        if len(meant) == 1:
            return meant[0]
        shown = [one.shown for one in (meant or every.values())]
        near = "、".join(dict.fromkeys(sorted(shown)[:_SHOWN]))
        return Problem(link, "link_ambiguous", {"label": label, "text": text, "near": near})

    def _near(self, said: Mapping[str, str]) -> list[str]:
        """Titles that hold what was written, or are held by it."""
        wanted = folded(said.get("title", ""))
        if len(wanted) < 2:
            return []
        titles = ((folded(one.names.get("title", "")), one.shown) for one in self._all)
        return [shown for title, shown in titles if title and (wanted in title or title in wanted)][:_SHOWN]


def _narrowed(found: Sequence[Candidate], sender: str) -> list[Candidate]:
    """Of several of one name: not the project beside the scenario it came from; of those, the sender's own."""
    keys = {one.key for one in found}
    firsts = [one for one in found if one.source not in keys]
    own = [one for one in firsts if sender and sender in one.owners]
    return own if len(firsts) > 1 and len(own) == 1 else firsts
