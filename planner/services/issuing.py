"""Issuing (出表): documents composed from the records of a date and written by the pen that the file's ending names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.project import Project
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.errors import RuleBroken
from planner.progress import Progress
from planner.schema.dates import PartialDate, partial_date, quarter_of, quarters
from planner.schema.document import Document, Issued
from planner.schema.fields import Refused
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary
from planner.services.supplying import Supplying
from planner.services.tracking import Tracking

if TYPE_CHECKING:
    from planner.documents import DocumentKind
    from planner.store.store import Store

Scope = Mapping[str, str]
FORMATS = (".xlsx", ".pdf")
RECORDS: Mapping[str, type[Record]] = {"scenario-list": Scenario, "project-ledger": Project}


class Issuing:
    """Everything the office prints or sends as a table; each document is said once, in planner/documents."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], office: Callable[[], str]) -> None:
        self._store = store
        self._words = words
        self._office = office
        self._supplying = Supplying(store, words)
        self._tracking = Tracking(store, words)

    @staticmethod
    def documents() -> list[DocumentKind]:
        """What can be issued, in the order of the office's year."""
        from planner.documents import ledger, scenario_list, supply_balance

        return [scenario_list.KIND, supply_balance.KIND, ledger.KIND]

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
        composers: Mapping[str, Callable[[Scope, dt.date], Document]] = {
            "scenario-list": self._scenario_list, "supply-balance": self._supply_balance, "project-ledger": self._ledger}
        return composers[name](scope, as_of)

    def options(self, name: str, key: str) -> list[tuple[str, str]]:
        """What a scope of a document may be set to, as (value, words); empty where anything may be written."""
        if key == "variant":
            return [(variant.id, variant.title) for variant in self._supplying.variants()]
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

    def _scenario_list(self, scope: Scope, as_of: dt.date) -> Document:
        from planner.documents import scenario_list

        where, texts = self._where(Scenario, scope)
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query(where=where))
        return scenario_list.compose(self._office(), scenarios, self._words(), as_of=as_of, scope_text="、".join(texts))

    def _supply_balance(self, scope: Scope, as_of: dt.date) -> Document:
        from planner.documents import supply_balance

        asked = scope.get("variant")
        demands = self._supplying.demands()
        return supply_balance.compose(
            self._office(), self._supplying.balance(asked), demands, self._supplying.allocations(asked),
            self._supplying.pools(), self._titles(demands), self._words(), as_of=as_of, variant_title=self._supplying.variant(asked).title)

    def _titles(self, demands: Sequence[Any]) -> dict[str, str]:
        wanted = list({demand.scenario for demand in demands})
        with self._store.reading() as unit:
            return {thing.id: thing.name for record in (Scenario, Project) for thing in unit.of(record).many(wanted)}

    def _ledger(self, scope: Scope, as_of: dt.date) -> Document:
        from planner.documents import ledger

        scope = dict(scope)
        quarter = _quarter(scope.pop("quarter", ""), as_of)
        where, _ = self._where(Project, scope)
        with self._store.reading() as unit:
            keys = unit.of(Project).keys(Query(where=where))
        lines = [ledger.LedgerLine(s.project, s.light, s.milestones, s.reports, s.issues)
                 for s in self._tracking.standing(as_of, keys)]
        return ledger.compose(self._office(), lines, self._words(), quarter=quarter, as_of=as_of)

    def _where(self, record: type[Any], scope: Scope) -> tuple[dict[str, list[Any]], list[str]]:
        """The scope's fields as a query and as words; several values of one field are parted by 、 or commas."""
        where: dict[str, list[Any]] = {}
        texts = []
        for name, written in scope.items():
            field = self._words().fields_of(record)[name]
            parts = written.replace("，", "、").replace(",", "、").split("、")
            if name == "round":
                where[name] = [self._round(part) for part in parts]
                texts += parts
                continue
            try:
                meant = [field.read(part) for part in parts]
            except Refused as refusal:
                raise RuleBroken("scope_value", label=field.label, value=written) from refusal
            where[name] = [field.plain(value) for value in meant]
            texts += [field.show(value) for value in meant]
        return where, texts

    def _round(self, name: str) -> str:
        with self._store.reading() as unit:
            rounds = unit.of(Round).find(Query())
        found = next((r.id for r in rounds if name in (r.id, r.number, r.title)), None)
        if found is None:
            raise RuleBroken("scope_value", label=Round.label, value=name)
        return found


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


def _quarter(written: str, as_of: dt.date) -> PartialDate:
    if not written:
        return quarter_of(as_of)
    try:
        found: PartialDate = partial_date(written).value
    except Refused as refusal:
        raise RuleBroken("scope_value", label="季度", value=written) from refusal
    return found
