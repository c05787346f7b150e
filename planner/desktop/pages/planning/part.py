"""A tab of the planning page: shown for the variants that are chosen at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop.page import Page

if TYPE_CHECKING:
    from planner.domain.demand import Variant


class Part(QWidget):
    """Base of the tabs; `turn_to` is called while the tab is in sight, when others are chosen or records have changed."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.desk = page.desk

    def turn_to(self, chosen: Sequence[Variant]) -> None:
        """These variants are before the eyes, the first of them is the one that is worked on; there may be none."""

    def redress(self) -> None:
        """Theme or scale have changed."""
