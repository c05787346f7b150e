"""Where one kind of supply is given: its pools, the demand lines of that kind, and the quarters of the chosen line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView

from planner.desktop.blank import Blank
from planner.desktop.columns import Column, columns_of
from planner.desktop.page import Desk
from planner.desktop.pages.supply.doing import Doing
from planner.desktop.pages.supply.grid import SupplyGrid
from planner.desktop.pages.supply.grid_view import POOL_MIME
from planner.desktop.pages.supply.held import Held
from planner.desktop.pages.supply.lines import GAP, OVER, Line, give_line, left_of, need_line, pool_line, short_quarter
from planner.desktop.table import RowTable
from planner.desktop.tokens import tokens_of
from planner.domain.assigning import serves
from planner.domain.demand import Demand
from planner.domain.ledger import Touched
from planner.domain.supply import POOLS, Pool
from planner.schema.dates import PartialDate, quarters
from planner.schema.numbers import trimmed
from planner.schema.text import folded

Index = QModelIndex | QPersistentModelIndex
_RARELY = ("provider", "starts", "ends")


class PoolTable(RowTable):
    """Pools that can be dragged onto the quarters."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [POOL_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        mime.setData(POOL_MIME, self.key(indexes[0].row()).encode())
        return mime


class Bench(QObject):
    """Shows what `held` holds of one kind; what is done is done by `doing`."""

    chosen = Signal()

    def __init__(self, ui: Any, held: Held, desk: Desk, doing: Doing, parent: QObject) -> None:
        super().__init__(parent)
        self.ui, self._held, self._desk, self._doing = ui, held, desk, doing
        self.kind, self._words, self._drawn = "", "", ""
        self._span: list[PartialDate] = []
        self._serving: list[Pool] = []
        self._kept: dict[str, tuple[Line, Line]] = {}
        self._fields = desk.workspace.words.fields_of(Demand)
        self.pools: RowTable = PoolTable((), lambda pool: pool.id, self)
        self.demands = RowTable(self._demand_columns(), lambda demand: demand.id, self)
        ui.demands.show_table(self.demands, settings=desk.settings, name="supply.demands", elastic="scenario")
        self.grid = SupplyGrid(doing.assign, lambda tone: QColor(tokens_of(ui.grid.palette()).tone(tone)), self)
        ui.grid.setModel(self.grid)
        ui.grid.take = lambda name, written: doing.take_figures(self.line, name, written)
        ui.grid.dropped = self._dropped
        self._blank = Blank(ui.grid)
        ui.pools.setDragEnabled(True)
        ui.pools.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        ui.demands.picked.connect(self._chosen)

    def _demand_columns(self) -> tuple[Column, ...]:
        held = self._held
        named = Column("scenario", "场景或项目", held.name, 22)
        gap = Column("short", "缺口", lambda d: f"{GAP} {held.short[d.id]} 季" if held.short.get(d.id) else "✓ 足额", 10,
                     tone=lambda d: "amber" if held.short.get(d.id) else "green", rank=lambda d: held.short.get(d.id, 0))
        quantity = Column("quantity", "需求量", lambda d: f"{trimmed(d.quantity)} {d.unit}", 12, "right", rank=lambda d: d.quantity)
        span = Column("span", "季度", _span_words, 15, rank=lambda d: d.starts.first)
        spec, priority, must = columns_of(self._fields, ("spec", "priority", "must_have"))
        return named, gap, quantity, span, priority, must, spec

    # what is shown

    @property
    def line(self) -> Demand | None:
        """The demand line before the eyes."""
        return self._held.ledger.lines.get(self.ui.demands.current_key())

    def turn_to(self, kind: str, words: str) -> None:
        """Another kind of supply; its pools have columns of their own."""
        self.kind, self._words = kind, words
        fields = self._desk.workspace.words.fields_of(POOLS[kind])
        title, *rest = columns_of(fields, [name for name in ("title", *_RARELY) if name in fields])
        over = Column("over", "状态", lambda pool: f"{OVER} {self._over(pool)} 季" if self._over(pool) else "✓", 9,
                      tone=lambda pool: "red" if self._over(pool) else "green", rank=self._over)
        there = fields["capacity"].label if "capacity" in fields else "可用量"
        capacity = Column("capacity", there, _capacity, 13, "right", rank=lambda pool: pool.quantity)
        self.pools = PoolTable((title, over, capacity, *rest), lambda pool: pool.id, self)
        self.ui.pools.show_table(self.pools, settings=self._desk.settings, name=f"supply.pools.{kind}", hidden=_RARELY, elastic="title")

    def _over(self, pool: Pool) -> int:
        return self._held.ledger.over(pool.id)

    def show(self, wanted: Sequence[str]) -> None:
        """Everything of the kind in which all these words are found; what is over or short comes first."""
        ledger, held = self._held.ledger, self._held
        pools = [p for p in ledger.pools.values() if p.supplies == self.kind and _has(p, wanted)]
        lines = [d for d in ledger.lines.values() if d.pool_kind == self.kind and held.has(d, wanted)]
        self.pools.show(sorted(pools, key=lambda p: (-self._over(p), p.title)))
        self.demands.show(sorted(lines, key=self._urgency))
        if self.line is None and lines:
            self.ui.demands.pick(self.demands.key(0))
        self._say_empty(bool(wanted))
        self._drawn = ""
        self.draw()

    def renew(self, touched: Touched) -> None:
        """Draw again what an operation has touched, where it stands; a line that is new or gone has everything shown again."""
        ledger, shown = self._held.ledger, {line.id for line in self.demands.things}
        self.demands.renew([ledger.lines[key] for key in touched.lines & shown if key in ledger.lines])
        self.pools.renew(keys=touched.pools)
        self._forget(touched.pools)
        self.draw()

    def lacks(self, touched: Touched, wanted: Sequence[str]) -> bool:
        """Whether a touched line should be among those shown and is not, or the other way round."""
        lines, shown = self._held.ledger.lines, {line.id for line in self.demands.things}
        mine = {key for key in touched.lines if key in lines and lines[key].pool_kind == self.kind and self._held.has(lines[key], wanted)}
        return mine != touched.lines & shown

    def _urgency(self, demand: Demand) -> tuple[bool, bool, int, str]:
        """Those that are short first, among them what must be met and what is important."""
        return not self._held.short.get(demand.id), not demand.must_have, demand.priority or 3, self._held.name(demand)

    def _say_empty(self, searching: bool) -> None:
        doing = self._doing
        for view, table, what, hint, slot in (
                (self.ui.pools, self.pools, "供给", "登记有多少、什么时候可用，才能配给场景。", doing.add_pool),
                (self.ui.demands, self.demands, "需求", "写明哪个场景、要多少、从哪个季度到哪个季度。", doing.add_demand)):
            if table.things:
                view.blank.hide()
            elif searching:
                view.blank.say(f"没有符合查找的{self._words}{what}", "换一个词再找。")
            else:
                view.blank.say(f"还没有{self._words}{what}", hint, (f"新增{what}…", slot))

    def _chosen(self) -> None:
        self.draw()
        self.chosen.emit()

    def draw(self) -> None:
        """The quarters of the chosen line."""
        line, ui = self.line, self.ui
        if line is None:
            self.grid.show((), (), "")
            self._blank.say("没有选中需求", "在上面选一条需求，逐季配置。")
        else:
            self._prepare(line)
            changed = self.grid.show(self._lines(line.id), self._span, line.id)
            if changed is None:
                ui.grid.fit()
            else:
                ui.grid.widen(changed)
            self._say_no_pool(bool(self._serving))
        ui.grid_title.say(f"按季度配置：{self._held.name(line)}" if line else "按季度配置")
        for button in (ui.release_demand, ui.fill_right, ui.paste, ui.top_up):
            button.setEnabled(line is not None)

    def _say_no_pool(self, any_pool: bool) -> None:
        if any_pool:
            self._blank.hide()
        else:
            self._blank.say(f"没有能配给它的{self._words}供给", "类别、单位、精度、可用期都相符的供给才能配给这条需求。",
                            ("新增供给…", self._doing.add_pool))

    def _prepare(self, line: Demand) -> None:
        """Quarters and pools of a line; while it is before the eyes, rows stay where they are."""
        points = [*self._held.ledger.wanted(line.id), *self._held.ledger.served(line.id)]
        span = quarters(min(points), max(points))
        if self._drawn != line.id or span != self._span:
            self._drawn, self._span, self._serving = line.id, span, self._pools_for(line)
            self._kept.clear()

    def _lines(self, line: str) -> list[Line]:
        """The rows of the grid; those of pools that nothing has touched are kept."""
        ledger, span, kept = self._held.ledger, self._span, self._kept
        for pool in self._serving:
            if pool.id not in kept:
                kept[pool.id] = give_line(ledger, line, pool, span), pool_line(ledger, pool, span)
        return [need_line(ledger, line, span), *(kept[p.id][0] for p in self._serving), *(kept[p.id][1] for p in self._serving)]

    def _forget(self, pools: Iterable[str]) -> None:
        for key in pools:
            self._kept.pop(key, None)

    def _pools_for(self, line: Demand) -> list[Pool]:
        """The pools that could serve the line, and those that do already."""
        ledger, wanted = self._held.ledger, self._held.ledger.wanted(line.id)
        does = {given.pool for given in ledger.of_line(line.id)}
        could = [p for p in ledger.pools.values()
                 if p.id in does or (p.supplies == line.pool_kind and any(serves(line, p, quarter) for quarter in wanted))]
        span = list(wanted)
        return sorted(could, key=lambda p: (p.id not in does, -left_of(ledger.pool(p.id), span), p.title))

    # what is dropped

    def _dropped(self, pool: str, quarter: PartialDate | None) -> None:
        """A pool was dropped on a quarter, or on the whole line."""
        if self.line is not None:
            self._doing.top_up(self.line, [(pool, quarter)] if quarter else [(pool, q) for q in self._held.ledger.wanted(self.line.id)])


def _has(pool: Pool, wanted: Sequence[str]) -> bool:
    return not wanted or all(word in folded(f"{pool.title} {pool.provider or ''}") for word in wanted)


def _span_words(line: Demand) -> str:
    span = quarters(line.starts, line.ends)
    return short_quarter(span[0]) if len(span) == 1 else f"{short_quarter(span[0])}–{short_quarter(span[-1])}"


def _capacity(pool: Pool) -> str:
    return "不限" if pool.quantity is None else f"{pool.quantity.normalize():,f} {pool.measure}"
