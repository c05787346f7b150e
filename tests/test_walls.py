"""The import contracts of pyproject.toml hold, and each of them is seen to break when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-cache")


class Breach(NamedTuple):
    """A file that must not be, and the contract that has to name it."""

    contract: str
    file: str
    text: str


BREACHES = (
    Breach("floors", "schema/breach_up.py", "import planner.store"),
    Breach("floors", "sheets/breach_beside.py", "def later():\n    import planner.domain"),
    Breach("floors", "cli/breach_face.py", "import planner.desktop"),
    Breach("qt", "services/breach_qt.py", "from PySide6.QtCore import QObject"),
    Breach("qt", "cli/breach_typing.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shiboken6"),
    Breach("database", "services/breach_orm.py", "from sqlalchemy.orm import Session"),
    Breach("database", "desktop/breach_driver.py", "def later():\n    import sqlite3"),
    Breach("database", "domain/breach_pinyin.py", "import pypinyin"),
    Breach("workbooks", "documents/breach_workbook.py", "import openpyxl.styles"),
    Breach("workbooks", "domain/breach_guess.py", "from rapidfuzz import fuzz"),
    Breach("print", "documents/breach_print.py", "from reportlab.lib import colors"),
    Breach("word", "services/breach_word.py", "from docx import Document"),
    Breach("word", "sheets/breach_lxml.py", "import lxml.etree"),
    Breach("preview", "paper/breach_preview.py", "import pypdfium2"),
    Breach("solver", "services/breach_solver.py", "import highspy"),
    Breach("network", "services/breach_network.py", "from urllib.request import urlopen"),
    Breach("pages", "desktop/pages/breach_page.py", "import planner.desktop.pages.breach_other"),
    Breach("pages", "desktop/pages/breach_other.py", ""),
    Breach("documents", "documents/breach_document.py", "import planner.documents.breach_print"),
)


def contracts() -> dict[str, str]:
    """Every contract's name by its id."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in told}


def lint(place: Path) -> tuple[int, str]:
    done = subprocess.run(LINT, cwd=place, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def copied_house(place: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", place)
    shutil.copytree(ROOT / "planner", place / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    return place / "planner"


def complaint(output: str, name: str) -> str:
    """What was said about one broken contract: the part under its underlined name."""
    heading = f"\n{name}\n{'-' * len(name)}\n"
    _, _, after = output.partition(heading)
    lines = after.splitlines()
    ends = [at for at, line in enumerate(lines) if line and set(line) == {"-"}]
    return "\n".join(lines[: ends[0] - 1] if ends else lines)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said about a copy of the house in which every wall was broken through."""
    package = copied_house(tmp_path_factory.mktemp("house"))
    for breach in BREACHES:
        (package / breach.file).parent.mkdir(parents=True, exist_ok=True)
        (package / breach.file).write_text(breach.text + "\n", encoding="utf-8")
    return lint(package.parent)[1]


def test_the_walls_stand() -> None:
    code, output = lint(ROOT)
    assert code == 0, output


def test_every_contract_is_tried() -> None:
    assert {breach.contract for breach in BREACHES} == set(contracts())


@pytest.mark.parametrize("breach", [b for b in BREACHES if b.text], ids=lambda breach: f"{breach.contract}: {breach.file}")
def test_a_breach_is_named_under_its_contract(breach: Breach, broken: str) -> None:
    guilty = "planner." + breach.file.removesuffix(".py").replace("/", ".")
    assert guilty in complaint(broken, contracts()[breach.contract])


def test_a_room_without_a_floor_is_refused(tmp_path: Path) -> None:
    (copied_house(tmp_path) / "annex.py").write_text('"""A room nobody planned."""\n', encoding="utf-8")
    code, output = lint(tmp_path)
    assert code != 0
    assert "planner.annex" in complaint(output, contracts()["floors"])
