"""Pages that show what the workspace holds: asked for when they are shown, and again when an operation concerns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from planner.desktop.page import Page

if TYPE_CHECKING:
    from planner.schema.change import News


class FollowingPage(Page):
    """`kinds` are the records that the page shows; without any, every operation concerns it."""

    kinds: ClassVar[frozenset[str]] = frozenset()
    _stale = True

    def enter(self) -> None:
        if self._stale:
            self.reload()

    def hear(self, news: News) -> None:
        """A page out of sight waits until it is shown; until then it hears nothing more."""
        if self.kinds and self.kinds.isdisjoint(change.kind for change in news.changes):
            return
        if self._stale or not self.isVisible():
            self._stale = True
        else:
            self.follow(news)

    def reload(self) -> None:
        """Ask for everything again and show it."""
        self._stale = False
        self.fetch()

    def fetch(self) -> None:
        """What `reload` does, by page."""

    def follow(self, news: News) -> None:
        """News that concern the page while it is in sight; a page that can draw less than everything does."""
        self.reload()
