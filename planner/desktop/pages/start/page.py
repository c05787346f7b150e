"""The first page: new, open, the sample, the workspaces of lately, and three steps for those who are new."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.desktop.columns import Column
from planner.desktop.forms.start import Ui_StartPage
from planner.desktop.page import Desk, Page, lay_out
from planner.desktop.roles import dress
from planner.desktop.table import RowTable

_SKIPPED = "steps_skipped"


@dataclass(frozen=True)
class Recent:
    """A workspace of lately; `changed` is None where the file is not there any more."""

    path: Path
    changed: dt.datetime | None
    pinned: bool

    @property
    def state(self) -> str:
        return "找不到文件" if self.changed is None else "已固定" if self.pinned else ""


def recent(path: Path, pinned: bool) -> Recent:
    try:
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).astimezone()
    except OSError:
        changed = None
    return Recent(path, changed, pinned)


def _tone(thing: Recent) -> str:
    return "muted" if thing.changed is None else ""


class StartPage(Page):
    """Works without a workspace; everything that it does is done by the desk's workspaces."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_StartPage)
        self.recent = RowTable(self._columns(), lambda thing: str(thing.path), self)
        self.ui.recent.show_table(self.recent, settings=desk.settings, name="recent")
        self._dress()
        self._wire()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", "名称", lambda thing: thing.path.stem, 24, tone=_tone),
            Column("state", "状态", lambda thing: thing.state, 11, tone=_tone),
            Column("changed", "上次修改", lambda thing: f"{thing.changed:%Y-%m-%d %H:%M}" if thing.changed else "", 17, tone=_tone,
                   rank=lambda thing: thing.changed),
            Column("folder", "所在文件夹", lambda thing: str(thing.path.parent), 30, tone=_tone))

    def _dress(self) -> None:
        ui = self.ui
        dress("title", ui.page_title)
        dress("section", ui.ways_title, ui.sample_title, ui.recent_title, ui.step_1_title, ui.step_2_title, ui.step_3_title)
        dress("hint", ui.sample_hint, ui.step_1_hint, ui.step_2_hint, ui.step_3_hint)
        ui.new_.setProperty("primary", True)
        ui.skip.setProperty("flat", True)
        ui.steps.setProperty("card", True)
        ui.recent.horizontalHeader().setStretchLastSection(True)
        for button in (ui.new_, ui.open, ui.sample, ui.remove_sample, ui.skip, ui.open_recent, ui.pin, ui.forget, ui.clear):
            button.setAccessibleName(button.text().replace("…", ""))

    def _wire(self) -> None:
        ui, workspaces = self.ui, self.desk.workspaces
        ui.new_.clicked.connect(workspaces.new)
        ui.open.clicked.connect(workspaces.choose)
        ui.sample.clicked.connect(workspaces.sample)
        ui.remove_sample.clicked.connect(workspaces.remove_sample)
        ui.skip.clicked.connect(self.skip)
        ui.recent.picked.connect(self._judge)
        ui.recent.doubleClicked.connect(self.open_recent)
        ui.open_recent.clicked.connect(self.open_recent)
        ui.pin.clicked.connect(self.pin)
        ui.forget.clicked.connect(self.forget)
        ui.clear.clicked.connect(self.clear)

    def enter(self) -> None:
        """Look again which files are there."""
        settings = self.desk.settings
        self.recent.show(recent(Path(name), name in settings.pinned) for name in settings.recent)
        if not settings.recent:
            self.ui.recent.blank.say("还没有打开过工作区", "新建一个，或先看看示例。", ("打开示例", self.desk.workspaces.sample))
        else:
            self.ui.recent.blank.hide()
        if not self.ui.recent.current_key() and self.recent.things:
            self.ui.recent.pick(self.recent.key(0))
        self.ui.steps.setVisible(not settings.window.get(_SKIPPED, False))
        self.ui.remove_sample.setEnabled(self.desk.workspaces.sample_file.is_file())
        self._judge()

    def _judge(self) -> None:
        chosen = self.chosen
        for button in (self.ui.pin, self.ui.forget):
            button.setEnabled(chosen is not None)
        self.ui.open_recent.setEnabled(chosen is not None and chosen.changed is not None)
        self.ui.pin.setText("取消固定" if chosen and chosen.pinned else "固定")
        self.ui.pin.setAccessibleName(self.ui.pin.text())
        self.ui.clear.setEnabled(any(not thing.pinned for thing in self.recent.things))

    @property
    def chosen(self) -> Recent | None:
        things = self.ui.recent.picked_things()
        return things[0] if things else None

    def open_recent(self, _: object = None) -> None:
        if self.chosen:
            self.desk.workspaces.open(self.chosen.path)

    def pin(self) -> None:
        """Keep the chosen one in the list, or let it go with time."""
        if self.chosen:
            self.desk.settings.pin(self.chosen.path, not self.chosen.pinned)
            self.desk.keep_settings()
            self.enter()

    def forget(self) -> None:
        """Take the chosen one out of the list; the file stays where it is."""
        if self.chosen:
            self.desk.workspaces.forget(self.chosen.path)

    def clear(self) -> None:
        self.desk.settings.forget_loose()
        self.desk.keep_settings()
        self.enter()

    def skip(self) -> None:
        """The three steps are known; they are in the help too."""
        self.desk.settings.window[_SKIPPED] = True
        self.desk.keep_settings()
        self.ui.steps.hide()
