"""The tab of the frontier: how much more could be reached with more supply, and which choices hold when weights shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from planner.desktop.actions import PLAN
from planner.desktop.columns import Column
from planner.desktop.forms.planning_frontier import Ui_PlanningFrontier
from planner.desktop.page import Page, lay_out
from planner.desktop.pages.planning.chart import Dot
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.pages.planning.part import Part
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.desktop.tasks import Work
from planner.domain.catalogues import catalogue
from planner.domain.demand import Variant
from planner.domain.supply import PERMITTED, POOLS
from planner.messages import Notice
from planner.schema.numbers import trimmed

if TYPE_CHECKING:
    from planner.services.exploring import Frontier, FrontierPoint, Steady

FIRST = "finance"
NOW = 100
_STEADY = {"always": "● 始终入选", "sometimes": "◐ 有时入选", "never": "○ 从不入选"}
_TONES = {"always": "green", "sometimes": "amber", "never": "muted"}


class FrontierPart(Part):
    """One variant's frontier and its steadiness; points can be kept as variants."""

    def __init__(self, page: Page, inset: Inset) -> None:
        super().__init__(page, inset)
        self.ui = lay_out(self, Ui_PlanningFrontier)
        self._work = self.desk.workspace
        self._variant: Variant | None = None
        self._frontier: Frontier | None = None
        self._steady: Steady | None = None
        self._outdated = False
        self.points = RowTable((
            Column("part", "供给", lambda point: f"{point.hundredths}%", 6, "right", rank=lambda point: point.hundredths),
            Column("amount", "数量", self._amount, 12, "right", rank=lambda point: point.amount),
            Column("score", "得分", lambda point: trimmed(point.score), 7, "right", rank=lambda point: point.score),
            Column("chosen", "入选", lambda point: str(point.chosen), 4, "right", rank=lambda point: point.chosen)),
            lambda point: str(point.hundredths), self)
        self.steady = RowTable((
            Column("state", "权重变化时", lambda row: _STEADY[row[0]], 14, tone=lambda row: _TONES[row[0]],
                   rank=lambda row: list(_STEADY).index(row[0])),
            Column("title", "场景（项目）", lambda row: row[2], 44),
            Column("score", "得分", lambda row: trimmed(row[3]), 8, "right", rank=lambda row: row[3])), lambda row: row[1], self)
        self._dress()
        self._wire(page)

    def _dress(self) -> None:
        ui, kinds = self.ui, catalogue("pool_kind")
        dress("hint", ui.summary)
        ui.draw.setProperty("primary", True)
        for kind in POOLS:
            if kind not in PERMITTED:
                ui.kinds.addItem(kinds.label(kind), kind)
        ui.kinds.setCurrentIndex(ui.kinds.findData(FIRST))
        ui.points.show_table(self.points, settings=self.desk.settings, name="planning.points")
        ui.points.when_empty("还没有前沿")
        ui.steady.show_table(self.steady, settings=self.desk.settings, name="planning.steady")
        ui.steady.when_empty("按“试权重”，看权重各变两成时谁始终入选")
        ui.split.setSizes([480, 340])

    def _wire(self, page: Page) -> None:
        ui = self.ui
        self._draw = page.offer(PLAN, "画前沿", self.draw, button=ui.draw)
        self._shift = page.offer(PLAN, "试权重", self.shift, button=ui.shift)
        self._keep = page.offer(PLAN, "前沿的点存为新方案…", self.keep, button=ui.keep)
        ui.chart.picked.connect(lambda at: ui.points.pick(str(self._frontier.points[at].hundredths)) if self._frontier else None)
        ui.chart.taken.connect(lambda _: self.keep())
        ui.points.picked.connect(self._picked)
        ui.points.doubleClicked.connect(lambda _: self.keep())

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        variant = chosen[0] if chosen else None
        if (variant.id if variant else "") != (self._variant.id if self._variant else ""):
            self._frontier = self._steady = None
        self._variant = variant
        self._show_all()

    def records_changed(self) -> None:
        self._outdated = self._frontier is not None or self._steady is not None

    def redress(self) -> None:
        self.ui.chart.update()

    # asking

    def draw(self) -> None:
        """The best score for nothing to half as much again of the chosen kind of supply."""
        kind, name = str(self.ui.kinds.currentData()), self._variant.id if self._variant else None
        self._ask("计算前沿", lambda progress: self._work.exploring.frontier(kind, name, progress=progress, apart=True), self._drawn)

    def shift(self) -> None:
        """Who is chosen whatever the weights, within a fifth."""
        name = self._variant.id if self._variant else None
        self._ask("试不同的权重", lambda progress: self._work.exploring.steady(name, progress=progress, apart=True), self._shifted)

    def _ask(self, title: str, work: Work, done: Callable[[Any], None]) -> None:
        if self.ui.running.busy:
            return
        task = self.begin(title, work, done)
        self.ui.running.follow(task, "停止")
        for ending in (task.finished, task.failed, task.cancelled, task.broken):
            ending.connect(lambda *_: self._enable())
        self._enable()

    def _drawn(self, found: Frontier) -> None:
        self._frontier, self._outdated = found, False
        self.ui.views.setCurrentWidget(self.ui.frontier_tab)
        self._show_all()

    def _shifted(self, found: Steady) -> None:
        self._steady, self._outdated = found, False
        self.ui.views.setCurrentWidget(self.ui.steady_tab)
        self._show_all()

    # showing

    def _show_all(self) -> None:
        found, steady = self._frontier, self._steady
        self.points.show(found.points if found else ())
        across = f"{catalogue('pool_kind').label(found.kind)}供给（现有的百分比）" if found else ""
        self.ui.chart.show_dots([self._dot(point) for point in found.points] if found else (), across, "最高得分")
        if found:
            self.ui.points.pick(str(NOW if any(point.hundredths == NOW for point in found.points) else found.points[-1].hundredths))
        rows = [] if steady is None else [(state, key, steady.titles[key], steady.scores[key])
                                          for state in _STEADY for key in getattr(steady, state)]
        self.steady.show(sorted(rows, key=lambda row: (list(_STEADY).index(row[0]), -row[3], row[2])))
        self.ui.summary.setText(self._summary())
        self._enable()

    def _dot(self, point: FrontierPoint) -> Dot:
        amount = f"（{self._amount(point)}）" if self._amount(point) else ""
        says = f"供给 {point.hundredths}%{amount}：最高得分 {trimmed(point.score)}，入选 {point.chosen} 个"
        return Dot(point.hundredths, float(point.score), f"{point.hundredths}%", says, "现有" if point.hundredths == NOW else "")

    def _amount(self, point: FrontierPoint) -> str:
        return f"{trimmed(point.amount)} {self._frontier.unit}" if self._frontier and self._frontier.unit else ""

    def _summary(self) -> str:
        said = []
        if self._frontier:
            said.append(self._told(self._frontier.points))
        if self._steady:
            found = self._steady
            said.append(f"三项权重各减两成、不变、加两成，共试 {found.tried} 组：始终入选 {len(found.always)} 个，"
                        f"有时入选 {len(found.sometimes)} 个，从不入选 {len(found.never)} 个")
        if said and self._outdated:
            said.append("▲ 之后记录有改动，请重新计算")
        if not said:
            return "同一类供给多一些、少一些，最高能得多少分；权重稍变，哪些场景始终入选。只试算，不改记录。"
        return "。".join(said) + "。"

    def _told(self, points: Sequence[FrontierPoint]) -> str:
        now = next((point for point in points if point.hundredths == NOW), points[-1])
        less = next((point for point in points if point.score == now.score and point.plan is not None), now)
        last = points[-1]
        if less.hundredths < now.hundredths:
            return f"现有供给得分 {trimmed(now.score)}，有 {less.hundredths}% 就够：再减才会少得分"
        if last.score > now.score:
            more = f"增到 {last.hundredths}% 可得 {trimmed(last.score)}，多入选 {last.chosen - now.chosen} 个"
            return f"现有供给得分 {trimmed(now.score)}；{more}"
        return f"现有供给得分 {trimmed(now.score)}，再增加也不会多得分"

    def _picked(self) -> None:
        key = self.ui.points.current_key()
        if self._frontier and key:
            self.ui.chart.choose(next(at for at, point in enumerate(self._frontier.points) if str(point.hundredths) == key))
        self._enable()

    @property
    def point(self) -> FrontierPoint | None:
        """The point that is chosen."""
        at = self.ui.chart.current
        return self._frontier.points[at] if self._frontier and at >= 0 else None

    def _enable(self) -> None:
        busy = self.ui.running.busy
        for action in (self._draw, self._shift):
            action.setEnabled(not busy)
        point = self.point
        self._keep.setEnabled(not busy and not self._outdated and point is not None and point.plan is not None)

    # keeping

    def keep(self) -> None:
        """Write the plan of the chosen point as a variant of its own."""
        found, point = self._frontier, self.point
        if found is None or point is None or not self._keep.isEnabled():
            return
        fields = self._work.words.fields_of(Variant)
        title = f"{catalogue('pool_kind').label(found.kind)} {point.hundredths}% 的方案"

        def take(title: str) -> None:
            self.desk.begin("存为新方案", lambda progress: self._work.exploring.keep(found, point, title, progress, apart=True),
                            lambda made: self.desk.tell(Notice("已存为新方案", f"“{made.title}”在左边的方案里，可与其他方案比较。")))

        self.inset.ask("前沿的点存为新方案", {"title": fields["title"]}, lambda w: take(self._work.weighing.free(w["title"])),
                       does="存为新方案", values={"title": title}, hint=self._dot(point).says)
