"""Papers from the terminal: issued, listed, compared with today, printed again, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def issued(planner: Any, book: Path, folder: Path) -> Path:
    assert planner("add", book, "scenario", "场景名称=港区无人集卡", "所属领域=交通运输", "计划投资=1200万元").code == 0
    said = planner("issue", book, "scenario-list", "-o", folder / "清单.pdf", "--scope", "as_of=2025-06-20", "--json")
    assert said.code == 0
    assert {name: said.plain[name] for name in ("file", "pages", "rows", "missing_characters")} == {
        "file": str(folder / "清单.pdf"), "pages": 1, "rows": 1, "missing_characters": []}
    return book


def test_it_is_listed_and_undone(planner: Any, issued: Path) -> None:
    found = planner("issued", issued, "--json").plain["issued"]
    assert [(one["document"], one["as_of"], one["rows"]) for one in found] == [("scenario-list", "2025-06-20", 1)]
    assert "人工智能应用场景清单" in planner("issued", issued).out
    assert planner("undo", issued, "--json").plain["name"].endswith("出具 人工智能应用场景清单")
    assert planner("issued", issued, "--json").plain["issued"] == []


def test_it_is_compared_and_printed_again(planner: Any, issued: Path, folder: Path) -> None:
    key = planner("issued", issued, "--json").plain["issued"][0]["id"]
    assert planner("issued", issued, "--differences", key, "--json").plain["differences"] == []
    scenario = planner("list", issued, "scenario", "--json").plain["records"][0]["id"]
    assert planner("amend", issued, "scenario", scenario, "计划投资=1500万元").code == 0
    changed = planner("issued", issued, "--differences", key[:8], "--json").plain["differences"]
    assert ("港区无人集卡", "计划投资", "1,200.00", "1,500.00") in [(d["row"], d["column"], d["then"], d["now"]) for d in changed]
    again = planner("issued", issued, "--again", key, "-o", folder / "重出.pdf", "--json")
    assert again.plain["same"] is True
    assert (folder / "重出.pdf").read_bytes() == (folder / "清单.pdf").read_bytes()


def test_printing_again_needs_a_file(planner: Any, issued: Path) -> None:
    key = planner("issued", issued, "--json").plain["issued"][0]["id"]
    assert planner("issued", issued, "--again", key).code == 1


def test_a_character_without_a_shape_is_told_with_its_place(planner: Any, book: Path, folder: Path) -> None:
    assert planner("add", book, "scenario", "场景名称=王\U000323af的场景示范").code == 0
    said = planner("issue", book, "scenario-list", "-o", folder / "清单.pdf")
    assert "U+323AF）：第1行 场景名称" in said.out
