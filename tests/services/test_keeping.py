"""Whatever the services did, in whatever order: taking all of it back leaves the empty workspace, also after reopening."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.demand import Demand
from planner.domain.kinds import EVERY
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.errors import PlannerError
from planner.schema.query import Query
from planner.schema.record import plain_of
from planner.settings import Settings
from planner.workspace import Workspace

Step = Callable[[Workspace], object]


def newest(work: Workspace, record: type) -> str:
    return next(reversed(work.drafting.keys(record)), "nobody")


def need(work: Workspace) -> object:
    return work.supplying.demand(newest(work, Scenario), {"pool_kind": "compute", "quantity": "4", "unit": "P",
                                                          "starts": "2026Q1", "ends": "2026Q2"})


STEPS: dict[str, Step] = {
    "add": lambda work: work.drafting.add(Scenario, {"title": "港区集装箱调度"}),
    "amend": lambda work: work.drafting.amend(Scenario, newest(work, Scenario), {"investment": "300"}),
    "remove": lambda work: work.drafting.remove(Scenario, [newest(work, Scenario)], "重复"),
    "pool": lambda work: work.drafting.add(ComputePool, {"title": "市智算中心", "capacity": "10"}),
    "demand": need,
    "assign": lambda work: work.supplying.assign(newest(work, Demand), newest(work, ComputePool), "2026Q1", "3"),
    "release": lambda work: work.supplying.release(newest(work, Demand)),
    "copy": lambda work: work.weighing.copy(work.supplying.variant().id, "另一方案"),
    "adopt": lambda work: work.weighing.adopt(work.supplying.variant().id, "2026-01", "纪要"),
    "start": lambda work: work.tracking.start(newest(work, Scenario)),
    "plan": lambda work: work.tracking.plan(newest(work, Project), [{"title": "上线", "due": "2026-06", "weight": "100"}]),
    "report": lambda work: work.tracking.report(newest(work, Project), {"quarter": "2026Q1", "percent": "10", "done": "开工"}),
    "light": lambda work: work.tracking.override(newest(work, Project), "red", "停工"),
    "undo": lambda work: work.keeping.undo(),
    "redo": lambda work: work.keeping.redo(),
}


def content(work: Workspace) -> dict[str, object]:
    things = [thing for record in EVERY for gone in (False, True) for thing in work.drafting.find(record, Query(removed=gone))]
    return {thing.id: plain_of(thing) for thing in things}


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=14))
def test_undoing_everything_leaves_nothing_and_redoing_everything_all(names: list[str]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        with Workspace.create(folder / "工作区.cjgh", Settings(actor="张三")) as work:
            for name in names:
                before = content(work)
                try:
                    STEPS[name](work)
                except PlannerError:
                    assert content(work) == before
            whole = content(work)
        with Workspace.open(folder / "工作区.cjgh", Settings(actor="张三")) as work:
            taken_back = 0
            while work.keeping.undoable():
                work.keeping.undo()
                taken_back += 1
            assert content(work) == {}
            for _ in range(taken_back):
                work.keeping.redo()
            assert content(work) == whole
            assert all(found.ok for found in work.keeping.check())
    finally:
        shutil.rmtree(folder)
