"""The ground the tests stand on keeps its promises."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from planner.paths import machine_folder

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.com", 443)])
def test_another_machine_cannot_be_reached(address: tuple[str, int]) -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="without a network"):
        outward.connect(address)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()) as there:
        assert there.getpeername() == here.getsockname()


def test_each_test_has_a_home_of_its_own(machine_home: Path) -> None:
    assert machine_folder() == machine_home
    assert not list(machine_home.iterdir())


def test_the_screen_is_in_memory() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == os.environ.get("PLANNER_TEST_PLATFORM", "offscreen")


def test_folders_have_blanks_and_chinese_characters_in_their_names(folder: Path) -> None:
    assert folder.is_dir()
    assert " " in folder.name
    assert not folder.name.isascii()


UI = '<ui version="4.0"><class>Form</class><widget class="QWidget" name="Form"/></ui>'


def test_a_form_is_compiled_when_new_or_changed_and_left_alone_otherwise(folder: Path) -> None:
    compile_forms = runpy.run_path(str(ROOT / "packaging" / "compile_forms.py"))["compile_forms"]
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
    compile_forms = runpy.run_path(str(ROOT / "packaging" / "compile_forms.py"))["compile_forms"]
    (folder / "forms").mkdir()
    (folder / "forms" / "torn.ui").write_text("<ui", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        compile_forms(folder)
    assert not (folder / "planner" / "desktop" / "forms" / "torn.py").exists()


def test_forms_can_be_compiled_by_name_from_a_terminal() -> None:
    subprocess.run([sys.executable, str(ROOT / "packaging" / "compile_forms.py")], check=True)
