"""Checking: whether the records keep the office's rules; what is only doubtful is counted apart, for it may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planner.domain.kinds import EVERY
from planner.domain.plausible import UsualInvestments
from planner.domain.project import Milestone, Project, weights_problem
from planner.domain.scenario import Scenario
from planner.errors import Problem
from planner.progress import Progress
from planner.schema.query import Query
from planner.schema.record import Record
from planner.store.checking import Check

if TYPE_CHECKING:
    from planner.store.store import Store
    from planner.store.unit import Unit

BROKEN, DOUBTFUL = "办理规则", "请核对的提醒"


def rules(store: Store, progress: Progress) -> list[Check]:
    """How many rules are broken, and how many things should be looked at; the latter are no fault."""
    broken = doubtful = 0
    with store.reading() as unit:
        for record in progress.each(EVERY, "核对规则"):
            for problem in _problems(unit, record):
                broken, doubtful = broken + (not problem.warning), doubtful + problem.warning
    return [Check(BROKEN, broken == 0, broken, rule=True), Check(DOUBTFUL, True, doubtful, rule=True)]


def doubt(store: Store, scenario: Scenario) -> Problem | None:
    """Rule 7 for one scenario: whether its investment is unusual in its sector."""
    if not scenario.sector or not scenario.investment:
        return None
    with store.reading() as unit:
        others = unit.of(Scenario).values(Query(where={"sector": [scenario.sector]}), ["sector", "investment"])
    return _usual(others).doubt({"sector": scenario.sector, "investment": scenario.investment})


def _problems(unit: Unit, record: type[Record]) -> list[Problem]:
    things = unit.of(record).find()
    found = [problem for thing in things for problem in thing.problems()]
    if record is Project:
        found += _of_weights(unit, {thing.id for thing in things})
    if record is Scenario:
        usual = _usual((thing.sector, thing.investment) for thing in things if isinstance(thing, Scenario))
        found += [doubt for thing in things if (doubt := usual.doubt(vars(thing)))]
    return found


def _of_weights(unit: Unit, projects: set[str]) -> list[Problem]:
    planned: dict[str, list[Milestone]] = {}
    for milestone in unit.of(Milestone).find():
        planned.setdefault(milestone.project, []).append(milestone)
    return [problem for project, some in planned.items() if project in projects and (problem := weights_problem(some))]


def _usual(pairs: Iterable[tuple[Any, ...]]) -> UsualInvestments:
    usual = UsualInvestments()
    for sector, investment in pairs:
        usual.add({"sector": sector, "investment": investment})
    return usual
