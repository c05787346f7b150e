"""The window: rail, page, bar and status line; it is the desk that the pages know, and the face of the open workspace."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QToolButton, QWidget

from planner.desktop import choosing, theme
from planner.desktop.actions import VIEW, Actions
from planner.desktop.forms.main_window import Ui_MainWindow
from planner.desktop.icons import icon
from planner.desktop.notices import NoticeBar
from planner.desktop.page import Page, lay_out
from planner.desktop.places import PLACES
from planner.desktop.rail import Rail
from planner.desktop.status import Status
from planner.desktop.tasks import Task, Tasks
from planner.desktop.typing_in import commit_typing
from planner.errors import PlannerError
from planner.messages import Notice, notice
from planner.paths import resource
from planner.progress import Progress
from planner.settings import Settings

if TYPE_CHECKING:
    from planner.desktop.news import NewsBridge
    from planner.schema.change import News
    from planner.workspace import Workspace

T = TypeVar("T")
TITLE = "场景规划"


class Window(QMainWindow):
    """`painted` is told once, after the first paint: nothing heavy may be imported before."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.tasks = Tasks(self)
        self._workspace: Workspace | None = None
        self._bridge: NewsBridge | None = None
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._first = True
        self._given: list[QAction] = []
        self._focus: QWidget | None = None
        self.ui = lay_out(self, Ui_MainWindow)
        self.notices = NoticeBar(self)
        self.ui.bar.addWidget(self.notices)
        self.status = Status(self.ui.status)
        self.rail = Rail(self.ui.rail, PLACES)
        self.actions_ = Actions(self)
        self._add_looks()
        self._corner()
        self.rail.asked.connect(self.go)
        self.status.undo_asked.connect(self.undo)
        self.actions_.enable(False)
        self.rail.enable(False)
        self.redress()
        self._place()

    # the look

    def redress(self) -> None:
        """Take over theme and scale from the settings, everywhere at once."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        tokens = theme.dress(app, self.settings.theme, self.settings.scale)
        ratio = self.devicePixelRatioF()
        self.rail.redress(self.settings.scale)
        for name, button in self._buttons.items():
            button.setIcon(icon(name, tokens, ratio))
        for page in self._pages.values():
            page.redress()

    def _add_looks(self) -> None:
        menu = self.actions_.menus[VIEW]
        for title, choices, chosen, choose in (
            ("界面颜色", theme.THEMES, self.settings.theme, self._choose_theme),
            ("界面缩放", {scale: f"{scale}%" for scale in theme.SCALES}, self.settings.scale, self._choose_scale),
        ):
            group, inner = QActionGroup(self), menu.addMenu(title)
            for value, words in choices.items():
                action = inner.addAction(words)
                action.setCheckable(True)
                action.setChecked(value == chosen)
                action.triggered.connect(lambda _=False, value=value, choose=choose: choose(value))
                group.addAction(action)
        QApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _choose_theme(self, name: str) -> None:
        self.settings.theme = name
        self.redress()
        self.keep_settings()

    def _choose_scale(self, scale: int) -> None:
        self.settings.scale = scale
        self.redress()
        self.keep_settings()

    def _system_changed(self) -> None:
        if self.settings.theme == "system":
            self.redress()

    def _corner(self) -> None:
        """Undo and redo stand in the corner of the menu bar, where they are always seen and cost no height."""
        corner = QWidget(self)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        self._buttons: dict[str, QToolButton] = {}
        for name, text in (("undo", "撤销"), ("redo", "重做")):
            button = self._buttons[name] = QToolButton(corner)
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolButtonStyle(theme.BESIDE)
            button.setAutoRaise(True)
            button.clicked.connect(self.actions_[name].trigger)
            row.addWidget(button)
        self.menuBar().setCornerWidget(corner)

    def _place(self) -> None:
        """Where the window stood last time; a place that no screen shows any more is pulled back by Qt."""
        self.setWindowIcon(QIcon(str(resource("icons", "mark.svg"))))
        self.setMinimumSize(960, 600)
        kept = self.settings.window.get("geometry")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray(base64.b64decode(kept)))):
            room = self.screen().availableSize()
            self.resize(min(1440, room.width() - 40), min(900, room.height() - 60))

    # pages

    def go(self, name: str, key: str = "") -> None:
        """Show a page, and there the record with this key; a place that needs a workspace is refused without one."""
        place = next(place for place in PLACES if place.name == name)
        if place.needs_workspace and self._workspace is None:
            name, place = PLACES[0].name, PLACES[0]
        if name != self._shown and (left := self._pages.get(self._shown)):
            left.leave()
            self.notices.clear()
        page = self._pages.get(name) or self._make(name)
        self._shown = name
        self.rail.show(name)
        self.ui.stack.setCurrentWidget(page)
        self._take_offers(page)
        page.enter()
        if key:
            page.show_record(key)

    def _make(self, name: str) -> Page:
        place = next(place for place in PLACES if place.name == name)
        page = self._pages[name] = place.make(self)
        page.counted.connect(lambda text, page=page: self._count(page, text))
        self.ui.stack.addWidget(page)
        return page

    def _count(self, page: Page, text: str) -> None:
        if page is self.page:
            self.status.counts.setText(text)

    def _take_offers(self, page: Page) -> None:
        """Put the page's own actions in front of its menus, instead of those of the page before."""
        for menu in self.actions_.menus.values():
            for action in self._given:
                menu.removeAction(action)
        self._given = [offer.action for offer in page.offers]
        for offer in page.offers:
            menu = self.actions_.menus[offer.menu]
            before = next((action for action in menu.actions() if action not in self._given), None)
            menu.insertAction(before, offer.action) if before else menu.addAction(offer.action)
        self.actions_.hide_empty()
        self.status.counts.setText("")

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._shown)

    def _drop_pages(self) -> None:
        for name, page in list(self._pages.items()):
            if next(place for place in PLACES if place.name == name).needs_workspace:
                page.leave()
                self.ui.stack.removeWidget(page)
                page.deleteLater()
                del self._pages[name]

    # the workspace

    @property
    def workspace(self) -> Workspace:
        assert self._workspace is not None, "this page needs an open workspace"
        return self._workspace

    @property
    def has_workspace(self) -> bool:
        return self._workspace is not None

    def take(self, workspace: Workspace, page: str = "scenarios") -> None:
        """Work on this workspace from now on."""
        from planner.desktop.news import NewsBridge

        self.close_workspace(show_start=False)
        self._workspace = workspace
        self._bridge = NewsBridge(workspace, self)
        self._bridge.told.connect(self._hear)
        self.settings.remember(workspace.path)
        self.keep_settings()
        self.setWindowTitle(f"{workspace.path.stem} — {TITLE}")
        self.actions_.enable(True)
        self.rail.enable(True)
        self._name_undo()
        self.status.note_saved()
        self.status.say(f"已打开“{workspace.path.stem}”")
        self.go(page)

    def close_workspace(self, *, show_start: bool = True) -> None:
        """Let go of the open workspace, if there is one; everything in it is saved already."""
        if self._workspace is not None:
            self._drop_pages()
            if self._bridge is not None:
                self._bridge.stop()
                self._bridge.deleteLater()
            closing, self._workspace, self._bridge = self._workspace, None, None
            closing.close()
            self.setWindowTitle(TITLE)
            self.actions_.enable(False)
            self.rail.enable(False)
            self.status.saved.setText("")
            self.status.say("")
        if show_start:
            self.go("start")

    def _hear(self, news: News) -> None:
        for page in self._pages.values():
            page.hear(news)
        self._name_undo()
        self.status.note_saved()
        self.status.say(news.name, undo=self.workspace.keeping.undoable() is not None)

    def _name_undo(self) -> None:
        keeping = self.workspace.keeping
        for name, word, what in (("undo", "撤销", keeping.undoable()), ("redo", "重做", keeping.redoable())):
            words = f"{word}：{what}" if what else word
            self.actions_[name].setText(words)
            self.actions_[name].setEnabled(what is not None)
            self._buttons[name].setEnabled(what is not None)
            self._buttons[name].setToolTip(f"{words}（{'Ctrl+Z' if name == 'undo' else 'Ctrl+Y'}）")
            self._buttons[name].setAccessibleDescription(words)

    def undo(self) -> None:
        self._settle_page()
        self.attempt(self.workspace.keeping.undo)

    def redo(self) -> None:
        self._settle_page()
        self.attempt(self.workspace.keeping.redo)

    # the desk

    def attempt(self, work: Callable[[], T]) -> T | None:
        try:
            done = work()
        except PlannerError as error:
            self.complain(error)
            return None
        self.notices.clear()
        return done

    def begin(self, title: str, work: Callable[[Progress], T], done: Callable[[T], None] | None = None, *,
              failed: Callable[[PlannerError], None] | None = None, exclusive: bool = True) -> None:
        self.notices.clear()
        task = self.tasks.start(title, work)
        self.status.follow(task)
        if exclusive:
            self._shut(task)
        if done:
            task.finished.connect(done)
        task.failed.connect(failed or self.complain)
        task.cancelled.connect(lambda: self.status.say(f"已取消：{title}"))
        task.broken.connect(self.report)

    def _shut(self, task: Task) -> None:
        self._focus = QApplication.focusWidget()
        self._open_again(False)
        for ending in (task.finished, task.failed, task.cancelled, task.broken):
            ending.connect(lambda *_: self._open_again(True))

    def _open_again(self, on: bool) -> None:
        for widget in (self.ui.stack, self.ui.rail, self.menuBar()):
            widget.setEnabled(on)
        if on and self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()

    def complain(self, error: PlannerError, labels: Mapping[str, str] | None = None) -> None:
        self.notices.complain(error, labels)

    def tell(self, said: Notice, tone: str = "green", act: tuple[str, Callable[[], None]] | None = None) -> None:
        self.notices.tell(said, tone, act)

    def say(self, text: str) -> None:
        self.status.say(text)

    def hush(self) -> None:
        self.notices.clear()

    def receive(self, paths: Sequence[Path]) -> None:
        """A workspace is opened; anything else goes to the page that imports."""
        if choosing.is_workspace(paths):
            self.open_path(next(path for path in paths if choosing.is_workspace([path])))
        elif self._workspace is None:
            self.tell(Notice("先打开工作区", "表格要导入到一个工作区里，现在还没有打开工作区。",
                             "请先新建或打开工作区，再拖入表格。"), "amber")
        else:
            self.go("importing")
            if self.page:
                self.page.receive(paths)

    def report(self, error: BaseException) -> None:
        """Something of ours went wrong: write it down, say so, go on."""
        from planner.desktop.crash import report

        self.reported(report(error))

    def reported(self, path: Path | None) -> None:
        where = f"报告在 {path}（不含任何记录内容）。" if path else ""
        said = notice(PlannerError())
        self.notices.tell(Notice(said.title, "程序出了意外，刚才的操作可能没有完成；已保存的内容没有丢失。",
                                 f"请重试；仍不行时请把报告交给维护人员。{where}"), "red")

    # what the menus call

    def settle(self) -> None:
        """Ctrl+S: take over what is being typed; everything else is saved already."""
        self._settle_page()
        self.status.note_saved()
        self.status.say("每次修改都已自动保存")

    def _settle_page(self) -> None:
        commit_typing()
        if self.page:
            self.page.leave()

    def search(self) -> None:
        field = self.page.search_field() if self.page else None
        if field is not None:
            field.setFocus()
            field.selectAll()

    def edit(self) -> None:
        if self.page:
            self.page.edit()

    def import_files(self) -> None:
        paths = choosing.sheets(self)
        if paths:
            self.receive(paths)

    def next_pane(self) -> None:
        """F6: from the rail to the page's parts and back."""
        from planner.desktop.panes import next_pane

        next_pane(self.ui.rail, self.page)

    def _workspaces(self) -> Any:
        from planner.desktop.workspaces import Workspaces

        return Workspaces(self)

    def new_workspace(self) -> None:
        self._workspaces().new()

    def open_workspace(self) -> None:
        self._workspaces().choose()

    def open_path(self, path: Path) -> None:
        self._workspaces().open(path)

    def build_sample(self) -> None:
        self._workspaces().sample()

    def remove_sample(self) -> None:
        self._workspaces().remove_sample()

    def backup(self) -> None:
        self._workspaces().backup()

    def restore_backup(self) -> None:
        self._workspaces().restore()

    def check(self) -> None:
        self._workspaces().check()

    def person(self) -> None:
        from planner.desktop.dialogs import PersonDialog

        if PersonDialog(self.settings, self).exec():
            self.keep_settings()

    def help(self) -> None:
        self._help("usage")

    def shortcuts(self) -> None:
        self._help("keys")

    def about(self) -> None:
        self._help("about")

    def _help(self, tab: str) -> None:
        from planner.desktop.dialogs import HelpDialog

        HelpDialog([*self.actions_, *self._given], tab, self).exec()

    # what the system tells

    def keep_settings(self) -> None:
        """A machine folder that cannot be written costs the look of tomorrow, not the work of today."""
        try:
            self.settings.save()
        except (PlannerError, OSError):
            self.status.say("本机设置没有保存")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first:
            self._first = False
            QTimer.singleShot(0, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            QGuiApplication.inputMethod().commit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if choosing.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = choosing.dropped(event.mimeData())
        event.acceptProposedAction()
        QTimer.singleShot(0, lambda: self.receive(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settle_page()
        self.settings.window["geometry"] = base64.b64encode(self.saveGeometry().data()).decode()
        if self._shown:
            self.settings.window["page"] = self._shown
        self.tasks.close()
        self.close_workspace(show_start=False)
        self.keep_settings()
        super().closeEvent(event)
