"""The terminal proposes a plan by contract, writes it only when told to, and refuses wrong limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def two(planner: Any, book: Path) -> Path:
    planner("add", book, "compute_pool", "供给名称=市智算中心", "每季可用量=10")
    for title, priority in (("港区无人集卡", 1), ("城市内涝预警", 4)):
        planner("add", book, "scenario", f"场景名称={title}")
        added = planner("add", book, "需求", f"场景={title}", "要素类别=算力", "需求量=8", "单位=P", "起始季度=2026Q1", "截止季度=2026Q1",
                        f"优先级={priority}", "--json")
        assert added.code == 0, added.out
    return book


def test_a_proposal_by_contract(planner: Any, two: Path) -> None:
    said = planner("propose", two, "--json").plain
    assert said["objective"] == said["bound"] == 56
    assert (said["gap"], len(said["chosen"])) == (0, 1)
    assert [(one["quarter"], one["quantity"], one["unit"]) for one in said["allocations"]] == [("2026-Q1", 8, "P")]
    left, = said["left_out"]
    assert (left["title"], left["reason"]) == ("城市内涝预警", "2026年第一季度“市智算中心”还缺 6 P")
    assert [(b["quarter"], b["short"], b["unit"]) for b in left["binding"]] == [("2026-Q1", 6, "P")]
    assert planner("history", two, "--json").plain["operations"][0]["name"] != "采用优化建议"


def test_it_is_applied_when_told_and_undone(planner: Any, two: Path) -> None:
    assert "没有写入" in planner("propose", two).out
    assert planner("propose", two, "--apply", "--json").plain["operation"]
    assert "与现有配置相同" in planner("propose", two).out
    assert planner("undo", two, "--json").plain["name"] == "撤销：采用优化建议"


def test_wishes_and_limits(planner: Any, two: Path) -> None:
    assert planner("propose", two, "--with", "城市内涝预警", "--json").plain["left_out"][0]["title"] == "港区无人集卡"
    both = planner("propose", two, "--with", "城市内涝预警", "--with", "港区无人集卡", "--json")
    assert (both.code, both.plain["error"]["code"]) == (1, "plan_impossible")
    assert planner("propose", two, "--gap", "2", "--json").plain["error"]["code"] == "not_a_limit"


def test_variants_side_by_side_and_one_adopted(planner: Any, two: Path) -> None:
    for title in ("甲案", "乙案"):
        planner("add", two, "variant", f"方案名称={title}")
    planner("propose", two, "--variant", "乙案", "--apply")
    said = planner("compare", two, "甲案", "乙案", "--json").plain
    assert [(one["title"], one["in"], one["out"]) for one in said["variants"]] == [("甲案", 0, 2), ("乙案", 1, 1)]
    assert [(one["title"], one["states"]) for one in said["differences"]] == [("港区无人集卡", ["out", "in"])]
    assert "港区无人集卡" in planner("compare", two, "甲案", "乙案").out
    assert planner("compare", two, "甲案", "--json").plain["error"]["code"] == "compare_two_to_four"
    adopted = planner("adopt", two, "乙案", "--on", "2026-01-05", "--basis", "办公会纪要", "--json").plain
    assert adopted["variant"] == "乙案"
    assert planner("history", two, "--json").plain["operations"][0]["name"] == "采纳方案"
    assert planner("balance", two, "--json").plain["variant"] == "乙案"
    assert planner("adopt", two, "丙案", "--json").plain["error"]["code"] == "unknown_variant"
