"""The page on which documents are looked at as they will be printed, saved, printed and opened."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidgetItem, QWidget

from planner.desktop import choosing
from planner.desktop.actions import REPORT
from planner.desktop.forms.reports import Ui_ReportsPage
from planner.desktop.page import Desk, Page, lay_out
from planner.errors import PlannerError
from planner.messages import Notice
from planner.progress import Progress
from planner.schema.document import Issued

if TYPE_CHECKING:
    from planner.documents import DocumentKind
    from planner.schema.change import News
    from planner.services.issuing import Handed

_LABELS = {"variant": "方案", "variants": "比选方案", "quarter": "季度", "round": "征集批次", "as_of": "截至日期"}
_KINDS = {".pdf": "PDF 文件 (*.pdf)", ".xlsx": "Excel 工作簿 (*.xlsx)"}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


class ReportsPage(Page):
    """Choose a document and its scope at the left; what will come out of the printer stands at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_ReportsPage)
        self._issuing = desk.workspace.issuing
        self._folder = Path(tempfile.mkdtemp(prefix="planner-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._made: Path | None = None
        self._drawn: tuple[str, tuple[tuple[str, str], ...]] | None = None
        self._stale = True
        self.scopes: dict[str, QComboBox | QLineEdit] = {}
        for label, role in ((self.ui.page_title, "title"), (self.ui.scope_title, "section"), (self.ui.described, "hint")):
            label.setProperty("role", role)
        self._wire()
        self._list()

    def _wire(self) -> None:
        ui = self.ui
        self.offer(REPORT, "另存 PDF…", partial(self.save, ".pdf"), keys="Ctrl+Shift+S", button=ui.save_pdf)
        self.offer(REPORT, "另存 Excel…", partial(self.save, ".xlsx"), button=ui.save_workbook)
        self.offer(REPORT, "打印…", self.print_out, keys="Ctrl+P", button=ui.print)
        self.offer(REPORT, "用默认程序打开", self.open, button=ui.open)
        for button, step in ((ui.smaller, -1), (ui.fit, 0), (ui.larger, 1)):
            button.clicked.connect(partial(self._zoom, step))
            button.setAccessibleName(button.text())
        ui.preview.turned.connect(self._turned)
        ui.documents.currentRowChanged.connect(self._chosen)

    def _list(self) -> None:
        self.ui.documents.setSpacing(2)
        for kind in self._issuing.documents():
            item = QListWidgetItem(kind.title, self.ui.documents)
            item.setData(Qt.ItemDataRole.UserRole, kind)
        self.ui.documents.setCurrentRow(0)

    @property
    def kind(self) -> DocumentKind:
        """The document that is chosen."""
        kind: DocumentKind = self.ui.documents.currentItem().data(Qt.ItemDataRole.UserRole)
        return kind

    @property
    def scope(self) -> dict[str, str]:
        """What the document is limited to; empty lines are left out."""
        said = {name: editor.currentData() if isinstance(editor, QComboBox) else editor.text().strip()
                for name, editor in self.scopes.items()}
        return {name: value for name, value in said.items() if value}

    @property
    def shown(self) -> str:
        """The name of the document that stands in the preview; empty when there is none."""
        return self._made.stem if self._made else ""

    def enter(self) -> None:
        """Figures may have changed while another page was shown."""
        if self._stale:
            self._ask()
            self.draw(again=True)

    def hear(self, news: News) -> None:
        self._stale = True
        if self.isVisible():
            self.enter()

    def _chosen(self) -> None:
        self._ask()
        if self.isVisible():
            self.draw()

    def _ask(self) -> None:
        """Build the lines of the scope anew; what was chosen stays chosen where it is still offered."""
        before = self.scope
        self.scopes.clear()
        while self.ui.scope.rowCount():
            self.ui.scope.removeRow(0)
        for name in (*self.kind.scopes, "as_of"):
            editor = self._editor(name, before.get(name, ""))
            editor.setAccessibleName(self._label(name))
            self.scopes[name] = editor
            self.ui.scope.addRow(self._label(name), editor)

    def _label(self, name: str) -> str:
        if name in _LABELS:
            return _LABELS[name]
        from planner.services.issuing import RECORDS

        return self.desk.workspace.words.fields_of(RECORDS[self.kind.name])[name].label

    def _editor(self, name: str, value: str) -> QComboBox | QLineEdit:
        if name == "as_of":
            line = QLineEdit(value)
            line.setPlaceholderText("今天，可写 2026年6月30日")
            line.editingFinished.connect(self.draw)
            return line
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.addItem({"variant": "当前方案", "quarter": "本季度"}.get(name, "全部"), "")
        for code, words in self._issuing.options(self.kind.name, name):
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(self.draw)
        return box

    def draw(self, _: object = None, *, again: bool = False) -> None:
        """Compose the document on the worker and show it, unless it is shown already."""
        wanted = (self.kind.name, tuple(self.scope.items()))
        if wanted == self._drawn and not again:
            return
        self._drawn, self._stale = wanted, False
        path = self._folder / f"{self.kind.name}.pdf"
        self.desk.begin(f"排版《{self.kind.title}》", partial(self._draft, wanted[0], path, self.scope),
                        partial(self._show, path, wanted), failed=self._failed)

    def _draft(self, name: str, path: Path, scope: dict[str, str], progress: Progress) -> Issued:
        return self._issuing.write(name, path, scope, progress)

    def _show(self, path: Path, wanted: object, issued: Issued) -> None:
        if wanted != self._drawn:
            return
        self._made = path
        self.ui.preview.show_file(path)
        self._enable(True)
        self._say_missing(issued)

    def _failed(self, error: PlannerError) -> None:
        self._made, self._drawn = None, None
        self.ui.preview.show_file(None)
        self._enable(False)
        self.desk.complain(error)

    def _enable(self, on: bool) -> None:
        for offer in self.offers:
            offer.action.setEnabled(on)

    def _say_missing(self, issued: Issued) -> None:
        if issued.missing_characters:
            signs = "、".join(issued.missing_characters)
            self.desk.tell(Notice("有的字印不出来", f"字体里没有：{signs}。这些字在 PDF 里印成□，数据没有变化。",
                                  "请改用常用字，或另存 Excel 后用本机字体打印。"), "amber")

    def _turned(self, page: int, pages: int) -> None:
        self.ui.described.setText(f"第 {page} 页，共 {pages} 页" if pages else "没有可预览的内容")

    def _zoom(self, step: int) -> None:
        self.ui.preview.zoom(step)

    def save(self, suffix: str) -> None:
        """Write the document to a file that the person names."""
        name = f"{self.kind.title}{suffix}".translate(_NOT_IN_NAMES)
        path = choosing.target(self, f"另存《{self.kind.title}》", name, _KINDS[suffix])
        if path is not None:
            self.save_to(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))

    def save_to(self, path: Path) -> None:
        """Write the document as it is chosen now to this file."""
        from planner.services.issuing import Order

        order = Order(self.kind.name, (path,), self.scope)
        self.desk.begin(f"写出 {path.name}", partial(self._issuing.issue, [order]), partial(self._saved, path))

    def _saved(self, path: Path, handed: Handed) -> None:
        issued = handed.papers[0].files[path]
        pages = f"，{issued.pages} 页" if path.suffix.lower() == ".pdf" else ""
        self.desk.tell(Notice("已另存", f"{path.name}：{issued.rows} 行{pages}。"), act=("打开", partial(_open, path)))
        self._say_missing(issued)

    def print_out(self) -> None:
        """Print what is shown."""
        if self._made is not None:
            from planner.desktop.printing import ask_and_print

            if ask_and_print(self._made, self.kind.title, self):
                self.desk.say(f"已送打印机：{self.kind.title}")

    def open(self) -> None:
        """Show the PDF in the program that this machine has for it."""
        if self._made is not None:
            _open(self._made)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
