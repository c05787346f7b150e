"""The tab of what-if: suppositions are written down, what they do to the variant is seen at once, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.desktop.actions import PLAN
from planner.desktop.asking import Asking
from planner.desktop.columns import Column
from planner.desktop.forms.planning_supposing import Ui_PlanningSupposing
from planner.desktop.page import Page, lay_out
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.pages.planning.part import Part
from planner.desktop.record_dialog import Written
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.catalogues import catalogue
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.schema.fields import Field
from planner.schema.numbers import trimmed
from planner.services.supposing import CUT, DELAY, INSIDE, Supposed

if TYPE_CHECKING:
    from planner.domain.demand import Variant
    from planner.domain.supposing import Change

OVER = "▲ 超配"
_Choices = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class _Row:
    """One effect as it is read: what, when, from what to what, and whom it touches."""

    what: str
    quarter: str
    rank: str
    before: str
    after: str
    state: str
    tone: str
    whom: str


class SupposingPart(Part):
    """`propose` is asked to seek the best plan under the suppositions."""

    def __init__(self, page: Page, inset: Inset, propose: Callable[[Sequence[Change]], None]) -> None:
        super().__init__(page, inset)
        self.ui = lay_out(self, Ui_PlanningSupposing)
        self._work, self._seek = self.desk.workspace, propose
        self._asking = Asking(self.desk.complain, self)
        self._variant: Variant | None = None
        self.changes: list[Change] = []
        self.listed = RowTable((Column("says", "假设", lambda row: row[1], 90),), lambda row: str(row[0]), self)
        self.effects = RowTable((
            Column("what", "供给或需求", lambda row: row.what, 26),
            Column("quarter", "季度", lambda row: row.quarter, 15, rank=lambda row: row.rank),
            Column("before", "现在", lambda row: row.before, 12, "right"), Column("after", "假设下", lambda row: row.after, 12, "right"),
            Column("state", "影响", lambda row: row.state, 18, tone=lambda row: row.tone),
            Column("whom", "涉及的场景", lambda row: row.whom, 50)),
            lambda row: f"{row.what}/{row.rank}", self)
        dress("hint", self.ui.hint)
        self.ui.propose.setProperty("primary", True)
        self.ui.changes.show_table(self.listed)
        self.ui.effects.show_table(self.effects, settings=self.desk.settings, name="planning.effects")
        self.ui.split.setSizes([170, 330])
        self._wire(page)

    def _wire(self, page: Page) -> None:
        ui = self.ui
        page.offer(PLAN, "假设供给增减…", self.ask_cut, button=ui.cut)
        page.offer(PLAN, "假设供给推迟…", self.ask_delay, button=ui.delay)
        page.offer(PLAN, "假设必须入选…", self.ask_inside, button=ui.inside)
        self._remove = page.offer(PLAN, "去掉所选假设", self.remove, button=ui.remove)
        self._propose = page.offer(PLAN, "按假设优化", self.propose, button=ui.propose)
        ui.changes.picked.connect(lambda: self._remove.setEnabled(bool(ui.changes.picked_keys())))

    def let_go(self) -> None:
        super().let_go()
        self._asking.close()

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        self._variant = chosen[0] if chosen else None
        named = f"“{self._variant.title}”" if self._variant else "现有配置"
        self.ui.hint.setText(f"对{named}试算：只算影响，不改任何记录；按假设优化后可以存为新方案。")
        self._show_changes()

    # writing suppositions down

    def _pools(self) -> list[tuple[str, str]]:
        return [(pool.id, pool.title) for pool in self._work.supplying.pools()]

    def ask_cut(self) -> None:
        """A kind of supply or one pool has less, or more, in a quarter."""
        kinds = catalogue("pool_kind")
        offered = [*((kind, f"全部{kinds.label(kind)}") for kind in POOLS), *self._pools()]
        self._ask("供给增减", CUT, self._work.supposing.cut, {"what": offered})

    def ask_delay(self) -> None:
        """A pool comes later."""
        self._ask("供给推迟", DELAY, self._work.supposing.delay, {"pool": self._pools()})

    def ask_inside(self) -> None:
        """A scenario must be in."""
        offered = [(thing.id, thing.name) for record in (Scenario, Project) for thing in self._work.drafting.find(record)]
        self._ask("必须入选", INSIDE, self._work.supposing.inside, {"scenario": sorted(offered, key=lambda pair: pair[1])})

    def _ask(self, title: str, fields: Mapping[str, Field], read: Callable[[Written], Change], choices: _Choices) -> None:
        def take(written: Written) -> None:
            self.changes.append(read(written))
            self._show_changes()

        self.inset.ask(f"假设：{title}", fields, take, does="加上", choices=choices)

    def remove(self) -> None:
        """Let the chosen suppositions go."""
        gone = {int(key) for key in self.ui.changes.picked_keys()}
        self.changes = [change for at, change in enumerate(self.changes) if at not in gone]
        self._show_changes()

    # what they come to

    def _show_changes(self) -> None:
        self.listed.show([(at, self._work.supposing.sentence(change)) for at, change in enumerate(self.changes)])
        if self.changes:
            self.ui.changes.blank.hide()
        else:
            self.ui.changes.blank.say("还没有假设", "例如第三季度算力减少两成、某笔资金推迟一个季度。")
        self._remove.setEnabled(bool(self.ui.changes.picked_keys()))
        self._propose.setEnabled(bool(self.changes))
        changes, variant = tuple(self.changes), self._variant.id if self._variant else None
        self._asking.ask(lambda: self._work.supposing.against(changes, variant), self._show)

    def _show(self, found: Supposed) -> None:
        pools = [_Row(one.title, one.quarter.shown, one.quarter.text, _figure(one.before, one.unit), _figure(one.after, one.unit),
                      f"{OVER} {trimmed(one.over_after)} {one.unit}" if one.over_after else "✓ 够用", "red" if one.over_after else "green",
                      "、".join(found.titles.get(key, "（已移除）") for key in one.scenarios)) for one in found.effects]
        lines = [_Row(found.titles.get(one.scenario, ""), one.quarter.shown, one.quarter.text, "", "",
                      f"▽ 还缺 {trimmed(one.missing)} {one.unit}", "amber", found.titles.get(one.scenario, "")) for one in found.unserved]
        self.effects.show([*pools, *lines])
        self.ui.summary.setText(self._summary(found))
        if self.effects.things:
            self.ui.effects.blank.hide()
        else:
            self.ui.effects.blank.say("现有安排不受影响" if self.changes else "加上假设，这里显示受影响的供给和场景")

    def _summary(self, found: Supposed) -> str:
        if not self.changes:
            return ""
        over = [one for one in found.effects if one.over_after > one.over_before]
        whom = {key for one in over for key in one.scenarios}
        parts = [f"{len(over)} 处供给不够，涉及 {len(whom)} 个场景" if over else "各项供给仍然够用"]
        if found.unserved:
            parts.append(f"要求入选的场景还有 {len(found.unserved)} 处需求没有配足")
        return "；".join(parts) + "。"

    def propose(self) -> None:
        """Seek the best plan under these suppositions."""
        self._seek(tuple(self.changes))


def _figure(amount: Decimal | None, unit: str) -> str:
    return "不限" if amount is None else f"{trimmed(amount)} {unit}"
