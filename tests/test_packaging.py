"""What is delivered: compiled forms, a complete wheel, and libraries that are named by their hashes."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
compile_forms = runpy.run_path(str(PACKAGING / "compile_forms.py"))["compile_forms"]

UI = '<ui version="4.0"><class>Form</class><widget class="QWidget" name="Form"/></ui>'


def test_a_form_is_compiled_when_new_or_changed_and_left_alone_otherwise(folder: Path) -> None:
    (folder / "forms").mkdir()
    form = folder / "forms" / "card.ui"
    form.write_text(UI, encoding="utf-8")
    made = folder / "planner" / "desktop" / "forms" / "card.py"

    assert compile_forms(folder) == ["card"]
    assert "class Ui_Form" in made.read_text(encoding="utf-8")
    assert compile_forms(folder) == []

    later = made.stat().st_mtime + 10
    os.utime(form, (later, later))
    assert compile_forms(folder) == ["card"]

    form.unlink()
    assert compile_forms(folder) == []
    assert not made.exists(), "what was made of a removed form must not be importable any more"


def test_a_form_that_cannot_be_compiled_is_not_taken_for_compiled(folder: Path) -> None:
    (folder / "forms").mkdir()
    (folder / "forms" / "torn.ui").write_text("<ui", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        compile_forms(folder)
    assert not (folder / "planner" / "desktop" / "forms" / "torn.py").exists()


def test_forms_can_be_compiled_by_name_from_a_terminal() -> None:
    subprocess.run([sys.executable, str(ROOT / "packaging" / "compile_forms.py")], check=True)


def test_a_wheel_brings_forms_and_resources(folder: Path) -> None:
    """Built from a small house with the project's own settings, so that the large resources need not be packed."""
    for name in ("pyproject.toml", "README.md", "packaging/hatch_build.py", "packaging/compile_forms.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for name, text in {"planner/desktop/__init__.py": "", "forms/card.ui": UI, "resources/samples/one.txt": "一"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=folder, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert {"planner/desktop/forms/card.py", "planner/_resources/samples/one.txt"} <= packed


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_names_every_library_with_hashes_and_no_address(lock: str) -> None:
    text = (PACKAGING / lock).read_text(encoding="utf-8")
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = told["project"]["dependencies"] + (told["dependency-groups"]["dev"] if "dev" in lock else [])
    locked: dict[str, list[Requirement]] = {}
    for line in text.splitlines():
        if not line.startswith((" ", "#")):
            requirement = Requirement(line.removesuffix("\\"))
            locked.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for requirement in map(Requirement, wanted):
        versions = [next(iter(one.specifier)).version for one in locked[canonicalize_name(requirement.name)]]
        assert any(version in requirement.specifier for version in versions), f"{requirement} is locked as {versions}"
    assert text.count("--hash=sha256:") >= len(locked)
    assert "://" not in text


def test_the_checks_run_on_the_libraries_that_users_get() -> None:
    def pins(lock: str) -> set[str]:
        return {line for line in (PACKAGING / lock).read_text(encoding="utf-8").splitlines() if "==" in line}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
