"""The sample year is believable: every sector, every state of a project, short supply, and all of it can be taken back."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator

import pytest

from planner.domain.catalogues import catalogue
from planner.domain.scenario import Scenario
from planner.paths import resource
from planner.schema.query import Query
from planner.services.sampling import Sampled
from planner.workspace import Workspace

DAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Sampled]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_HOME", str(tmp_path_factory.mktemp("本机")))
        with Workspace.create(tmp_path_factory.mktemp("示例 区") / "澜江市.cjgh") as workspace:
            yield workspace, workspace.sampling.build()


def test_every_file_is_taken_in(built: tuple[Workspace, Sampled]) -> None:
    _, sampled = built
    assert sampled.files == len([path for path in resource("samples").rglob("*.*") if path.name != "year.toml"])
    assert len(sampled.operations) == 2 + len(list(resource("samples", "部门报送").iterdir()))
    assert sampled.records > 200


def test_every_sector_of_the_guideline_has_scenarios(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    sectors = workspace.drafting.groups(Scenario, "sector")
    assert {term.code for term in catalogue("sector").terms} <= set(sectors)
    assert sum(sectors.values()) == 155


def test_every_scenario_knows_its_sender_and_its_round(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    senders = workspace.drafting.groups(Scenario, "department")
    year = tomllib.loads(resource("samples", "year.toml").read_text(encoding="utf-8"))
    assert set(senders) == set(year["senders"].values())
    assert None not in workspace.drafting.groups(Scenario, "round")


def test_what_is_under_way_comes_first(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    running = set(workspace.drafting.keys(Scenario, Query(where={"stage": ["running"]})))
    lines = [line for line in workspace.supplying.demands() if line.scenario in running and line.pool_kind == "compute"]
    assert lines
    assert all(line.must_have and line.priority == 1 for line in lines)


def test_projects_stand_in_every_light(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    standing = workspace.tracking.standing(DAY)
    assert {one.light.colour for one in standing} == {"green", "yellow", "red"}
    assert any(one.light.derived != one.light.colour for one in standing)
    reasons = {problem.code for one in standing for problem in one.light.reasons}
    assert {"milestone_overdue", "behind_plan", "no_report"} <= reasons
    assert len(standing) == len(tomllib.loads(resource("samples", "year.toml").read_text(encoding="utf-8"))["projects"])


def test_supply_is_short_in_places(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    balance = workspace.supplying.balance()
    training = {kind.quarter.text: kind for kind in balance.kinds if kind.precision.startswith("FP16")}
    assert training["2026-Q3"].available == 200
    assert max(training.values(), key=lambda kind: kind.gap) is training["2026-Q3"]
    assert training["2026-Q4"].available == 300
    over = {pool.title for pool in balance.pools if pool.over}
    assert over == {"区县配套资金"}


def test_less_computing_power_leaves_a_larger_gap(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    gaps = [sum(kind.gap for kind in workspace.supplying.balance(name).kinds if kind.kind == "compute")
            for name in ("年度配置方案", "压缩算力方案")]
    assert gaps[0] < gaps[1]


def test_important_data_go_only_where_they_are_approved(built: tuple[Workspace, Sampled]) -> None:
    workspace, _ = built
    pools = {pool.id: pool.title for pool in workspace.supplying.pools("dataset")}
    given = {pools[a.pool] for a in workspace.supplying.allocations() if a.pool in pools}
    assert "涉案账户特征" in given
    assert not given & {"道路交通流与信号数据", "地下管线普查成果"}


