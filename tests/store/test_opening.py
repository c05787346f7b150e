"""Files that are busy, foreign, newer, damaged, copied or older: one plain refusal each, and nothing touched."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from planner.domain.scenario import Scenario
from planner.errors import FileTrouble, PlannerError, StoreTrouble
from planner.store import backup as backups
from planner.store.connections import journal_mode
from planner.store.gate import SCHEMA
from planner.store.mark import APPLICATION
from planner.store.store import Store
from planner.store.troubles import translated


def make(path: Path, *titles: str) -> Path:
    store = Store.create(path, actor="张三")
    for title in titles:
        add(store, title)
    store.close()
    return path


def add(store: Store, title: str) -> None:
    with store.changing("新增场景") as unit:
        unit.of(Scenario).add(Scenario(title=title))


def code_of_opening(path: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(StoreTrouble) as refused:
        Store.open(path, actor="李四")
    return refused.value.code, refused.value.params


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(StoreTrouble) as refused:
        Store.create(path, actor="张三")
    assert refused.value.code == "store_exists"
    assert path.read_bytes() == b"mine"


def test_a_workspace_in_use_names_the_person_and_the_machine(store: Store, path: Path) -> None:
    code, params = code_of_opening(path)
    assert code == "store_busy"
    assert (params["who"], bool(params["host"]), bool(params["since"])) == ("张三", True, True)


def _hold_and_die(path: str) -> None:
    Store.open(Path(path), actor="王五")
    os._exit(1)


def test_a_lock_ends_with_its_process_and_nothing_committed_is_lost(path: Path) -> None:
    make(path, "甲")
    process = multiprocessing.get_context("spawn").Process(target=_hold_and_die, args=(str(path),))
    process.start()
    process.join()
    store = Store.open(path, actor="李四")
    assert all(check.ok for check in store.check())
    store.close()


def test_what_is_not_a_workspace_is_left_alone(path: Path) -> None:
    assert code_of_opening(path)[0] == "store_missing"
    path.write_bytes(b"PK\x03\x04 a workbook" * 50)
    assert code_of_opening(path)[0] == "store_foreign"
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    assert code_of_opening(path)[0] == "store_foreign"
    assert list(path.parent.iterdir()) == [path]


def test_a_newer_workspace_is_refused_with_its_version(path: Path) -> None:
    make(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA + 7}")
    connection.close()
    code, params = code_of_opening(path)
    assert (code, params["needs"]) == ("store_newer", SCHEMA + 7)


def test_a_damaged_workspace_is_refused(path: Path) -> None:
    make(path, *"甲乙丙丁戊己庚辛")
    content = bytearray(path.read_bytes())
    content[4096:12288] = os.urandom(8192)
    path.write_bytes(content)
    assert code_of_opening(path)[0] == "store_damaged"


def test_a_workspace_without_a_journal_is_refused_and_not_held(path: Path) -> None:
    make(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE operation")
    connection.close()
    assert code_of_opening(path)[0] == "store_damaged"
    assert list(path.parent.iterdir()) == [path]


def test_a_trigger_smuggled_in_is_refused(path: Path) -> None:
    make(path)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON scenario BEGIN DELETE FROM scenario; END")
    connection.close()
    assert code_of_opening(path)[0] == "store_damaged"


def spoil_an_index(path: Path) -> None:
    """What a quick look does not see: an index that is not of the columns that it says."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, '(seq, removed,', '(ver, removed,') WHERE name = 'ix_scenario_found'")
    connection.commit()
    connection.close()


def left_by_a_crash(path: Path, copy: Path) -> None:
    """The files as they lie there when the program dies in the middle of its work."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE meta SET made_by = made_by || '.'")
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", f"{copy}{end}")
    connection.close()


def test_a_file_that_was_not_closed_in_good_order_is_looked_at_more_closely(path: Path) -> None:
    make(path, "甲", "乙")
    crashed = path.with_name("断电.cjgh")
    left_by_a_crash(path, crashed)
    Store.open(crashed, actor="李四").close()
    spoil_an_index(path)
    Store.open(path, actor="李四").close()
    spoilt = path.with_name("断电又损坏.cjgh")
    left_by_a_crash(path, spoilt)
    assert code_of_opening(spoilt)[0] == "store_damaged"


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_what_a_crash_left_of_another_file_is_not_mixed_into_a_new_one(path: Path, end: str) -> None:
    make(path, "甲")
    made = backups.make(path, path.with_name("备份.cjgh")).file
    path.unlink()
    left = path.with_name(path.name + end)
    left.write_bytes(b"the last minutes of a file that was moved away")
    for bring in (lambda: Store.create(path, actor="张三"), lambda: backups.restore(made, path)):
        with pytest.raises(StoreTrouble) as refused:
            bring()
        assert (refused.value.code, refused.value.params["path"]) == ("store_exists", left)
    assert left.read_bytes().startswith(b"the last minutes") and not path.exists()


def test_a_copied_file_writes_as_another_site(path: Path) -> None:
    make(path, "甲")
    copy = path.with_name("副本.cjgh")
    copy.write_bytes(path.read_bytes())
    first, second = Store.open(path, actor="张三"), Store.open(copy, actor="张三")
    try:
        assert first.site != second.site
        assert first.workspace == second.workspace
        add(first, "乙")
        add(second, "丙")
        assert all(check.ok for store in (first, second) for check in store.check())
    finally:
        first.close()
        second.close()


def test_the_same_file_goes_on_as_the_same_site(path: Path) -> None:
    make(path, "甲")
    sites = []
    for title in "乙丙":
        store = Store.open(path, actor="张三")
        add(store, title)
        sites.append(store.site)
        store.close()
    assert sites[0] == sites[1]


def test_an_older_backup_does_not_count_on_where_its_original_went_on(path: Path) -> None:
    make(path, "甲")
    old = backups.make(path, path.with_name("旧.cjgh"))
    store = Store.open(path, actor="张三")
    add(store, "乙")
    went_on = store.site
    store.close()
    restored = Store.open(old.file, actor="张三")
    assert restored.site != went_on
    restored.close()


def test_the_file_says_what_it_is_and_is_safe_against_power_cuts(store: Store, path: Path) -> None:
    add(store, "甲")
    connection = driver.connect(str(path))
    asked = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version", "journal_mode")}
    connection.close()
    assert asked == {"application_id": APPLICATION, "user_version": SCHEMA, "journal_mode": journal_mode(path).lower()}
    for working in (store.reading, lambda: store.changing("修改场景")):
        with working() as unit:
            levels = {name: unit.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in
                      ("synchronous", "foreign_keys", "trusted_schema", "cell_size_check")}
        assert levels == {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}


def test_opening_leaves_a_backup_of_what_changed_and_only_then(path: Path) -> None:
    make(path, "甲")
    for expected in (1, 1):
        Store.open(path, actor="张三").close()
        assert len(backups.backups_of(path)) == expected


def test_a_backup_is_whole_and_restores_without_overwriting(store: Store, path: Path) -> None:
    add(store, "甲")
    made = store.backup(path.with_name("备份.cjgh"))
    add(store, "乙")
    target = path.with_name("恢复.cjgh")
    restored = backups.restore(made.file, target)
    assert (restored.counts["scenario"], restored.sha256) == (1, made.sha256)
    with pytest.raises(StoreTrouble):
        backups.restore(made.file, target)
    again = Store.open(target, actor="张三")
    assert all(check.ok for check in again.check())
    again.close()


def test_a_backup_that_is_no_workspace_is_not_restored(path: Path) -> None:
    stray = path.with_name("表.cjgh")
    stray.write_bytes(b"x" * 500)
    with pytest.raises(StoreTrouble):
        backups.restore(stray, path)
    assert not path.exists()


def test_backups_are_thinned_and_what_people_put_beside_them_stays(path: Path) -> None:
    make(path, "甲")
    folder = backups.folder_of(path)
    folder.mkdir()
    ours = [folder / f"{path.stem}-2024{month:02}{day:02}-{hour:02}0000{path.suffix}"
            for month in range(1, 13) for day in range(1, 29) for hour in (9, 17)]
    theirs = [folder / name for name in (f"重要{path.suffix}", f"{path.stem}-20240101-090000 副本{path.suffix}",
                                         f"另一个-20240101-090000{path.suffix}", "说明.txt")]
    draft = folder / f"~0a1b2c3d{path.suffix}"
    for file in (*ours, *theirs, draft):
        file.write_bytes(b"old")
    for file in ours:
        backups.sidecar_of(file).write_bytes(b"hash")
    newest = backups.make(path).file
    left = backups.backups_of(path)
    assert left[0] == newest and len(left) == 1 + 12 + 10 + 9
    assert left[1:13] == [ours[-1 - 2 * day] for day in range(12)]
    assert all(file.is_file() for file in theirs) and not draft.exists()
    assert {file.name for file in folder.glob("*.sha256")} == {backups.sidecar_of(file).name for file in left}


def test_a_full_disk_is_said_and_the_workspace_goes_on(store: Store) -> None:
    add(store, "甲")
    with pytest.raises(FileTrouble) as refused, store.changing("新增场景") as unit:
        pages = unit.connection.execute("PRAGMA page_count").fetchone()[0]
        unit.connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
        unit.of(Scenario).add_all([Scenario(title=f"场景{number}", content="长" * 1000) for number in range(200)])
    assert refused.value.code == "no_room"
    with store.changing("恢复") as unit:
        unit.connection.execute("PRAGMA max_page_count=1073741823").fetchall()
    add(store, "乙")
    assert len(store.history()) == 2


def test_an_older_workspace_is_brought_up_on_a_copy(path: Path) -> None:
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.close()
    with pytest.raises(StoreTrouble) as refused:
        Store.open(path, actor="张三")
    assert refused.value.code in ("store_upgrade", "store_damaged")


def test_a_full_disk_is_not_called_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(path.parent)._replace(free=0)
    for usage, code in ((full, "no_room"), (full._replace(free=1 << 30), "store_unreachable")):
        monkeypatch.setattr("planner.store.troubles.shutil.disk_usage", lambda _, usage=usage: usage)
        with pytest.raises(PlannerError) as refused, translated(path):
            raise driver.OperationalError("disk I/O error")
        assert refused.value.code == code


def test_a_workspace_that_could_not_be_made_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, mode: str) -> None:
        raise driver.OperationalError("database or disk is full")

    monkeypatch.setattr("planner.store.gate.make", fail)
    with pytest.raises(FileTrouble) as refused:
        Store.create(path, actor="张三")
    assert refused.value.code == "no_room"
    assert list(path.parent.iterdir()) == []
