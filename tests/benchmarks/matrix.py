"""What one edit costs on the page of supply with thousands of scenarios: python tests/benchmarks/matrix.py [SCENARIOS]."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from planner.desktop.app import application
from planner.desktop.pages.supply.page import SupplyPage
from planner.desktop.window import Window
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.schema.dates import PartialDate, quarters
from planner.settings import Settings
from planner.workspace import Workspace

SPAN = quarters(PartialDate("2026-Q1"), PartialDate("2028-Q4"))
POOLS, EDITS = 50, 15


def fill(workspace: Workspace, count: int) -> list[Demand]:
    pools = [ComputePool(title=f"智算中心{at}号", capacity=Decimal(count)) for at in range(POOLS)]
    scenarios = [Scenario(title=f"智慧场景{at}号") for at in range(count)]
    variant = Variant(title="年度基准方案")
    lines = [Demand(scenario=thing.id, pool_kind="compute", quantity=Decimal(8), unit="P", starts=SPAN[0], ends=SPAN[-1])
             for thing in scenarios]
    given = [Allocation(demand=line.id, pool=pools[at % POOLS].id, variant=variant.id, quarter=quarter, quantity=Decimal(4))
             for at, line in enumerate(lines) for quarter in SPAN[at % 3:at % 3 + 4]]
    with workspace.store.changing("填充") as unit:
        for record, things in ((ComputePool, pools), (Scenario, scenarios), (Variant, [variant]), (Demand, lines), (Allocation, given)):
            unit.of(record).add_all(things)  # type: ignore[arg-type]  # each list is of its own record
    return lines


def milliseconds(work: Callable[[], object], times: int = EDITS) -> float:
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken) * 1000


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        os.environ["PLANNER_HOME"] = made
        app = application()
        assert isinstance(app, QApplication)
        workspace = Workspace.create(Path(made) / "年.planner", Settings(actor="基准"))
        lines = fill(workspace, count)
        pool = workspace.supplying.pools()[0].id
        figures = iter(range(1, 10_000))

        def edit(line: Demand) -> None:
            workspace.supplying.assign(line.id, pool, "2026Q4", Decimal(next(figures) % 3 + 1) / 2)

        edit(lines[0])
        bare = milliseconds(lambda: edit(lines[0]))
        window = Window(Settings(actor="基准"))
        window.resize(1366, 768)
        window.show()
        opened = time.perf_counter()
        window.take(workspace, "supply")
        app.processEvents()
        say(f"{count} scenarios x {len(SPAN)} quarters, {POOLS} pools: the page opens in {(time.perf_counter() - opened) * 1000:.0f} ms")
        page = window.page
        assert isinstance(page, SupplyPage)
        for view, by in ((0, 0), (1, 0), (1, 1), (1, 2), (1, 3)):
            page.ui.views.setCurrentIndex(view)
            page.ui.overview.by.setCurrentIndex(by)
            app.processEvents()
            line = page.demand or lines[0]
            shown = milliseconds(lambda line=line: (edit(line), app.processEvents()))  # type: ignore[misc]
            name = page.ui.overview.angle.words if view else "配置"
            say(f"  {name}: an edit committed and painted {shown:.0f} ms, {shown / bare:.1f} x the edit alone ({bare:.0f} ms), asked 50 ms")
        searched = milliseconds(lambda: (page.ui.search.setText("9"), page.ui.search.clear(), app.processEvents()), 3) / 2
        say(f"  a letter in the search field: {searched:.0f} ms, asked 100")
        window.close_workspace(show_start=False)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
