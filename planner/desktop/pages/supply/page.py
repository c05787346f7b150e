"""The page on which the office sees what it can give, what the scenarios need, and gives it, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QInputDialog, QListWidgetItem, QSizePolicy, QWidget

from planner.desktop.actions import PLAN
from planner.desktop.columns import Column, columns_of
from planner.desktop.dialogs import run
from planner.desktop.following import FollowingPage
from planner.desktop.forms.supply import Ui_SupplyPage
from planner.desktop.page import Desk, lay_out
from planner.desktop.pages.supply.grid import GAP, OVER, Line, SupplyGrid, give_line, left_of, need_line, pool_line
from planner.desktop.pages.supply.grid_view import Written
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.desktop.tokens import tokens_of
from planner.domain.assigning import Assignment
from planner.domain.balance import ZERO, Balance, PoolBalance, balance, needs, served_of
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS, Pool
from planner.errors import InvalidRecord, Problem, RuleBroken
from planner.schema.dates import PartialDate
from planner.schema.fields import Refused
from planner.schema.record import Record

_POOL = ("title", "capacity", "provider", "starts", "ends")
_QUARTER = 15
_DEMAND = ("spec", "quantity", "unit", "starts", "ends", "priority", "must_have")


class SupplyPage(FollowingPage):
    """Kinds and pools at the left; at the right the demand of that kind and the quarters of the chosen line."""

    kinds = frozenset({Demand.kind, Allocation.kind, Variant.kind, Scenario.kind, Project.kind, *(p.kind for p in POOLS.values())})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_SupplyPage)
        self._work = desk.workspace
        self._pools: list[Pool] = []
        self._demands: list[Demand] = []
        self._allocations: list[Allocation] = []
        self._balance: Balance = balance((), (), ())
        self._titles: dict[str, str] = {}
        self._short: dict[str, int] = {}
        self._rows: dict[str, list[PoolBalance]] = {}
        self._dress()
        self.pools = RowTable((), lambda pool: pool.id, self)
        self.demands = RowTable(self._demand_columns(), lambda demand: demand.id, self)
        self.ui.demands.show_table(self.demands, settings=desk.settings, name="supply.demands")
        self.grid = SupplyGrid(self._assign, lambda tone: QColor(tokens_of(self.palette()).tone(tone)), self)
        self.ui.grid.setModel(self.grid)
        self.ui.grid.take = self.take_figures
        for kind in POOLS:
            item = QListWidgetItem(self._kind_words(kind), self.ui.kinds)
            item.setData(Qt.ItemDataRole.UserRole, kind)
        self.ui.kinds.setCurrentRow(0)
        self._wire()
        self._head_pools()

    def _dress(self) -> None:
        ui = self.ui
        dress("title", ui.page_title)
        dress("section", ui.pools_title, ui.demands_title, ui.grid_title)
        dress("hint", ui.grid_hint)
        ui.split.setSizes([360, 720])
        ui.kinds.setSpacing(2)
        ui.right.setSizes([230, 300])
        ui.grid.verticalHeader().hide()
        ui.grid.setWordWrap(False)
        for label in (ui.grid_title, ui.grid_hint):
            label.setWordWrap(True)
        ui.grid_title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        ui.grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        ui.grid.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
                                | QAbstractItemView.EditTrigger.EditKeyPressed)

    def _wire(self) -> None:
        ui = self.ui
        self.offer(PLAN, "新增供给…", self.add_pool, button=ui.add_pool)
        self.offer(PLAN, "修改供给…", self.amend_pool, button=ui.amend_pool)
        self.offer(PLAN, "移除供给", self.remove_pool, button=ui.remove_pool)
        self.offer(PLAN, "新增需求…", self.add_demand, keys="Ctrl+N", button=ui.add_demand)
        self.offer(PLAN, "修改需求…", self.amend_demand, button=ui.amend_demand)
        self.offer(PLAN, "移除需求", self.remove_demand, button=ui.remove_demand)
        self.offer(PLAN, "释放所选需求的配置", self.release, button=ui.release_demand)
        self.offer(PLAN, "向右填充", ui.grid.fill_right, keys="Ctrl+R", button=ui.fill_right)
        self.offer(PLAN, "从表格粘贴配置", ui.grid.paste, button=ui.paste)
        self.offer(PLAN, "新增方案…", self.add_variant, button=ui.add_variant)
        ui.kinds.currentRowChanged.connect(self._kind_chosen)
        ui.variants.activated.connect(lambda _: self.reload())
        ui.demands.picked.connect(self._draw_grid)
        ui.pools.doubleClicked.connect(self.amend_pool)
        ui.demands.doubleClicked.connect(self.amend_demand)

    def _kind_words(self, kind: str) -> str:
        return self._work.words.fields_of(Demand)["pool_kind"].show(kind)

    def _demand_columns(self) -> tuple[Column, ...]:
        named = Column("scenario", "场景或项目", lambda demand: self._titles.get(demand.scenario, "（已移除）"), 26)
        rest = columns_of(self._work.words.fields_of(Demand), _DEMAND)
        short = Column("short", "缺口", lambda d: f"{GAP} {self._short[d.id]} 季" if self._short.get(d.id) else "✓ 足额", 10,
                       tone=lambda d: "amber" if self._short.get(d.id) else "green", rank=lambda d: self._short.get(d.id, 0))
        return (named, short, *(replace(column, width=_QUARTER) if column.name in ("starts", "ends") else column for column in rest))

    # what is shown

    @property
    def kind(self) -> str:
        """The kind of supply that is chosen."""
        return str(self.ui.kinds.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def variant(self) -> str | None:
        """The variant that is chosen; None while there is none, the first assignment makes it."""
        return self.ui.variants.currentData() or None

    @property
    def demand(self) -> Demand | None:
        """The demand line before the eyes."""
        key = self.ui.demands.current_key()
        return next((demand for demand in self._demands if demand.id == key), None)

    def redress(self) -> None:
        self.ui.grid.viewport().update()
        self._fit_columns()

    def _fit_columns(self) -> None:
        """A long name leaves room for the quarters; the tool tip has it whole."""
        grid = self.ui.grid
        grid.resizeColumnsToContents()
        grid.setColumnWidth(0, min(grid.columnWidth(0), grid.fontMetrics().horizontalAdvance("供") * 20))

    def _kind_chosen(self, _: object = None) -> None:
        self._head_pools()
        self.reload()

    def _head_pools(self) -> None:
        fields = self._work.words.fields_of(POOLS[self.kind])
        over = Column("over", "状态", lambda pool: f"{OVER} {self._over(pool)} 季" if self._over(pool) else "✓", 9,
                      tone=lambda pool: "red" if self._over(pool) else "green", rank=self._over)
        title, *rest = columns_of(fields, [name for name in _POOL if name in fields])
        self.pools = RowTable((title, over, *rest), lambda pool: pool.id, self)
        self.ui.pools.show_table(self.pools)

    def fetch(self) -> None:
        self._offer_variants()
        supplying = self._work.supplying
        self._pools, self._demands = supplying.pools(), supplying.demands()
        self._allocations = supplying.allocations(self.variant) if self.variant else []
        self._balance = balance(self._pools, self._demands, self._allocations)
        self._titles = {key: title for record in (Scenario, Project) for key, title in self._named(record)}
        self._sum()
        self.pools.show(sorted((pool for pool in self._pools if pool.supplies == self.kind), key=lambda p: (-self._over(p), p.title)))
        self.demands.show(sorted((demand for demand in self._demands if demand.pool_kind == self.kind), key=self._urgency))
        if self.demand is None and self.demands.things:
            self.ui.demands.pick(self.demands.key(0))
        self._say_empty()
        self._draw_grid()

    def _sum(self) -> None:
        """What is over in which pool, and in how many quarters each line is short."""
        self._rows = {pool.id: [] for pool in self._pools}
        for row in self._balance.pools:
            self._rows[row.pool].append(row)
        lines = {demand.id: demand for demand in self._demands}
        served = served_of(lines, [a for a in self._allocations if a.demand in lines])
        self._short = {d.id: sum(served.get((d.id, q), ZERO) < need for q, need in needs(d).items())
                       for d in self._demands if d.pool_kind == self.kind}

    def _over(self, pool: Pool) -> int:
        return sum(1 for row in self._rows.get(pool.id, ()) if row.over)

    def _urgency(self, demand: Demand) -> tuple[bool, bool, int, str]:
        """Those that are short first, among them what must be met and what is important."""
        return (not self._short.get(demand.id), not demand.must_have, demand.priority or 3, self._titles.get(demand.scenario, ""))

    def show_record(self, key: str) -> None:
        """A demand line, or a scenario's or project's first one, wherever it stands."""
        self.reload()
        line = next((d for d in self._demands if key in (d.id, d.scenario)), None)
        if line is not None:
            self.ui.kinds.setCurrentRow(list(POOLS).index(line.pool_kind))
            self.ui.demands.pick(line.id)
            self.ui.grid.setFocus()

    def _named(self, record: type[Scenario] | type[Project]) -> list[tuple[str, str]]:
        return [(thing.id, thing.name) for thing in self._work.drafting.find(record)]

    def _offer_variants(self) -> None:
        chosen, box = self.variant, self.ui.variants
        variants = self._work.supplying.variants()
        box.clear()
        for variant in variants:
            box.addItem(f"{variant.title}（已采纳）" if variant.adopted else variant.title, variant.id)
        adopted = next((v.id for v in variants if v.adopted), None)
        box.setCurrentIndex(max(0, box.findData(chosen or adopted)))

    def _say_empty(self) -> None:
        words = self._kind_words(self.kind)
        for view, table, what, slot in ((self.ui.pools, self.pools, "供给", self.add_pool),
                                        (self.ui.demands, self.demands, "需求", self.add_demand)):
            if table.things:
                view.blank.hide()
            else:
                view.blank.say(f"还没有{words}{what}", "", (f"新增{what}…", slot))

    def _draw_grid(self) -> None:
        demand, span = self.demand, self._span()
        lines: list[Line] = []
        if demand is not None:
            lines.append(need_line(demand, self._allocations, span))
            lines += [give_line(demand, pool, self._allocations, self._rows.get(pool.id, ()), span) for pool in self._serving(demand)]
        lines += [pool_line(f"{pool.title}　已配 / 可用", self._rows[pool.id], span) for pool in self.pools.things]
        self.grid.show(lines, span, demand.id if demand else "")
        self.ui.grid_title.setText(f"按季度配置：{self._titles.get(demand.scenario, '')}" if demand else "按季度配置")
        self._fit_columns()
        self.ui.release_demand.setEnabled(demand is not None)
        self._count()

    def _span(self) -> Sequence[PartialDate]:
        """The quarters in which this kind is needed or given."""
        mine = {d.id for d in self._demands if d.pool_kind == self.kind}
        given = balance((), [d for d in self._demands if d.id in mine], ())
        return given.quarters

    def _serving(self, demand: Demand) -> list[Pool]:
        """The pools that could serve the line, and those that do already."""
        could = {pool.id for pool in self._work.supplying.candidates(demand.id)}
        does = {a.pool for a in self._allocations if a.demand == demand.id}
        span = list(needs(demand))
        return sorted((pool for pool in self._pools if pool.id in could | does),
                      key=lambda pool: (pool.id not in does, -left_of(self._rows[pool.id], span), pool.title))

    def _count(self) -> None:
        over = sum(1 for row in self._balance.pools if row.kind == self.kind and row.over)
        gaps = sum(1 for row in self._balance.kinds if row.kind == self.kind and row.gap)
        self.counted.emit(f"{self._kind_words(self.kind)}：超配 {over} 处，缺口 {gaps} 个季度")

    # what is done

    def _assign(self, demand: str, pool: str, quarter: PartialDate, written: str) -> bool:
        return self.desk.attempt(lambda: [self._work.supplying.assign(
            demand, pool, quarter.text, written, variant=self.variant)]) is not None

    def take_figures(self, name: str, written: Written) -> None:
        """Many cells as one operation. What cannot be given, or is no figure, is said and nothing is changed."""
        demand = self.demand
        if demand is not None:
            self.desk.attempt(lambda: self._work.supplying.assign_all(
                self._wishes(demand.id, written), variant=self.variant, name=name))

    def _wishes(self, demand: str, written: Written) -> list[Assignment]:
        field, wishes, wrong = self._work.words.fields_of(Allocation)["quantity"], [], []
        for slot, text in written:
            if slot is None:
                raise RuleBroken("outside_grid", text=text)
            try:
                wishes.append(Assignment(demand, slot[0], slot[1], field.read(text or "0")))
            except Refused as refusal:
                wrong.append(Problem("quantity", refusal.code, refusal.params, where=slot[1].shown))
        if wrong:
            raise InvalidRecord(wrong, kind=Allocation.kind)
        return wishes

    def release(self) -> None:
        """Take back everything that was given to the chosen line."""
        demand = self.demand
        if demand is not None:
            self.desk.attempt(lambda: self._work.supplying.release(demand.id, variant=self.variant))

    def _ask(self, title: str, record: type[Record], take: Any, *, thing: Record | None = None,
             values: Mapping[str, Any] | None = None, without: tuple[str, ...] = ()) -> None:
        fields = among(self._work.words.fields_of(record), without=without)
        offered = [*self._named(Scenario), *self._named(Project)]
        dialog = RecordDialog(title, fields, take, self, choices={"scenario": offered} if "scenario" in fields else None)
        dialog.fill(thing, values)
        run(dialog)

    def add_pool(self) -> None:
        record = POOLS[self.kind]
        self._ask(f"新增{record.label}", record, partial(self._work.drafting.add, record), values={"unit": record.unit_default})

    def amend_pool(self, _: object = None) -> None:
        for pool in self.ui.pools.picked_things()[:1]:
            record = type(pool)
            self._ask(f"修改{record.label}", record, partial(self._work.drafting.amend, record, pool.id), thing=pool)

    def remove_pool(self) -> None:
        keys = self.ui.pools.picked_keys()
        if keys:
            self.desk.attempt(lambda: self._work.drafting.remove(POOLS[self.kind], keys, "移除"))

    def add_demand(self) -> None:
        """A line for a scenario or project; its kind is the one that is chosen at the left."""
        kind = self.kind
        self._ask(f"新增{self._kind_words(kind)}需求", Demand, partial(self.take_demand, kind), without=("pool_kind",),
                  values={"unit": POOLS[kind].unit_default, "priority": 3})

    def take_demand(self, kind: str, written: Mapping[str, object]) -> None:
        """Write a demand line of this kind. Raises what the service refuses."""
        made = self._work.supplying.demand(str(written.get("scenario", "")), {**written, "pool_kind": kind})
        self.ui.demands.pick(made.id)

    def amend_demand(self, _: object = None) -> None:
        for demand in self.ui.demands.picked_things()[:1]:
            self._ask("修改需求", Demand, partial(self._work.drafting.amend, Demand, demand.id), thing=demand,
                      without=("pool_kind",))

    def remove_demand(self) -> None:
        keys = self.ui.demands.picked_keys()
        if keys:
            self.desk.attempt(lambda: self._work.drafting.remove(Demand, keys, "移除"))

    def add_variant(self) -> None:
        """Another what-if beside the ones there are."""
        title, taken = QInputDialog.getText(self, "新增方案", "方案名称：")
        if taken:
            made = self.desk.attempt(lambda: self._work.drafting.add(Variant, {"title": title}))
            if made is not None:
                self.reload()
                self.ui.variants.setCurrentIndex(self.ui.variants.findData(made.id))
                self.reload()
