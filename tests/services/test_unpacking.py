"""An archive becomes its files, whatever letters their names are in, never outside of its folder and never without end."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from planner.errors import SheetUnreadable
from planner.services import unpacking
from planner.services.unpacking import is_archive, unpack


def test_the_files_of_an_archive_come_out_with_their_names(folder: Path) -> None:
    path = folder / "报送.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("第一批/交通局.csv", "甲")
        archive.writestr("教育局.csv", "乙")
    out = folder / "出"
    assert [file.relative_to(out).as_posix() for file in unpack(path, out)] == ["第一批/交通局.csv", "教育局.csv"]
    assert (out / "教育局.csv").read_text(encoding="utf-8") == "乙"


def test_names_that_windows_packed_are_chinese_again(folder: Path) -> None:
    path = folder / "报送.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("AAAAAA.csv"), b"x")
    path.write_bytes(path.read_bytes().replace(b"AAAAAA.csv", "交通局".encode("gb18030") + b".csv"))
    assert [file.name for file in unpack(path, folder / "出")] == ["交通局.csv"]


@pytest.mark.parametrize("name", ["../../外面.csv", "/etc/外面.csv", "..\\..\\外面.csv", "C:\\外面.csv"])
def test_nothing_is_written_outside(folder: Path, name: str) -> None:
    path = folder / "坏.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    out = folder / "里" / "出"
    file, = unpack(path, out)
    assert file.is_relative_to(out) and file.exists()


def test_what_is_too_large_is_refused_also_when_it_says_otherwise(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 1000)
    path = folder / "大.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.csv", b"0" * 5000)
    with pytest.raises(SheetUnreadable) as refused:
        unpack(path, folder / "出")
    assert refused.value.code == "too_large"


def test_a_workbook_is_no_archive_and_a_broken_one_is_refused(folder: Path) -> None:
    book, broken = folder / "表.zip", folder / "断.zip"
    openpyxl.Workbook().save(book)
    assert not is_archive(book)
    with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲.csv", "甲乙丙" * 500)
    assert is_archive(broken)
    spoiled = bytearray(broken.read_bytes())
    spoiled[45:60] = b"\xff" * 15
    broken.write_bytes(bytes(spoiled))
    with pytest.raises(SheetUnreadable) as refused:
        unpack(broken, folder / "出")
    assert refused.value.code == "damaged"
