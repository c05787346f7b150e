"""One warm process reads file after file; what ends it costs one file."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import psutil
import pytest

from planner.errors import Cancelled, PlannerError, SheetUnreadable
from planner.progress import Progress
from planner.sheets.process import Limits, Reader


def written(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(f"序号,场景名称\n1,{name}\n", encoding="utf-8")
    return path


def children() -> set[int]:
    """The spawned processes of this one that serve; the resource tracker lives as long as the tests."""
    found = set()
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            found.add(child.pid)
    return found


def test_files_one_after_the_other_are_read_by_one_process(tmp_path: Path) -> None:
    before = children()
    with Reader() as reader:
        seen = set()
        for n in range(4):
            path = written(tmp_path, f"{n}.csv")
            assert reader.grid(path).sheets[0].rows[1][1] == path.name
            seen |= children() - before
        assert len(seen) == 1
    assert children() == before


@pytest.mark.parametrize(("limits", "code"), [(Limits(seconds=0.0), "timed_out"), (Limits(memory=1), "too_large")])
def test_what_exceeds_a_limit_is_refused_and_a_fresh_process_reads_the_next(limits: Limits, code: str, tmp_path: Path) -> None:
    before = children()
    with Reader() as reader:
        first = children() - before
        with pytest.raises(PlannerError, match=code):
            reader.grid(written(tmp_path, "甲.csv"), limits=limits)
        assert reader.grid(written(tmp_path, "乙.csv")).sheets[0].rows[1][1] == "乙.csv"
        assert first.isdisjoint(children())


def test_a_refused_file_does_not_end_the_process(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook")
    with Reader() as reader:
        with pytest.raises(SheetUnreadable, match="damaged"):
            reader.grid(broken)
        first = children()
        assert reader.grid(written(tmp_path, "好.csv")).format == "csv"
        assert children() == first


def test_a_process_that_was_killed_while_idle_is_replaced(tmp_path: Path) -> None:
    before = children()
    with Reader() as reader:
        reader.grid(written(tmp_path, "甲.csv"))
        (idle,) = children() - before
        psutil.Process(idle).kill()
        assert reader.grid(written(tmp_path, "乙.csv")).sheets[0].rows[1][1] == "乙.csv"


def test_cancelling_ends_the_reading(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    before = children()
    with Reader() as reader, pytest.raises(Cancelled):
        reader.grid(written(tmp_path, "甲.csv"), progress)
    assert children() == before


def test_a_closed_reader_starts_again_when_asked(tmp_path: Path) -> None:
    reader = Reader()
    path = written(tmp_path, f"{os.getpid()}.csv")
    assert reader.grid(path).format == "csv"
    reader.close()
    assert reader.grid(path).format == "csv"
    reader.close()


ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, time
from pathlib import Path
from planner.sheets.process import Reader

if __name__ == "__main__":
    reader = Reader()
    reader.grid(Path(sys.argv[1]))
    print("read", flush=True)
    time.sleep(60)
"""


def test_the_process_ends_with_the_program_even_when_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    command, home = [sys.executable, str(script), str(written(tmp_path, "甲.csv"))], {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=home) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "read\n"
        below = psutil.Process(program.pid).children()
        program.kill()
    assert below
    _, alive = psutil.wait_procs(below, timeout=10)
    assert not alive
