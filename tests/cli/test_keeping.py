"""Keeping a workspace from the terminal: nothing is overwritten, what is damaged is not restored, errors have their codes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from planner.store.store import Store


def counts(planner: Any, book: Path) -> int:
    count = planner("list", book, "scenario", "--json").plain["count"]
    assert isinstance(count, int)
    return count


def test_new_never_overwrites(planner: Any, book: Path) -> None:
    before = book.read_bytes()
    said = planner("new", book, "--json")
    assert (said.code, said.plain["error"]["code"]) == (1, "store_exists")
    assert book.read_bytes() == before


def test_undo_and_redo_name_what_they_did(planner: Any, book: Path) -> None:
    assert planner("undo", book, "--json").plain["error"]["code"] == "nothing_to_undo"
    planner("add", book, "scenario", "场景名称=甲级医院影像")
    done = planner("undo", book, "--json").plain
    assert (set(done), done["name"]) == ({"operation", "name"}, "撤销：新增场景")
    assert counts(planner, book) == 0
    assert planner("redo", book, "--json").plain["name"] == "重做：新增场景"
    assert counts(planner, book) == 1
    newest = planner("history", book, "--json").plain["operations"][0]
    assert newest["takes_back"] == done["operation"]
    assert {"id", "name", "at", "actor", "changes", "takes_back"} <= set(newest)


def test_check_of_a_sound_workspace(planner: Any, book: Path) -> None:
    said = planner("check", book, "--json")
    assert (said.code, said.plain["ok"]) == (0, True)
    assert all(set(check) == {"name", "ok", "found"} for check in said.plain["checks"])
    assert "完好" in planner("check", book).out


def test_a_backup_is_restored_and_nothing_is_overwritten(planner: Any, book: Path, folder: Path) -> None:
    planner("add", book, "scenario", "场景名称=甲级医院影像")
    copy = folder / "备 份.planner"
    made = planner("backup", book, "-o", copy, "--json").plain
    assert made["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert made["counts"]["scenario"] == 1
    assert planner("backup", book, "-o", copy, "--json").plain["error"]["code"] == "store_exists"
    assert planner("backup", book, "-o", book, "--json").plain["error"]["code"] == "store_exists"
    assert planner("restore", copy, book, "--json").plain["error"]["code"] == "store_exists"

    restored = folder / "恢复.planner"
    said = planner("restore", copy, restored, "--json")
    assert (said.code, said.plain["workspace"], said.plain["counts"]["scenario"]) == (0, str(restored), 1)
    assert counts(planner, restored) == 1


def test_a_backup_that_is_not_what_was_written_is_refused(planner: Any, book: Path, folder: Path) -> None:
    copy = folder / "备份.planner"
    planner("backup", book, "-o", copy)
    side = copy.with_name("备份.planner.sha256")
    assert side.read_text(encoding="utf-8").split() == [hashlib.sha256(copy.read_bytes()).hexdigest(), "备份.planner"]
    side.write_text("0" * 64 + "  备份.planner\n", encoding="utf-8")
    said = planner("restore", copy, folder / "恢复.planner", "--json")
    assert (said.code, said.plain["error"]["code"]) == (2, "backup_differs")
    assert not (folder / "恢复.planner").exists()
    side.unlink()
    assert planner("restore", copy, folder / "恢复.planner").code == 0


@pytest.mark.parametrize(("content", "code", "exit_code"), [
    (None, "store_missing", 2), (b"", "store_foreign", 2), ("题目,单位\n".encode(), "store_foreign", 2),
    (b"SQLite format 3\0" + bytes(200), "store_foreign", 2)])
def test_a_file_that_is_no_workspace(planner: Any, folder: Path, content: bytes | None, code: str, exit_code: int) -> None:
    path = folder / "不 是.planner"
    if content is not None:
        path.write_bytes(content)
    for command in (["list", path, "scenario"], ["undo", path], ["check", path], ["restore", path, folder / "新.planner"]):
        said = planner(*command, "--json")
        assert (said.code, said.plain["error"]["code"]) == (exit_code, code)
        assert said.plain["error"]["message"]
    assert path.exists() == (content is not None)
    assert content is None or path.read_bytes() == content


def test_a_damaged_workspace(planner: Any, book: Path) -> None:
    whole = bytearray(book.read_bytes())
    whole[4096:12000] = b"\xff" * (12000 - 4096)
    book.write_bytes(whole)
    said = planner("list", book, "scenario", "--json")
    assert (said.code, said.plain["error"]["code"]) == (2, "store_damaged")
    assert book.read_bytes() == whole


def test_a_workspace_in_use_names_who_has_it(planner: Any, book: Path) -> None:
    holder = Store.open(book, actor="张三")
    try:
        said = planner("amend", book, "scenario", "x", "title=y", "--json")
    finally:
        holder.close()
    assert (said.code, said.plain["error"]["code"]) == (1, "store_busy")
    assert "张三" in said.plain["error"]["message"]


def test_a_folder_that_is_not_there(planner: Any, folder: Path, book: Path) -> None:
    assert planner("new", folder / "没有" / "甲.planner", "--json").plain["error"]["code"] == "file_missing"
    assert planner("backup", book, "-o", folder / "没有" / "甲.planner", "--json").plain["error"]["code"] == "file_missing"
