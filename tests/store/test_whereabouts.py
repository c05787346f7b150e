"""A stick, a network drive and a synchronised folder are known for what they are, and get no files beside the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from planner.domain.scenario import Scenario
from planner.store import backup as backups
from planner.store.store import Store
from planner.store.whereabouts import Place, _of_mounts, place_of

MOUNTS = [("/", "ext4"), ("/home", "nfs4"), ("/home/me/disk", "xfs"), ("/media/me/U 盘", "vfat"), ("/run/media/me/移动硬盘", "ext4"),
          ("/mnt/office", "cifs"), ("/mnt/web", "fuse.davfs2"), ("/mnt/win", "fuseblk"), ("/proc", "proc")]


@pytest.mark.parametrize(("path", "place"), [
    ("/srv/计划.planner", Place.OWN), ("/home/me/计划.planner", Place.NETWORK), ("/home/me/disk/计划.planner", Place.OWN),
    ("/homes/计划.planner", Place.OWN), ("/media/me/U 盘/报送/计划.planner", Place.STICK),
    ("/run/media/me/移动硬盘/计划.planner", Place.STICK),
    ("/mnt/office/计划.planner", Place.NETWORK), ("/mnt/web/计划.planner", Place.NETWORK), ("/mnt/win/计划.planner", Place.OWN)])
def test_the_innermost_file_system_decides(path: str, place: Place) -> None:
    assert _of_mounts(Path(path), MOUNTS) is place
    assert _of_mounts(Path(path), []) is Place.OWN


def test_of_two_file_systems_on_one_point_the_later_one_is_there() -> None:
    assert _of_mounts(Path("/mnt/office/a"), [*MOUNTS, ("/mnt/office", "ext4")]) is Place.OWN


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - 某市数据局", "坚果云", "WPSDrive", "BaiduSyncdisk", "dropbox"])
def test_a_folder_that_a_program_carries_away_is_known_by_its_name(folder: Path, name: str) -> None:
    assert place_of(folder / name / "办公室" / "计划.planner") is Place.SYNCED
    assert place_of(folder / f"{name}.planner") is Place.OWN, "a file may be called so"


def test_a_folder_of_syncthing_is_known_by_its_mark(folder: Path) -> None:
    (folder / ".stfolder").mkdir()
    assert place_of(folder / "深" / "计划.planner") is Place.SYNCED


def test_in_a_synchronised_folder_everything_is_in_the_one_file(folder: Path) -> None:
    place = folder / "OneDrive"
    place.mkdir()
    path = place / "计划.planner"
    with_store(path, "甲", create=True)
    store = with_store(path, "乙")
    assert store.place is Place.SYNCED
    assert {file.name for file in place.iterdir()} <= {path.name, f"{path.stem}-备份"}
    assert [mode_of(file) for file in (path, *backups.backups_of(path))] == ["delete"] * 2


def with_store(path: Path, title: str, *, create: bool = False) -> Store:
    store = Store.create(path, actor="张三") if create else Store.open(path, actor="张三")
    with store.changing("新增场景") as unit:
        unit.of(Scenario).add(Scenario(title=title))
        assert not path.with_name(f"{path.name}-wal").exists()
    store.backup(path.parent.parent / f"{title}.planner")
    store.close()
    return store


def mode_of(path: Path) -> str:
    """As the file itself says; TRUNCATE is a thing of the connection and reads as DELETE in the next one."""
    connection = driver.connect(str(path))
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    connection.close()
    return mode
