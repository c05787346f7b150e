"""The program as other programs start it: any locale, quick, in files with blanks, its output cut short."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "openpyxl", "reportlab", "PySide6", "pypinyin", "highspy", "argparse", "difflib")


def start(*words: object, code: str = "", **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "PYTHONIOENCODING")}
    environment |= {"PYTHONPATH": str(ROOT), **settings}
    program = ["-c", code] if code else ["-m", "planner"]
    return subprocess.run([sys.executable, *program, *map(str, words)], env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("settings", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii", "LANG": "zh_CN.GBK"}])
def test_utf8_whatever_the_locale(folder: Path, settings: dict[str, str]) -> None:
    book = folder / "我的 场景.planner"
    made = start("new", book, "--json", **settings)
    assert made.returncode == 0, made.stderr.decode()
    assert json.loads(made.stdout.decode("utf-8"))["workspace"] == str(book)
    refused = start("new", book, **settings)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "已存在" in refused.stderr.decode("utf-8")


def test_relative_paths_are_taken_from_where_one_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert start("new", "甲.planner").returncode == 0
    assert start("backup", "甲.planner", "-o", "子 目录.planner").returncode == 0
    assert (folder / "甲.planner").is_file()
    assert (folder / "子 目录.planner").is_file()


@pytest.mark.parametrize("words", [["--help"], ["list", "--help"], ["documents"], ["documents", "--json"], ["lsit"]])
def test_nothing_heavy_is_loaded_for_a_word(words: list[str]) -> None:
    look = ("import sys; from planner.__main__ import main; main(sys.argv[1:]); "
            f"sys.exit(' '.join(name for name in {HEAVY!r} if name in sys.modules) or 0)")
    heavy = start(*words, code=look).stderr.decode("utf-8").splitlines()
    loaded = heavy[-1:] if words != ["lsit"] else [line for line in heavy[2:] if line != "difflib"]
    assert loaded == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that nobody reads any more ends a program on Linux only")
def test_who_reads_may_have_heard_enough() -> None:
    program = subprocess.Popen([sys.executable, "-m", "planner", "documents"], env={**os.environ, "PYTHONPATH": str(ROOT)},
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    with program.stderr as told:
        assert told.read() == b""
    assert program.wait() == 0


def test_what_nobody_foresaw_is_a_plain_word_and_a_report(machine_home: Path) -> None:
    broken = ("import sys; from planner import __main__; from planner.services.issuing import Issuing; "
              "Issuing.documents = staticmethod(lambda: 1 / 0); sys.exit(__main__.main(sys.argv[1:]))")
    for words in (["documents"], ["documents", "--json"]):
        said = start(*words, code=broken)
        assert said.returncode == 1
        assert b"Traceback" not in said.stderr
    assert json.loads(said.stdout)["error"]["code"] == "planner"
    assert len(list((machine_home / "crash").glob("*.txt"))) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_the_output_is_no_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run([sys.executable, "-m", "planner", "documents"], env={**os.environ, "PYTHONPATH": str(ROOT)},
                              stdout=full, stderr=subprocess.PIPE, check=False)
    assert said.returncode != 0
    assert b"Traceback" not in said.stderr


def test_a_file_opens_the_window_and_a_word_is_a_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import planner.__main__ as program
    from planner.desktop import app

    opened: list[Any] = []
    monkeypatch.setattr(app, "run", lambda paths, sample: opened.append((list(paths), sample)) or 0)
    file = folder / "甲 乙.planner"
    file.touch()
    assert program.main([str(file)]) == 0
    assert program.main([]) == 0
    assert program.main(["--sample"]) == 0
    assert opened == [([file], False), ([], False), ([], True)]
    assert start(folder / "没有.planner").returncode == 1
