"""A store on a real file for every test of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "年度 计划"
    folder.mkdir()
    return folder / "澜江市 2025.cjgh"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = Store.create(path, actor="张三")
    yield made
    made.close()
