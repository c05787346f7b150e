"""What was handed out: a list with day and person, what would read differently today, and the same paper once more."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.desktop import saving
from planner.desktop.columns import Column
from planner.desktop.page import Desk
from planner.desktop.pages.reports.handing import Handing
from planner.desktop.table import RowTable
from planner.domain.issuance import Issuance
from planner.messages import Notice
from planner.progress import Progress
from planner.services.archiving import Again, Change


class IssuedPapers(QObject):
    """The lists of issued papers and of differences, as tables. `compared` gives what was found, by paper."""

    compared = Signal(object, object)

    def __init__(self, desk: Desk, handing: Handing, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._handing, self._page = desk, handing, parent
        self.papers = RowTable(_PAPERS, lambda paper: paper.id, parent)
        self.differences = RowTable(_DIFFERENCES, lambda change: f"{change.table}/{change.row}/{change.column}", parent)

    def fetch(self) -> None:
        self.papers.show(self._desk.workspace.archiving.issued())

    def compare(self, paper: Issuance) -> None:
        """Set the figures of then against those of today."""
        self._desk.begin(f"比较《{paper.title}》", lambda _: self._desk.workspace.issuing.compare(paper.id), partial(self._differ, paper))

    def _differ(self, paper: Issuance, found: list[Change]) -> None:
        self.differences.show(found)
        self.compared.emit(paper, found)

    def again(self, paper: Issuance, suffix: str) -> None:
        """Write the paper once more, from the figures of then."""
        path = saving.asked(self._page, paper.title, suffix)
        if path is not None:
            self._desk.begin(f"写出 {path.name}", partial(self._reissue, paper.id, path), partial(self._written, path))

    def _reissue(self, key: str, path: Path, progress: Progress) -> Again:
        return self._desk.workspace.archiving.reissue(key, path, progress)

    def _written(self, path: Path, again: Again) -> None:
        self._handing.gone_to(path.parent)
        self._desk.tell(Notice("已再出一份", f"{path.name}：{_SAME[again.same]}"), act=("打开文件夹", self._handing.show_folder))


def facts(paper: Issuance) -> str:
    """A paper in one line: day of the figures, who handed it out, and in which forms."""
    endings = sorted({Path(name).suffix[1:].upper() for name in paper.files or {}}) or ["打印"]
    return "，".join(part for part in (f"截至 {paper.as_of.shown}" if paper.as_of else "", paper.issuer, " ".join(endings)) if part)


_SAME = {True: "与当时的文件逐字节相同。", False: "数字与当时相同，文件因程序版本不同而略有差别。",
         None: "当时没有出这种格式，数字与当时相同。"}
_PAPERS = (
    Column("issued", "时间", lambda paper: f"{paper.issued.astimezone():%m-%d %H:%M}", 11, rank=lambda paper: paper.issued),
    Column("title", "报表", lambda paper: paper.title, 18))
_DIFFERENCES = (
    Column("table", "表", lambda change: change.table, 22, tone=lambda _: "muted"),
    Column("row", "行", lambda change: change.row, 26),
    Column("column", "栏", lambda change: change.column or "（整行）", 14),
    Column("then", "当时", lambda change: change.then or "（没有）", 16, tone=lambda _: "muted"),
    Column("now", "现在", lambda change: change.now or "（没有）", 16))
