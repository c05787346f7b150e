"""A workspace on a real file for every test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.create(folder / "澜江市 2026.cjgh", Settings(actor="张三")) as made:
        yield made
