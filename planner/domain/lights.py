"""Green, yellow, red: how a project stands, derived from its milestones and reports on a given day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.project import Milestone, Project, QuarterReport, investment_problem, period_problems
from planner.errors import Problem
from planner.schema.dates import quarter_of

YELLOW_BEHIND, RED_BEHIND = Decimal(10), Decimal(30)
RED_LATE = dt.timedelta(days=90)
_FINISHED = frozenset({"accepted", "ended"})


@dataclass(frozen=True)
class Light:
    """The colour with its reasons as problems (codes); `derived` is what it would be without the override."""

    colour: str
    derived: str
    reasons: tuple[Problem, ...]
    planned: Decimal
    actual: Decimal


def light_of(project: Project, milestones: Sequence[Milestone], reports: Sequence[QuarterReport], today: dt.date) -> Light:
    """The light on a day.

    Yellow: a milestone is overdue, progress is more than 10 points behind the plan, or a finished quarter of a
    running project has no report. Red: overdue by more than 90 days, or more than 30 points behind.
    """
    planned = sum((m.weight for m in milestones if m.due.last <= today), Decimal(0))
    latest = max(reports, key=lambda r: r.quarter.last, default=None)
    reached = sum((m.weight for m in milestones if m.done and m.done.first <= today), Decimal(0))
    actual = latest.percent if latest else reached
    found = () if project.phase in _FINISHED else (
        *_overdue(milestones, today), *_behind(planned, actual), *_silent(project, latest, today),
        *_doubtful(project, milestones, reports))
    derived = max((colour for colour, _ in found), key=("green", "yellow", "red").index, default="green")
    return Light(project.light_override or derived, derived, tuple(problem for _, problem in found), planned, actual)


def _doubtful(project: Project, milestones: Sequence[Milestone], reports: Sequence[QuarterReport]) -> list[tuple[str, Problem]]:
    """What should be looked at without changing the colour."""
    spent = investment_problem(project, reports)
    return [("green", problem) for problem in (*period_problems(project, milestones), *([spent] if spent else ()))]


def _overdue(milestones: Sequence[Milestone], today: dt.date) -> list[tuple[str, Problem]]:
    late = [m for m in milestones if m.done is None and m.due.last < today]
    return [("red" if today - m.due.last > RED_LATE else "yellow",
             Problem("due", "milestone_overdue", {"title": m.title, "days": (today - m.due.last).days})) for m in late]


def _behind(planned: Decimal, actual: Decimal) -> list[tuple[str, Problem]]:
    behind = planned - actual
    if behind <= YELLOW_BEHIND:
        return []
    return [("red" if behind > RED_BEHIND else "yellow",
             Problem("percent", "behind_plan", {"planned": planned, "actual": actual}))]


def _silent(project: Project, latest: QuarterReport | None, today: dt.date) -> list[tuple[str, Problem]]:
    finished = quarter_of(quarter_of(today).first - dt.timedelta(days=1))
    begun = project.starts is not None and project.starts.first <= finished.first
    if project.phase != "running" or not begun or (latest and not latest.quarter < finished):
        return []
    return [("yellow", Problem("quarter", "no_report", {"quarter": finished.shown}))]
