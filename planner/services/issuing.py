"""Issuing (出表): documents composed from the records of a date and written by the pen that the file's ending names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.project import Project
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.errors import RuleBroken
from planner.progress import Progress
from planner.schema.dates import PartialDate, partial_date, quarters
from planner.schema.document import Document, Issued
from planner.schema.fields import Refused
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary
from planner.services.composing import Composing, Scope
from planner.services.supplying import Supplying

if TYPE_CHECKING:
    from planner.documents import DocumentKind
    from planner.store.store import Store

FORMATS = (".xlsx", ".pdf")
RECORDS: Mapping[str, type[Record]] = {
    "scenario-list": Scenario, "collection-summary": Scenario, "project-ledger": Project, "project-card": Project}


class Issuing:
    """Everything the office prints or sends as a table; each document is said once, in planner/documents."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], office: Callable[[], str]) -> None:
        self._store = store
        self._words = words
        self._supplying = Supplying(store, words)
        self._composing = Composing(store, words, office)

    @staticmethod
    def documents() -> list[DocumentKind]:
        """What can be issued, in the order of the office's year."""
        from planner.services.composing import KINDS

        return list(KINDS)

    def compose(self, name: str, scope: Scope | None = None) -> Document:
        """The document as it would be issued now. Raises RuleBroken for an unknown name, scope or value."""
        kind = next((kind for kind in self.documents() if kind.name == name), None)
        if kind is None:
            raise RuleBroken("unknown_document", name=name, known=[kind.name for kind in self.documents()])
        scope = dict(scope or {})
        for key in scope:
            if key != "as_of" and key not in kind.scopes:
                raise RuleBroken("unknown_scope", key=key, known=[*kind.scopes, "as_of"])
        as_of = _day(scope.pop("as_of", ""))
        return self._composing.of(name)(scope, as_of)

    def options(self, name: str, key: str) -> list[tuple[str, str]]:
        """What a scope of a document may be set to, as (value, words); empty where anything may be written."""
        if key == "variant":
            return [(variant.id, variant.title) for variant in self._supplying.variants()]
        if key == "variants":
            return [(f"{one.id}、{other.id}", f"{one.title} 与 {other.title}")
                    for one, other in combinations(self._supplying.variants(), 2)]
        if key == "quarter":
            today = dt.datetime.now().astimezone().date()
            span = quarters(PartialDate.of(today.year - 1), PartialDate.of(today.year))
            return [(quarter.text, quarter.shown) for quarter in reversed(span)]
        if key == "round":
            with self._store.reading() as unit:
                return [(found.id, found.title) for found in unit.of(Round).find(Query())]
        record = RECORDS[name]
        with self._store.reading() as unit:
            counted = unit.of(record).groups(key)
        field = self._words().fields_of(record)[key]
        words = [(plain, f"{field.show(field.revive(plain))}（{count}）") for plain, count in counted.items() if plain]
        return sorted(words, key=lambda pair: str(pair[0]))

    def issue(self, name: str, path: Path, scope: Scope | None = None, progress: Progress | None = None) -> Issued:
        """Write a document to a file; .xlsx or .pdf. The file is whole or not there; an old one stays until then."""
        if path.suffix.lower() not in FORMATS:
            raise RuleBroken("unknown_format", suffix=path.suffix)
        return write(self.compose(name, scope), path, progress)


def write(document: Document, path: Path, progress: Progress | None = None) -> Issued:
    """A composed document to a file, by the pen that the ending names."""
    if path.suffix.lower() == ".pdf":
        from planner.paper import writing as paper

        return paper.write(document, path, progress)
    from planner.sheets import writing as sheets

    return sheets.write(document, path, progress)


def _day(written: str) -> dt.date:
    if not written:
        return dt.datetime.now().astimezone().date()
    try:
        day: dt.date = partial_date(written).value.last
    except Refused as refusal:
        raise RuleBroken("scope_value", label="截至日期", value=written) from refusal
    return day
