"""One person at a time, whatever the others do at the same moment and whatever a crash has left behind."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import IO

import pytest

from planner.errors import FileTrouble, PlannerError, StoreTrouble
from planner.store import lock
from planner.store.lock import Lock


@pytest.fixture
def note(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def refused(path: Path) -> PlannerError:
    with pytest.raises(PlannerError) as why:
        Lock(path, "李四")
    return why.value


def test_the_second_is_told_who_holds_it_where_and_since_when(path: Path, note: Path) -> None:
    held = Lock(path, "张三")
    why = refused(path)
    assert why.code == "store_busy" and why.params["who"] == "张三" and why.params["host"] and why.params["since"] > "20"
    held.release()
    assert not note.exists()
    Lock(path, "李四").release()


def test_a_note_left_by_a_crash_locks_nobody_out(path: Path, note: Path) -> None:
    note.write_text(json.dumps({"who": "王五", "host": "旧电脑", "since": "2020-01-01 08:00"}), encoding="utf-8")
    held = Lock(path, "张三")
    assert refused(path).params["who"] == "张三"
    held.release()


@pytest.mark.parametrize("left", [b"", b"\xff\xfe half", b"[1, 2]", b"null"])
def test_a_note_that_cannot_be_read_still_says_that_it_is_in_use(path: Path, note: Path, left: bytes) -> None:
    held = Lock(path, "张三")
    note.write_bytes(left)
    assert (refused(path).code, refused(path).params["who"]) == ("store_busy", "未知")
    held.release()


def test_two_cannot_hold_it_when_the_first_lets_go_between_opening_and_taking(
    path: Path, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, take = Lock(path, "张三"), lock._take

    def meanwhile(file: IO[str]) -> bool:
        first.release()
        monkeypatch.setattr(lock, "_take", take)
        return take(file)

    monkeypatch.setattr(lock, "_take", meanwhile)
    second = Lock(path, "李四")
    assert note.exists(), "a lock on a file without a name would keep nobody out"
    assert refused(path).params["who"] == "李四"
    second.release()


@pytest.mark.parametrize(("number", "code", "kind"), [
    (errno.ENOSPC, "no_room", FileTrouble), (errno.EROFS, "store_read_only", StoreTrouble)])
def test_a_disk_that_takes_no_note_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, kind: type[PlannerError]
) -> None:
    def fail(*_: object) -> IO[str]:
        raise OSError(number, "said")

    monkeypatch.setattr(lock, "_open", fail)
    why = refused(path)
    assert (type(why), why.code) == (kind, code)


def test_a_disk_without_locks_is_not_called_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_take", fail)
    assert refused(path).code == "store_unlockable"


def test_a_name_too_long_for_its_note_is_named(path: Path) -> None:
    assert refused(path.with_name("长" * 83 + ".planner")).code == "name_not_allowed"
