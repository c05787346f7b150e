"""What every test stands on: a screen in memory, a home of its own, fresh forms and no network."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("PLANNER_TEST_PLATFORM", "offscreen")  # before anything imports Qt

import ipaddress
import json
import runpy
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED_SAMPLES = ROOT.parent / "shared" / "samples"

# Tests on public files that are not part of the project are collected only where those files are at hand.
collect_ignore = [] if SHARED_SAMPLES.is_dir() else ["real"]

# A loaded machine must not fail a property; a found counterexample is printed so that it can be run again. Where a
# commit is judged the examples are the same every time, so that it is the commit that is judged; elsewhere they are new.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True,
                          derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

_connect = socket.socket.connect


class NetworkForbidden(AssertionError):
    """A test, or the program under test, tried to reach another machine."""


def _connect_locally(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(str(address[0])):
        raise NetworkForbidden(f"the program must work without a network, yet it called {address}")
    _connect(self, address)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def pytest_configure() -> None:
    """Bring the compiled forms up to date before any test module imports them."""
    runpy.run_path(str(ROOT / "packaging" / "compile_forms.py"))["compile_forms"](ROOT)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection to another machine fails the test."""
    monkeypatch.setattr(socket.socket, "connect", _connect_locally)


@pytest.fixture(autouse=True)
def machine_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own place for settings, logs and recent files, so that no test meets a person's or another's."""
    home = tmp_path_factory.mktemp("本机")
    monkeypatch.setenv("PLANNER_HOME", str(home))
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder whose name has blanks and Chinese characters, as users' folders do."""
    chosen = tmp_path / "试点 区 场景"
    chosen.mkdir()
    return chosen


@dataclass(frozen=True)
class Said:
    """What a command ended with and what it printed."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> Any:
        """The one JSON object; fails where there is more, or none."""
        return json.loads(self.out)


Planner = Callable[..., Said]


@pytest.fixture
def planner(capsys: pytest.CaptureFixture[str]) -> Planner:
    """The terminal: words in, exit code and both outputs back."""
    from planner.cli.main import main

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run
