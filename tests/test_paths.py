"""A file is replaced whole or not at all, and what the disk refuses has a name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from planner.errors import FileTrouble
from planner.paths import replacing, trouble


def test_the_new_content_is_on_the_disk_before_it_gets_the_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    settle, rename = os.fsync, Path.replace

    def heard(number: int) -> None:
        said.append("folder" if Path(f"/proc/self/fd/{number}").resolve() == folder.resolve() else "content")
        settle(number)

    monkeypatch.setattr(os, "fsync", heard)
    monkeypatch.setattr(Path, "replace", lambda draft, path: (said.append("name"), rename(draft, path))[1])
    with replacing(folder / "清单.xlsx") as draft:
        draft.write_bytes(b"new")
    assert said[:2] == ["content", "name"]
    assert (folder / "清单.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), ValueError("a defect"), KeyboardInterrupt()])
def test_what_goes_wrong_half_way_leaves_the_old_file_and_no_draft(folder: Path, error: BaseException) -> None:
    path = folder / "清单.xlsx"
    path.write_bytes(b"old")
    with pytest.raises((FileTrouble, ValueError, KeyboardInterrupt)), replacing(path) as draft:
        draft.write_bytes(b"half")
        raise error
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_a_place_that_cannot_be_is_named(folder: Path) -> None:
    for path, code in ((folder / "没有" / "甲.pdf", "file_missing"), (folder / ("长" * 300), "name_not_allowed")):
        with pytest.raises(FileTrouble) as refused, replacing(path) as draft:
            draft.write_bytes(b"x")
        assert (refused.value.code, refused.value.params["path"]) == (code, path)


@pytest.mark.parametrize(("number", "there", "code"), [
    (errno.ENOSPC, True, "no_room"), (errno.EDQUOT, True, "no_room"), (errno.EFBIG, True, "no_room"),
    (errno.EACCES, True, "file_in_use"), (errno.EACCES, False, "read_only"), (errno.EROFS, True, "read_only"),
    (errno.EIO, True, "file_trouble"), (errno.ENOENT, False, "file_missing"), (errno.EINVAL, False, "name_not_allowed")])
def test_what_the_system_says_has_a_word_for_people(folder: Path, number: int, there: bool, code: str) -> None:
    path = folder / "甲.xlsx"
    if there:
        path.write_bytes(b"open in another program")
    assert trouble(OSError(number, "said"), path).code == code
