"""The tab of conditions: how much each criterion counts, and the rules on what is chosen; both are records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.desktop.actions import PLAN
from planner.desktop.columns import Column
from planner.desktop.forms.planning_conditions import Ui_PlanningConditions
from planner.desktop.page import Page, lay_out
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.pages.planning.part import Part
from planner.desktop.pages.planning.weights import Weights
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.schema.numbers import trimmed

if TYPE_CHECKING:
    from planner.domain.demand import Variant

WEIGHTS = ("priority", "readiness", "completeness")
_GONE = "（已移除）"


class ConditionsPart(Part):
    """The same for every variant."""

    def __init__(self, page: Page, inset: Inset) -> None:
        super().__init__(page, inset)
        self.ui = lay_out(self, Ui_PlanningConditions)
        self._work = self.desk.workspace
        self._titles: dict[str, str] = {}
        dress("section", self.ui.weights_title, self.ui.rules_title)
        dress("hint", self.ui.weights_hint, self.ui.rules_hint)
        fields = self._work.words.fields_of(Weighting)
        self.weights = Weights(self.ui.weights, {name: fields[name] for name in WEIGHTS}, self)
        self.weights.settled.connect(self._weigh)
        self.rules = RowTable(self._columns(), lambda rule: rule.id, self)
        self.ui.rules.show_table(self.rules, settings=self.desk.settings, name="planning.rules")
        self._wire(page)

    def _columns(self) -> tuple[Column, ...]:
        fields = self._work.words.fields_of(PlanRule)
        return (Column("rule", "条件类型", lambda rule: fields["rule"].show(rule.rule), 10),
                Column("says", "内容", self.sentence, 46), Column("title", "条件名称", lambda rule: rule.title, 18),
                Column("basis", "依据", lambda rule: rule.basis or "", 20))

    def _wire(self, page: Page) -> None:
        page.offer(PLAN, "新增方案条件…", self.add, button=self.ui.add)
        self._of_some = [page.offer(PLAN, "修改方案条件…", self.amend, button=self.ui.amend),
                         page.offer(PLAN, "移除方案条件", self.remove, button=self.ui.remove)]
        self.ui.rules.doubleClicked.connect(self.amend)
        self.ui.rules.picked.connect(self._judge)

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        found = self._work.drafting.find(PlanRule)
        keys = [key for rule in found for key in (rule.scenario, rule.other) if key]
        self._titles = {thing.id: thing.name for record in (Scenario, Project) for thing in self._work.drafting.many(record, keys)}
        self.rules.show(found)
        if found:
            self.ui.rules.blank.hide()
        else:
            self.ui.rules.blank.say("还没有条件", "例如某场景必须入选、两个场景二选一、某领域至少占一成。", ("新增条件…", self.add))
        holding = self._weighting() or Weighting()
        self.weights.show(dict(zip(WEIGHTS, holding.weights, strict=True)))
        self._judge()

    def sentence(self, rule: PlanRule) -> str:
        """What a rule asks for, in plain words."""
        one, other = (f"“{self._titles.get(key, _GONE)}”" if key else "" for key in (rule.scenario, rule.other))
        if rule.rule == "share":
            sector = self._work.words.fields_of(PlanRule)["sector"].show(rule.sector)
            parts = [f"{word} {trimmed(part)}%" for word, part in (("至少", rule.least), ("至多", rule.most)) if part is not None]
            return f"{sector}领域的场景占入选数" + "、".join(parts)
        if rule.rule == "budget":
            fields = self._work.words.fields_of(PlanRule)
            year = f"{fields['year'].show(rule.year)} " if rule.year else ""
            return f"{year}{fields['source'].show(rule.source)}至多 {fields['amount'].show(rule.amount)} 万元"
        return {"required": f"{one}必须入选", "barred": f"{one}不得入选", "exclusive": f"{one}与{other}至多选一个",
                "prerequisite": f"{one}入选时{other}也须入选"}[rule.rule]

    def _weighting(self) -> Weighting | None:
        found = self._work.drafting.find(Weighting)
        return found[-1] if found else None

    def _weigh(self, values: dict[str, int]) -> None:
        """Write the weights, the first time as a record of their own."""
        holding, drafting = self._weighting(), self._work.drafting
        if holding is None:
            self.desk.attempt(lambda: drafting.add(Weighting, values))
        else:
            self.desk.attempt(lambda: drafting.amend(Weighting, holding.id, values))

    def _judge(self) -> None:
        count = len(self.ui.rules.picked_keys())
        self._of_some[0].setEnabled(count == 1)
        self._of_some[1].setEnabled(count > 0)

    def _ask(self, title: str, take: Any, rule: PlanRule | None = None) -> None:
        drafting = self._work.drafting
        offered = sorted(((thing.id, thing.name) for record in (Scenario, Project) for thing in drafting.find(record)), key=lambda x: x[1])
        dialog = RecordDialog(title, among(self._work.words.fields_of(PlanRule)), take, self,
                              choices={"scenario": offered, "other": offered},
                              hint="二选一、须同时入选填两个场景；领域占比填领域和至少、至多；预算上限填资金来源和金额。")
        dialog.fill(rule)
        dialog.exec()
        dialog.deleteLater()

    def add(self) -> None:
        self._ask("新增方案条件", partial(self._work.drafting.add, PlanRule))

    def amend(self, _: object = None) -> None:
        for rule in self.ui.rules.picked_things()[:1]:
            self._ask("修改方案条件", partial(self._work.drafting.amend, PlanRule, rule.id), rule)

    def remove(self) -> None:
        keys = self.ui.rules.picked_keys()
        if keys:
            self.desk.attempt(lambda: self._work.drafting.remove(PlanRule, keys, "移除"))
