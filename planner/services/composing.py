"""Composing: the records of each document are gathered and handed to the function that says it in blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.documents import (
    DocumentKind,
    LedgerLine,
    allocation_table,
    collection_summary,
    gap_sheet,
    ledger,
    meeting_paper,
    notice,
    plan_book,
    project_card,
    quarterly_brief,
    review_summary,
    scenario_list,
    supply_balance,
    variant_comparison,
)
from planner.domain.office import Office
from planner.domain.project import Project, QuarterReport
from planner.domain.round import Round, Submission
from planner.domain.scenario import Scenario
from planner.domain.selection import Weighting, points_of, score
from planner.errors import RuleBroken
from planner.schema.dates import PartialDate, partial_date, quarter_of
from planner.schema.document import Document
from planner.schema.fields import Refused
from planner.schema.query import Query
from planner.schema.record import Vocabulary
from planner.services.supplying import Supplying
from planner.services.tracking import Tracking
from planner.services.weighing import Weighing

if TYPE_CHECKING:
    from planner.store.store import Store

Scope = Mapping[str, str]
KINDS: Sequence[DocumentKind] = (
    scenario_list.KIND, collection_summary.KIND, review_summary.KIND, notice.ANNOUNCING, notice.PUBLISHING, plan_book.KIND,
    allocation_table.KIND, supply_balance.KIND, gap_sheet.KIND, variant_comparison.KIND, project_card.KIND, ledger.KIND, ledger.EXTRACT,
    quarterly_brief.KIND, meeting_paper.KIND)


class Composing:
    """One gatherer for each document, in the order of the office's year."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], office: Callable[[], Office]) -> None:
        self._store = store
        self._words = words
        self._office = office
        self._supplying = Supplying(store, words)
        self._tracking = Tracking(store, words)
        self._weighing = Weighing(store, words)

    def of(self, name: str) -> Callable[[Scope, dt.date], Document]:
        """The gatherer of a document."""
        gatherers: Sequence[Callable[[Scope, dt.date], Document]] = (
            self._scenario_list, self._collection, self._review, partial(self._notice, notice.ANNOUNCING),
            partial(self._notice, notice.PUBLISHING), self._plan_book, self._allocations, self._supply_balance, self._gap_sheet,
            self._comparison, self._cards, partial(self._ledger, ledger.KIND), partial(self._ledger, ledger.EXTRACT),
            self._brief, self._meeting)
        return {kind.name: gather for kind, gather in zip(KINDS, gatherers, strict=True)}[name]

    def filled(self, name: str, scope: Scope) -> dict[str, str]:
        """The scope without its day, and with what it leaves to the program: the quarter, the variant."""
        kind, said = kind_of(name), {key: value for key, value in scope.items() if key != "as_of"}
        if "quarter" in kind.scopes:
            said["quarter"] = self._quarter(said, day_of(scope.get("as_of", ""))).text
        if "variant" in kind.scopes and self._supplying.variants():
            said["variant"] = self._supplying.variant(said.get("variant")).id
        return said

    def _quarter(self, scope: Scope, as_of: dt.date) -> PartialDate:
        """The quarter that is asked for; else the newest one up to the day for which anybody has reported."""
        if scope.get("quarter"):
            return _quarter(scope["quarter"])
        with self._store.reading() as unit:
            told = [plain for plain, _ in unit.of(QuarterReport).groups("quarter").items() if plain]
        field = self._words().fields_of(QuarterReport)["quarter"]
        quarters = [quarter for quarter in map(field.revive, told) if quarter.first <= as_of]
        return max(quarters, default=quarter_of(as_of))

    def _scenario_list(self, scope: Scope, as_of: dt.date) -> Document:
        where, texts = self._where(Scenario, scope)
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query(where=where))
        return scenario_list.compose(self._office(), scenarios, self._words(), as_of=as_of, scope_text="、".join(texts))

    def _supply_balance(self, scope: Scope, as_of: dt.date) -> Document:
        asked = scope.get("variant")
        demands = self._supplying.demands()
        return supply_balance.compose(
            self._office(), self._supplying.balance(asked), demands, self._supplying.allocations(asked),
            self._supplying.pools(), self._titles(demands), self._words(), as_of=as_of, variant_title=self._supplying.variant(asked).title)

    def _titles(self, demands: Sequence[Any]) -> dict[str, str]:
        wanted = list({demand.scenario for demand in demands})
        with self._store.reading() as unit:
            return {thing.id: thing.name for record in (Scenario, Project) for thing in unit.of(record).many(wanted)}

    def _lines(self, scope: Scope, as_of: dt.date) -> list[LedgerLine]:
        where, _ = self._where(Project, scope)
        with self._store.reading() as unit:
            keys = unit.of(Project).keys(Query(where=where))
        return [LedgerLine(s.project, s.light, s.milestones, s.reports, s.issues) for s in self._tracking.standing(as_of, keys)]

    def _ledger(self, kind: DocumentKind, scope: Scope, as_of: dt.date) -> Document:
        rest = {key: value for key, value in scope.items() if key != "quarter"}
        quarter = self._quarter(scope, as_of)
        return ledger.compose(self._office(), self._lines(rest, as_of), self._words(), quarter=quarter, as_of=as_of, kind=kind)

    def _cards(self, scope: Scope, as_of: dt.date) -> Document:
        lines, demands, allocations = self._lines(scope, as_of), self._supplying.demands(), self._supplying.allocations()
        with self._store.reading() as unit:
            known = {s.id: s for s in unit.of(Scenario).many([line.project.scenario for line in lines if line.project.scenario])}
        subjects = [project_card.Subject(
            line, known.get(line.project.scenario or ""),
            [d for d in demands if d.scenario in (line.project.id, line.project.scenario)], allocations) for line in lines]
        return project_card.compose(self._office(), subjects, self._words(), as_of=as_of)

    def _collection(self, scope: Scope, as_of: dt.date) -> Document:
        where, _ = self._where(Scenario, scope)
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query(where=where))
            sent = unit.of(Submission).find(Query(where=where))
        return collection_summary.compose(self._office(), scenarios, sent, self._words(), as_of=as_of, round_title=self._rounds(where))

    def _review(self, scope: Scope, as_of: dt.date) -> Document:
        where, _ = self._where(Scenario, scope)
        with self._store.reading() as unit:
            scenarios, kept = unit.of(Scenario).find(Query(where=where)), unit.of(Weighting).find()
        weighting, fields = kept[-1] if kept else Weighting(), self._words().fields_of(Weighting)
        points, whole = points_of(scenarios, self._supplying.demands()), Decimal(sum(weighting.weights) or 1)
        criteria = [review_summary.Criterion(fields[name].label, round(Decimal(weight) / whole * 100, 1))
                    for name, weight in zip(("priority", "readiness", "completeness"), weighting.weights, strict=True)]
        entries = [review_summary.Entry(s, [Decimal(p) for p in points[s.id]], Decimal(score(points[s.id], weighting.weights)) / 100)
                   for s in scenarios]
        return review_summary.compose(self._office(), entries, criteria, self._words(), as_of=as_of, round_title=self._rounds(where))

    def _notice(self, kind: DocumentKind, scope: Scope, as_of: dt.date) -> Document:
        where, _ = self._where(Scenario, scope)
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query(where=where))
        return notice.compose(kind, self._office(), scenarios, self._words(), as_of=as_of, round_title=self._rounds(where))

    def _rounds(self, where: Mapping[str, list[Any]]) -> str:
        with self._store.reading() as unit:
            return "、".join(found.title for found in unit.of(Round).many(list(where.get("round", ()))))

    def _allocations(self, scope: Scope, as_of: dt.date) -> Document:
        asked, demands = scope.get("variant"), self._supplying.demands()
        return allocation_table.compose(
            self._office(), self._supplying.balance(asked), demands, self._supplying.allocations(asked), self._supplying.pools(),
            self._titles(demands), self._words(), as_of=as_of, variant_title=self._supplying.variant(asked).title)

    def _meeting(self, scope: Scope, as_of: dt.date) -> Document:
        asked = scope.get("variant")
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query())
        return meeting_paper.compose(
            self._office(), scenarios, self._lines({}, as_of), self._supplying.balance(asked), self._words(), as_of=as_of,
            variant_title=self._supplying.variant(asked).title)

    def _gap_sheet(self, scope: Scope, as_of: dt.date) -> Document:
        asked, demands = scope.get("variant"), self._supplying.demands()
        return gap_sheet.compose(
            self._office(), self._supplying.balance(asked), demands, self._supplying.allocations(asked), self._titles(demands),
            self._words(), as_of=as_of, variant_title=self._supplying.variant(asked).title)

    def _comparison(self, scope: Scope, as_of: dt.date) -> Document:
        """Of the variants named by key or title, else of all."""
        named = [name for name in scope.get("variants", "").split("、") if name] or None
        demands = self._supplying.demands()
        return variant_comparison.compose(
            self._office(), self._weighing.beside(named), demands, self._titles(demands), self._words(), as_of=as_of)

    def _brief(self, scope: Scope, as_of: dt.date) -> Document:
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query())
        return quarterly_brief.compose(
            self._office(), scenarios, self._lines({}, as_of), self._supplying.balance(), self._words(),
            quarter=self._quarter(scope, as_of), as_of=as_of)

    def _plan_book(self, scope: Scope, as_of: dt.date) -> Document:
        asked = scope.get("variant")
        with self._store.reading() as unit:
            scenarios = unit.of(Scenario).find(Query())
        return plan_book.compose(
            self._office(), scenarios, self._lines({}, as_of), self._supplying.balance(asked),
            [self._scenario_list({}, as_of), self._supply_balance(scope, as_of)], self._words(), as_of=as_of,
            variant_title=self._supplying.variant(asked).title)

    def _where(self, record: type[Any], scope: Scope) -> tuple[dict[str, list[Any]], list[str]]:
        """The scope's fields as a query and as words; several values of one field are parted by 、 or commas."""
        where: dict[str, list[Any]] = {}
        texts = []
        for name, written in scope.items():
            field = self._words().fields_of(record)[name]
            parts = [written] if name == "title" else written.replace("，", "、").replace(",", "、").split("、")
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


def kind_of(name: str) -> DocumentKind:
    """Raises RuleBroken("unknown_document")."""
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None:
        raise RuleBroken("unknown_document", name=name, known=[kind.name for kind in KINDS])
    return kind


def day_of(written: str) -> dt.date:
    """The day of the figures as written, its last day if it is longer; today if nothing is written."""
    if not written:
        return dt.datetime.now().astimezone().date()
    try:
        day: dt.date = partial_date(written).value.last
    except Refused as refusal:
        raise RuleBroken("scope_value", label="截至日期", value=written) from refusal
    return day


def _quarter(written: str) -> PartialDate:
    try:
        found: PartialDate = partial_date(written).value
    except Refused as refusal:
        raise RuleBroken("scope_value", label="季度", value=written) from refusal
    return found
