"""Which files a drop brings."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.pages.importing.gathering import gather
from tests.desktop.importing import Importing, book, files, settled


def test_a_folder_brings_every_file_but_locks_and_litter(tmp_path: Path) -> None:
    inner = tmp_path / "报 送" / "二批"
    inner.mkdir(parents=True)
    (inner / ".隐藏").mkdir()
    for name in ("甲.xlsx", "~$甲.xlsx", ".~乙.xls", "说明.docx", "丙.CSV", "Thumbs.db", ".DS_Store", ".隐藏/丁.xlsx"):
        (inner / name).write_bytes(b"x")
    assert {path.name for path in gather([tmp_path])} == {"甲.xlsx", "丙.CSV", "说明.docx"}


def test_a_file_named_twice_is_read_once_and_a_lock_never(tmp_path: Path) -> None:
    one, lock = tmp_path / "甲.xlsx", tmp_path / "~$甲.xlsx"
    assert gather([one, lock, one]) == [one]


def test_what_is_no_table_has_a_line_that_says_what_to_do(importing: Importing, folder: Path) -> None:
    (folder / "来件").mkdir()
    book(folder / "来件" / "甲.xlsx", (1, "港区无人集卡协同", "云港集团", "张三", 1))
    (folder / "来件" / "乙.pdf").write_bytes(b"%PDF-1.4 scanned")
    page = importing(folder / "来件")
    assert dict(zip(files(page, "name"), files(page), strict=True)) == {"乙.pdf": "✕ 读不了", "甲.xlsx": "✓ 已读懂"}
    assert "逐条录入" in files(page, "said")[0]


def test_an_archive_brings_its_files(importing: Importing, folder: Path, qtbot: QtBot) -> None:
    one = book(folder / "甲.xlsx", (1, "港区无人集卡协同", "云港集团", "张三", 1))
    with zipfile.ZipFile(folder / "报送.zip", "w") as archive:
        archive.write(one, "第一批/市交通局报送.xlsx")
        archive.write(one, "市教育局报送.xlsx")
        archive.writestr("__MACOSX/._市教育局报送.xlsx", b"x")
    page = importing()
    page.receive([folder / "报送.zip"])
    settled(page, qtbot)
    qtbot.waitUntil(lambda: len(files(page)) == 2 and not page.receiving.busy, timeout=30000)
    named = dict(zip(files(page, "name"), files(page, "sender"), strict=True))
    assert named == {"市交通局报送.xlsx": "市交通局", "市教育局报送.xlsx": "市教育局"}


def test_a_folder_dropped_anywhere_on_the_window_is_read(importing: Importing, folder: Path, qtbot: QtBot) -> None:
    (folder / "来件").mkdir()
    for name, title in (("市交通局报送.xlsx", "港区无人集卡协同"), ("市教育局报送.xlsx", "中学物理虚拟课堂")):
        book(folder / "来件" / name, (1, title, "云港集团", "张三", 1))
    page = importing()
    window = page.window()
    window.go("scenarios")  # type: ignore[attr-defined]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "来件"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(QPoint(500, 300), copy, mime, left, none), QDropEvent(QPointF(500, 300), copy, mime, left, none)):
        QApplication.sendEvent(window, event)
        assert event.isAccepted()
    qtbot.waitUntil(lambda: page.isVisible() and files(page) == ["✓ 已读懂"] * 2, timeout=30000)
