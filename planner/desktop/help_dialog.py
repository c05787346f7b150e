"""Help within the program: how the work goes, every key, typing Chinese, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner import __version__
from planner.desktop.columns import Column
from planner.desktop.dialogs import give_room
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.desktop.view import TableView
from planner.paths import machine_folder, resource

TABS = {"usage": "使用说明", "keys": "快捷键", "typing": "中文输入", "about": "关于"}


class _Key(NamedTuple):
    keys: str
    action: str


_WITHIN = (_Key("F2", "编辑表格里的单元格"), _Key("Esc", "放弃正在编辑的内容，或关闭对话框"),
           _Key("Enter", "打开或修改所选的行，与双击相同"),
           _Key("Ctrl+C", "复制所选的行，可粘贴到表格软件"),
           _Key("Tab / Shift+Tab", "下一个 / 上一个输入项"), _Key("↑ ↓", "表格里换行"), _Key("Alt + 字母", "打开菜单"))


class HelpDialog(QDialog):
    """`actions` are those of the window and of the page that is shown; `tab` is the part to begin with."""

    def __init__(self, actions: Sequence[QAction], tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("帮助")
        parts = {"usage": _paper("usage"), "keys": self._keys(actions), "typing": _typing(), "about": _paper("about")}
        for name, part in parts.items():
            self.tabs.addTab(part, TABS[name])
        self.tabs.setCurrentIndex(list(TABS).index(tab))
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.tabs)
        column.addWidget(buttons)
        give_room(self, 55, 43)

    def _keys(self, actions: Sequence[QAction]) -> TableView:
        """Built from the actions themselves, so that it cannot say what is not so."""
        form = QKeySequence.SequenceFormat.NativeText
        lines = [_Key("，".join(key.toString(form) for key in action.shortcuts()), _without_mnemonic(action.text()))
                 for action in actions if action.shortcuts()]
        self.keys = RowTable((Column("keys", "按键", lambda line: line.keys, 22), Column("action", "作用", lambda line: line.action, 44)),
                             lambda line: line.action, self)
        view = TableView()
        view.setAccessibleName("快捷键")
        view.show_table(self.keys)
        view.horizontalHeader().setStretchLastSection(True)
        self.keys.show([*lines, *_WITHIN])
        return view


def _without_mnemonic(text: str) -> str:
    return text.replace("…", "").partition("(&")[0]


def _paper(name: str) -> QTextBrowser:
    paper = QTextBrowser()
    paper.setAccessibleName(TABS[name])
    paper.setOpenLinks(False)
    written = resource("help", f"{name}.md").read_text(encoding="utf-8")
    paper.setMarkdown(written.replace("{version}", __version__).replace("{folder}", str(machine_folder())))
    return paper


def _typing() -> QWidget:
    part = QWidget()
    words = QLabel("在下面输入几个汉字。能打出来，说明输入法可用；打不出来时，请看说明。")
    field = QLineEdit()
    field.setPlaceholderText("在此输入中文")
    field.setAccessibleName("试输入中文")
    hint = QLabel("Linux 上请先启动 fcitx5 或 ibus 再打开本程序；较旧的 fcitx4 不受支持，可从别处复制后用 Ctrl+V 粘贴。\n"
                  "Windows 上用任务栏的语言图标切换输入法。")
    for label in (words, hint):
        label.setWordWrap(True)
    dress("hint", hint)
    column = QVBoxLayout(part)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(12)
    for widget in (words, field, hint):
        column.addWidget(widget)
    column.addStretch()
    return part
