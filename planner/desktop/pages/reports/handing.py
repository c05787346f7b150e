"""Handing out what is chosen: saved in a form that others can read, printed, opened, or every document into one folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from planner.desktop import choosing
from planner.desktop.page import Desk
from planner.documents import DocumentKind
from planner.messages import Notice
from planner.progress import Progress
from planner.services.issuing import Handed, Order

KINDS = {".pdf": "PDF 文件 (*.pdf)", ".xlsx": "Excel 工作簿 (*.xlsx)", ".docx": "Word 文档 (*.docx)"}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


class Handing(QObject):
    """Everything that leaves the house from here is noted with its figures; `handed` tells that something did."""

    handed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, parent
        self.folder: Path | None = None

    def save(self, kind: DocumentKind, scope: dict[str, str], suffix: str) -> None:
        """Issue the document to a file that the person names."""
        path = self.asked(kind.title, suffix)
        if path is not None:
            self.save_to(kind, scope, path)

    def asked(self, title: str, suffix: str) -> Path | None:
        """A file for this title, with the ending that was meant."""
        path = choosing.target(self._page, f"另存《{title}》", f"{title}{suffix}".translate(_NOT_IN_NAMES), KINDS[suffix])
        return path if path is None or path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def save_to(self, kind: DocumentKind, scope: dict[str, str], path: Path) -> None:
        """Issue the document as it is chosen now to this file."""
        self._desk.begin(f"写出 {path.name}", partial(self._issue, [Order(kind.name, (path,), scope)]), partial(self._saved, path))

    def _issue(self, orders: Sequence[Order], progress: Progress) -> Handed:
        return self._desk.workspace.issuing.issue(orders, progress)

    def _saved(self, path: Path, handed: Handed) -> None:
        issued = handed.papers[0].files[path]
        pages = f"，{issued.pages} 页" if path.suffix.lower() == ".pdf" else ""
        self.tell_of(path, f"{path.name}：{issued.rows} 行{pages}。", handed.missing_characters)

    def tell_of(self, path: Path, said: str, missing: Sequence[str] = ()) -> None:
        """A file was written: say so, offer to open it, and name the characters that no font has."""
        self.folder = path.parent
        self._desk.tell(Notice("已另存", said), act=("打开", partial(open_file, path)))
        self.warn(missing)
        self.handed.emit()

    def warn(self, missing: Sequence[str]) -> None:
        if missing:
            self._desk.tell(Notice("有的字印不出来", f"字体里没有：{'、'.join(missing)}。这些字在 PDF 里印成□，数据没有变化。",
                                   "请改用常用字，或另存 Excel、Word 后用本机字体打印。"), "amber")

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
        self.folder = handed.files[0].parent
        self._desk.tell(Notice("已出表", f"{len(handed.papers)} 种报表、{len(handed.files)} 个文件，出自同一时点的数据，"
                               f"放在“{self.folder.name}”。"), act=("打开文件夹", self.show_folder))
        self.warn(handed.missing_characters)
        self.handed.emit()

    def show_folder(self) -> None:
        """The folder into which something was written last."""
        if self.folder is not None:
            open_file(self.folder)


def open_file(path: Path) -> None:
    """Show it in the program that this machine has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
