"""The stories of planning again, by mouse and keys in the window: 两个方案比选后采纳, 第三季度算力削减20%."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.pages.planning.page import PlanningPage
from planner.desktop.view import TableView
from planner.desktop.window import Window
from planner.settings import Settings
from planner.workspace import Workspace

BASE, SPARE = "年度基准方案", "保障影像方案"
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Does with the page what a person can, and reads what a person sees."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        assert isinstance(window.page, PlanningPage)
        self.window, self.page, self._bot = window, window.page, qtbot

    def click(self, widget: QWidget, at: QPoint | None = None, *, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        assert widget.isVisible() and widget.isEnabled(), widget.objectName()
        QTest.mouseClick(widget, LEFT, keys, at or QPoint())
        self.rest()

    def rest(self) -> None:
        running = (self.page.proposal.ui.running, self.page.frontier.ui.running)
        self._bot.waitUntil(lambda: not self.window.status.busy and not any(one.busy for one in running), timeout=60000)
        QTest.qWait(20)

    def turn(self, title: str) -> None:
        bar = self.page.ui.tabs.tabBar()
        at = next(at for at in range(bar.count()) if bar.tabText(at) == title)
        self.click(bar, bar.tabRect(at).center())

    def choose(self, view: TableView, text: str, *, also: bool = False) -> None:
        row = next(row for row in range(view.table.rowCount()) if text in view.table.cells(row)[0])
        place = view.visualRect(view.table.index(row, 0)).center()
        self.click(view.viewport(), place, keys=Qt.KeyboardModifier.ControlModifier if also else Qt.KeyboardModifier.NoModifier)

    def answer(self, **written: str) -> None:
        """Write into the question that is asked in place, and press its button."""
        binding = self.page.ui.inset.binding
        assert binding is not None
        for name, text in written.items():
            editor = binding.editors[name]
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findText(text))
                continue
            editor.setFocus()
            if isinstance(editor, QPlainTextEdit):
                editor.selectAll()
            else:
                QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            typed = QInputMethodEvent()
            typed.setCommitString(text)   # as an input method does, for keys know no Chinese
            QApplication.sendEvent(editor, typed)
        self.click(self.page.ui.inset.does)

    def sees(self, view: TableView, column: int = 0) -> list[tuple[str, ...]]:
        return [view.table.cells(row)[0][column:] for row in range(view.table.rowCount())]


@pytest.fixture
def lines(office: Any) -> dict[str, str]:
    """The centre has 100 P a quarter; of two scenarios it can serve but one, and does serve the port."""
    office.does("add", "算力供给", "供给名称=智算中心", "每季可用量=100")
    made = {}
    for title, quantity in (("港区无人集卡", 60), ("影像辅助诊断", 50)):
        office.does("add", "场景", f"场景名称={title}", "所属领域=交通运输")
        made[title] = office.does("add", "需求", f"场景={title}", "要素类别=算力", f"需求量={quantity}", "单位=P",
                                  "起始季度=2026年第三季度", "截止季度=2026年第三季度")["id"]
    office.does("assign", made["港区无人集卡"], "智算中心", "2026Q3", 60)
    return made


@pytest.fixture
def hand(office: Any, lines: dict[str, str], qtbot: QtBot) -> Iterator[Hand]:
    window = Window(Settings(actor="王芳"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.take(Workspace.open(office.file, window.settings), "planning")
    window.show()
    qtbot.waitExposed(window)
    yield Hand(window, qtbot)
    window.tasks.close()
    window.close_workspace(show_start=False)


def test_two_plans_are_compared_and_one_is_adopted(hand: Hand, lines: dict[str, str]) -> None:
    page, work = hand.page, hand.window.workspace
    hand.click(page.ui.copy)
    hand.answer(title=SPARE)
    assert hand.sees(page.ui.variants) == [(BASE, "○ 草案"), (SPARE, "○ 草案")]
    pool = work.supplying.pools()[0].id
    work.supplying.assign(lines["港区无人集卡"], pool, "2026Q3", "0", variant=SPARE)
    work.supplying.assign(lines["影像辅助诊断"], pool, "2026Q3", "50", variant=SPARE)

    hand.choose(page.ui.variants, BASE)
    hand.choose(page.ui.variants, SPARE, also=True)
    part = page.comparison
    hand.click(part.ui.only_different, QPoint(8, part.ui.only_different.height() // 2))
    states = {row[0]: set(row[2:]) for row in hand.sees(part.ui.states)}
    assert states == {"港区无人集卡": {"✓ 入选", "— 未入选"}, "影像辅助诊断": {"✓ 入选", "— 未入选"}}

    hand.choose(page.ui.variants, SPARE)
    hand.click(page.ui.adopt)
    hand.answer(adopted_on="2026-02-26", basis="专题会议纪要〔2026〕3号")
    assert hand.sees(page.ui.variants) == [(SPARE, "● 已采纳"), (BASE, "○ 草案")]
    assert work.supplying.current().title == SPARE
    QTest.keyClick(hand.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.rest()
    assert not any(variant.adopted for variant in work.supplying.variants())


def test_a_fifth_less_compute_in_the_third_quarter(hand: Hand, lines: dict[str, str]) -> None:
    page, work = hand.page, hand.window.workspace
    work.supplying.assign(lines["影像辅助诊断"], work.supplying.pools()[0].id, "2026Q3", "40")
    before = work.keeping.history()
    hand.turn("假设")
    hand.click(page.supposing.ui.cut)
    hand.answer(what="全部算力", quarter="2026年第三季度", percent="-20")
    assert hand.sees(page.supposing.ui.effects) == [
        ("智算中心", "2026年第三季度", "100 P", "80 P", "▲ 超配 20 P", "港区无人集卡、影像辅助诊断")]
    hand.click(page.supposing.ui.propose)
    assert [row[:2] for row in hand.sees(page.proposal.ui.turns)] == [("▼ 落选", "影像辅助诊断"), ("✓ 保持入选", "港区无人集卡")]
    assert work.keeping.history() == before
    hand.click(page.proposal.ui.keep)
    hand.answer()
    assert ("2026年第三季度“算力”减少 20%", "○ 草案") in hand.sees(page.ui.variants)
    assert work.keeping.undoable() == "建议存为新方案"


def test_a_proposal_is_understood_taken_and_taken_back(hand: Hand, lines: dict[str, str]) -> None:
    page, work = hand.page, hand.window.workspace
    hand.turn("优化建议")
    hand.click(page.proposal.ui.propose)
    hand.choose(page.proposal.ui.turns, "影像辅助诊断")
    assert "2026年第三季度“智算中心”还缺 10 P" in page.proposal.ui.why.toPlainText()
    hand.click(page.proposal.ui.way_in)
    assert "最少让 1 个场景退出：港区无人集卡" in page.proposal.ui.why.toPlainText()
    hand.click(page.proposal.ui.require)
    hand.click(page.proposal.ui.propose)
    assert [row[:2] for row in hand.sees(page.proposal.ui.turns)] == [("▲ 入选", "影像辅助诊断"), ("▼ 落选", "港区无人集卡")]
    hand.click(page.proposal.ui.apply)
    assert [a.quantity for a in work.supplying.allocations()] == [50]
    QTest.keyClick(hand.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.rest()
    assert [a.quantity for a in work.supplying.allocations()] == [60]
