"""Sampling: a believable year of an imaginary city, built from received files by the same operations that people use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand, Variant
from planner.domain.office import Office
from planner.domain.project import Project, ProjectIssue
from planner.domain.round import Round
from planner.domain.scenario import RELEASED, Scenario
from planner.errors import NotFound
from planner.paths import resource
from planner.progress import Progress
from planner.schema.dates import PartialDate, quarters
from planner.services.collecting import Accepted, Collecting
from planner.services.drafting import Drafting
from planner.services.sharing import Shares
from planner.services.supplying import Supplying
from planner.services.tracking import Tracking
from planner.services.weighing import Weighing

Year = Mapping[str, Any]


@dataclass(frozen=True)
class Sampled:
    """What was built: received files, records that came from them, doubtful cells in them, and the imports' operations."""

    files: int
    records: int
    problems: int
    operations: tuple[str, ...]


class Sampling:
    """Fills an empty workspace from `resources/samples`: the files as received, and in year.toml what the office did next."""

    def __init__(self, collecting: Collecting, drafting: Drafting, supplying: Supplying, weighing: Weighing, tracking: Tracking) -> None:
        self._collecting = collecting
        self._drafting = drafting
        self._supplying = supplying
        self._weighing = weighing
        self._tracking = tracking

    def build(self, progress: Progress | None = None) -> Sampled:
        """Build it all; every step is a named operation. Raises Cancelled, and what the services raise."""
        progress = progress or Progress()
        year = tomllib.loads(resource("samples", "year.toml").read_text(encoding="utf-8"))
        self._drafting.add(Office, year["office"])
        round_number = self._drafting.add(Round, year["round"]).number
        taken = [self._take_in(_files(folder), progress) for folder in ("单位名录", "要素供给")]
        taken += [self._take_in([file], progress, round=round_number, department=year["senders"].get(file.name))
                  for file in _files("部门报送")]
        scenarios = {thing.title: thing for thing in self._drafting.find(Scenario)}
        progress.step("评审与配置")
        self._review(year, scenarios)
        for told in progress.each(year["projects"], "项目跟踪"):
            self._track(told, _named(scenarios, told["title"]))
        self._demand(year, {thing.title: thing for thing in self._drafting.find(Scenario)})
        self._share_out(year)
        return _sampled(taken)

    def _take_in(self, files: Sequence[Path], progress: Progress, *, round: str | None = None,
                 department: str | None = None) -> tuple[int, Accepted]:
        """Received files, as one import; the doubtful cells in them and what became of them."""
        intake = self._collecting.compare(self._collecting.read(files, progress), department=department, progress=progress)
        doubtful = sum(len(row.problems) for row in intake.rows())
        return doubtful, self._collecting.accept(intake, round=round, department=department, progress=progress)

    def _review(self, year: Year, scenarios: Mapping[str, Scenario]) -> None:
        """The office writes down what departments took for granted: the sector of a type, and that they lead themselves."""
        types = catalogue("scenario_type")
        meant: dict[str, dict[str, object]] = {thing.id: {} for thing in scenarios.values()}
        for thing in scenarios.values():
            if thing.scenario_type and not thing.sector:
                meant[thing.id]["sector"] = types[thing.scenario_type].parent
            if thing.department and not thing.lead_department:
                meant[thing.id]["lead_department"] = thing.department
        self._drafting.amend_each(Scenario, meant, name="补全所属领域和牵头部门")
        for stage, titles in year["stages"].items():
            written: dict[str, object] = {"stage": stage}
            if stage in RELEASED:
                written |= {"secrecy_checked": True, "publish_ok": True}
            self._drafting.amend_all(Scenario, [_named(scenarios, title).id for title in titles], written)

    def _demand(self, year: Year, scenarios: Mapping[str, Scenario]) -> None:
        """The lines that follow from what the departments wrote, and those that the office added itself."""
        told = year["demand"]
        horizon, paid = (PartialDate(told["first"]), PartialDate(told["last"])), PartialDate(told["paid_until"])
        precision = {title: code for code, titles in told["precision"].items() for title in titles}
        lines = [line for title in told["scenarios"]
                 for line in lines_of(_named(scenarios, title), horizon, precision.get(title, "FP16"), paid)]
        lines += [{**line, "scenario": _named(scenarios, line["scenario"]).id} for line in told["lines"]]
        self._supplying.demand_all(lines)

    def _share_out(self, year: Year) -> None:
        """The variants, each with what its shares of the pools allow, in the order of priority."""
        pools, demands = self._supplying.pools(), self._supplying.demands()
        for told in year["variants"]:
            variant = self._drafting.add(Variant, {name: told[name] for name in ("title", "basis") if name in told})
            shares = Shares(pools, told.get("shares", {}), frozenset(told.get("unlimited", ())))
            wanted = [wish for line in sorted(demands, key=_rank) for wish in shares.give(line, told["reason"])]
            self._supplying.assign_all(wanted, variant=variant.id, name=f"编制{variant.title}")
            if "adopted_on" in told:
                self._weighing.adopt(variant.id, told["adopted_on"], told["basis"])

    def _track(self, told: Year, scenario: Scenario) -> None:
        project = self._tracking.start(scenario.id, {"number": told["number"], "goal": scenario.benefits, "phase": "running"})
        points = self._tracking.plan(project.id, [
            {"title": title, "due": due, "weight": weight} for title, due, weight, *_ in told["milestones"]])
        for point, (*_, done) in zip(points, told["milestones"], strict=True):
            if done:
                self._tracking.reach(point.id, done)
        for quarter, percent, invested, done, following in told["reports"]:
            self._tracking.report(project.id, {"quarter": quarter, "percent": percent, "invested": invested, "done": done,
                                               "next_steps": following, "filer": project.leader})
        if "issues" in told:
            self._drafting.add_all(ProjectIssue, [{"project": project.id, **issue} for issue in told["issues"]])
        if "light" in told:
            self._tracking.override(project.id, told["light"], told["light_reason"])
        if "phase" in told:
            self._drafting.amend(Project, project.id, {"phase": told["phase"]})
            self._drafting.amend(Scenario, scenario.id, {"stage": told["phase"]})


def lines_of(scenario: Scenario, horizon: tuple[PartialDate, PartialDate], precision: str,
             paid_until: PartialDate) -> list[dict[str, object]]:
    """Demand lines from what a department wrote about a scenario, for the quarters within the horizon.

    Compute in P is needed in every quarter; person-months and money are spread over the scenario's whole time, and money
    is asked for only as far as there is a budget.
    """
    if scenario.starts is None or scenario.ends is None:
        return []
    whole = quarters(scenario.starts, scenario.ends)
    span = [quarter for quarter in whole if not (quarter < horizon[0] or horizon[1] < quarter)]
    paid = [quarter for quarter in span if not paid_until < quarter]
    lines = [_line(scenario, paid if kind == "finance" else span, kind, quantity, unit)
             for kind, quantity, unit in _wanted(scenario, len(whole), len(paid))]
    return [line | {"precision": precision} if line["pool_kind"] == "compute" else line for line in lines]


def _wanted(scenario: Scenario, whole: int, paid: int) -> list[tuple[str, Decimal, str]]:
    found = []
    if scenario.compute_need and scenario.compute_need.unit == "P":
        found.append(("compute", scenario.compute_need.value, "P"))
    if scenario.talent_need and scenario.talent_need.unit == "人月":
        found.append(("talent", (scenario.talent_need.value / whole).quantize(Decimal("0.1")), "人月"))
    if scenario.investment and paid:
        found.append(("finance", (scenario.investment * paid / whole).quantize(Decimal("0.01")), "万元"))
    return found


def _line(scenario: Scenario, span: Sequence[PartialDate], kind: str, quantity: Decimal, unit: str) -> dict[str, object]:
    """What is under way must be met; of the rest the office has not said so."""
    under_way = scenario.stage in ("running", "to_accept", "accepted")
    return {"scenario": scenario.id, "pool_kind": kind, "quantity": str(quantity), "unit": unit, "starts": span[0].text,
            "ends": span[-1].text, "priority": 1 if under_way else 2 if scenario.stage in RELEASED else 3,
            "must_have": under_way or None, "spec": scenario.funding if kind == "finance" else None}


def _rank(line: Demand) -> tuple[int, str]:
    return line.priority or 3, line.starts.text


def _files(folder: str) -> list[Path]:
    return sorted(path for path in resource("samples", folder).iterdir() if path.is_file())


def _named(scenarios: Mapping[str, Scenario], title: str) -> Scenario:
    if title not in scenarios:
        raise NotFound(kind=Scenario.kind, key=title, label=Scenario.label)
    return scenarios[title]


def _sampled(taken: Sequence[tuple[int, Accepted]]) -> Sampled:
    files = [file for _, accepted in taken for file in accepted.files]
    return Sampled(len(files), sum(file.new for file in files), sum(doubtful for doubtful, _ in taken),
                   tuple(accepted.operation for _, accepted in taken if accepted.operation))
