"""The page of documents on a real workspace: what it shows and saves are the issued files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from planner.desktop.pages.reports import drawing
from planner.desktop.pages.reports.page import ReportsPage
from planner.desktop.record_dialog import RecordDialog
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.workspace import Workspace


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
    assert page.ui.described.text() == f"1 / {page.ui.preview.pages} 页"
    assert page.ui.documents.count() == len(page.desk.workspace.issuing.documents())
    assert "as_of" in page.scope_form.editors


def test_another_document_takes_the_place_of_the_first(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    for row in range(1, page.ui.documents.count()):
        page.ui.documents.setCurrentRow(row)
        drawn = page.kind.name
        qtbot.waitUntil(lambda drawn=drawn: page.shown == drawn, timeout=20000)  # type: ignore[misc]
        assert page.ui.preview.pages > 0


@pytest.mark.parametrize(("suffix", "start"), [(".pdf", b"%PDF"), (".xlsx", b"PK"), (".docx", b"PK")])
def test_it_is_saved_as_what_the_name_says(page: ReportsPage, qtbot: QtBot, tmp_path: Path, suffix: str, start: bytes) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    target = tmp_path / f"清 单{suffix}"
    page.handing.save_to(page.kind, page.scope_form.scope, target)
    qtbot.waitUntil(target.exists, timeout=20000)
    assert target.read_bytes().startswith(start)


def test_a_scope_that_is_not_a_date_is_refused_and_nothing_is_shown(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    page.scope_form.editors["as_of"].setText("某一天")  # type: ignore[union-attr]
    page.draw()
    qtbot.waitUntil(lambda: page.ui.preview.pages == 0, timeout=20000)
    assert not page.ui.print.isEnabled()


def test_the_page_is_drawn_pixel_for_pixel(page: ReportsPage, qtbot: QtBot) -> None:
    preview = page.ui.preview
    qtbot.waitUntil(lambda: page.shown == "scenario-list", timeout=20000)
    qtbot.waitUntil(lambda: preview.shown.image(0, preview._places()[0].width()) is not None, timeout=20000)
    qtbot.wait(50)   # the strip of small pages beside it has come or gone
    place = preview._places()[0]
    qtbot.waitUntil(lambda: preview.shown.image(0, place.width()) is not None, timeout=20000)
    image = preview.shown.image(0, place.width())
    assert image is not None
    width, height = min(400, image.width()), min(image.height(), preview.viewport().height() - place.top() - 2)
    drawn = preview.viewport().grab().toImage().convertToFormat(image.format()).copy(place.left(), place.top(), width, height)
    assert drawn == image.copy(0, 0, width, height)


def test_a_text_is_found_marked_and_found_again_all_around(page: ReportsPage, qtbot: QtBot) -> None:
    preview = page.ui.preview
    qtbot.waitUntil(lambda: page.shown == "scenario-list", timeout=20000)
    page.ui.search.setText("影像 诊断")
    seen = []
    for _ in range(3):
        preview.mark(None) if not seen else None
        with qtbot.waitSignal(preview.shown.found, timeout=20000) as told:
            page.seek(1)
        seen.append(told.args[0])
    assert seen[0] is not None and seen[0].boxes
    assert preview.marked == seen[-1]
    page.ui.search.setText("没有这样的字")
    with qtbot.waitSignal(preview.shown.found, timeout=20000) as told:
        page.seek(1)
    assert told.args == [None]


def test_handing_out_says_where_it_went_and_draws_nothing_anew(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: page.shown == "scenario-list", timeout=20000)
    composed: list[object] = []
    page._preview.ready.connect(lambda *said: composed.append(said))
    with qtbot.waitSignal(page.handing.handed, timeout=20000):
        page.handing.save_to(page.kind, page.scope_form.scope, tmp_path / "清单.xlsx")
    qtbot.wait(300)
    assert composed == []
    window = page.window()
    assert isinstance(window, Window)
    assert any("清单.xlsx" in label.text() for label in window.notices.findChildren(QLabel) if label.isVisible())


def test_what_was_handed_out_is_found_again_with_the_figures_of_then(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: page.shown == "scenario-list", timeout=20000)
    with qtbot.waitSignal(page.handing.handed, timeout=20000):
        page.handing.save_to(page.kind, page.scope_form.scope, tmp_path / "清单.pdf")
    drafting = page.desk.workspace.drafting
    drafting.amend(Scenario, drafting.find(Scenario)[0].id, {"investment": "300万"})
    page.ui.side.setCurrentWidget(page.ui.issued)
    paper = page.issued.papers.thing(0)
    qtbot.waitUntil(lambda: page.shown == paper.id, timeout=20000)
    with qtbot.waitSignal(page.issued.compared, timeout=20000):
        page.compare_action.trigger()
    assert any(change.now == "300.00" for change in (page.issued.differences.thing(row)
                                                    for row in range(page.issued.differences.rowCount())))
    assert page.ui.shown.currentWidget() is page.ui.comparing


def test_what_is_ticked_is_handed_out_together_and_remembered(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: page.shown == "scenario-list", timeout=20000)
    for row in range(2, page.ui.documents.count()):
        page.ui.documents.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert len(page.ticked) == 2 and page.all_action.text() == "一键出表（2 种）…"
    with qtbot.waitSignal(page.handing.handed, timeout=30000):
        page.handing.all_into(tmp_path, page.ticked, page.formats, page.scope_form.scope)
    made = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert [name.rpartition(".")[2] for name in made if not name.endswith(".planner")].count("pdf") == 2
    assert len(page.desk.settings.window["reports"]["left_out"]) == page.ui.documents.count() - 2
    assert len({paper.batch for paper in page.desk.workspace.archiving.issued()}) == 1


def test_a_long_list_begins_to_stand_before_it_is_set_whole(page: ReportsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MANY", 30)
    monkeypatch.setattr(drawing, "FIRST", 30)
    for at in range(80):
        page.desk.workspace.drafting.add(Scenario, {"title": f"场景{at}", "department": "交通局"})
    begun: list[int] = []
    page._preview.begun.connect(lambda _: begun.append(page.ui.preview.pages))
    page.draw(again=True)
    qtbot.waitUntil(lambda: bool(begun), timeout=20000)
    qtbot.waitUntil(lambda: page.shown == "scenario-list", timeout=20000)
    assert 0 < begun[-1] < page.ui.preview.pages


def test_the_office_is_asked_for_once_and_stands_on_the_paper(page: ReportsPage, qtbot: QtBot) -> None:
    dialogs = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        dialogs.append(dialog.windowTitle())
        dialog.findChild(QLineEdit, "title").setText("澜江市人工智能办公室")
        dialog.findChild(QLineEdit, "filer").setText("周以宁")
        dialog.accept()

    QTimer.singleShot(200, answer)
    page.bearing.office()
    assert dialogs == ["本办信息"]
    assert page.desk.workspace.signing.office().filer == "周以宁"
    assert page.desk.workspace.store.undoable() == "新增本办信息"


def test_typefaces_of_a_folder_are_used_and_told(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
    (tmp_path / "字 体").mkdir()
    page.bearing.use(tmp_path / "字 体")
    assert Settings.load().fonts == str(tmp_path / "字 体")
    page._typefaces(shipped=True)
    assert Settings.load().fonts == ""
    qtbot.waitUntil(lambda: page.ui.preview.pages > 0, timeout=20000)
