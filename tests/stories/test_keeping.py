"""昨天的改动今天还能撤销；备份后误删，恢复: what went wrong is taken back, or brought back."""

from __future__ import annotations

from typing import Any


def test_what_was_changed_yesterday_is_taken_back_today(office: Any) -> None:
    office.does("add", "场景", "场景名称=智慧路灯", "计划投资=80万元")
    yesterday = office.does("amend", "场景", "智慧路灯", "计划投资=8000万元")["operation"]
    office.does("check")
    undone = office.does("undo")
    assert undone["name"] == "撤销：修改场景"
    assert office.does("show", "场景", "智慧路灯")["investment"] == "80.00"
    newest = office.does("history", "--record", "智慧路灯")["operations"][0]
    assert (newest["takes_back"], newest["fields"]) == (yesterday, [{"field": "investment", "before": "8000.00", "after": "80.00"}])
    office.does("redo")
    assert office.does("show", "场景", "智慧路灯")["investment"] == "8000.00"


def test_what_was_changed_again_is_not_taken_back_and_is_named(office: Any) -> None:
    office.does("add", "场景", "场景名称=智慧路灯", "计划投资=80万元")
    first = office.does("amend", "场景", "智慧路灯", "计划投资=90万元")["operation"]
    office.does("amend", "场景", "智慧路灯", "计划投资=100万元")
    refused = office.is_refused("undo", "--operation", first)
    assert refused["code"] == "undo_conflict"
    assert "智慧路灯" in refused["message"]
    assert office.does("show", "场景", "智慧路灯")["investment"] == "100.00"


def test_a_backup_brings_back_what_was_removed_and_spoilt(office: Any, planner: Any) -> None:
    for number in range(30):
        office.does("add", "场景", f"场景名称=场景甲{number}")
    copy = office.folder / "周五 备份.planner"
    assert office.does("backup", "-o", copy)["counts"]["scenario"] == 30
    for title in office.titles():
        office.does("remove", "场景", title, "--reason", "误删")
    office.file.write_bytes(b"coffee")
    assert office.is_refused("list", "scenario")["code"] == "store_foreign"

    office.file.rename(office.folder / "坏了.planner")
    restored = planner("restore", copy, office.file, "--json").plain
    assert (restored["workspace"], restored["counts"]["scenario"]) == (str(office.file), 30)
    assert len(office.titles()) == 30
    assert office.does("check")["ok"] is True
    assert office.does("undo")["name"] == "撤销：新增场景"
