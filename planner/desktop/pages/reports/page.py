"""The page of documents: what will come out of the printer stands at the right, chosen, limited and handed out at the left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from planner.desktop import saving
from planner.desktop.actions import REPORT
from planner.desktop.following import FollowingPage
from planner.desktop.forms.reports import Ui_ReportsPage
from planner.desktop.page import Desk, lay_out
from planner.desktop.pages.reports.drawing import Preview
from planner.desktop.pages.reports.handing import Handing
from planner.desktop.pages.reports.issued import IssuedPapers, facts
from planner.desktop.pages.reports.scope import ScopeForm
from planner.desktop.pages.reports.signing import Bearing
from planner.desktop.roles import dress
from planner.domain.issuance import Issuance
from planner.errors import PlannerError
from planner.schema.document import Issued

if TYPE_CHECKING:
    from planner.desktop.pdf.finding import Hit
    from planner.documents import DocumentKind
    from planner.schema.change import News
    from planner.services.archiving import Change

KEPT = "reports"
STRIP_FROM = 3


class ReportsPage(FollowingPage):
    """Two sides: documents as they would be issued now, and those that were. Each is looked at in the same place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_ReportsPage)
        self._made: Path | None = None
        self._drawn: object = None
        self.scope_form = ScopeForm(self.ui.scope, desk.workspace, self.draw)
        self.handing = Handing(desk, self)
        self.issued = IssuedPapers(desk, self.handing, self)
        self.bearing = Bearing(desk, self)
        self._preview = Preview(desk, self)
        dress("title", self.ui.page_title)
        dress("section", self.ui.scope_title, self.ui.saving_title, self.ui.again_title)
        dress("hint", self.ui.described, self.ui.facts, self.ui.compared)
        self.ui.thumbnails.follow(self.ui.preview.shown)
        self.ui.papers.show_table(self.issued.papers, settings=desk.settings, name="reports.issued")
        self.ui.papers.horizontalHeader().setStretchLastSection(True)
        self.ui.differences.horizontalHeader().setStretchLastSection(True)
        self.ui.documents.setSpacing(2)
        self.ui.documents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ui.differences.show_table(self.issued.differences, settings=desk.settings, name="reports.differences")
        self._offer()
        self._wire()
        self._list()

    def _offer(self) -> None:
        ui = self.ui
        self.handing_out = [
            self.offer(REPORT, "另存 PDF…", partial(self.save, ".pdf"), keys="Ctrl+Shift+S", button=ui.save_pdf),
            self.offer(REPORT, "另存 Excel…", partial(self.save, ".xlsx"), button=ui.save_workbook),
            self.offer(REPORT, "另存 Word…", partial(self.save, ".docx"), button=ui.save_word),
            self.offer(REPORT, "打印…", self.print_out, keys="Ctrl+P", button=ui.print),
            self.offer(REPORT, "用默认程序打开", self.open, button=ui.open)]
        self.folder_action = self.offer(REPORT, "打开所在文件夹", self.handing.show_folder, button=ui.show_folder)
        self.all_action = self.offer(REPORT, "一键出表…", self.issue_all, button=ui.all)
        self.compare_action = self.offer(REPORT, "已出具的与今日比较", self.compare, button=ui.compare)
        for button, words, step, keys in ((ui.next, "查找下一处", 1, "F3"), (ui.previous, "查找上一处", -1, "Shift+F3")):
            self.offer(REPORT, words, partial(self.seek, step), keys=keys, button=button)
            button.setAccessibleName(words)
        self.folder_action.setEnabled(False)
        for words, act in (("本办信息…", self.bearing.office), ("公文字体文件夹…", self._typefaces),
                           ("恢复随程序的字体", partial(self._typefaces, shipped=True))):
            self.offer(REPORT, words, act)

    def _typefaces(self, shipped: bool = False) -> None:
        """Other typefaces, and the paper drawn with them."""
        if shipped:
            self.bearing.use(None)
        else:
            self.bearing.typefaces()
        self.draw(again=True)

    def _wire(self) -> None:
        ui = self.ui
        for button, step in ((ui.smaller, -1), (ui.fit, 0), (ui.larger, 1)):
            button.clicked.connect(partial(ui.preview.zoom, step))
        ui.preview.turned.connect(self._turned)
        ui.thumbnails.wanted.connect(ui.preview.go_to)
        ui.preview.shown.found.connect(self._found)
        ui.miniatures.toggled.connect(ui.thumbnails.setVisible)
        ui.search.returnPressed.connect(partial(self.seek, 1))
        ui.search.textChanged.connect(lambda text: ui.preview.mark(None) if not text else None)
        ui.documents.currentRowChanged.connect(self._chosen)
        ui.documents.itemChanged.connect(self._ticked)
        ui.side.currentChanged.connect(self._turn_side)
        ui.papers.picked.connect(self._picked)
        ui.back.clicked.connect(partial(ui.shown.setCurrentWidget, ui.paper))
        for button, suffix in ((ui.again_pdf, ".pdf"), (ui.again_workbook, ".xlsx"), (ui.again_word, ".docx")):
            button.clicked.connect(partial(self.again, suffix))
        self._preview.begun.connect(partial(self._show, None))
        self._preview.ready.connect(lambda path, issued: self._show(issued, path))
        self._preview.refused.connect(self._refused)
        self.issued.compared.connect(self._compared)
        self.handing.handed.connect(lambda: self.folder_action.setEnabled(self.handing.folder is not None))

    def _list(self) -> None:
        left_out = self.desk.settings.window.get(KEPT, {}).get("left_out", [])
        self.ui.documents.blockSignals(True)
        for kind in self.desk.workspace.issuing.documents():
            item = QListWidgetItem(kind.title, self.ui.documents)
            item.setData(Qt.ItemDataRole.UserRole, kind)
            item.setToolTip(kind.title)
            item.setCheckState(Qt.CheckState.Unchecked if kind.name in left_out else Qt.CheckState.Checked)
        self.ui.documents.blockSignals(False)
        self.ui.documents.setCurrentRow(0)
        self._count()

    # what is shown

    @property
    def kind(self) -> DocumentKind:
        """The document that is chosen."""
        kind: DocumentKind = self.ui.documents.currentItem().data(Qt.ItemDataRole.UserRole)
        return kind

    @property
    def shown(self) -> str:
        """What stands whole in the preview: the name of a document, or the key of an issued paper; empty when there is nothing."""
        return str(self._drawn[0]) if self._made and isinstance(self._drawn, tuple) else ""

    @property
    def looking_back(self) -> bool:
        return bool(self.ui.side.currentWidget() is self.ui.issued)

    def fetch(self) -> None:
        """Figures may have changed while another page was shown."""
        self.issued.fetch()
        self._say_empty()
        self.scope_form.ask(self.kind)
        if not self.looking_back:
            self.draw(again=True)

    def follow(self, news: News) -> None:
        """What is handed out lengthens the list; it changes no figure on paper."""
        if {change.kind for change in news.changes} == {Issuance.kind}:
            self.issued.fetch()
            self._say_empty()
        else:
            self.reload()

    def _say_empty(self) -> None:
        blank = self.ui.papers.blank
        if self.issued.papers.rowCount():
            blank.hide()
        else:
            blank.say("还没有出具过报表", "另存、打印或一键出表后，当时的数字都留在这里。")

    def _chosen(self) -> None:
        self.scope_form.ask(self.kind)
        if self.isVisible():
            self.draw()

    def draw(self, *, again: bool = False) -> None:
        """Show the document as it would be issued now, unless it is shown already."""
        scope = self.scope_form.scope
        wanted = (self.kind.name, tuple(scope.items()))
        if wanted != self._drawn or again:
            self._await(wanted)
            self._preview.compose(self.kind.name, scope, self.kind.title)

    def _await(self, wanted: object) -> None:
        self._drawn, self._made = wanted, None
        self._enable(False)
        self.ui.shown.setCurrentWidget(self.ui.paper)

    def _show(self, issued: Issued | None, path: Path) -> None:
        """The whole document, or, without word of the pen, its beginning and one page that will be another."""
        ui = self.ui
        ui.preview.show_file(path, 0 if issued else 1)
        self._made = path if issued else None
        many = ui.preview.pages >= STRIP_FROM
        ui.miniatures.setEnabled(many)
        ui.miniatures.setChecked(many)
        ui.thumbnails.setVisible(many)
        self._turned(ui.preview.page_in_sight() + 1, ui.preview.pages)
        self._enable(issued is not None)
        if issued is not None:
            saving.warn(self.desk, issued.missing_characters)

    def _refused(self, error: PlannerError) -> None:
        self._made, self._drawn = None, None
        self.ui.preview.show_file(None)
        self._enable(False)
        self.desk.complain(error)

    def _enable(self, whole: bool) -> None:
        for action in self.handing_out:
            action.setEnabled(whole and not self.looking_back)
        for button in (self.ui.again_pdf, self.ui.again_workbook, self.ui.again_word):
            button.setEnabled(self._paper is not None)
        self.compare_action.setEnabled(self.looking_back and self._paper is not None)

    def _turned(self, page: int, pages: int) -> None:
        more = "" if self._made or not pages else "，正在排版"
        self.ui.described.setText(f"{page} / {pages} 页{more}" if pages else "没有可预览的内容")
        self.ui.thumbnails.stand_on(page - 1)

    # finding

    def search_field(self) -> QLineEdit:
        field: QLineEdit = self.ui.search
        return field

    def seek(self, step: int) -> None:
        """Go to the next or the last place where the text stands."""
        text, view = self.ui.search.text(), self.ui.preview
        if text.strip() and view.pages:
            hit = view.marked
            view.shown.find(text, hit.page if hit else view.page_in_sight(), hit.at if hit else -1 if step > 0 else 10**9, step)

    def _found(self, hit: Hit | None) -> None:
        self.ui.preview.mark(hit)
        self.desk.say(f"在第 {hit.page + 1} 页" if hit else f"没有找到“{self.ui.search.text()}”")

    # handing out

    def save(self, suffix: str) -> None:
        self.handing.save(self.kind, self.scope_form.scope, suffix)

    def print_out(self) -> None:
        if self._made is not None:
            self.handing.print_out(self.kind, self.scope_form.scope, self._made)

    def open(self) -> None:
        """Show the PDF in the program that this machine has for it."""
        if self._made is not None:
            saving.show(self._made)

    def issue_all(self) -> None:
        """Everything that is ticked, from the figures of one moment."""
        self.handing.all_into_folder(self.ticked, self.formats, self.scope_form.scope)

    @property
    def ticked(self) -> list[str]:
        rows = [self.ui.documents.item(row) for row in range(self.ui.documents.count())]
        return [row.data(Qt.ItemDataRole.UserRole).name for row in rows if row.checkState() == Qt.CheckState.Checked]

    @property
    def formats(self) -> list[str]:
        ui = self.ui
        return [suffix for box, suffix in ((ui.as_pdf, ".pdf"), (ui.as_workbook, ".xlsx"), (ui.as_word, ".docx")) if box.isChecked()]

    def _ticked(self) -> None:
        names = {kind.name for kind in self.desk.workspace.issuing.documents()} - set(self.ticked)
        self.desk.settings.window[KEPT] = {"left_out": sorted(names)}
        self.desk.keep_settings()
        self._count()

    def _count(self) -> None:
        count = len(self.ticked)
        self.all_action.setText(f"一键出表（{count} 种）…")
        self.ui.all.setText(self.all_action.text())
        self.all_action.setEnabled(count > 0)

    # what was handed out

    @property
    def _paper(self) -> Issuance | None:
        things = self.ui.papers.picked_things() if self.looking_back else []
        return things[0] if len(things) == 1 else None

    def _turn_side(self) -> None:
        if self.looking_back:
            self.issued.fetch()
            self._say_empty()
            if not self._paper and self.issued.papers.rowCount():
                self.ui.papers.pick(self.issued.papers.key(0))
            self._picked()
        else:
            self.draw()

    def _picked(self) -> None:
        paper = self._paper
        self.ui.facts.setText(f"{paper.title}：{facts(paper)}" if paper else "")
        self._enable(self._made is not None)
        if paper is not None and self._drawn != (paper.id,):
            self._await((paper.id,))
            self._preview.show(paper.title, partial(self.desk.workspace.archiving.document, paper.id))

    def compare(self) -> None:
        """Whether the paper would read differently today."""
        if self._paper is not None:
            self.issued.compare(self._paper)

    def _compared(self, paper: Issuance, found: list[Change]) -> None:
        same = "与今天的数字完全相同。" if not found else f"与今天相比有 {len(found):,} 处不同。"
        self.ui.compared.setText(f"《{paper.title}》（{facts(paper)}）{same}")
        if found:
            self.ui.differences.blank.hide()
        else:
            self.ui.differences.blank.say("没有差别", "当时的数字与今天的完全相同。")
        self.ui.shown.setCurrentWidget(self.ui.comparing)

    def again(self, suffix: str) -> None:
        """The paper once more, from the figures of then."""
        if self._paper is not None:
            self.issued.again(self._paper, suffix)
