"""What the store costs beside bare libraries: import, one edit, search, memory; python tests/benchmarks/keeping.py [SCENARIOS]."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import python_calamine
import xlsxwriter

from planner.__main__ import make_room
from planner.domain.scenario import Scenario
from planner.schema.query import Query
from planner.settings import Settings
from planner.workspace import Workspace

HEADS = ("序号", "场景名称", "所属领域", "需求单位", "牵头部门", "联系人", "联系电话", "建设内容", "计划投资（万元）", "开始时间",
         "完成时限", "备注")
ROWS = 5_000


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def clocked(work: Callable[[], object], times: int = 1) -> float:
    """The shortest of several runs on the clock."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken)


def received(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("征集")
        page.write_row(0, 0, HEADS)
        for row in range(1, ROWS + 1):
            page.write_row(row, 0, (row, f"智慧港口第{row}号泊位调度", "交通运输", f"云港{row % 90}公司", "市交通局", "王一",
                                    "0571-88880000", f"接入视频{row}路，识别准确率不低于95%", row * 1.5, "2026年3月", "2027年12月", ""))


def bare(path: Path, database: Path) -> None:
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE t (a, b, c, d, e, f, g, h, i, j, k, l)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows[1:])
    connection.commit()
    connection.close()


def importing(workspace: Workspace, folder: Path) -> None:
    path = folder / "交通局.xlsx"
    received(path)
    floor = min(clocked(lambda at=at: bare(path, folder / f"floor{at}.db")) for at in range(5))  # type: ignore[misc]
    workspace.store.get_ready()
    found: list[Any] = []
    collecting = workspace.collecting
    steps = {"read": lambda: found.append(collecting.read([path])), "compared": lambda: found.append(collecting.compare(found[-1])),
             "written": lambda: found.append(collecting.accept(found[-1]))}
    taken = {name: clocked(step) for name, step in steps.items()}
    assert found[-1].files[0].new == ROWS
    whole, parts = sum(taken.values()), ", ".join(f"{name} {of / floor:.1f}" for name, of in taken.items())
    say(f"import of {ROWS} rows with journal: {whole:.2f} s, {whole / floor:.1f} x calamine and executemany ({floor:.3f} s), asked 5")
    say(f"  of it: {parts}")


def at_size(workspace: Workspace, count: int) -> None:
    things = [Scenario(title=f"智慧场景{at}号", owner=f"单位{at % 97}", department="市交通局", content="接入视频，识别准确率" * 6)
              for at in range(count)]
    with workspace.store.changing("填充") as unit:
        unit.of(Scenario).add_all(things)
    keys = [thing.id for thing in things[:50]]
    del things
    edits = iter(keys)
    edit = clocked(lambda: workspace.drafting.amend(Scenario, next(edits), {"title": "改名"}), 9)
    for words in ("场景", "号 单位7", "zhcj", "没有这样的"):
        found = clocked(lambda words=words: workspace.drafting.keys(Scenario, Query(search=words)), 3)  # type: ignore[misc]
        say(f"search “{words}” in {count}: {found * 1000:.0f} ms, asked 100")
    sort = clocked(lambda: workspace.drafting.keys(Scenario, Query(order="investment")), 3)
    sound = clocked(lambda: workspace.drafting.keys(Scenario, Query(order="title")), 2)
    say(f"one edit committed: {edit * 1000:.0f} ms, asked 50; keys sorted by money {sort * 1000:.0f} ms, by sound {sound * 1000:.0f} ms")


def reopened(path: Path, count: int) -> None:
    before = psutil.Process().memory_info().rss
    with Workspace.open(path) as workspace:
        opened = clocked(lambda: workspace.drafting.keys(Scenario, Query()))
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        say(f"all keys of {count}: {opened * 1000:.0f} ms, {grown:.0f} MB more, asked 350 MB for the program")


def main(count: int) -> None:
    make_room()
    with tempfile.TemporaryDirectory() as made:
        os.environ["PLANNER_HOME"] = made
        folder = Path(made)
        with Workspace.create(folder / "年.planner", Settings(actor="基准")) as workspace:
            importing(workspace, folder)
            at_size(workspace, count)
        reopened(folder / "年.planner", count)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
