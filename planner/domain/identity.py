"""By what the same thing is recognised when it is sent again; recognising is exact, resemblance is only ever proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.domain.demand import Demand
from planner.domain.organisation import Organisation, join_key
from planner.domain.project import Project, QuarterReport
from planner.domain.scenario import Scenario
from planner.schema.dates import PartialDate
from planner.schema.record import Record
from planner.schema.text import folded

Values = Mapping[str, Any]
Identity = tuple[str, ...]


def _scenario(values: Values) -> Identity:
    """Rule 3 of the data dictionary: the same title of the same owner is the same scenario."""
    return folded(values.get("title") or ""), join_key(values.get("owner") or values.get("lead_department") or "")


def _organisation(values: Values) -> Identity:
    return (values.get("credit_code") or values.get("identifier") or join_key(values.get("title") or ""),)


def _project(values: Values) -> Identity:
    return folded(values.get("number") or ""), folded(values.get("title") or ""), folded(values.get("builder") or "")


def _named(values: Values) -> Identity:
    return folded(values.get("title") or ""), join_key(values.get("provider") or "")


def _demand(values: Values) -> Identity:
    """A line is the same when it asks for the same of the same scenario; its figures and its term may change."""
    return values.get("scenario") or "", values.get("pool_kind") or "", folded(values.get("spec") or ""), values.get("precision") or ""


def _report(values: Values) -> Identity:
    quarter = values.get("quarter")
    return values.get("project") or "", quarter.text if isinstance(quarter, PartialDate) else ""


_RULES: Mapping[type[Record], Callable[[Values], Identity]] = {
    Scenario: _scenario, Organisation: _organisation, Project: _project, Demand: _demand, QuarterReport: _report,
}
IDENTIFYING: Mapping[type[Record], tuple[str, ...]] = {
    Scenario: ("title", "owner", "lead_department", "department"),
    Organisation: ("title", "credit_code", "identifier"),
    Project: ("number", "title", "builder"),
    Demand: ("scenario", "pool_kind", "spec", "precision"),
    QuarterReport: ("project", "quarter"),
}
NAMED = ("title", "provider")


def identity(record: type[Record], values: Values) -> Identity:
    """What makes this record that one, from its values as meant."""
    return _RULES.get(record, _named)(values)


def identifying(record: type[Record]) -> tuple[str, ...]:
    """The fields that `identity` looks at."""
    return IDENTIFYING.get(record, NAMED)
