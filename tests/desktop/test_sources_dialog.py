"""Any record that came from a file can show where: pools and projects as well as scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop import choosing
from planner.desktop.sources_dialog import SourcesDialog, show_sources
from planner.domain.organisation import Organisation
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.paths import resource
from planner.schema.record import Record
from tests.desktop.importing import Importing, settled

SAMPLES = resource("samples")
KINDS = [(POOLS["compute"], SAMPLES / "要素供给" / "2026年可统筹算力资源清单.xlsx"),
         (Organisation, SAMPLES / "单位名录" / "重点企业名单.xlsx")]


def shown(seen: list[tuple[str, str, str]], wanted: str = "") -> None:
    """What the dialog that is open says, before it is closed, or asked for something."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SourcesDialog)
    seen += [(one.source.text, one.place, one.source.file) for one in dialog.table.things]
    dialog._ask(wanted) if wanted else dialog.reject()


@pytest.mark.parametrize(("kind", "path"), KINDS, ids=["pool", "organisation"])
def test_each_value_shows_its_file_sheet_cell_and_text(kind: type[Record], path: Path, importing: Importing, qtbot: QtBot) -> None:
    page = importing(path)
    page.accept()
    settled(page, qtbot)
    thing = page.desk.workspace.drafting.find(kind)[0]
    seen: list[tuple[str, str, str]] = []
    QTimer.singleShot(200, lambda: shown(seen))
    show_sources(page.desk, thing, page)
    _, place, file = next(found for found in seen if found[0] == thing.name)
    assert file == path.name and place.rpartition(" ")[2][0].isalpha()


def test_the_file_itself_is_written_as_it_came(importing: Importing, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, path = KINDS[0]
    page = importing(path)
    page.accept()
    settled(page, qtbot)
    monkeypatch.setattr(choosing, "target", lambda *_: folder / "另存.xlsx")
    QTimer.singleShot(200, lambda: shown([], "save"))
    show_sources(page.desk, page.desk.workspace.drafting.find(kind)[0], page)
    assert (folder / "另存.xlsx").read_bytes() == path.read_bytes()


def test_what_was_written_by_hand_says_so(importing: Importing, qtbot: QtBot) -> None:
    page = importing()
    thing = page.desk.workspace.drafting.add(Scenario, {"title": "无人集卡协同"})
    dialog = SourcesDialog(thing.name, [], page)
    qtbot.addWidget(dialog)
    assert dialog.view.blank.sentence == "不是从文件导入的"
