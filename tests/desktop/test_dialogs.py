"""No page keeps a dialog that was closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.pages.scenarios.page import ScenariosPage
from planner.desktop.pages.supply.page import SupplyPage
from planner.desktop.pages.tracking.page import TrackingPage
from planner.desktop.window import Window

Opened = Callable[..., Window]


def asks(page: object) -> list[Callable[[], object]]:
    """Everything on the page that opens a dialog of ours."""
    if isinstance(page, ScenariosPage):
        return [page.add, page.amend_many, page.detail.add_demand]
    if isinstance(page, TrackingPage):
        return [page.doing.add, page.edit, page.plan, page.report, page.amend_report, page.add_issue]
    assert isinstance(page, SupplyPage)
    return [page.doing.add_pool, page.amend_pool, page.add_demand, page.amend_demand]


def closed_at_once(act: Callable[[], object]) -> bool:
    """Do something that opens a dialog, and close that; whether there was one."""
    met: list[QWidget] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            met.append(dialog)
            dialog.close()

    QTimer.singleShot(0, close)
    act()
    return bool(met)


@pytest.mark.parametrize("name", ["scenarios", "supply", "tracking"])
def test_a_page_keeps_no_closed_dialog(name: str, open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", name)
    qtbot.waitUntil(lambda: not window.status.busy)
    page = window.page
    assert page is not None
    if isinstance(page, SupplyPage):
        page.ui.pools.pick(page.pools.key(0))
    if isinstance(page, TrackingPage):
        page.show_record(next(s.project.id for s in page.projects.things if s.reports))
        page.ui.reports.pick(page.parts["reports"].key(0))
    met = [closed_at_once(act) for act in asks(page)]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all(met)
    assert page.findChildren(QDialog) == []
