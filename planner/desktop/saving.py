"""Saving a document from a page: a place is asked for, the worker writes, and what came of it can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from planner.desktop import choosing
from planner.desktop.page import Desk
from planner.messages import Notice

if TYPE_CHECKING:
    from planner.services.issuing import Handed

KINDS = {".pdf": "PDF 文件 (*.pdf)", ".xlsx": "Excel 工作簿 (*.xlsx)", ".docx": "Word 文档 (*.docx)"}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


def ask_and_save(desk: Desk, parent: QWidget, name: str, scope: Mapping[str, str], suffix: str) -> None:
    """Write a document of this scope to a file that the person names."""
    title = next(kind.title for kind in desk.workspace.issuing.documents() if kind.name == name)
    path = choosing.target(parent, f"另存《{title}》", f"{title}{suffix}".translate(_NOT_IN_NAMES), KINDS[suffix])
    if path is not None:
        save(desk, name, scope, path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))


def save(desk: Desk, name: str, scope: Mapping[str, str], path: Path) -> None:
    """Write a document to this file."""
    from planner.services.issuing import Order

    issuing, order = desk.workspace.issuing, Order(name, (path,), scope)

    def saved(handed: Handed) -> None:
        issued = handed.papers[0].files[path]
        pages = f"，{issued.pages} 页" if path.suffix.lower() == ".pdf" else ""
        desk.tell(Notice("已另存", f"{path.name}：{issued.rows} 行{pages}。"), act=("打开", lambda: show(path)))

    desk.begin(f"写出 {path.name}", partial(issuing.issue, [order]), saved)


def show(path: Path) -> None:
    """Open a file in the program that this machine has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
