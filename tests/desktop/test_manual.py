"""The manual and the help say what the window shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.actions import LINES, MENUS
from planner.desktop.help_dialog import HelpDialog
from planner.desktop.places import PLACES
from planner.paths import resource

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual"
WRITTEN = [*MANUAL.glob("*.md"), resource("help", "usage.md")]


def test_every_page_of_the_window_has_its_page_of_the_manual_and_its_line_of_the_help() -> None:
    titles = {place.title for place in PLACES}
    assert titles <= {path.stem for path in MANUAL.glob("*.md")}
    contents = (MANUAL / "README.md").read_text(encoding="utf-8")
    usage = resource("help", "usage.md").read_text(encoding="utf-8")
    for title in titles:
        assert f"]({title}.md)" in contents and f"**{title}" in usage


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_menu_entry_that_is_named_is_there(path: Path) -> None:
    entries = {f"{title.partition('(')[0]} > {line.text}" for title in MENUS for line in LINES if line.menu == title}
    named = re.findall(r"(?:文件|编辑|视图|工具|帮助) > [^”*，。；]+", path.read_text(encoding="utf-8"))
    assert set(named) <= entries


def test_the_help_is_read_as_it_was_meant(qtbot: QtBot) -> None:
    dialog = HelpDialog([], "usage")
    qtbot.addWidget(dialog)
    for place in range(dialog.tabs.count()):
        part = dialog.tabs.widget(place)
        text = part.toPlainText() if hasattr(part, "toPlainText") else ""
        assert "**" not in text and "{" not in text
