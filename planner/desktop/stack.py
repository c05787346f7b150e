"""The pages of one window: made when they are first shown, with their actions in its menus, thrown away with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from planner.desktop.actions import Actions
from planner.desktop.page import Desk, Page
from planner.desktop.places import Place

if TYPE_CHECKING:
    from planner.schema.change import News


class Stack(QObject):
    """`counted` is what the shown page says about its rows."""

    counted = Signal(str)

    def __init__(self, widget: QStackedWidget, actions: Actions, desk: Desk) -> None:
        super().__init__(widget)
        self._widget, self._actions, self._desk = widget, actions, desk
        self._pages: dict[Place, Page] = {}
        self.shown: Place | None = None
        self.offered: list[QAction] = []
        self._narrow = False
        self._said: dict[Place, str] = {}

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.shown) if self.shown else None

    def show(self, place: Place) -> Page:
        """Bring a page to the front; the one before takes over what was being typed."""
        left = self.page
        if left is not None and place is not self.shown:
            left.leave()
        page = self._pages.get(place) or self._make(place)
        self.shown = place
        self._widget.setCurrentWidget(page)
        self._take_offers(page)
        self.counted.emit(self._said.get(place, ""))
        page.enter()
        return page

    def _make(self, place: Place) -> Page:
        page = self._pages[place] = place.make(self._desk)
        page.counted.connect(lambda text: self._take_counts(place, text))
        self._widget.addWidget(page)
        page.fit(self._narrow)
        return page

    def _take_counts(self, place: Place, text: str) -> None:
        self._said[place] = text
        if place is self.shown:
            self.counted.emit(text)

    def _take_offers(self, page: Page) -> None:
        """Put the page's own actions in front of its menus, instead of those of the page before."""
        menus = self._actions.menus
        for menu in menus.values():
            for action in self.offered:
                menu.removeAction(action)
        self.offered = [offer.action for offer in page.offers]
        for offer in page.offers:
            menu = menus[offer.menu]
            before = next((action for action in menu.actions() if action not in self.offered), None)
            menu.insertAction(before, offer.action) if before else menu.addAction(offer.action)
        self._actions.hide_empty()

    def leave(self) -> None:
        """Take over what is being typed."""
        if self.page:
            self.page.leave()

    def hear(self, news: News) -> None:
        for page in self._pages.values():
            page.hear(news)

    def fit(self, narrow: bool) -> None:
        """There is little room for the pages, or enough."""
        if narrow != self._narrow:
            self._narrow = narrow
            for page in self._pages.values():
                page.fit(narrow)

    def redress(self) -> None:
        for page in self._pages.values():
            page.redress()

    def drop(self) -> None:
        """Throw away the pages that stand on a workspace."""
        for place, page in list(self._pages.items()):
            if place.needs_workspace:
                page.leave()
                page.let_go()
                self._widget.removeWidget(page)
                page.deleteLater()
                del self._pages[place]
                self._said.pop(place, None)
