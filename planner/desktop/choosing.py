"""Dialogs that choose a file, and which files the program takes when they are dropped on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStandardPaths
from PySide6.QtWidgets import QWidget

from planner.store.mark import looks_like_a_workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

SUFFIX = ".planner"
SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html", ".xml", ".zip")
_WORKSPACES = f"工作区 (*{SUFFIX});;所有文件 (*)"


def _dialogs() -> type[QFileDialog]:
    """Brought when the first one is asked for: the many names that come with it would hold up the first paint."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog


def documents() -> Path:
    """The folder where people keep their papers."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def new_workspace(parent: QWidget) -> Path | None:
    """A name that is taken is refused by the store, in words, so Qt does not ask whether to overwrite it."""
    chosen, _ = _dialogs().getSaveFileName(parent, "新建工作区", str(documents() / f"场景规划{SUFFIX}"), _WORKSPACES,
                                            options=_dialogs().Option.DontConfirmOverwrite)
    return None if not chosen else Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(SUFFIX)


def workspace(parent: QWidget) -> Path | None:
    chosen, _ = _dialogs().getOpenFileName(parent, "打开工作区", str(documents()), _WORKSPACES)
    return Path(chosen) if chosen else None


def backup(parent: QWidget, folder: Path) -> Path | None:
    """One of the copies in a folder; any other file may be chosen too."""
    chosen, _ = _dialogs().getOpenFileName(parent, "选择备份", str(folder), f"备份 (*{SUFFIX});;所有文件 (*)")
    return Path(chosen) if chosen else None


def sheets(parent: QWidget) -> list[Path]:
    kinds = " ".join(f"*{suffix}" for suffix in SHEETS)
    chosen, _ = _dialogs().getOpenFileNames(parent, "选择要导入的表格", str(documents()), f"表格 ({kinds});;所有文件 (*)")
    return [Path(name) for name in chosen]


def folder(parent: QWidget, title: str) -> Path | None:
    chosen = _dialogs().getExistingDirectory(parent, title, str(documents()))
    return Path(chosen) if chosen else None


def target(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where something is to be written; `kinds` as Qt's file dialogs have it."""
    chosen, _ = _dialogs().getSaveFileName(parent, title, str(documents() / name), kinds)
    return Path(chosen) if chosen else None


def dropped(mime: QMimeData) -> list[Path]:
    """The local files and folders of a drop; what is no table is told so where it is read, not turned away without a word."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def is_workspace(paths: Iterable[Path]) -> bool:
    """Whether one of the files is a workspace, by its name or by what it says of itself: copies come under any name."""
    return any(path.suffix.lower() == SUFFIX or looks_like_a_workspace(path) for path in paths)
