"""A place of work in the window, and the desk through which it reaches everything else.

A page is one module in `pages/`, one form in `forms/` and one line in `places.py`. It is made the first time it is
shown, always with an open workspace unless its line says otherwise, and thrown away when the workspace is closed; so
it may keep `desk.workspace` for its whole life.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from planner.errors import PlannerError
from planner.messages import Notice
from planner.progress import Progress
from planner.settings import Settings

if TYPE_CHECKING:
    from planner.desktop.workspaces import Workspaces
    from planner.schema.change import News
    from planner.workspace import Workspace

T = TypeVar("T")


class Desk(Protocol):
    """What a page may ask of the window."""

    settings: Settings
    workspaces: Workspaces

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Do something short now; a refusal goes to the bar over the page and gives None."""

    def begin(self, title: str, work: Callable[[Progress], T], done: Callable[[T], None] | None = None, *,
              failed: Callable[[PlannerError], None] | None = None, exclusive: bool = True) -> None:
        """Do something long on the worker, with progress and cancel in the status bar.

        `done` and `failed` run on the UI thread; without `failed` a refusal goes to the bar. While exclusive work
        runs the pages are shut, because whoever writes would have to wait for it.
        """

    def complain(self, error: PlannerError, labels: Mapping[str, str] | None = None) -> None:
        """Show a refusal in the bar over the page."""

    def tell(self, said: Notice, tone: str = "green", act: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show a notice in the bar over the page."""

    def say(self, text: str) -> None:
        """A passing word in the status bar."""

    def hush(self) -> None:
        """Close the bar over the page."""

    def go(self, page: str, key: str = "") -> None:
        """Show another page, and there the record with this key."""

    def keep_settings(self) -> None:
        """Write down what the page has put into the settings."""

    def receive(self, paths: Sequence[Path]) -> None:
        """Take files as if they had been dropped on the window."""


@dataclass(frozen=True)
class Offer:
    """An action that a page puts into one of the window's menus while it is shown."""

    menu: str
    action: QAction


class Page(QWidget):
    """Base of the pages; lay the form out in __init__, fill it in `enter`."""

    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.offers: list[Offer] = []

    def enter(self) -> None:
        """The page is shown (again): bring it up to date."""

    def leave(self) -> None:
        """Another page will be shown, or the workspace closed: take over what is being typed."""

    def let_go(self) -> None:
        """The workspace is about to be closed, and the page thrown away: what still works for it ends."""

    def hear(self, news: News) -> None:
        """An operation was committed; the page may be hidden."""

    def redress(self) -> None:
        """Theme or scale have changed; what is painted by hand follows."""

    def fit(self, narrow: bool) -> None:
        """The window has become narrow, or wide again: a title that the rail says too makes room."""
        title = self.findChild(QLabel, "page_title")
        if title is not None:
            title.setHidden(narrow)

    def search_field(self) -> QLineEdit | None:
        """What Ctrl+F goes to."""
        return None

    def edit(self) -> None:
        """F2: edit what is chosen."""

    def show_record(self, key: str) -> None:
        """Bring one record before the eyes."""

    def receive(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the window, or chosen from its menu."""

    def offer(self, menu: str, text: str, slot: Callable[[], object], *, keys: str = "",
              button: QPushButton | None = None) -> QAction:
        """An action in a menu of the window, on a key within this page, and behind a button of its form."""
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)
        self.offers.append(Offer(menu, action))
        if button is not None:
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            button.setAccessibleName(button.text().replace("…", ""))
            if keys:
                button.setToolTip(f"{text}（{keys}）")
        return action


def lay_out(widget: QWidget, form: Any) -> Any:
    """Put a compiled form on a widget; gives the object whose attributes are the form's children."""
    ui = form()
    ui.setupUi(widget)
    return ui
