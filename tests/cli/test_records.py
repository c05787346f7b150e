"""Records from the terminal: written as people write them, printed in the forms of the contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def filled(planner: Any, book: Path) -> Path:
    for pairs in (["场景名称=港区无人集卡", "所属领域=交通运输", "计划投资=1200万元", "算力需求=20P", "开始时间=2025年3月"],
                  ["title=影像辅助诊断", "sector=医疗", "stage=已报送", "partners=市一医院、市二医院"],
                  ["场景名称=病虫害识别", "所属领域=农业"]):
        assert planner("add", book, "scenario", *pairs).code == 0
    return book


def titles(said: Any) -> list[str]:
    return [record["title"] for record in said.plain["records"]]


def test_list_prints_the_normal_forms(planner: Any, filled: Path) -> None:
    said = planner("list", filled, "scenario", "--json")
    assert said.code == 0
    assert (said.plain["kind"], said.plain["count"]) == ("scenario", 3)
    first, second, third = said.plain["records"]
    assert {name: first[name] for name in ("title", "sector", "investment", "compute_need", "starts")} == {
        "title": "港区无人集卡", "sector": "E08", "investment": "1200.00", "compute_need": {"value": "20", "unit": "P"},
        "starts": "2025-03"}
    assert second["partners"] == ["市一医院", "市二医院"]
    assert "investment" not in third, "what is empty is absent"


@pytest.mark.parametrize(("words", "found"), [
    (["--where", "sector=E08"], ["港区无人集卡"]),
    (["--where", "所属领域=交通运输"], ["港区无人集卡"]),
    (["--where", "领域=医疗", "--where", "领域=农业"], ["影像辅助诊断", "病虫害识别"]),
    (["--where", "领域=医疗", "--where", "状态=草稿"], []),
    (["--where", "计划投资="], ["影像辅助诊断", "病虫害识别"]),
    (["--where", "计划投资=0.12亿元"], ["港区无人集卡"]),
    (["--search", "gangqu"], ["港区无人集卡"]),
    (["--search", "辅助 影像"], ["影像辅助诊断"]),
    (["--removed"], []),
])
def test_list_narrows_by_words_as_people_write_them(planner: Any, filled: Path, words: list[str], found: list[str]) -> None:
    assert titles(planner("list", filled, "场景", *words, "--json")) == found


def test_the_count_is_of_all_however_few_are_printed(planner: Any, filled: Path) -> None:
    said = planner("list", filled, "scenario", "--limit", 1, "--json")
    assert (said.plain["count"], len(said.plain["records"])) == (3, 1)
    assert planner("list", filled, "scenario", "--limit", 1).out.startswith("场景 3 条，列出前 1 条\n")


@pytest.mark.parametrize(("words", "code", "named"), [
    (["scenario", "--where", "所属领域=航海"], "invalid", ["所属领域", "航海"]),
    (["scenario", "--where", "投资=3"], "unknown_column", ["计划投资"]),
    (["scenario", "--where", "所属领域"], "not_a_pair", ["所属领域"]),
    (["secnario"], "unknown_kind", ["scenario（场景）"]),
    (["scenario", "--where", "征集批次=第一批"], "not_found", ["第一批"]),
])
def test_what_cannot_be_asked_is_named(planner: Any, filled: Path, words: list[str], code: str, named: list[str]) -> None:
    said = planner("list", filled, *words, "--json")
    error = said.plain["error"]
    assert (said.code, error["code"]) == (1, code)
    assert all(word in error["message"] + error["advice"] for word in named)


def test_the_table_for_people_is_aligned_and_has_no_json(planner: Any, filled: Path) -> None:
    lines = planner("list", filled, "scenario").out.splitlines()
    assert "{" not in "".join(lines)
    assert "1,200.00" in lines[3]
    assert "交通运输" in lines[3]


def test_show_takes_a_name_a_number_or_the_beginning_of_a_key(planner: Any, filled: Path) -> None:
    planner("amend", filled, "scenario", "病虫害识别", "编号=CJ-1")
    whole = planner("show", filled, "scenario", "病虫害识别", "--json").plain
    for written in (whole["id"], whole["id"][:8], "CJ-1", "cj-1"):
        assert planner("show", filled, "scenario", written, "--json").plain == whole
    assert (whole["number"], whole["sources"], whole["demands"], whole["projects"]) == ("CJ-1", {}, [], [])


def test_a_name_of_two_is_asked_for_again(planner: Any, filled: Path) -> None:
    planner("add", filled, "scenario", "场景名称=病虫害识别", "需求单位=县农业局")
    error = planner("show", filled, "scenario", "病虫害识别", "--json").plain["error"]
    keys = [record["id"][:8] for record in planner("list", filled, "scenario", "--search", "病虫害", "--json").plain["records"]]
    assert error["code"] == "several_named"
    assert all(key in error["advice"] for key in keys)


def test_amend_is_one_operation_and_an_empty_value_clears(planner: Any, filled: Path) -> None:
    said = planner("amend", filled, "scenario", "港区无人集卡", "计划投资=1.5亿元", "算力需求=", "备注=a=b", "--json")
    assert said.code == 0
    assert sorted(said.plain["changed"]) == ["compute_need", "investment", "remarks"]
    whole = planner("show", filled, "scenario", "港区无人集卡", "--json").plain
    assert (whole["investment"], whole["remarks"], "compute_need" in whole) == ("15000.00", "a=b", False)
    newest = planner("history", filled, "--json").plain["operations"][0]
    assert (newest["id"], newest["changes"]) == (said.plain["operation"], 1)
    planner("undo", filled)
    assert planner("show", filled, "scenario", "港区无人集卡", "--json").plain["investment"] == "1200.00"


def test_the_same_again_is_no_operation(planner: Any, filled: Path) -> None:
    before = planner("history", filled, "--json").plain
    assert planner("amend", filled, "scenario", "港区无人集卡", "计划投资=1200", "--json").plain == {"operation": None, "changed": []}
    assert planner("history", filled, "--json").plain == before


def test_a_refused_value_says_field_value_and_what_would_be_taken(planner: Any, filled: Path) -> None:
    before = planner("list", filled, "scenario", "--json").plain
    said = planner("amend", filled, "scenario", "港区无人集卡", "计划投资=约1200万", "完成时限=视情况", "备注=好", "--json")
    error = said.plain["error"]
    assert (said.code, error["code"]) == (1, "invalid")
    assert {problem["field"]: problem["code"] for problem in error["problems"]} == {"investment": "approximate", "ends": "not_a_date"}
    assert "视情况" in error["message"]
    assert "完成时限" in error["message"]
    assert planner("list", filled, "scenario", "--json").plain == before


def test_removing_wants_a_reason_and_can_be_taken_back(planner: Any, filled: Path) -> None:
    assert planner("remove", filled, "scenario", "病虫害识别", "--json").plain["error"]["code"] == "reason_missing"
    key = planner("remove", filled, "scenario", "病虫害识别", "--reason", "重复", "--json").plain["id"]
    assert "病虫害识别" not in titles(planner("list", filled, "scenario", "--json"))
    assert planner("show", filled, "scenario", key, "--json").plain["removed"] == "重复"
    assert titles(planner("list", filled, "scenario", "--removed", "--json")) == ["病虫害识别"]
    planner("remove", filled, "scenario", key, "--back")
    assert "病虫害识别" in titles(planner("list", filled, "scenario", "--json"))


@pytest.mark.parametrize("kind", ["allocation", "milestone", "submission", "origin"])
def test_what_other_commands_guard_is_not_written_here(planner: Any, filled: Path, kind: str) -> None:
    said = planner("add", filled, kind, "title=甲", "--json")
    assert (said.code, said.plain["error"]["code"]) == (1, "not_written_here")
    assert "planner" in said.plain["error"]["advice"]


def test_the_history_of_a_record_says_from_what_to_what(planner: Any, filled: Path) -> None:
    planner("amend", filled, "scenario", "港区无人集卡", "计划投资=2000")
    newest, oldest = planner("history", filled, "--record", "港区无人集卡", "--json").plain["operations"]
    assert newest["fields"] == [{"field": "investment", "before": "1200.00", "after": "2000.00"}]
    assert oldest["name"] == "新增场景"
    assert "1,200.00 → 2,000.00" in planner("history", filled, "--record", "港区无人集卡").out
    assert planner("history", filled, "--record", "没有的", "--json").plain["error"]["code"] == "not_found"
