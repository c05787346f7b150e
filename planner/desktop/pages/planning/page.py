"""The page of plan variants: at the left which there are and what is done with them, at the right what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.desktop.actions import PLAN
from planner.desktop.columns import Column
from planner.desktop.following import FollowingPage
from planner.desktop.forms.planning import Ui_PlanningPage
from planner.desktop.page import Desk, lay_out
from planner.desktop.pages.planning.comparison import MOST, ComparisonPart
from planner.desktop.pages.planning.conditions import ConditionsPart
from planner.desktop.pages.planning.doing import Doing
from planner.desktop.pages.planning.frontier import FrontierPart
from planner.desktop.pages.planning.part import Part
from planner.desktop.pages.planning.proposal import ProposalPart
from planner.desktop.pages.planning.supposing import SupposingPart
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.domain.supply import POOLS

if TYPE_CHECKING:
    from planner.domain.supposing import Change
    from planner.schema.change import News


def state_of(variant: Variant) -> str:
    """Whether it holds, as shape and word."""
    return "● 已采纳" if variant.adopted else "○ 草案"


class PlanningPage(FollowingPage):
    """The variants that are chosen at the left are what every tab speaks of."""

    kinds = frozenset({Variant.kind, Allocation.kind, Demand.kind, Scenario.kind, Project.kind, PlanRule.kind, Weighting.kind,
                       *(pool.kind for pool in POOLS.values())})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_PlanningPage)
        self._work = desk.workspace
        dress("title", self.ui.page_title)
        dress("hint", self.ui.described)
        self.variants = RowTable((Column("title", "方案名称", lambda v: v.title, 24),
                                  Column("state", "状态", state_of, 10, tone=lambda v: "green" if v.adopted else "muted")),
                                 lambda v: v.id, self)
        self.ui.variants.show_table(self.variants, settings=desk.settings, name="planning")
        self.ui.variants.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.ui.split.setSizes([330, 850])
        self.ui.split.setStretchFactor(1, 1)
        self.doing = Doing(desk, self.ui.inset, self.ui.variants)
        self._wire()
        inset = self.ui.inset
        self.comparison, self.conditions = ComparisonPart(self, inset), ConditionsPart(self, inset)
        self.proposal = ProposalPart(self, inset)
        self.supposing = SupposingPart(self, inset, self._propose)
        self.frontier = FrontierPart(self, inset)
        self.parts: tuple[tuple[str, Part], ...] = (
            ("比较", self.comparison), ("条件", self.conditions), ("优化建议", self.proposal), ("假设", self.supposing),
            ("前沿", self.frontier))
        for title, part in self.parts:
            self.ui.tabs.addTab(part, title)
        self.ui.tabs.currentChanged.connect(self._turned)
        self.comparison.ui.beside.clicked.connect(self.choose_all)

    def _wire(self) -> None:
        ui, do = self.ui, self.doing
        self.offer(PLAN, "新增方案…", do.begin, keys="Ctrl+N", button=ui.begin)
        one = (("复制方案…", do.copy, ui.copy), ("采纳方案…", do.adopt, ui.adopt), ("方案改名…", do.rename, ui.rename),
               ("移除方案…", do.remove, ui.remove), ("转到要素配置", self.allot, ui.allot))
        self._of_one = [self.offer(PLAN, text, slot, button=button) for text, slot, button in one]
        ui.variants.picked.connect(self._chosen)
        ui.variants.doubleClicked.connect(do.rename)

    # what is shown

    @property
    def chosen(self) -> list[Variant]:
        """The variants that are chosen, the one that is worked on first."""
        current = self.ui.variants.current_key()
        return sorted(self.ui.variants.picked_things(), key=lambda variant: variant.id != current)

    def fetch(self) -> None:
        """Ask which variants there are; the one that holds stands first."""
        first = not self.variants.things
        found = self._work.supplying.variants()
        self.variants.show(sorted(found, key=lambda variant: not variant.adopted))
        if found:
            self.ui.variants.blank.hide()
        else:
            self.ui.variants.blank.say("还没有方案", "方案是一套“谁得到什么”的安排，可以有几套，比较以后采纳一套。",
                                       ("新增方案…", self.doing.begin))
        if found and (first or not self.chosen):
            self.ui.variants.pick(self.variants.key(0))
        self._chosen()

    def _chosen(self) -> None:
        chosen = self.chosen
        for action in self._of_one:
            action.setEnabled(len(chosen) == 1)
        self.ui.described.setText(self._described(chosen))
        adopted = next((variant.title for variant in self.variants.things if variant.adopted), "")
        self.counted.emit(f"{len(self.variants.things)} 个方案，" + (f"已采纳“{adopted}”" if adopted else "尚未采纳"))
        self._turned()

    def _described(self, chosen: list[Variant]) -> str:
        if len(chosen) != 1:
            return f"已选 {len(chosen)} 个方案" if chosen else ""
        variant = chosen[0]
        source = next((other.title for other in self.variants.things if other.id == variant.copied_from), "")
        adopted = variant.adopted_on.shown if variant.adopted and variant.adopted_on else ""
        return "\n".join(filter(None, (
            adopted and f"{adopted}采纳", variant.basis and f"依据：{variant.basis}", source and f"复制自：{source}")))

    def _turned(self, _: object = None) -> None:
        part = self.ui.tabs.currentWidget()
        if isinstance(part, Part):
            part.turn_to(self.chosen)

    def let_go(self) -> None:
        for _, part in self.parts:
            part.let_go()

    def follow(self, news: News) -> None:
        for _, part in self.parts:
            part.records_changed()
        self.reload()

    def redress(self) -> None:
        for _, part in self.parts:
            part.redress()

    def show_record(self, key: str) -> None:
        self.ui.variants.pick(key)

    def choose_all(self) -> None:
        """As many variants as can be compared, those that are chosen first."""
        keys = dict.fromkeys([*(v.id for v in self.chosen), *(v.id for v in self.variants.things)])
        self.ui.variants.pick_all(list(keys)[:MOST])

    # what is done

    def _propose(self, supposed: Sequence[Change]) -> None:
        """Under suppositions; the proposal is read where every proposal is."""
        self.ui.tabs.setCurrentWidget(self.proposal)
        self.proposal.propose(supposed)

    def allot(self) -> None:
        """Where the assignments of a variant are made by hand."""
        for variant in self.chosen[:1]:
            self.desk.go("supply", variant.id)
