"""The terminal as a test uses it: words in, exit code and both outputs back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.cli.main import main


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
    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


@pytest.fixture
def book(folder: Path, planner: Planner) -> Path:
    """A new workspace in a folder with blanks and Chinese characters."""
    path = folder / "我的 场景.planner"
    assert planner("new", path).code == 0
    return path
