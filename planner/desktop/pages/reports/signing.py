"""What every paper bears: the office's own data, asked for in a dialog, and the typefaces of this machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.desktop import choosing
from planner.desktop.dialogs import run
from planner.desktop.page import Desk
from planner.desktop.record_dialog import RecordDialog, among
from planner.domain.office import Office
from planner.messages import Notice

REASONS = {"embedding": "厂商不许嵌入", "outlines": "不是 TrueType 字形", "damaged": "文件损坏"}
FACES = {"Bold": "标题", "Fang": "公文正文", "Hei": "黑体", "Kai": "楷体", "Song": "表格"}


class Bearing:
    """The acts of the reports page that change how every paper looks."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page

    def office(self) -> None:
        """Ask for the office's name, letterhead and responsible persons; they are kept in the workspace."""
        work = self._desk.workspace
        dialog = RecordDialog(Office.label, among(work.words.fields_of(Office)), work.signing.amend, self._page,
                              hint="写一次，印在每份报表和公文上；没写的留空，由人填写。")
        dialog.fill(work.signing.office())
        run(dialog)

    def typefaces(self) -> None:
        """Ask for the folder of the office's own typefaces."""
        folder = choosing.folder(self._page, "公文字体所在的文件夹")
        if folder is not None:
            self.use(folder)

    def use(self, folder: Path | None) -> None:
        """Take the typefaces of a folder, or the shipped ones again, and say which are used and which cannot be."""
        settings = self._desk.settings
        settings.fonts = str(folder or "")
        settings.save()
        chosen = self._desk.workspace.issuing.typefaces()
        used = "、".join(f"{FACES[face]}用{typeface.name}" for face, typeface in chosen.faces.items())
        refused = "；".join(f"{one.name}：{REASONS[one.refused]}" for one in chosen.refused)
        said = f"{used}；其余用随程序的字体。" if used else "都用随程序的字体。"
        self._desk.tell(Notice("公文字体", said, f"不能用的：{refused}。" if refused else ""), "amber" if folder and not used else "green")
