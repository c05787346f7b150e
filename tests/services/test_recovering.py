"""What is brought back is the latest work that is sound, whatever the clock said, and nothing is overwritten for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.scenario import Scenario
from planner.errors import StoreTrouble
from planner.services import recovering
from planner.settings import Settings
from planner.store import backup as backups
from planner.workspace import Workspace


@pytest.fixture
def path(folder: Path) -> Path:
    """A closed workspace with two backups: the later work lies in the one whose clock was behind."""
    path = folder / "澜江市 2026.planner"
    with Workspace.create(path, Settings(actor="张三")) as workspace:
        for title, stamp in (("港区无人集卡", "20260305-103200"), ("影像辅助诊断", "20200101-000000")):
            workspace.drafting.add(Scenario, {"title": title})
            made = workspace.keeping.backup().file
            named = made.with_name(f"{path.stem}-{stamp}{path.suffix}")
            made.rename(named)
            backups.sidecar_of(made).rename(backups.sidecar_of(named))
    return path


def test_the_newest_is_the_one_with_the_latest_work_not_the_latest_name(path: Path) -> None:
    copies = list(recovering.sound_copies(path))
    assert [copy.file.stem[-15:] for copy in copies] == ["20200101-000000", "20260305-103200"]
    assert copies[0].made.year == 2020


def test_a_copy_that_is_damaged_or_not_as_it_was_written_is_passed_over(path: Path) -> None:
    first, second = (copy.file for copy in recovering.sound_copies(path))
    backups.sidecar_of(first).write_text("0" * 64)
    assert [copy.file for copy in recovering.sound_copies(path)] == [second]
    second.write_bytes(b"coffee")
    assert recovering.newest_sound(path) is None and recovering.has_copies(path)


def test_what_is_restored_lies_beside_and_never_over_what_is_there(path: Path) -> None:
    left, copy = path.read_bytes(), recovering.newest_sound(path)
    assert copy is not None
    restored = [recovering.restore(copy.file, path) for _ in range(2)]
    assert [file.name for file in restored] == ["澜江市 2026-恢复.planner", "澜江市 2026-恢复 2.planner"]
    assert path.read_bytes() == left


def test_a_backup_knows_its_workspace_and_a_stray_file_itself(path: Path, folder: Path) -> None:
    assert {recovering.workspace_of(copy.file) for copy in recovering.sound_copies(path)} == {path}
    assert recovering.workspace_of(folder / "随手存的.planner") == folder / "随手存的.planner"


def test_what_is_in_use_is_not_taken_away_and_what_is_closed_goes_with_all_beside_it(path: Path, folder: Path) -> None:
    with Workspace.open(path, Settings(actor="李四")):
        with pytest.raises(StoreTrouble) as refused:
            recovering.take_away(path)
        assert refused.value.code == "store_busy"
    (folder / "别的.txt").write_text("stays")
    recovering.take_away(path)
    assert [file.name for file in folder.iterdir()] == ["别的.txt"]
