"""The page of documents on a real workspace: what it shows and saves are the issued files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.pages.reports import ReportsPage
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.workspace import Workspace

pytest.importorskip("planner.documents.scenario_list")


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ReportsPage]:
    window = Window(Settings())
    qtbot.addWidget(window)
    workspace = Workspace.create(tmp_path / "工作 区.planner")
    for title in ("智慧交通", "影像诊断"):
        workspace.drafting.add(Scenario, {"title": title, "department": "交通局"})
    window.take(workspace, "reports")
    window.show()
    assert isinstance(window.page, ReportsPage)
    yield window.page
    window.close_workspace(show_start=False)


def test_the_document_is_shown_page_by_page(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    assert page.ui.described.text() == f"第 1 页，共 {page.ui.preview.pages} 页"
    assert page.ui.documents.count() == len(page.desk.workspace.issuing.documents())
    assert "as_of" in page.scopes


def test_another_document_takes_the_place_of_the_first(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    for row in range(1, page.ui.documents.count()):
        page.ui.documents.setCurrentRow(row)
        drawn = page.kind.name
        qtbot.waitUntil(lambda drawn=drawn: page.shown == drawn, timeout=20000)  # type: ignore[misc]
        assert page.ui.preview.pages > 0


@pytest.mark.parametrize(("suffix", "start"), [(".pdf", b"%PDF"), (".xlsx", b"PK")])
def test_it_is_saved_as_what_the_name_says(page: ReportsPage, qtbot: QtBot, tmp_path: Path, suffix: str, start: bytes) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    target = tmp_path / f"清 单{suffix}"
    page.save_to(target)
    qtbot.waitUntil(target.exists, timeout=20000)
    assert target.read_bytes().startswith(start)


def test_a_scope_that_is_not_a_date_is_refused_and_nothing_is_shown(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    page.scopes["as_of"].setText("某一天")  # type: ignore[union-attr]
    page.draw()
    qtbot.waitUntil(lambda: page.ui.preview.pages == 0, timeout=20000)
    assert not page.ui.print.isEnabled()


def test_the_page_is_drawn_pixel_for_pixel(page: ReportsPage, qtbot: QtBot) -> None:
    preview = page.ui.preview
    qtbot.waitUntil(lambda: preview.pages > 0, timeout=20000)
    place = preview._places()[0]
    image = preview._image(0, place.width())
    height = min(image.height(), preview.viewport().height() - place.top() - 2)
    drawn = preview.viewport().grab().toImage().convertToFormat(image.format()).copy(place.left(), place.top(), 400, height)
    assert drawn == image.copy(0, 0, 400, height)
