"""Saving a document from a page: a place is asked for, the worker writes, and what came of it can be opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def asked(parent: QWidget, title: str, suffix: str) -> Path | None:
    """A file that the person names for a document of this title, with the ending that was meant."""
    path = choosing.target(parent, f"另存《{title}》", f"{title}{suffix}".translate(_NOT_IN_NAMES), KINDS[suffix])
    return path if path is None or path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def ask_and_save(desk: Desk, parent: QWidget, name: str, scope: Mapping[str, str], suffix: str) -> None:
    """Write a document of this scope to a file that the person names."""
    title = next(kind.title for kind in desk.workspace.issuing.documents() if kind.name == name)
    path = asked(parent, title, suffix)
    if path is not None:
        save(desk, name, scope, path)


def save(desk: Desk, name: str, scope: Mapping[str, str], path: Path, then: Callable[[], None] | None = None) -> None:
    """Write a document to this file; `then` is called when it is there."""
    from planner.services.issuing import Order

    issuing, order = desk.workspace.issuing, Order(name, (path,), scope)

    def saved(handed: Handed) -> None:
        issued = handed.papers[0].files[path]
        pages = f"，{issued.pages} 页" if path.suffix.lower() == ".pdf" else ""
        desk.tell(Notice("已另存", f"{path.name}：{issued.rows} 行{pages}。"), act=("打开", partial(show, path)))
        warn(desk, handed.missing_characters)
        if then:
            then()

    desk.begin(f"写出 {path.name}", partial(issuing.issue, [order]), saved)


def warn(desk: Desk, missing: Sequence[str]) -> None:
    """Name the characters that no typeface has."""
    if missing:
        desk.tell(Notice("有的字印不出来", f"字体里没有：{'、'.join(missing)}。这些字在 PDF 里印成□，数据没有变化。",
                         "请改用常用字，或另存 Excel、Word 后用本机字体打印。"), "amber")


def show(path: Path) -> None:
    """Open a file or a folder in the program that this machine has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
