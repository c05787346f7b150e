"""The window: rail, page, bar and status line; it is the desk that the pages know, and the face of the open workspace."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from planner.desktop import choosing
from planner.desktop.actions import VIEW, Actions
from planner.desktop.corner import WORDS, Corner
from planner.desktop.dialogs import run
from planner.desktop.forms.main_window import Ui_MainWindow
from planner.desktop.look import Look, dress
from planner.desktop.notices import NoticeBar
from planner.desktop.page import Page, lay_out
from planner.desktop.places import PLACES, named
from planner.desktop.rail import Rail
from planner.desktop.stack import Stack
from planner.desktop.status import Status
from planner.desktop.tasks import Task, Tasks
from planner.desktop.tokens import Tokens
from planner.desktop.typing_in import commit_editing, commit_typing
from planner.desktop.workspaces import Workspaces
from planner.errors import PlannerError
from planner.messages import PLACES as WHEREABOUTS
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
SMALLEST = 820, 460
_NARROW = 960
_LEISURE_MS = 150


class Window(QMainWindow):
    """`painted` is told once, after the first paint: nothing heavy may be imported before."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.tasks = Tasks(self)
        self.workspaces = Workspaces(self)
        self._workspace: Workspace | None = None
        self._bridge: NewsBridge | None = None
        self._first = True
        self._focus: QWidget | None = None
        tokens = dress(settings)
        self.ui = lay_out(self, Ui_MainWindow)
        self.notices = NoticeBar(self)
        self.ui.bar.addWidget(self.notices)
        self.status = Status(self.ui.status)
        self.rail = Rail(self.ui.rail, PLACES)
        self.actions_ = Actions(self)
        self.undo_corner = Corner(self.actions_, self)
        self.menuBar().setCornerWidget(self.undo_corner)
        self.look = Look(settings, self.actions_.menus[VIEW], self)
        self.stack = Stack(self.ui.stack, self.actions_, self)
        self._wire()
        self.actions_.enable(False)
        self.rail.enable(False)
        self.rail.show(PLACES[0].name)
        self.look.changed.emit(tokens)
        self._place()

    def _wire(self) -> None:
        self.rail.asked.connect(self.go)
        self.status.undo_asked.connect(self.undo)
        self.stack.counted.connect(self.status.counts.setText)
        self.look.changed.connect(self._redress)
        self.look.chosen.connect(self.keep_settings)

    def _redress(self, tokens: Tokens) -> None:
        self.rail.redress(tokens, self.settings.scale)
        self.undo_corner.redress(tokens)
        self.stack.redress()
        self._fit()

    def _fit(self) -> None:
        """A narrow window, or large letters: the rail goes without words and the pages without titles."""
        narrow = self.width() < _NARROW * self.settings.scale / 100
        self.rail.fit(narrow)
        self.stack.fit(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _place(self) -> None:
        """Where the window stood last time; a place that no screen shows any more is pulled back by Qt."""
        self.setWindowIcon(QIcon(str(resource("icons", "mark.svg"))))
        self.setMinimumSize(*SMALLEST)
        kept = self.settings.window.get("geometry")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            room = self.screen().availableSize()
            self.resize(min(1440, room.width() - 40), min(900, room.height() - 60))

    # pages

    def go(self, name: str, key: str = "") -> None:
        """Show a page, and there the record with this key; a place that needs a workspace is refused without one."""
        place = named(name)
        if place.needs_workspace and self._workspace is None:
            place = PLACES[0]
        if place is not self.stack.shown:
            commit_editing()
            self.notices.clear()
        self.rail.show(place.name)
        page = self.stack.show(place)
        if key:
            page.show_record(key)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.stack.page

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
        self._bridge.complained.connect(self._lament)
        known = workspace.looking or str(workspace.path) in self.settings.recent
        if not workspace.looking:
            self.settings.remember(workspace.path)
            self.keep_settings()
        name = f"{workspace.path.stem}（只读副本）" if workspace.looking else workspace.path.stem
        self.setWindowTitle(f"{name} — {TITLE}")
        self.actions_.enable(True)
        self.rail.enable(True)
        self._name_undo()
        self._note_saved()
        self.status.say(f"已打开“{name}”")
        self.go(page)
        if workspace.store.copying.trouble:
            self._lament(workspace.store.copying.trouble)
        elif not known and (said := WHEREABOUTS.get(workspace.store.place.value)):
            self.tell(said, "amber")
        QTimer.singleShot(_LEISURE_MS, partial(self._get_ready, workspace))

    def _get_ready(self, workspace: Workspace) -> None:
        """When the page stands and its person is reading, bring what the first change would have to wait for."""
        if workspace is self._workspace:
            threading.Thread(target=workspace.store.get_ready, name="get ready").start()

    def close_workspace(self, *, show_start: bool = True) -> None:
        """Let go of the open workspace, if there is one; everything in it is saved already."""
        if self._workspace is not None:
            commit_editing()
            self.tasks.close()   # what still reads from it ends first
            self.stack.drop()
            if self._bridge is not None:
                self._bridge.stop()
                self._bridge.deleteLater()
            closing, self._workspace, self._bridge = self._workspace, None, None
            self.attempt(closing.close)
            self.setWindowTitle(TITLE)
            self.actions_.enable(False)
            self.rail.enable(False)
            self.status.saved.setText("")
            self.status.say("")
        if show_start:
            self.go("start")

    def _hear(self, news: News) -> None:
        if self._workspace is None:   # it was closed while the news of its last operation was on the way
            return
        self.stack.hear(news)
        self._name_undo()
        self._note_saved()
        self.status.say(news.name, undo=self.workspace.keeping.undoable() is not None)

    def _lament(self, error: PlannerError) -> None:
        """A backup that nobody waits for was not made; what the bar says already stays."""
        said = notice(error)
        self.status.say("自动备份没有做成")
        if not self.notices.text:
            self.tell(Notice("自动备份没有做成", f"工作区没有受影响，但自动备份没有做成：{said.text}", said.advice), "amber")

    def _note_saved(self) -> None:
        if self.workspace.looking:
            self.status.saved.setText("只读")
        else:
            self.status.note_saved()

    def _name_undo(self) -> None:
        keeping = self.workspace.keeping
        for name, what in zip(WORDS, (keeping.undoable(), keeping.redoable()), strict=True):
            self.undo_corner.tell(name, None if self.workspace.looking else what)

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
        if exclusive:   # what runs beside was not asked for by a click, and must not take away what is being read
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
        for ending in (task.failed, task.cancelled, task.broken):
            ending.connect(self._stand_somewhere)

    def _stand_somewhere(self) -> None:
        """What was to open the first page may have come to nothing."""
        if self.page is None:
            self.go("start")

    def _shut(self, task: Task) -> None:
        self._focus = QApplication.focusWidget()
        self._open_again(False)
        for ending in (task.finished, task.failed, task.cancelled, task.broken):
            ending.connect(lambda *_: self._open_again(True))

    def _open_again(self, on: bool) -> None:
        for widget in (self.ui.stack, self.ui.rail, self.menuBar()):
            widget.setEnabled(on)
        if on and self._focus is not None and isValid(self._focus) and self._focus.isVisible():
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
            self.workspaces.open(next(path for path in paths if choosing.is_workspace([path])))
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
        self._note_saved()
        self.status.say("每次修改都已自动保存")

    def _settle_page(self) -> None:
        commit_editing()
        self.stack.leave()

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

    def person(self) -> None:
        from planner.desktop.person_dialog import PersonDialog

        if run(PersonDialog(self.settings, self)):
            self.keep_settings()
            if self._workspace is not None:
                self._workspace.sign_as(self.settings.actor)

    def help(self) -> None:
        self._help("usage")

    def shortcuts(self) -> None:
        self._help("keys")

    def about(self) -> None:
        self._help("about")

    def _help(self, tab: str) -> None:
        from planner.desktop.help_dialog import HelpDialog

        run(HelpDialog([*self.actions_, *self.stack.offered], tab, self))

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
            commit_typing()

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
        if self.stack.shown:
            self.settings.window["page"] = self.stack.shown.name
        self.tasks.close()
        self.close_workspace(show_start=False)
        self.keep_settings()
        super().closeEvent(event)
