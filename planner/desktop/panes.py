"""F6: the keyboard's way from one part of the window to the next."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QTabWidget, QWidget

from planner.desktop.page import Page

_PANES = (QAbstractItemView, QTabWidget, QScrollArea)


def next_pane(rail: QWidget, page: Page | None) -> None:
    """Focus the pane after the one that holds the focus: rail, search, tables and forms of the page in their order."""
    panes = [rail, *_panes_of(page)]
    here = QApplication.focusWidget()
    place = next((i for i, pane in reversed(list(enumerate(panes))) if here is not None and _holds(pane, here)), -1)
    target = panes[(place + 1) % len(panes)]
    inner = target if target.focusPolicy() else target.nextInFocusChain()
    if inner is not None:
        inner.setFocus()


def _panes_of(page: Page | None) -> list[QWidget]:
    if page is None:
        return []
    field = page.search_field()
    found: list[QWidget] = [field] if field is not None and field.isVisible() else []
    for kind in _PANES:
        found += [pane for pane in page.findChildren(kind) if pane.isVisible() and pane.isEnabled()]
    outer = [pane for pane in found if not any(other is not pane and other.isAncestorOf(pane) for other in found)]
    return sorted(outer, key=lambda pane: (pane.mapTo(page, pane.rect().topLeft()).x() // 200,
                                           pane.mapTo(page, pane.rect().topLeft()).y()))


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
