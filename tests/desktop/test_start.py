"""The first page: recent workspaces, the sample, the three steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.desktop.pages.start.page import StartPage
from planner.desktop.window import Window
from planner.settings import RECENT, Settings
from planner.workspace import Workspace

Opened = Callable[..., Window]


@pytest.fixture
def page(open_window: Opened, folder: Path) -> StartPage:
    settings = Settings(actor="王芳")
    for name in ("丙", "乙", "甲"):
        if name != "乙":
            Workspace.create(folder / f"{name}.planner", settings).close()
        settings.remember(folder / f"{name}.planner")
    window = open_window(settings=settings)
    assert isinstance(window.page, StartPage)
    return window.page


def _states(page: StartPage) -> list[tuple[str, str]]:
    return [(thing.path.stem, thing.state) for thing in page.recent.things]


def test_what_was_opened_last_stands_first_and_what_is_gone_says_so(page: StartPage) -> None:
    assert _states(page) == [("甲", ""), ("乙", "找不到文件"), ("丙", "")]
    assert page.recent.cells(1)[1] == ("muted",) * 4
    page.ui.recent.pick(page.recent.key(1))
    assert not page.ui.open_recent.isEnabled() and page.ui.forget.isEnabled()


def test_one_is_opened_with_enter(page: StartPage, qtbot: QtBot) -> None:
    page.desk.workspaces.open = lambda path, page="history": opened.append(path)  # type: ignore[method-assign]
    opened: list[Path] = []
    page.ui.recent.pick(page.recent.key(2))
    page.ui.recent.setFocus()
    QTest.keyClick(page.ui.recent, Qt.Key.Key_Return)
    assert [path.stem for path in opened] == ["丙"]


def test_pinned_ones_stay_when_the_others_are_cleared(page: StartPage) -> None:
    page.ui.recent.pick(page.recent.key(2))
    page.ui.pin.click()
    assert ("丙", "已固定") in _states(page) and page.ui.pin.text() == "取消固定"
    page.ui.clear.click()
    assert _states(page) == [("丙", "已固定")] and not page.ui.clear.isEnabled()
    assert Settings.load().recent == page.desk.settings.recent
    page.ui.forget.click()
    assert _states(page) == [] and page.ui.recent.blank.sentence == "还没有打开过工作区"


def test_the_steps_are_shown_until_they_are_skipped(page: StartPage, open_window: Opened) -> None:
    assert page.ui.steps.isVisible()
    page.ui.skip.click()
    assert not page.ui.steps.isVisible()
    again = open_window(settings=Settings.load()).page
    assert isinstance(again, StartPage) and not again.ui.steps.isVisible()


def test_ten_are_remembered_and_pinned_ones_never_fall_out(folder: Path) -> None:
    settings = Settings()
    kept = folder / "固定的.planner"
    settings.remember(kept)
    settings.pin(kept, True)
    for number in range(30):
        settings.remember(folder / f"{number}.planner")
    assert len(settings.recent) == RECENT and settings.recent[0].endswith("29.planner") and str(kept) in settings.recent
    settings.remember(kept)
    assert settings.recent[0] == str(kept) and len(set(settings.recent)) == RECENT
