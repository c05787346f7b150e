"""The page of projects: how each stands and why, its milestones, quarterly reports and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from planner.desktop.actions import DATA
from planner.desktop.columns import Column, columns_of
from planner.desktop.dialogs import run
from planner.desktop.following import FollowingPage
from planner.desktop.forms.tracking import Ui_TrackingPage
from planner.desktop.page import Desk, lay_out
from planner.desktop.pages.tracking.plan_dialog import PlanDialog
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.domain.scenario import Scenario
from planner.messages import sentence
from planner.schema.record import Record

if TYPE_CHECKING:
    from planner.services.tracking import Standing

LIGHTS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯"}
SHAPES = {"red": "■", "yellow": "▲", "green": "●"}
TONES = {"red": "red", "yellow": "amber", "green": "green"}
_PARTS: Mapping[str, tuple[type[Record], tuple[str, ...]]] = {
    "milestones": (Milestone, ("title", "weight", "due", "done", "deliverable")),
    "reports": (QuarterReport, ("quarter", "percent", "invested", "done", "coordinate")),
    "issues": (ProjectIssue, ("title", "issue_kind", "level", "state", "due", "owner")),
}


def light_words(colour: str) -> str:
    """A light as shape and word, so that nobody depends on the colour."""
    return f"{SHAPES[colour]} {LIGHTS[colour]}"


class TrackingPage(FollowingPage):
    """Projects at the left; at the right everything about the one that is chosen."""

    kinds = frozenset({Project.kind, Milestone.kind, QuarterReport.kind, ProjectIssue.kind})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_TrackingPage)
        self._work = desk.workspace
        self._standing: dict[str, Standing] = {}
        dress("title", self.ui.page_title)
        dress("section", self.ui.named, self.ui.light)
        dress("hint", self.ui.reasons)
        self.projects = RowTable(self._columns(), lambda standing: standing.project.id, self)
        self.ui.projects.show_table(self.projects, settings=desk.settings, name="tracking")
        self.parts = {name: self._part(name) for name in _PARTS}
        self.ui.lights.addItem("全部灯", "")
        for colour in LIGHTS:
            self.ui.lights.addItem(light_words(colour), colour)
        self.ui.split.setSizes([560, 520])
        self._wire()

    def _columns(self) -> tuple[Column, ...]:
        fields = self._work.words.fields_of(Project)

        def of(name: str) -> Callable[[Standing], str]:
            return lambda standing: fields[name].show(getattr(standing.project, name))

        order = list(LIGHTS)
        return (
            Column("light", "灯", lambda s: light_words(s.light.colour), 8, tone=lambda s: TONES[s.light.colour],
                   rank=lambda s: order.index(s.light.colour)),
            Column("title", "项目名称", of("title"), 28),
            Column("actual", "进度", lambda s: f"{s.light.actual.normalize():f}%", 7, "right", rank=lambda s: s.light.actual),
            Column("planned", "应达", lambda s: f"{s.light.planned.normalize():f}%", 7, "right",
                   rank=lambda s: s.light.planned),
            Column("phase", "阶段", of("phase"), 8), Column("builder", "承建单位", of("builder"), 18))

    def _part(self, name: str) -> RowTable:
        record, names = _PARTS[name]
        columns = columns_of(self._work.words.fields_of(record), names)
        wide = tuple(replace(column, width=15) if column.name == "quarter" else column for column in columns)
        table = RowTable(wide, lambda thing: thing.id, self)
        view = getattr(self.ui, name)
        view.show_table(table, settings=self.desk.settings, name=f"tracking.{name}")
        view.when_empty(f"还没有{record.label}")
        return table

    def _wire(self) -> None:
        ui = self.ui
        self.offer(DATA, "场景立项…", self.start, button=ui.start)
        self.offer(DATA, "新增项目…", self.add, keys="Ctrl+N", button=ui.add)
        of_project = [("修改项目…", self.edit, ui.amend), ("人工定灯…", self.override, ui.override_light),
                      ("取消定灯", self.release, ui.release_light), ("编排节点…", self.plan, ui.plan),
                      ("登记节点完成…", self.reach, ui.reach), ("填报季报…", self.report, ui.add_report),
                      ("修改季报…", self.amend_report, ui.amend_report), ("新增问题…", self.add_issue, ui.add_issue),
                      ("修改问题…", self.amend_issue, ui.amend_issue), ("移除问题", self.remove_issue, ui.remove_issue)]
        self._actions = [self.offer(DATA, text, slot, button=button) for text, slot, button in of_project]
        ui.projects.picked.connect(self._show)
        ui.search.textChanged.connect(self._filter)
        ui.lights.activated.connect(self._filter)
        ui.reports.doubleClicked.connect(self.amend_report)
        ui.issues.doubleClicked.connect(self.amend_issue)
        ui.projects.doubleClicked.connect(self.edit)

    # what is shown

    def fetch(self) -> None:
        self._standing = {s.project.id: s for s in self._work.tracking.standing()}
        self._filter()

    def _filter(self, _: object = None) -> None:
        wanted, colour = self.ui.search.text().split(), self.ui.lights.currentData()
        chosen = [s for s in self._standing.values() if _matches(s, wanted) and colour in ("", s.light.colour)]
        self.projects.show(sorted(chosen, key=_urgency))
        if not self.ui.projects.current_key() and chosen:
            self.ui.projects.pick(self.projects.key(0))
        self._say_empty(bool(chosen))
        counts = [f"{LIGHTS[c]} {sum(s.light.colour == c for s in chosen)}" for c in LIGHTS]
        self.counted.emit(f"{len(chosen)} 个项目，" + "，".join(counts))
        self._show()

    def _say_empty(self, any_shown: bool) -> None:
        blank = self.ui.projects.blank
        if any_shown:
            blank.hide()
        elif self._standing:
            blank.say("没有符合条件的项目", "请换一个词，或改看全部灯。")
        else:
            blank.say("还没有项目", "场景立项后，节点、季报和问题都在这里跟踪。", ("场景立项…", self.start))

    @property
    def chosen(self) -> Standing | None:
        """The project before the eyes."""
        return self._standing.get(self.ui.projects.current_key())

    def _show(self) -> None:
        standing = self.chosen
        self.ui.detail.setEnabled(standing is not None)
        for action in self._actions:
            action.setEnabled(standing is not None)
        for name, table in self.parts.items():
            table.show(getattr(standing, name) if standing else ())
        self.ui.named.setText(standing.project.title if standing else "")
        self.ui.light.setText(_light_said(standing) if standing else "")
        self.ui.reasons.setText("\n".join(f"· {sentence(p)}" for p in standing.light.reasons) if standing else "")
        if standing and not standing.light.reasons:
            self.ui.reasons.setText("节点、进度和季报都正常。")
        self.ui.release_light.setVisible(bool(standing and standing.project.light_override))

    def search_field(self) -> QLineEdit:
        field: QLineEdit = self.ui.search
        return field

    def show_record(self, key: str) -> None:
        self.ui.search.clear()
        self.ui.lights.setCurrentIndex(0)
        self._filter()
        self.ui.projects.pick(key)

    # what is done

    def _ask(self, title: str, record: type[Record], take: Callable[[Mapping[str, str]], object], *,
             thing: Record | None = None, without: tuple[str, ...] = (), values: Mapping[str, Any] | None = None) -> None:
        fields = among(self._work.words.fields_of(record), without=("project", *without))
        dialog = RecordDialog(title, fields, take, self, choices={"scenario": self._scenarios()} if "scenario" in fields else None)
        dialog.fill(thing, values)
        run(dialog)

    def _scenarios(self) -> list[tuple[str, str]]:
        return [(thing.id, thing.title) for thing in self._work.drafting.find(Scenario)]

    def start(self) -> None:
        """Choose a scenario that has no project yet and make one of it."""
        begun = {s.project.scenario for s in self._work.tracking.standing()}
        offered = [(key, title) for key, title in self._scenarios() if key not in begun]
        names = [f"{number}. {title}" for number, (_, title) in enumerate(offered, start=1)]
        name, taken = QInputDialog.getItem(self, "场景立项", "要立项的场景：", names, 0, False)
        if taken and name:
            self.start_from(offered[names.index(name)][0])

    def start_from(self, scenario: str) -> None:
        """Make a project of this scenario and show it."""
        project = self.desk.attempt(lambda: self._work.tracking.start(scenario))
        if project is not None:
            self.reload()
            self.show_record(project.id)

    def add(self) -> None:
        """A project that no scenario stands behind."""
        self._ask("新增项目", Project, partial(self._work.drafting.add, Project), without=("light_override", "light_reason"),
                  values={"phase": "preparation"})

    def edit(self, _: object = None) -> None:
        if self.chosen:
            project = self.chosen.project
            self._ask("修改项目", Project, partial(self._work.drafting.amend, Project, project.id), thing=project,
                      without=("light_override", "light_reason"))

    def override(self) -> None:
        """Set the light by hand; the reason is asked for and kept."""
        if self.chosen:
            project, every = self.chosen.project, self._work.words.fields_of(Project)
            fields = {name: every[name] for name in ("light_override", "light_reason")}
            dialog = RecordDialog("人工定灯", fields, lambda written: self._work.tracking.override(
                project.id, written["light_override"] or None, written["light_reason"]), self)
            dialog.fill(project)
            run(dialog)

    def release(self) -> None:
        """Give the light back to the figures."""
        if self.chosen:
            key = self.chosen.project.id
            self.desk.attempt(lambda: self._work.tracking.override(key, None))

    def plan(self) -> None:
        if self.chosen:
            run(PlanDialog(self.chosen.milestones, partial(self._work.tracking.plan, self.chosen.project.id), self))

    def reach(self) -> None:
        """Say when the chosen milestone was reached; an empty line takes that back."""
        for milestone in self.ui.milestones.picked_things()[:1]:
            shown = milestone.done.shown if milestone.done else ""
            said, taken = QInputDialog.getText(self, "登记完成", f"“{milestone.title}”实际完成（留空表示未完成）：", text=shown)
            if taken:
                self.desk.attempt(partial(self._work.tracking.reach, milestone.id, said))

    def report(self) -> None:
        if self.chosen:
            self._ask("填报季报", QuarterReport, partial(self._work.tracking.report, self.chosen.project.id))

    def amend_report(self, _: object = None) -> None:
        for report in self.ui.reports.picked_things()[:1]:
            self._ask("修改季报", QuarterReport, partial(self._work.tracking.amend_report, report.id), thing=report)

    def add_issue(self) -> None:
        if self.chosen:
            project = self.chosen.project.id
            self._ask("新增问题", ProjectIssue, lambda written: self._work.drafting.add(
                ProjectIssue, {**written, "project": project}), values={"issue_kind": "other", "level": "normal", "state": "new"})

    def amend_issue(self, _: object = None) -> None:
        for issue in self.ui.issues.picked_things()[:1]:
            self._ask("修改问题", ProjectIssue, partial(self._work.drafting.amend, ProjectIssue, issue.id), thing=issue)

    def remove_issue(self) -> None:
        keys = self.ui.issues.picked_keys()
        if keys:
            self.desk.attempt(lambda: self._work.drafting.remove(ProjectIssue, keys, "移除"))


def _urgency(standing: Standing) -> tuple[int, bool, str]:
    """The worst light first, and under one colour what is overdue or silent."""
    pressing = any(problem.code in ("milestone_overdue", "no_report") for problem in standing.light.reasons)
    return list(LIGHTS).index(standing.light.colour), not pressing, standing.project.title


def _matches(standing: Standing, words: list[str]) -> bool:
    project = standing.project
    text = " ".join(filter(None, (project.title, project.number, project.builder, project.lead_department))).casefold()
    return all(word.casefold() in text for word in words)


def _light_said(standing: Standing) -> str:
    light, project = standing.light, standing.project
    figures = f"进度 {light.actual.normalize():f}%，应达 {light.planned.normalize():f}%，已投资 {standing.invested:f} 万元"
    if project.light_override:
        return f"{light_words(light.colour)}（人工定灯：{project.light_reason}；按数据为{LIGHTS[light.derived]}）　{figures}"
    return f"{light_words(light.colour)}　{figures}"
