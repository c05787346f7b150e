"""An office at the beginning of its year: one workspace, and words for what is asked of it again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


class Office:
    """Works in one file through the terminal; a refusal ends the story unless it is part of it."""

    def __init__(self, planner: Any, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "2025 年度.planner"
        self._planner = planner
        self._planner("new", self.file)

    def does(self, verb: str, *words: object) -> Any:
        """What the command answers, as JSON."""
        said = self._planner(verb, self.file, *words, "--json")
        assert said.code == 0, said.out
        return said.plain

    def is_refused(self, verb: str, *words: object) -> Any:
        """Why, as JSON."""
        said = self._planner(verb, self.file, *words, "--json")
        assert said.code != 0
        return said.plain["error"]

    def reads(self, path: Path) -> Any:
        return self._planner("read", path, "--json").plain

    def titles(self, kind: str = "scenario", *words: object) -> list[str]:
        return [record["title"] for record in self.does("list", kind, *words)["records"]]


@pytest.fixture
def office(planner: Any, folder: Path) -> Office:
    return Office(planner, folder)
