"""The window's menus and keys in one table; each line calls what the window, or a part of it, has under that name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

FILE, EDIT, VIEW, DATA = "文件(&F)", "编辑(&E)", "视图(&V)", "数据(&D)"
PLAN, REPORT, TOOLS, HELP = "计划(&P)", "报表(&R)", "工具(&T)", "帮助(&H)"
MENUS = (FILE, EDIT, VIEW, DATA, PLAN, REPORT, TOOLS, HELP)


@dataclass(frozen=True)
class Line:
    """One entry: its menu, what it calls on the window, words, keys; a gap above it; whether it needs an open workspace."""

    menu: str
    name: str
    text: str
    keys: tuple[str, ...] = ()
    gap: bool = False
    workspace: bool = True


LINES: tuple[Line, ...] = (
    Line(FILE, "workspaces.new", "新建工作区…", ("Ctrl+Shift+N",), workspace=False),
    Line(FILE, "workspaces.choose", "打开工作区…", ("Ctrl+O",), workspace=False),
    Line(FILE, "close_workspace", "关闭工作区", ("Ctrl+W",)),
    Line(FILE, "workspaces.sample", "打开示例工作区", gap=True, workspace=False),
    Line(FILE, "workspaces.remove_sample", "移除示例工作区", workspace=False),
    Line(FILE, "import_files", "导入表格…", ("Ctrl+I",), gap=True),
    Line(FILE, "workspaces.backup", "立即备份", gap=True),
    Line(FILE, "workspaces.restore", "从备份恢复…", workspace=False),
    Line(FILE, "close", "退出", ("Ctrl+Q",), gap=True, workspace=False),
    Line(EDIT, "undo", "撤销", ("Ctrl+Z",)),
    Line(EDIT, "redo", "重做", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Line(EDIT, "edit", "编辑所选", ("F2",), gap=True),
    Line(EDIT, "search", "查找", ("Ctrl+F",)),
    Line(EDIT, "settle", "保存", ("Ctrl+S",), gap=True),
    Line(VIEW, "next_pane", "下一窗格", ("F6",), workspace=False),
    Line(TOOLS, "workspaces.check", "检查工作区"),
    Line(TOOLS, "person", "姓名与单位…", workspace=False),
    Line(HELP, "help", "使用说明", ("F1",), workspace=False),
    Line(HELP, "shortcuts", "快捷键一览", ("Ctrl+/",), workspace=False),
    Line(HELP, "about", "关于", gap=True, workspace=False),
)


class Actions:
    """The menus of one window, and the actions behind them by name."""

    def __init__(self, window: QMainWindow) -> None:
        self.menus: dict[str, QMenu] = {}
        self._named: dict[str, QAction] = {}
        for title in MENUS:
            menu = self.menus[title] = window.menuBar().addMenu(title)
            for line in LINES:
                if line.menu == title:
                    if line.gap:
                        menu.addSeparator()
                    self._named[line.name] = self._made(window, line)
                    menu.addAction(self._named[line.name])
        self.hide_empty()

    def _made(self, window: QMainWindow, line: Line) -> QAction:
        action = QAction(line.text, window)
        action.setShortcuts([QKeySequence(keys) for keys in line.keys])
        call = attrgetter(line.name)(window)
        action.triggered.connect(lambda _=False: call())
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._named[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._named.values())

    def enable(self, workspace: bool) -> None:
        """Grey what needs an open workspace while there is none."""
        for line in LINES:
            self._named[line.name].setEnabled(workspace or not line.workspace)

    def hide_empty(self) -> None:
        """A menu without entries is not shown."""
        for menu in self.menus.values():
            menu.menuAction().setVisible(any(not action.isSeparator() for action in menu.actions()))
