"""The set-up script: what it finds in place it leaves alone, what is missing it provides or names in one sentence."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as if the checkout lay in a folder with blanks and Chinese characters."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "ROOT", folder)
    monkeypatch.setattr(script, "ENV", folder / ".venv")
    monkeypatch.setattr(script, "PYTHON", folder / ".venv" / script.PYTHON.relative_to(ROOT / ".venv"))
    return script


def test_an_old_interpreter_can_read_the_script_and_is_told_which_one_is_needed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert run.main([]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "3.11" in told[0]


def test_an_ordinary_user_is_told_the_one_command_that_installs_what_is_missing(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(run, "is_loadable", lambda library: library not in {"libEGL.so.1", "libxcb-cursor.so.0"})
    with pytest.raises(run.CannotRun, match=r"sudo apt-get install -y libegl1 libxcb-cursor0$"):
        run.provide_system_libraries(window=True)
    with pytest.raises(run.CannotRun, match=r"sudo apt-get install -y libegl1$"):
        run.provide_system_libraries(window=False)


def test_nothing_is_installed_twice(run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = folder / "requirements.txt"
    lock.write_text("a==1\n", encoding="utf-8")
    run.ENV.mkdir()
    (run.ENV / ".requirements").write_text(hashlib.sha256(lock.read_bytes()).hexdigest(), encoding="utf-8")
    monkeypatch.setattr(run, "provide_pip", lambda: pytest.fail("asked for pip"))
    run.provide_packages(lock)
    lock.write_text("a==2\n", encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match="asked for pip"):
        run.provide_packages(lock)


def test_a_moved_checkout_gets_a_new_environment(run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "provide_packages", lambda lock: None)
    run.provide_environment(folder / "lock.txt")
    assert run.PYTHON.exists()
    (run.ENV / "left").touch()
    run.provide_environment(folder / "lock.txt")
    assert (run.ENV / "left").exists(), "an environment in its place is kept"

    place = run.ENV / ".place"
    place.write_text("/elsewhere\n", encoding="utf-8")
    run.provide_environment(folder / "lock.txt")
    assert not (run.ENV / "left").exists()
    assert str(folder) in place.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
@pytest.mark.parametrize("display", ["", ":987"])
def test_a_screen_that_does_not_answer_is_no_screen(run: ModuleType, display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    assert not run.has_display()


def test_uv_is_told_the_index_that_pip_was_told(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = [getattr(sys, "_base_executable", sys.executable), "-m", "pip"]  # the environment itself may have none
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert run.uv_index(pip) == ["--default-index", "https://mirror.example/simple"]
    monkeypatch.delenv("PIP_INDEX_URL")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://second.example/simple")
    assert run.uv_index(pip) == []


@pytest.mark.parametrize(("text", "passed", "summary"), [("assert True", True, "1 passed"), ("assert 1 == 2", False, "1 failed")])
def test_the_closing_line_is_that_of_pytest(
    run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, passed: bool, summary: str
) -> None:
    (folder / "test_one.py").write_text(f"def test_one():\n    {text}\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.chdir(folder)
    verdict, closing = run.run_pytest([str(folder)])
    assert verdict is passed
    assert summary in closing


def test_the_script_starts_without_any_library() -> None:
    told = subprocess.run(
        [sys.executable, "-S", "-I", "-c", "import runpy, sys; runpy.run_path(sys.argv[1])", str(ROOT / "run.py")],
        capture_output=True, check=False, encoding="utf-8",
    )
    assert told.returncode == 0, told.stderr
