"""The page on which the office sees what it can give, what the scenarios need, and gives it, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.desktop.actions import PLAN
from planner.desktop.following import FollowingPage
from planner.desktop.forms.supply import Ui_SupplyPage
from planner.desktop.page import Desk, lay_out
from planner.desktop.pages.supply.bench import Bench
from planner.desktop.pages.supply.doing import Doing
from planner.desktop.pages.supply.grid import SupplyGrid
from planner.desktop.pages.supply.held import Held
from planner.desktop.pages.supply.lines import GAP, OVER
from planner.desktop.roles import dress
from planner.desktop.sources_dialog import show_sources
from planner.desktop.table import RowTable
from planner.domain.catalogues import catalogue
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.ledger import Touched
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.schema.text import folded

if TYPE_CHECKING:
    from planner.schema.change import News

_WHOLE = 1
_HINT = "在“←”行写配置量，清空即释放；也可以把左边的供给拖到季度上，补足那一季的缺口。"


class SupplyPage(FollowingPage):
    """One kind of supply at a time: pools at the left, at the right the demand and the quarters of the chosen line."""

    kinds = frozenset({Demand.kind, Allocation.kind, Variant.kind, Scenario.kind, Project.kind, *(p.kind for p in POOLS.values())})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_SupplyPage)
        self._work = desk.workspace
        self.held = Held(self._work)
        self.doing = Doing(desk, self.held, self)
        self._seen: set[str] = set()
        self._dress()
        self.bench = Bench(self.ui, self.held, desk, self.doing, self)
        self.ui.overview.serve(self.held)
        self._wire()
        self._turn_to(0)

    def _dress(self) -> None:
        ui = self.ui
        dress("title", ui.page_title)
        dress("section", ui.pools_title, ui.demands_title, ui.grid_title)
        dress("hint", ui.grid_hint)
        ui.grid_hint.say(_HINT)
        ui.add_demand.setProperty("primary", True)
        for words in ("配置", "总览"):
            ui.views.addTab(words)
        for kind in POOLS:
            ui.kinds.addTab(self._words(kind))
        for bar in (ui.views, ui.kinds):
            bar.setDrawBase(False)
            bar.setUsesScrollButtons(False)
            bar.setExpanding(False)
        ui.split.setSizes([340, 830])
        ui.split.setStretchFactor(1, 1)
        ui.right.setSizes([240, 330])

    def _wire(self) -> None:
        ui, doing = self.ui, self.doing
        self.offer(PLAN, "新增供给…", doing.add_pool, button=ui.add_pool)
        self.offer(PLAN, "修改供给…", self.amend_pool, button=ui.amend_pool)
        self.offer(PLAN, "所选供给的来源…", self.see_pool_sources)
        self.offer(PLAN, "移除供给", lambda: doing.remove(POOLS[self.kind], ui.pools.picked_keys()), button=ui.remove_pool)
        self.offer(PLAN, "查看所选供给的去向", self.to_overview, button=ui.to_overview)
        self.offer(PLAN, "新增需求…", self.add_demand, keys="Ctrl+N", button=ui.add_demand)
        self.offer(PLAN, "修改需求…", self.amend_demand, keys="Ctrl+Shift+E", button=ui.amend_demand)
        self.offer(PLAN, "移除需求", lambda: doing.remove(Demand, ui.demands.picked_keys()), button=ui.remove_demand)
        self.offer(PLAN, "补足缺口", self.top_up, keys="Ctrl+J", button=ui.top_up)
        self.offer(PLAN, "向右填充", ui.grid.fill_right, keys="Ctrl+R", button=ui.fill_right)
        self.offer(PLAN, "从表格粘贴配置", ui.grid.paste, button=ui.paste)
        self.offer(PLAN, "释放所选需求的配置", self.release, button=ui.release_demand)
        self.offer(PLAN, "新增方案…", self.add_variant, button=ui.add_variant)
        self.offer(PLAN, "到所选行的配置处", ui.overview.to_bench, keys="Ctrl+Return")
        ui.views.currentChanged.connect(self._viewed)
        ui.overview.asked.connect(self.show_record)
        ui.kinds.currentChanged.connect(self._kind_chosen)
        ui.variants.activated.connect(lambda _: self.reload())
        ui.search.textChanged.connect(lambda _: self._narrow())
        ui.pools.doubleClicked.connect(lambda _: self.amend_pool())
        ui.demands.doubleClicked.connect(lambda _: self.amend_demand())

    def _words(self, kind: str) -> str:
        return catalogue("pool_kind").label(kind)

    # what is shown

    @property
    def kind(self) -> str:
        """The kind of supply that is chosen."""
        return list(POOLS)[int(self.ui.kinds.currentIndex())]

    @property
    def variant(self) -> str | None:
        """The variant that is chosen; None while there is none, the first assignment makes it."""
        chosen: str = self.ui.variants.currentData() or ""
        return chosen or None

    @property
    def demand(self) -> Demand | None:
        """The demand line before the eyes."""
        return self.bench.line

    @property
    def pools(self) -> RowTable:
        return self.bench.pools

    @property
    def demands(self) -> RowTable:
        return self.bench.demands

    @property
    def grid(self) -> SupplyGrid:
        return self.bench.grid

    @property
    def _wanted(self) -> list[str]:
        return [folded(word) for word in self.ui.search.text().split()]

    def fetch(self) -> None:
        """Ask for everything again and draw it."""
        self._offer_variants()
        self.held.load(self.variant)
        self._show()

    def follow(self, news: News) -> None:
        """Only what an operation has touched is drawn again; rows stay where they stand."""
        touched = self.held.follow(news)
        if touched is None:
            self.reload()
        elif self._moves(news, touched):
            self._show()
        else:
            (self.ui.overview if self.whole else self.bench).renew(touched)
            self._count()

    def _moves(self, news: News, touched: Touched) -> bool:
        """Whether rows come, go or are called otherwise: then it is not enough to draw some of them again."""
        if self.whole:
            return self._seen != set(self.held.ledger.lines) or bool(news.keys(Scenario.kind, Project.kind))
        return self.bench.lacks(touched, self._wanted)

    def _kind_chosen(self, place: int) -> None:
        self._turn_to(place)
        self._show()

    def _turn_to(self, place: int) -> None:
        self.doing.kind = list(POOLS)[place]
        self.bench.turn_to(self.kind, self._words(self.kind))

    def _narrow(self) -> None:
        if self.whole:
            self.ui.overview.narrow(self._wanted)
        else:
            self._show()

    def _show(self) -> None:
        if self.whole:
            self.ui.overview.show_all(self._wanted)
        else:
            self.bench.show(self._wanted)
        self._seen = set(self.held.ledger.lines)
        self._count()

    @property
    def whole(self) -> bool:
        """Whether the plan is seen whole, and not one kind of it."""
        return bool(self.ui.views.currentIndex() == _WHOLE)

    def _viewed(self, place: int) -> None:
        self.ui.stack.setCurrentIndex(place)
        self._show()

    def redress(self) -> None:
        self.ui.grid.viewport().update()

    def _offer_variants(self) -> None:
        chosen, box = self.variant, self.ui.variants
        variants = self._work.supplying.variants()
        box.clear()
        for variant in variants:
            box.addItem(f"{variant.title}（已采纳）" if variant.adopted else variant.title, variant.id)
        adopted = next((v.id for v in variants if v.adopted), None)
        box.setCurrentIndex(max(0, box.findData(chosen or adopted)))

    def _count(self) -> None:
        """How much is over and short, on the tab of each kind and for the chosen one in the status bar."""
        ledger, short = self.held.ledger, self.held.gaps
        over = dict.fromkeys(POOLS, 0)
        for pool in ledger.pools.values():
            over[pool.supplies] += bool(ledger.over(pool.id))
        for place, kind in enumerate(POOLS):
            words = self._words(kind)
            marks = "".join((f" ▲{over[kind]}" if over[kind] else "", f" ▽{short[kind]}" if short[kind] else ""))
            self.ui.kinds.setTabText(place, f"{words}{marks}")
            said = f"{words}：超配 {over[kind]} 项供给，缺口 {short[kind]} 条需求"
            self.ui.kinds.setTabToolTip(place, said)
            self.ui.kinds.setAccessibleTabName(place, said)
        kinds = list(POOLS) if self.whole else [self.kind]
        words = "全部要素" if self.whole else self._words(self.kind)
        self.counted.emit(f"{words}：{OVER}配 {sum(over[k] for k in kinds)} 项供给，{GAP}口 {sum(short[k] for k in kinds)} 条需求")

    def show_record(self, key: str) -> None:
        """A pool or demand line, or a scenario's or project's first line, wherever it stands; or a variant."""
        self.ui.search.clear()
        self.ui.views.setCurrentIndex(0)
        self.enter()
        if self.ui.variants.findData(key) >= 0:
            self.ui.variants.setCurrentIndex(self.ui.variants.findData(key))
            self.reload()
        pool = self.held.ledger.pools.get(key)
        line = next((d for d in self.held.ledger.lines.values() if key in (d.id, d.scenario)), None)
        kind = pool.supplies if pool else line.pool_kind if line else ""
        if kind:
            self.ui.kinds.setCurrentIndex(list(POOLS).index(kind))
        if pool:
            self.ui.pools.pick(key)
        if line:
            self.ui.demands.pick(line.id)
            self.ui.grid.setFocus()

    def to_overview(self) -> None:
        """From a pool to the lines that it serves."""
        for key in self.ui.pools.picked_keys()[:1]:
            self.ui.search.clear()
            self.ui.views.setCurrentIndex(_WHOLE)
            self.ui.overview.show_pool(key)

    def search_field(self) -> QLineEdit:
        field: QLineEdit = self.ui.search
        return field

    # what is done

    def edit(self) -> None:
        """F2: the cell with the focus, the pool, or the demand line."""
        grid = self.ui.grid
        if grid.hasFocus() and grid.currentIndex().isValid():
            grid.edit(grid.currentIndex())
        elif self.ui.pools.hasFocus():
            self.amend_pool()
        else:
            self.amend_demand()

    def amend_pool(self) -> None:
        for pool in self.ui.pools.picked_things()[:1]:
            self.doing.amend_pool(pool)

    def see_pool_sources(self) -> None:
        """From which cells the chosen pool came."""
        for pool in self.ui.pools.picked_things()[:1]:
            show_sources(self.desk, pool, self)

    def add_demand(self) -> None:
        self.doing.add_demand()

    def take_demand(self, kind: str, written: dict[str, object]) -> None:
        """Write a demand line of this kind, and show it. Raises what the service refuses."""
        self.ui.demands.pick(self.doing.take_demand(kind, written).id)

    def amend_demand(self) -> None:
        self.doing.amend_demands(self.ui.demands.picked_things())

    def top_up(self) -> None:
        """What the chosen quarters miss, from the pools of their rows; without a choice, from the pool that is chosen at the left."""
        if self.demand is not None:
            pools = self.ui.pools.picked_keys()
            slots = self.ui.grid.slots() or [(pool, q) for pool in pools for q in self.held.ledger.wanted(self.demand.id)]
            self.doing.top_up(self.demand, slots)

    def release(self) -> None:
        self.doing.release(self.demand)

    def add_variant(self) -> None:
        made = self.doing.add_variant()
        if made is not None:
            self.reload()
            self.ui.variants.setCurrentIndex(self.ui.variants.findData(made.id))
            self.reload()
