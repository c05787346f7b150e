"""Handing out what is chosen: saved in a form that others can read, printed, opened, or every document into one folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.desktop import choosing, saving
from planner.desktop.page import Desk
from planner.documents import DocumentKind
from planner.messages import Notice
from planner.progress import Progress
from planner.services.issuing import Handed, Order


class Handing(QObject):
    """Everything that leaves the house from here is noted with its figures; `handed` tells that something did."""

    handed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, parent
        self.folder: Path | None = None

    def save(self, kind: DocumentKind, scope: dict[str, str], suffix: str) -> None:
        """Issue the document to a file that the person names."""
        path = saving.asked(self._page, kind.title, suffix)
        if path is not None:
            self.save_to(kind, scope, path)

    def save_to(self, kind: DocumentKind, scope: dict[str, str], path: Path) -> None:
        """Issue the document as it is chosen now to this file."""
        saving.save(self._desk, kind.name, scope, path, partial(self.gone_to, path.parent))

    def gone_to(self, folder: Path) -> None:
        """Something was written into this folder."""
        self.folder = folder
        self.handed.emit()

    def _issue(self, orders: Sequence[Order], progress: Progress) -> Handed:
        return self._desk.workspace.issuing.issue(orders, progress)

    def print_out(self, kind: DocumentKind, scope: dict[str, str], shown: Path) -> None:
        """Print what is shown, and note that it was handed out."""
        from planner.desktop.pdf.printing import ask, print_file

        printer = ask(shown, kind.title, self._page)
        if printer is not None:
            print_file(shown, printer)
            self._desk.begin(f"记录《{kind.title}》", partial(self._issue, [Order(kind.name, (), scope)]),
                             lambda _: self._printed(kind.title))

    def _printed(self, title: str) -> None:
        self._desk.say(f"已送打印机：{title}")
        self.handed.emit()

    def all_into_folder(self, names: Sequence[str], formats: Sequence[str], scope: dict[str, str]) -> None:
        """Issue these documents together into a new dated folder (一键出表)."""
        folder = choosing.folder(self._page, "一键出表：放在哪个文件夹")
        if folder is not None:
            self.all_into(folder, names, formats, scope)

    def all_into(self, folder: Path, names: Sequence[str], formats: Sequence[str], scope: dict[str, str]) -> None:
        self._desk.begin("一键出表", partial(self._issue_all, folder, names, formats, scope), self._all_there)

    def _issue_all(self, folder: Path, names: Sequence[str], formats: Sequence[str], scope: dict[str, str], progress: Progress) -> Handed:
        return self._desk.workspace.issuing.issue_all(folder, scope, names=names, formats=formats, progress=progress)

    def _all_there(self, handed: Handed) -> None:
        folder = handed.files[0].parent
        self._desk.tell(Notice("已出表", f"{len(handed.papers)} 种报表、{len(handed.files)} 个文件，出自同一时点的数据，"
                               f"放在“{folder.name}”。"), act=("打开文件夹", self.show_folder))
        saving.warn(self._desk, handed.missing_characters)
        self.gone_to(folder)

    def show_folder(self) -> None:
        """The folder into which something was written last."""
        if self.folder is not None:
            saving.show(self.folder)
