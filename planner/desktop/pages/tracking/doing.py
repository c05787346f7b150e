"""What an official does about projects: start, amend, light, plan, reach, report, issues, each as one named operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog, QWidget

from planner.desktop.dialogs import run
from planner.desktop.inplace import InPlace
from planner.desktop.pages.tracking.lights import LIGHTS, light_words
from planner.desktop.pages.tracking.plan_dialog import PlanDialog
from planner.desktop.record_dialog import RecordDialog, among
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.domain.scenario import Scenario
from planner.messages import Notice
from planner.schema.query import Query
from planner.schema.record import Record

if TYPE_CHECKING:
    from planner.desktop.page import Desk
    from planner.services.tracking import Standing

_LIGHT = ("light_override", "light_reason")
NOTHING_TO_START = Notice("没有可立项的场景", "现有场景都已立项，或还没有场景。", "请先在“场景清单”新增或导入场景，也可以直接新增项目。")


class Doing:
    """Each method asks what it has to ask, short things in place, and does one operation."""

    def __init__(self, desk: Desk, over: QWidget, asking: InPlace) -> None:
        self._desk, self._over, self._asking = desk, over, asking
        self._work = desk.workspace

    def _ask(self, title: str, record: type[Record], take: Callable[[Mapping[str, str]], object], *,
             thing: Record | None = None, without: tuple[str, ...] = (), values: Mapping[str, Any] | None = None) -> None:
        fields = among(self._work.words.fields_of(record), without=("project", *without))
        dialog = RecordDialog(title, fields, take, self._over, choices={"scenario": self._scenarios()} if "scenario" in fields else None)
        dialog.fill(thing, values)
        run(dialog)

    def _scenarios(self) -> list[tuple[str, str]]:
        return [(key, title) for key, title in self._work.drafting.values(Scenario, Query(), ("id", "title"))]

    def scenario_to_start(self) -> str:
        """A scenario that has no project yet, as the person chooses; empty when none is."""
        begun = {scenario for scenario, in self._work.drafting.values(Project, Query(), ("scenario",))}
        offered = [(key, title) for key, title in self._scenarios() if key not in begun]
        if not offered:
            self._desk.tell(NOTHING_TO_START, "amber")
            return ""
        names = [f"{number}. {title}" for number, (_, title) in enumerate(offered, start=1)]
        name, taken = QInputDialog.getItem(self._over, "场景立项", "要立项的场景：", names, 0, False)
        return offered[names.index(name)][0] if taken and name else ""

    def add(self) -> None:
        """A project that no scenario stands behind."""
        self._ask("新增项目", Project, partial(self._work.drafting.add, Project), without=_LIGHT, values={"phase": "preparation"})

    def edit(self, project: Project) -> None:
        self._ask("修改项目", Project, partial(self._work.drafting.amend, Project, project.id), thing=project, without=_LIGHT)

    def override(self, project: Project) -> None:
        """Set the light by hand; the reason is asked for where the light stands, and kept."""
        self._asking.ask("人工定灯", lambda colour, reason: self._work.tracking.override(project.id, colour, reason),
                         choices=[(colour, light_words(colour)) for colour in LIGHTS], chosen=project.light_override or "red",
                         text=project.light_reason or "", hint="写明理由")

    def release(self, project: Project) -> None:
        """Give the light back to the figures."""
        self._desk.attempt(lambda: self._work.tracking.override(project.id, None))

    def plan(self, standing: Standing) -> None:
        run(PlanDialog(standing.milestones, partial(self._work.tracking.plan, standing.project.id), self._over))

    def reach(self, milestone: Milestone) -> None:
        """Say when a milestone was reached; an empty line takes that back."""
        self._asking.ask(f"“{milestone.title}”实际完成", lambda _, said: self._work.tracking.reach(milestone.id, said),
                         text=milestone.done.shown if milestone.done else "", hint="如 2026年3月；留空表示未完成")

    def report(self, project: Project) -> None:
        self._ask("填报季报", QuarterReport, partial(self._work.tracking.report, project.id))

    def amend_report(self, report: QuarterReport) -> None:
        self._ask("修改季报", QuarterReport, partial(self._work.tracking.amend_report, report.id), thing=report)

    def add_issue(self, project: Project) -> None:
        self._ask("新增问题", ProjectIssue, lambda written: self._work.drafting.add(ProjectIssue, {**written, "project": project.id}),
                  values={"issue_kind": "other", "level": "normal", "state": "new"})

    def amend_issue(self, issue: ProjectIssue) -> None:
        self._ask("修改问题", ProjectIssue, partial(self._work.drafting.amend, ProjectIssue, issue.id), thing=issue)

    def remove_issues(self, keys: list[str]) -> None:
        if keys:
            self._desk.attempt(lambda: self._work.drafting.remove(ProjectIssue, keys, "移除"))
