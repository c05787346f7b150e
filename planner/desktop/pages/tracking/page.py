"""The page of projects: how each stands and why, its milestones, quarterly reports and what stands in its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.desktop.actions import DATA
from planner.desktop.columns import Column
from planner.desktop.filters import Options
from planner.desktop.following import FollowingPage
from planner.desktop.forms.tracking import Ui_TrackingPage
from planner.desktop.narrowing import Narrowing, Narrowings
from planner.desktop.page import Desk, lay_out
from planner.desktop.pages.tracking.detail import Detail
from planner.desktop.pages.tracking.doing import Doing
from planner.desktop.pages.tracking.lights import LIGHTS, TONES, light_words, urgency
from planner.desktop.roles import dress
from planner.desktop.sources_dialog import show_sources
from planner.desktop.table import RowTable
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.schema.record import Record
from planner.schema.text import folded

if TYPE_CHECKING:
    from planner.schema.change import News
    from planner.services.tracking import Standing

_OF_PROJECT: tuple[type[Record], ...] = (Milestone, QuarterReport, ProjectIssue)
_FILTERS = ("sector", "lead_department")


class TrackingPage(FollowingPage):
    """Projects at the left; at the right everything about the one that is chosen."""

    kinds = frozenset({Project.kind, *(record.kind for record in _OF_PROJECT)})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_TrackingPage)
        self._work = desk.workspace
        self._fields = self._work.words.fields_of(Project)
        self._standing: dict[str, Standing] = {}
        self.narrowings = Narrowings()
        dress("title", self.ui.page_title)
        self.ui.add.setProperty("primary", True)
        self.detail = Detail(self.ui, desk, self)
        self.doing = Doing(desk, self, self.ui.asking)
        self.projects = RowTable(self._columns(), lambda standing: standing.project.id, self)
        self.ui.projects.show_table(self.projects, settings=desk.settings, name="tracking", elastic="title")
        self.ui.lights.addItem("全部灯", "")
        for colour in LIGHTS:
            self.ui.lights.addItem(light_words(colour), colour)
        self.ui.split.setSizes([610, 550])
        self._wire()

    @property
    def parts(self) -> dict[str, RowTable]:
        return self.detail.parts

    def _columns(self) -> tuple[Column, ...]:
        fields, order = self._fields, list(LIGHTS)

        def of(name: str) -> Callable[[Standing], str]:
            return lambda standing: fields[name].show(getattr(standing.project, name))

        return (
            Column("light", "灯", lambda s: light_words(s.light.colour), 8, tone=lambda s: TONES[s.light.colour],
                   rank=lambda s: order.index(s.light.colour)),
            Column("title", "项目名称", of("title"), 28),
            Column("actual", "进度", lambda s: f"{s.light.actual.normalize():f}%", 7, "right", rank=lambda s: s.light.actual),
            Column("planned", "应达", lambda s: f"{s.light.planned.normalize():f}%", 7, "right",
                   rank=lambda s: s.light.planned),
            Column("phase", "阶段", of("phase"), 8), Column("builder", "承建单位", of("builder"), 16))

    def _wire(self) -> None:
        ui = self.ui
        self.offer(DATA, "场景立项…", self.start, button=ui.start)
        self.offer(DATA, "新增项目…", self.doing.add, keys="Ctrl+N", button=ui.add)
        of_project = [("修改项目…", self.edit, ui.amend), ("人工定灯…", self.override, ui.override_light),
                      ("取消定灯", self.release, ui.release_light), ("编排节点…", self.plan, ui.plan),
                      ("登记节点完成…", self.reach, ui.reach), ("填报季报…", self.report, ui.add_report),
                      ("修改季报…", self.amend_report, ui.amend_report), ("新增问题…", self.add_issue, ui.add_issue),
                      ("修改问题…", self.amend_issue, ui.amend_issue), ("移除问题", self.remove_issue, ui.remove_issue)]
        self._actions = [self.offer(DATA, text, slot, button=button) for text, slot, button in of_project]
        self._actions.append(self.offer(DATA, "项目的来源…", self.see_sources))
        for name in _FILTERS:
            box = getattr(ui, f"filter_{name}")
            box.serve(name, self._fields[name].label, lambda name=name: self._options(name))
            box.narrowed.connect(self.narrow)
        ui.projects.picked.connect(self._picked)
        ui.search.textChanged.connect(self._filter)
        ui.lights.activated.connect(self._filter)
        for view, slot in ((ui.projects, self.edit), (ui.milestones, self.reach), (ui.reports, self.amend_report),
                           (ui.issues, self.amend_issue)):
            view.doubleClicked.connect(lambda _, slot=slot: slot())

    # what is shown

    def fetch(self) -> None:
        """Ask again how everything stands."""
        self._standing = {s.project.id: s for s in self._work.tracking.standing()}
        self._filter()

    def follow(self, news: News) -> None:
        """Only the projects that an operation has touched are asked for again; rows stay, unless another is more pressing now."""
        touched = self._touched(news)
        if touched is None:
            self.reload()
            return
        now = {s.project.id: s for s in self._work.tracking.standing(keys=list(touched)) if s.project.removed is None}
        shown = {s.project.id for s in self.projects.things}
        for key in touched:
            self._standing.pop(key, None)
        self._standing |= now
        before = {s.project.id: urgency(s) for s in self.projects.things}
        same = {key for key, standing in now.items() if self._has(standing)} == touched & shown
        if same and all(before[key] == urgency(now[key]) for key in touched & shown):
            self.projects.renew(list(now.values()))
            self._tell()
        else:
            self._filter()

    def _touched(self, news: News) -> set[str] | None:
        """The projects that an operation concerns; None when that is not to be known."""
        found = set(news.keys(Project.kind))
        for record in _OF_PROJECT:
            keys = news.keys(record.kind)
            parts = self._work.drafting.many(record, list(keys))
            if len(parts) < len(keys):
                return None
            found |= {part.project for part in parts}  # type: ignore[attr-defined]  # all three belong to a project
        return found

    def narrow(self, name: str, narrowing: Narrowing | None) -> None:
        """Take over a choice for a field; None gives it free."""
        self.narrowings = self.narrowings.but(name, narrowing)
        getattr(self.ui, f"filter_{name}").show_choice(narrowing)
        self._filter()

    def _options(self, name: str) -> Options:
        """What a field could be narrowed to under the other choices, the most frequent first."""
        counts = Counter(getattr(s.project, name) for s in self._standing.values() if self._has(s, without=name))
        return [(value, self._fields[name].show(value), count) for value, count in counts.most_common()]

    def _has(self, standing: Standing, *, without: str = "") -> bool:
        """Whether a project is among those that are asked for."""
        project, colour = standing.project, self.ui.lights.currentData()
        text = folded(" ".join(filter(None, (project.title, project.number, project.builder, project.lead_department))))
        return (colour in ("", standing.light.colour) and all(folded(word) in text for word in self.ui.search.text().split())
                and all(getattr(project, one.field) in one.values for one in self.narrowings if one.field != without))

    def _filter(self, _: object = None) -> None:
        chosen = [s for s in self._standing.values() if self._has(s)]
        self.projects.show(sorted(chosen, key=urgency))
        if not self.ui.projects.current_key() and chosen:
            self.ui.projects.pick(self.projects.key(0))
        self._say_empty(bool(chosen))
        self._tell()

    def _tell(self) -> None:
        """Counts, and the project before the eyes."""
        colours = Counter(s.light.colour for s in self.projects.things)
        counts = [f"{LIGHTS[colour]} {colours[colour]}" for colour in LIGHTS]
        self.counted.emit(f"{len(self.projects.things):,} 个项目，" + "，".join(counts))
        self._show()

    def _say_empty(self, any_shown: bool) -> None:
        blank = self.ui.projects.blank
        if any_shown:
            blank.hide()
        elif self._standing:
            blank.say("没有符合条件的项目", "换一个词，或放宽筛选条件。", ("清除筛选", self.free))
        else:
            blank.say("还没有项目", "场景立项后，节点、季报和问题都在这里跟踪。", ("场景立项…", self.start))

    def free(self) -> None:
        """Show every project again."""
        self.narrowings = self.narrowings.freed()
        for name in _FILTERS:
            getattr(self.ui, f"filter_{name}").show_choice(None)
        self.ui.lights.setCurrentIndex(0)
        self.ui.search.clear()
        self._filter()

    @property
    def chosen(self) -> Standing | None:
        """The project before the eyes."""
        return self._standing.get(self.ui.projects.current_key())

    def _picked(self) -> None:
        self.ui.asking.hide()
        self._show()

    def _show(self) -> None:
        standing = self.chosen
        for action in self._actions:
            action.setEnabled(standing is not None)
        self.detail.show(standing)

    def redress(self) -> None:
        self.ui.bar.update()

    def search_field(self) -> QLineEdit:
        field: QLineEdit = self.ui.search
        return field

    def show_record(self, key: str) -> None:
        self.free()
        self.ui.projects.pick(key)

    # what is done

    def start(self) -> None:
        """Choose a scenario that has no project yet and make one of it."""
        scenario = self.doing.scenario_to_start()
        if scenario:
            self.start_from(scenario)

    def start_from(self, scenario: str) -> None:
        """Make a project of this scenario and show it."""
        project = self.desk.attempt(lambda: self._work.tracking.start(scenario))
        if project is not None:
            self.reload()
            self.show_record(project.id)

    def edit(self) -> None:
        if self.chosen:
            self.doing.edit(self.chosen.project)

    def see_sources(self) -> None:
        """From which cells the chosen project came."""
        if self.chosen:
            show_sources(self.desk, self.chosen.project, self)

    def override(self) -> None:
        if self.chosen:
            self.doing.override(self.chosen.project)

    def release(self) -> None:
        if self.chosen:
            self.doing.release(self.chosen.project)

    def plan(self) -> None:
        if self.chosen:
            self.doing.plan(self.chosen)

    def reach(self) -> None:
        """Of the chosen milestone, or of the first that is not reached yet."""
        things = self.ui.milestones.picked_things() or [m for m in self.parts["milestones"].things if m.done is None]
        for milestone in things[:1]:
            self.doing.reach(milestone)

    def report(self) -> None:
        if self.chosen:
            self.doing.report(self.chosen.project)

    def amend_report(self) -> None:
        for report in self.ui.reports.picked_things()[:1]:
            self.doing.amend_report(report)

    def add_issue(self) -> None:
        if self.chosen:
            self.doing.add_issue(self.chosen.project)

    def amend_issue(self) -> None:
        for issue in self.ui.issues.picked_things()[:1]:
            self.doing.amend_issue(issue)

    def remove_issue(self) -> None:
        self.doing.remove_issues(self.ui.issues.picked_keys())
