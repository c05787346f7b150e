"""The shipped sample files are what their sources say, and the program understands every cell of them."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.kinds import IMPORTED
from planner.sheets.contract import as_json
from planner.sheets.intake import read_book
from planner.sheets.process import read_grid

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES, TRUTH = ROOT / "resources" / "samples", Path(__file__).parent / "truth"
SCORING = runpy.run_path(str(Path(__file__).with_name("scoring.py")))
TRUTHS = sorted(path.relative_to(TRUTH) for path in TRUTH.rglob("*.truth.json"))


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.split(".")[0])
def test_every_cell_is_understood(truth: Path) -> None:
    told = json.loads((TRUTH / truth).read_text(encoding="utf-8"))
    answer = as_json(read_book(SAMPLES / truth.parent / told["file"], IMPORTED))
    found = SCORING["score"](told, answer)
    assert not found.differences, "\n".join(found.differences)
    assert not found.silent
    assert (answer["format"], answer["encoding"]) == (told["format"], told["encoding"])


def test_a_wrong_cell_is_seen() -> None:
    """The measure itself measures: a value that differs is wrong, and silently so where no problem stands beside it."""
    told = json.loads((TRUTH / TRUTHS[0]).read_text(encoding="utf-8"))
    answer = as_json(read_book(SAMPLES / TRUTHS[0].parent / told["file"], IMPORTED))
    row = next(row for row in answer["tables"][0]["rows"] if row["kind"] == "record")
    row["values"]["title"] = "别的"
    found = SCORING["score"](told, answer)
    assert len(found.silent) == 1
    assert found.rate("cells") < 1


def test_the_files_are_what_their_sources_say(folder: Path) -> None:
    made, truths = folder / "样例", folder / "真值"
    subprocess.run([sys.executable, str(ROOT / "packaging" / "make_samples.py"), str(made), str(truths)], check=True,
                   env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True)
    names = sorted(path.relative_to(made) for path in made.rglob("*.*"))
    assert names == sorted(path.relative_to(SAMPLES) for path in SAMPLES.rglob("*.*") if path.name != "year.toml")
    for name in names:
        assert _cells(made / name) == _cells(SAMPLES / name), name
    for truth in TRUTHS:
        assert json.loads((truths / truth).read_text(encoding="utf-8")) == json.loads((TRUTH / truth).read_text(encoding="utf-8"))


def _cells(path: Path) -> list[object]:
    return [(sheet.name, sheet.rows) for sheet in read_grid(path).sheets]


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 1_500_000
