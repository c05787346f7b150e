"""The tab of comparison: figures of one to four variants side by side, and which scenarios each of them serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.desktop.actions import PLAN
from planner.desktop.asking import Asking
from planner.desktop.columns import Column
from planner.desktop.forms.planning_comparison import Ui_PlanningComparison
from planner.desktop.page import Page, lay_out
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.pages.planning.part import Part
from planner.desktop.roles import dress
from planner.desktop.saving import ask_and_save
from planner.desktop.table import RowTable
from planner.domain.comparison import SIGNS, Comparison, Measure, Standing
from planner.domain.demand import Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.variants import IN, OUT, PARTLY

if TYPE_CHECKING:
    from planner.desktop.view import TableView

MOST, _LONGEST = 4, 10
TONES = {IN: "green", PARTLY: "amber", OUT: "muted"}
DIFFERS = "≠"
_DOCUMENT = "variant-comparison"


@dataclass(frozen=True)
class _Shown:
    comparison: Comparison
    titles: dict[str, str]


class ComparisonPart(Part):
    """Follows the variants that are chosen at the left; of more than four the first four."""

    def __init__(self, page: Page, inset: Inset) -> None:
        super().__init__(page, inset)
        self.ui = lay_out(self, Ui_PlanningComparison)
        self._asking = Asking(self.desk.complain, self)
        self._heads: tuple[tuple[str, str], ...] | None = None
        self._shown = _Shown(Comparison((), ()), {})
        dress("hint", self.ui.hint)
        self.ui.only_different.setAccessibleName("只看不同")
        self.ui.split.setSizes([300, 260])
        self._show_heads(())
        self._saving = [page.offer(PLAN, "比选表另存 Excel…", partial(self._save, ".xlsx"), button=self.ui.save_workbook),
                        page.offer(PLAN, "比选表另存 PDF…", partial(self._save, ".pdf"), button=self.ui.save_pdf)]
        self.ui.only_different.toggled.connect(self._fill)

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        keys = [variant.id for variant in chosen[:MOST]]
        self._asking.ask(lambda: self._compared(keys), self._show)

    def let_go(self) -> None:
        super().let_go()
        self._asking.close()

    @property
    def keys(self) -> list[str]:
        """The variants that are compared, by key."""
        return [one.variant.id for one in self._shown.comparison.figures]

    def _compared(self, keys: list[str]) -> _Shown:
        work = self.desk.workspace
        found = work.weighing.beside(keys)
        wanted = [row.scenario for row in found.states]
        titles = {thing.id: thing.name for record in (Scenario, Project) for thing in work.drafting.many(record, wanted)}
        return _Shown(found, titles)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self._show_heads(tuple((one.variant.id, one.variant.title) for one in shown.comparison.figures))
        several = len(self.keys) > 1
        self.ui.only_different.setEnabled(several)
        for action in self._saving:
            action.setEnabled(bool(self.keys))
        self.ui.beside.setEnabled(bool(self.keys))
        self.ui.hint.setText("≠ 表示各方案不同" if several else "在左边按住 Ctrl 再选一至三个方案，就可以并列比较")
        self._fill()

    def _fill(self, _: object = None) -> None:
        found = self._shown.comparison
        several = self.ui.only_different.isChecked() and len(found.figures) > 1
        self.measures.show([row for row in found.measures if row.differs or not several])
        rows = found.differences if several else found.states
        self.states.show(sorted(rows, key=lambda row: (len(set(row.states)) == 1, self._shown.titles.get(row.scenario, ""))))

    def _show_heads(self, heads: tuple[tuple[str, str], ...]) -> None:
        if heads == self._heads:
            return
        self._heads = heads
        several = len(heads) > 1
        self.measures = RowTable((
            Column("group", "类别", lambda row: row.group, 20), Column("name", "指标", lambda row: row.name, 18),
            Column("unit", "单位", lambda row: row.unit, 12), *(_differing(lambda row: row.differs) if several else ()),
            *(Column(key, _short(title), partial(_figure, at), 14, "right", title, partial(_tone, at), partial(_amount, at))
              for at, (key, title) in enumerate(heads))), lambda row: f"{row.group}/{row.name}/{row.unit}", self)
        self.states = RowTable((
            Column("title", "场景（项目）", lambda row: self._shown.titles.get(row.scenario, "（已移除）"), 38),
            *(_differing(lambda row: len(set(row.states)) > 1) if several else ()),
            *(Column(key, _short(title), partial(_state, at), 14, hint=title, tone=partial(_state_tone, at))
              for at, (key, title) in enumerate(heads))),
            lambda row: row.scenario, self)
        self._put(self.ui.measures, self.measures, "在左边选一个方案，这里显示它的指标")
        self._put(self.ui.states, self.states, "没有场景提出需求，或各方案的入选情况相同")

    def _put(self, view: TableView, table: RowTable, empty: str) -> None:
        old = view.model()
        view.show_table(table)
        view.when_empty(empty)
        if old is not None:
            old.deleteLater()

    def _save(self, suffix: str) -> None:
        ask_and_save(self.desk, self, _DOCUMENT, {"variants": "、".join(self.keys)}, suffix)


def _differing(of: Callable[[Any], bool]) -> Iterator[Column]:
    yield Column("differs", "不同", lambda row: DIFFERS if of(row) else "", 4, "center")


def _short(title: str) -> str:
    """A long name leaves room for the other variants; the tool tip has it whole."""
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST - 1]}…"


def _amount(at: int, row: Measure) -> Decimal:
    return row.amounts[at]


def _figure(at: int, row: Measure) -> str:
    return f"{row.amounts[at]:,.2f}" if row.unit == "万元" else f"{row.amounts[at].normalize():,f}"


def _tone(at: int, row: Measure) -> str:
    """What is missing or too much is seen first."""
    if not row.amounts[at]:
        return ""
    return {"缺口": "amber", "超配的供给": "red"}.get(row.name, "")


def _state(at: int, row: Standing) -> str:
    return SIGNS[row.states[at]]


def _state_tone(at: int, row: Standing) -> str:
    return TONES[row.states[at]]
