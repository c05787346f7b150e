"""Which files a drop brings."""

from __future__ import annotations

from pathlib import Path

from planner.desktop.pages.importing.gathering import gather


def test_a_folder_brings_its_tables_without_locks_and_other_files(tmp_path: Path) -> None:
    inner = tmp_path / "报 送" / "二批"
    inner.mkdir(parents=True)
    for name in ("甲.xlsx", "~$甲.xlsx", ".~乙.xls", "说明.docx", "丙.CSV"):
        (inner / name).write_bytes(b"x")
    assert {path.name for path in gather([tmp_path])} == {"甲.xlsx", "丙.CSV"}


def test_a_file_named_twice_is_read_once_and_a_lock_never(tmp_path: Path) -> None:
    one, lock = tmp_path / "甲.xlsx", tmp_path / "~$甲.xlsx"
    assert gather([one, lock, one]) == [one]
