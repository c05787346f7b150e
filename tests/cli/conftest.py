"""A workspace for commands to work on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def book(folder: Path, planner: Any) -> Path:
    """A new workspace in a folder with blanks and Chinese characters."""
    path = folder / "我的 场景.planner"
    assert planner("new", path).code == 0
    return path
