"""Tracking: a scenario becomes a project; milestones, quarterly reports and the light that follows from them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.domain.lights import Light, light_of
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport, weights_problem
from planner.domain.scenario import Scenario
from planner.errors import InvalidRecord, RuleBroken
from planner.schema.query import Query
from planner.schema.record import Vocabulary, draft
from planner.schema.text import tidy
from planner.services.drafting import assign, blocking, read_one

if TYPE_CHECKING:
    from planner.store.store import Store, Unit


@dataclass(frozen=True)
class Standing:
    """A project with everything that says how it stands."""

    project: Project
    light: Light
    milestones: tuple[Milestone, ...]
    reports: tuple[QuarterReport, ...]
    issues: tuple[ProjectIssue, ...]

    @property
    def invested(self) -> Decimal:
        """Money reported so far, in 万元."""
        return sum((r.invested for r in self.reports if r.invested), Decimal(0))

    @property
    def latest(self) -> QuarterReport | None:
        return self.reports[-1] if self.reports else None


class Tracking:
    """Projects from the start to acceptance."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words

    def start(self, scenario: str, written: Mapping[str, object] | None = None) -> Project:
        """Make a project of a scenario; what is not written comes from the scenario. Raises RuleBroken("already_started")."""
        with self._store.changing("场景立项") as unit:
            source = unit.of(Scenario).get(scenario)
            standing = unit.of(Project).find(Query(where={"scenario": [scenario]}))
            if standing:
                raise RuleBroken("already_started", title=standing[0].title)
            project = draft(Project, _taken_over(source) | dict(written or {}) | {"scenario": scenario}, self._words())
            unit.of(Project).add(project)
            source.stage = "running"
        return project

    def plan(self, project: str, milestones: Sequence[Mapping[str, object]]) -> list[Milestone]:
        """Set the milestones of a project, in order; their weights sum to 100. Standing ones are replaced."""
        made = [draft(Milestone, {"sequence": number, **written, "project": project}, self._words())
                for number, written in enumerate(milestones, start=1)]
        wrong = weights_problem(made)
        if wrong:
            raise RuleBroken(wrong.code, **wrong.params)
        with self._store.changing("编排节点") as unit:
            unit.of(Project).get(project)
            for standing in unit.of(Milestone).find(Query(where={"project": [project]})):
                standing.removed = "重新编排"
            unit.of(Milestone).add_all(made)
        return made

    def reach(self, milestone: str, done: object) -> None:
        """Say when a milestone was reached; empty takes that back."""
        meant = read_one(self._words(), Milestone, "done", done)
        with self._store.changing("节点完成" if meant else "节点改为未完成") as unit:
            unit.of(Milestone).get(milestone).done = meant

    def report(self, project: str, written: Mapping[str, object]) -> QuarterReport:
        """File the report of a quarter; one per project and quarter, and falling progress needs its reason."""
        made = draft(QuarterReport, {**written, "project": project}, self._words())
        with self._store.changing("填报季报") as unit:
            unit.of(Project).get(project)
            others = unit.of(QuarterReport).find(Query(where={"project": [project]}))
            _consistent(made, others)
            unit.of(QuarterReport).add(made)
        return made

    def amend_report(self, report: str, written: Mapping[str, object]) -> list[str]:
        """Correct a filed report under the same rules."""
        fields = self._words().fields_of(QuarterReport)
        with self._store.changing("修改季报") as unit:
            standing = unit.of(QuarterReport).get(report)
            if standing.reviewer:
                raise RuleBroken("report_locked", quarter=standing.quarter.shown, reviewer=standing.reviewer)
            made = draft(QuarterReport, _written(standing, fields) | dict(written), self._words())
            others = unit.of(QuarterReport).find(Query(where={"project": [standing.project]}))
            _consistent(made, [other for other in others if other.id != report])
            return assign(standing, {name: getattr(made, name) for name in written})

    def review(self, report: str, reviewer: str, on: object) -> None:
        """Approve a filed report; from now on it is locked. Raises InvalidRecord, RuleBroken("reason_missing")."""
        if not tidy(reviewer):
            raise RuleBroken("reason_missing")
        day = read_one(self._words(), QuarterReport, "reviewed_on", on)
        with self._store.changing("审核季报") as unit:
            standing = unit.of(QuarterReport).get(report)
            standing.reviewer, standing.reviewed_on = tidy(reviewer), day

    def reopen(self, report: str) -> None:
        """Take the approval back, so that the report can be corrected."""
        with self._store.changing("退回季报审核") as unit:
            standing = unit.of(QuarterReport).get(report)
            standing.reviewer = standing.reviewed_on = None

    def override(self, project: str, colour: str | None, reason: str = "") -> None:
        """Set the light by hand, with the reason; None gives it back to the figures."""
        if colour and not tidy(reason):
            raise RuleBroken("reason_missing")
        meant = read_one(self._words(), Project, "light_override", colour)
        with self._store.changing("人工定灯" if colour else "取消人工定灯") as unit:
            thing = unit.of(Project).get(project)
            thing.light_override = meant
            thing.light_reason = tidy(reason) or None if colour else None
            wrong = blocking(thing)
            if wrong:
                raise InvalidRecord(wrong, kind=Project.kind)

    def standing(self, today: dt.date | None = None, keys: Sequence[str] | None = None) -> list[Standing]:
        """How projects stand on a day: all of them, or those with these keys."""
        with self._store.reading() as unit:
            projects = unit.of(Project).find(Query()) if keys is None else unit.of(Project).many(keys)
            return _standings(unit, projects, today or dt.datetime.now().astimezone().date())

    def standing_of(self, project: str, today: dt.date | None = None) -> Standing:
        with self._store.reading() as unit:
            return _standings(unit, [unit.of(Project).get(project)], today or dt.datetime.now().astimezone().date())[0]


def _taken_over(source: Scenario) -> dict[str, object]:
    return {"title": source.title, "sector": source.sector, "lead_department": source.lead_department,
            "builder": source.owner, "leader": source.contact, "starts": source.starts, "ends": source.ends,
            "investment": None if source.investment is None else str(source.investment)}


def _written(report: QuarterReport, fields: Mapping[str, Any]) -> dict[str, object]:
    return {name: fields[name].show(getattr(report, name)) for name in fields
            if not fields[name].derived and getattr(report, name) is not None}


def _consistent(report: QuarterReport, others: Iterable[QuarterReport]) -> None:
    """One per quarter; progress neither falls from the quarter before nor exceeds the one after without a reason."""
    ordered = sorted(others, key=lambda r: r.quarter.last)
    if any(other.quarter == report.quarter for other in ordered):
        raise RuleBroken("report_exists", quarter=report.quarter.shown)
    before = next((other for other in reversed(ordered) if other.quarter < report.quarter), None)
    if before and report.percent < before.percent and not report.fall_reason:
        raise RuleBroken("progress_falls", before=f"{before.percent:f}", after=f"{report.percent:f}")


def _standings(unit: Unit, projects: Sequence[Project], today: dt.date) -> list[Standing]:
    keys: Query = Query(where={"project": [p.id for p in projects]}) if len(projects) < 500 else Query()
    milestones, reports, issues = (_by_project(unit.of(kind).find(keys)) for kind in (Milestone, QuarterReport, ProjectIssue))
    made = []
    for project in projects:
        points = tuple(sorted(milestones[project.id], key=lambda m: (m.sequence or 0, m.due.last)))
        filed = tuple(sorted(reports[project.id], key=lambda r: r.quarter.last))
        made.append(Standing(project, light_of(project, points, filed, today), points, filed, tuple(issues[project.id])))
    return made


def _by_project(things: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for thing in things:
        found[thing.project].append(thing)
    return found
