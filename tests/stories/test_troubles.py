"""磁盘满了、文件夹只读、表格正被打开: real disks and real rights, both faces; nothing is lost, one plain sentence each."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(r"[A-Za-z]*(?:Error|Exception|Traceback|errno|sqlite|disk)", re.IGNORECASE)
ON_SMALL_DISK = 'mount -t tmpfs -o size=4m tmpfs "$0" && cp -r "$1"/. "$0" && shift && exec "$@"'
Acting = Callable[..., list[Any]]


def can_mount() -> bool:
    tried = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs tmpfs "$0"', tempfile.gettempdir()]
    return bool(shutil.which("unshare")) and subprocess.run(tried, capture_output=True, check=False).returncode == 0


needs_small_disk = pytest.mark.skipif(not can_mount(), reason="this system lets nobody make a small disk")
needs_rights = pytest.mark.skipif(sys.platform == "win32", reason="Windows folders take no read-only mark")


def acting(prefix: list[str], acts: tuple[Any, ...], home: Path) -> list[Any]:
    """What came of the acts; no act may end in a traceback."""
    words = json.dumps([[str(word) for word in one] for one in acts])
    ran = subprocess.run([*prefix, sys.executable, str(ROOT / "tests/stories/acting.py"), words], capture_output=True, text=True,
                         check=False, cwd="/", env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PLANNER_HOME": str(home)})
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "Traceback" not in ran.stderr
    done: list[Any] = json.loads(ran.stdout)
    for one in done:
        said = str(one.get("said", "")) if isinstance(one, dict) else ""
        assert not ENGLISH.search(said), said
        assert not isinstance(one, dict) or one.get("alive", True), one
    return done


@pytest.fixture
def small_disk(folder: Path, tmp_path: Path) -> Acting:
    """Acts on a disk of four megabytes, full of what lies in `folder`; it is gone afterwards."""
    disk = tmp_path / "小 盘"
    disk.mkdir()

    def act(*acts: Any) -> list[Any]:
        prefix = ["unshare", "-rm", "sh", "-c", ON_SMALL_DISK, str(disk), str(folder)]
        return acting(prefix, tuple([str(word).replace("DISK", str(disk)) for word in one] for one in acts), tmp_path / "本机")

    return act


@pytest.fixture
def ordinary(tmp_path: Path) -> Acting:
    """Acts as somebody who may not write everywhere, as officials are; an administrator lays the powers down first."""
    prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []

    def act(*acts: Any) -> list[Any]:
        return acting(prefix, acts, tmp_path / "本机")

    return act


def error(one: Any) -> tuple[int, str]:
    return one["code"], one["plain"]["error"]["code"]


def sums(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def closed(folder: Path, stocked: Path) -> Iterator[Path]:
    """A folder with a workspace of five scenarios, in which nobody may write."""
    place = folder / "光盘 存档"
    put(stocked, place)
    place.chmod(0o555)
    yield place
    place.chmod(0o755)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace of five scenarios and its backup; tests work on copies of it."""
    place = tmp_path_factory.mktemp("存 货")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_HOME", str(tmp_path_factory.mktemp("建存货")))
        with Workspace.create(place / "计划.planner", Settings(actor="王芳")) as workspace:
            for number in range(5):
                workspace.drafting.add(Scenario, {"title": f"智慧港口示范第{number}批"})
            workspace.keeping.backup()
    return place


def put(stocked: Path, place: Path, *, copies: bool = True) -> Path:
    """The workspace in a place, with its backups or without."""
    place.mkdir(exist_ok=True)
    shutil.copy(stocked / "计划.planner", place)
    if copies:
        shutil.copytree(stocked / "计划-备份", place / "计划-备份")
    return place / "计划.planner"


# a folder in which one may not write


@needs_rights
def test_where_nobody_may_write_each_command_says_so_and_leaves_everything(ordinary: Acting, closed: Path, folder: Path) -> None:
    book, mine, before = closed / "计划.planner", folder / "我的.planner", sums(closed)
    said = ordinary(["new", closed / "新.planner"], ["list", book, "scenario"], ["demo", closed / "示例"], ["new", mine],
                    ["issue", mine, "scenario-list", "-o", closed / "清单.xlsx"],
                    ["issue", mine, "scenario-list", "-o", closed / "清单.pdf"],
                    ["backup", mine, "-o", closed / "备份.planner"], ["restore", mine, closed / "恢复.planner"],
                    ["import", mine, *(closed.glob("*.planner"))])
    assert [error(one) for one in said[:3]] == [(1, "store_read_only"), (1, "store_read_only"), (1, "read_only")]
    assert [error(one)[1] for one in said[4:8]] == ["read_only"] * 4
    assert sums(closed) == before


@needs_rights
def test_a_workspace_on_a_read_only_medium_is_looked_at_as_a_copy(ordinary: Acting, closed: Path) -> None:
    before = sums(closed)
    refused, looked, added = ordinary(["window open", closed / "计划.planner"], ["window press", "查看只读副本"],
                                      ["window add", "写不进去"])
    assert "不能写入" in refused["said"] and refused["open"] == ""
    assert "只读副本" in looked["said"] and (looked["open"], looked["count"]) == ("计划.planner", 5)
    assert "不能修改" in added["said"] and added["count"] == 5
    assert sums(closed) == before


@needs_rights
def test_what_a_crash_left_on_a_stick_that_is_now_protected_is_seen(
    ordinary: Acting, folder: Path, tmp_path: Path, planner: Any, stocked: Path
) -> None:
    path = put(stocked, folder / "U 盘")
    from sqlcipher3 import dbapi2 as driver

    crashed = driver.connect(str(path), isolation_level=None)
    crashed.execute("PRAGMA journal_mode=WAL")
    crashed.execute("UPDATE scenario SET title = '断电前最后一改' WHERE seq = 1")
    left = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    crashed.close()
    for end, content in left.items():
        Path(f"{path}{end}").write_bytes(content)
    path.parent.chmod(0o555)
    looked = ordinary(["window open", path], ["window press", "查看只读副本"])[1]
    path.parent.chmod(0o755)
    assert looked["count"] == 5
    copies = list((tmp_path / "本机" / "查看").glob("*.planner"))
    listed = planner("list", copies[0], "scenario", "--json").plain["records"]
    assert "断电前最后一改" in [record["title"] for record in listed]


@needs_rights
def test_a_backup_folder_that_takes_nothing_is_told_and_the_work_goes_on(ordinary: Acting, folder: Path, stocked: Path) -> None:
    path, copies = put(stocked, folder, copies=False), folder / "计划-备份"
    copies.mkdir()
    copies.chmod(0o555)
    opened, added = ordinary(["window open", path], ["window add", "照常工作"])
    copies.chmod(0o755)
    assert "自动备份没有做成" in opened["said"] and opened["count"] == 5
    assert added["count"] == 6


@needs_rights
def test_settings_that_cannot_be_kept_do_not_stop_the_work(ordinary: Acting, folder: Path, stocked: Path, tmp_path: Path) -> None:
    path, home = put(stocked, folder), tmp_path / "本机"
    home.mkdir()
    home.chmod(0o555)
    opened, dark, added, _, listed = ordinary(["window open", path], ["window theme", "dark"], ["window add", "照常工作"],
                                              ["window close"], ["list", path, "scenario"])
    home.chmod(0o755)
    assert (opened["said"], opened["count"], added["count"]) == ("", 5, 6)
    assert dark["status"] == "本机设置没有保存"
    assert listed["plain"]["count"] == 6 and list(home.iterdir()) == []


@needs_rights
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="only an administrator can give a file to another person")
def test_a_target_that_another_holds_stays_as_it_was(ordinary: Acting, folder: Path) -> None:
    """Excel holds a file so that it cannot be replaced; in a folder shared by all another person's file cannot be either."""
    shared = folder / "共享"
    shared.mkdir()
    for name in ("清单.xlsx", "清单.pdf"):
        (shared / name).write_bytes(b"open in Excel")
        os.chown(shared / name, 65534, 65534)
    shared.chmod(0o1777)
    os.chown(shared, 65534, 65534)
    book = folder / "计划.planner"
    said = ordinary(["new", book], ["issue", book, "scenario-list", "-o", shared / "清单.xlsx"],
                    ["issue", book, "scenario-list", "-o", shared / "清单.pdf"],
                    ["window open", book], ["window save", "scenario-list", shared / "清单.xlsx"])
    assert [error(one)[1] for one in said[1:3]] == ["file_in_use"] * 2
    assert "正被其他程序打开" in said[4]["said"] and "关闭" in said[4]["said"]
    assert sorted((file.name, file.read_bytes()) for file in shared.iterdir()) == [
        ("清单.pdf", b"open in Excel"), ("清单.xlsx", b"open in Excel")]


# a disk without room


@needs_small_disk
def test_wherever_the_disk_ends_what_was_done_is_there_and_what_was_not_is_not(small_disk: Acting, stocked: Path, folder: Path) -> None:
    put(stocked, folder, copies=False)
    book, acts = "DISK/计划.planner", list[list[str]]()
    for kilobytes in (0, 4, 12, 24, 48, 80, 128, 256):
        acts += [["fill", "DISK", str(kilobytes * 1024)], ["add", book, "场景", f"场景名称=第{kilobytes}次", f"建设内容={'长' * 1500}"],
                 ["relieve", "DISK"], ["list", book, "scenario"], ["check", book]]
    said = small_disk(*acts)
    titles = {f"智慧港口示范第{number}批" for number in range(5)}
    outcomes = []
    for tried, _, listed, checked in zip(said[1::5], said[2::5], said[3::5], said[4::5], strict=True):
        outcomes.append("done" if tried["code"] == 0 else error(tried)[1])
        titles |= {tried["plain"]["title"]} if tried["code"] == 0 and "title" in tried["plain"] else set()
        found = {record["title"] for record in listed["plain"]["records"]}
        assert titles <= found and len(found) == 5 + outcomes.count("done")
        assert checked["plain"]["ok"], checked
    assert outcomes[0] == "no_room" and outcomes[-1] == "done" and set(outcomes) == {"no_room", "done"}


@needs_small_disk
def test_documents_backups_and_new_workspaces_need_room_and_say_so(small_disk: Acting, stocked: Path, folder: Path) -> None:
    put(stocked, folder)
    (folder / "清单.xlsx").write_bytes(b"last year's")
    (folder / "清单.pdf").write_bytes(b"last year's")
    book = "DISK/计划.planner"
    said = small_disk(
        ["list", book, "scenario"], ["names", "DISK"], ["fill", "DISK", "2048"],
        ["issue", book, "scenario-list", "-o", "DISK/清单.xlsx"], ["issue", book, "scenario-list", "-o", "DISK/清单.pdf"],
        ["backup", book, "-o", "DISK/备份.planner"], ["new", "DISK/新.planner"], ["restore", book, "DISK/恢复.planner"],
        ["relieve", "DISK"], ["check", book], ["names", "DISK"])
    assert [error(one) for one in said[3:8]] == [(1, "no_room")] * 5
    assert said[9]["plain"]["ok"]
    assert said[10] == said[1], "nothing half-made is left"


@needs_small_disk
def test_the_window_goes_on_on_a_full_disk(small_disk: Acting, stocked: Path, folder: Path) -> None:
    put(stocked, folder, copies=False)
    said = small_disk(
        ["window open", "DISK/计划.planner"], ["window add", "写得下"], ["fill", "DISK", "0"], ["window add", "写不下"],
        ["window undo"], ["window back up"], ["window save", "scenario-list", "DISK/清单.pdf"], ["relieve", "DISK"],
        ["window undo"], ["window add", "又写得下了"], ["window close"], ["check", "DISK/计划.planner"])
    told = [one["said"] if isinstance(one, dict) and "said" in one else "" for one in said]
    assert all("磁盘空间不足" in told[number] and "没有变化" in told[number] for number in (3, 4, 5, 6)), told
    assert [said[number]["count"] for number in (1, 3, 4, 8, 9)] == [6, 6, 6, 5, 6]
    assert told[8] == told[9] == ""
    assert said[11]["plain"]["ok"]


@needs_rights
def test_a_medium_that_breaks_in_the_middle_is_not_called_a_damaged_workspace(
    tmp_path: Path, planner: Any, folder: Path, stocked: Path
) -> None:
    book = put(stocked, folder)
    said = acting([], (["window open", book], ["limit", "8192"], ["window add", "写不进去"], ["window back up"],
                       ["window save", "scenario-list", folder / "清单.xlsx"]), tmp_path / "本机")
    assert "磁盘读写出错" in said[2]["said"] and said[2]["count"] == 5
    assert all("没有变化" in one["said"] for one in said[2:4])
    assert planner("check", book, "--json").plain["ok"] is True
    assert not (folder / "清单.xlsx").exists() or (folder / "清单.xlsx").stat().st_size > 0
