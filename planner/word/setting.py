"""Sets the blocks of a document one after the other, each in its own way."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

from planner.paper.letter import MARK
from planner.paper.page import Style
from planner.progress import Progress
from planner.schema.document import (
    Attachment,
    Bars,
    Block,
    Closing,
    Contents,
    Cover,
    Document,
    Form,
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    OnePage,
    Paragraph,
    Signatures,
    Table,
)
from planner.word.charts import put_chart
from planner.word.leaves import Leaves, field, stops
from planner.word.styles import CELL, COVER, HEAD, LINE, NOTE, NUMBER
from planner.word.tables import form_of, table_of

COVER_TITLE, COVER_DROP, RED = 26.0, 0.28, (0xD9, 0x00, 0x00)
CENTER, RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


class Setter:
    """Sets one document into an empty book; the contents name the headings that are still to come."""

    def __init__(self, book: Any, document: Document, style: Style, progress: Progress) -> None:
        self._book, self._document, self._style, self._progress = book, document, style, progress
        self._leaves = Leaves(book, document.paper, style)
        self._cells = {name: book.styles[name].style_id for name in (HEAD, CELL)}
        self._headings = self._charts = self._cards = 0

    def set(self) -> int:
        """Everything; gives how many records the tables hold."""
        for block in self._document.blocks:
            if isinstance(block, Letterhead):
                self._letterhead(block)
        if not any(isinstance(block, Cover | OnePage) for block in self._document.blocks):
            self._titles(self._document.title, self._document.subtitle)
        rows = sum(self._block(block) for block in self._document.blocks)
        self._close()
        return rows

    def _titles(self, title: str, subtitle: str = "") -> None:
        if title:
            self._text(title, "Title", CENTER)
        if subtitle:
            self._text(subtitle, "Subtitle", CENTER)
        if any(self._document.above):
            left, middle, right = self._document.above
            line = self._text(f"{left}\t{middle}\t{right}", NOTE)
            stops(line, [(self._leaves.breadth / 2, WD_TAB_ALIGNMENT.CENTER), (self._leaves.breadth, WD_TAB_ALIGNMENT.RIGHT)])
            line.paragraph_format.keep_with_next = True
        elif self._style.letter:
            self._text("")

    def _text(self, text: str, style: str = "Normal", side: WD_ALIGN_PARAGRAPH | None = None) -> Any:
        made = self._book.add_paragraph(text, style=style)
        made.alignment = side
        return made

    def _block(self, block: Block) -> int:
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, OnePage):
            return self._one_page(block)
        if isinstance(block, Heading):
            self._heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Signatures):
            self._places(block)
        elif isinstance(block, Bars):
            self._charts += 1
            put_chart(self._text(""), block, self._charts, self._leaves.breadth)
            self._book.paragraphs[-1].paragraph_format.line_spacing = 1.0
        else:
            self._rare(block)
        return 0

    def _rare(self, block: Block) -> None:
        if isinstance(block, Attachment):
            self._leaves.turn(block.paper)
            self._text(block.number, NUMBER)
            self._heading(block.title, 1, f"{block.number} {block.title}", "Title", CENTER)
        elif isinstance(block, Closing):
            self._closing(block)
        elif isinstance(block, Contents):
            self._contents()
        elif isinstance(block, Cover):
            self._cover(block)
        elif isinstance(block, NewPage):
            self._leaves.turn(block.paper)
        elif isinstance(block, Imprint):
            self._imprint(block)
        elif isinstance(block, Form):
            self._put(form_of(block, self._leaves.breadth, self._cells))

    def _table(self, block: Table) -> int:
        if block.caption:
            self._text(block.caption, "Caption", CENTER)
        self._put(table_of(block, self._leaves.breadth, self._cells, self._progress))
        return sum(row.role == "record" for row in block.rows)

    def _put(self, table: Any) -> None:
        """A table, and a low line after it: two tables that touch would become one."""
        self._book.element.body.insert(len(self._book.element.body) - 1, table)
        self._text("", NOTE)

    def _one_page(self, block: OnePage) -> int:
        if self._cards:
            self._leaves.turn()
        self._cards += 1
        self._heading(block.title, 1, block.title, "Title", CENTER)
        return sum(self._block(inner) for inner in block.blocks)

    def _heading(self, text: str, level: int, listed: str = "", style: str = "", side: WD_ALIGN_PARAGRAPH | None = None) -> None:
        made = self._text(text, style or f"Heading {min(level, 3)}", side)
        if self._style.letter and not style:
            _indent(made, self._style.headings[min(level, 3)].size)
        if style:
            _outlined(made)
        if listed or level <= 2:
            self._headings += 1
            _bookmark(made, self._headings)

    def _paragraph(self, block: Paragraph) -> None:
        made = self._text(block.text, NOTE if block.small else "Normal", None if block.small else JUSTIFIED)
        if not block.small and not block.flush:
            _indent(made, self._style.body.size)

    def _places(self, block: Signatures) -> None:
        step = self._leaves.breadth / max(1, len(block.places))
        line = self._text("\t".join(block.places), LINE)
        stops(line, [(step * at, WD_TAB_ALIGNMENT.LEFT) for at in range(1, len(block.places))])

    def _closing(self, block: Closing) -> None:
        if self._book.paragraphs:
            self._book.paragraphs[-1].paragraph_format.keep_with_next = True   # no page has the signature alone
        for at, text in enumerate(block.attachments):
            if at == 0:
                self._text("").paragraph_format.keep_with_next = True
            line = self._text(text)
            _indent(line, self._style.body.size)
            line.paragraph_format.keep_with_next = True
        self._text("").paragraph_format.keep_with_next = True
        for text in (block.office, block.day):
            line = self._text(text, "Normal", RIGHT)
            line.paragraph_format.right_indent = Pt(4 * self._style.body.size)
            line.paragraph_format.keep_with_next = text != block.day

    def _letterhead(self, block: Letterhead) -> None:
        for text in block.lines:
            line = self._text(text, "Title", CENTER)
            line.runs[0].font.color.rgb = RGBColor(*RED)
            line.runs[0].font.size = Pt(MARK.size)
            line.paragraph_format.line_spacing = Pt(MARK.pitch)
        self._text(block.number, "Normal", CENTER)
        self._text("")

    def _imprint(self, block: Imprint) -> None:
        if block.copies:
            self._text(f"抄送：{'，'.join(block.copies)}。", NOTE)
        line = self._text(f"{block.office}\t{block.day}印发", NOTE)
        stops(line, [(self._leaves.breadth, WD_TAB_ALIGNMENT.RIGHT)])

    def _cover(self, block: Cover) -> None:
        drop = self._leaves.height * COVER_DROP
        title = self._text(self._document.title, "Title", CENTER)
        title.paragraph_format.space_before = Pt(drop)
        title.paragraph_format.line_spacing = Pt(COVER_TITLE * 1.7)
        title.runs[0].font.size = Pt(COVER_TITLE)
        if self._document.subtitle:
            self._text(self._document.subtitle, "Subtitle", CENTER)
        taken = drop + COVER_TITLE * 4 + 34.0 * (len(block.lines) + 2)
        for at, text in enumerate(block.lines):
            line = self._text(text, COVER, CENTER)
            line.paragraph_format.space_before = Pt(0 if at else max(0.0, self._leaves.height - taken))
        self._leaves.after_cover()

    def _contents(self) -> None:
        """An entry for every heading, led by dots to its page, which Word and WPS work out."""
        self._text("目　　录", "Title", CENTER)
        for number, (text, level) in enumerate(_listed(self._document), 1):
            line = self._text(f"{text}\t")
            line.paragraph_format.left_indent = Pt((level - 1) * 2 * self._style.body.size)
            line.paragraph_format.tab_stops.add_tab_stop(Pt(self._leaves.breadth), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            field(line, f"PAGEREF {_name(number)} \\h", "")
        self._leaves.turn()

    def _close(self) -> None:
        """The library's template begins with no paragraph of its own; a document without blocks still needs one."""
        if not self._book.paragraphs:
            self._text("")


def _listed(document: Document) -> list[tuple[str, int]]:
    """What the contents name, in the order in which the bookmarks are set."""
    found = []
    for block in document.blocks:
        if isinstance(block, Attachment):
            found.append((f"{block.number} {block.title}", 1))
        elif isinstance(block, OnePage):
            found.append((block.title, 1))
        elif isinstance(block, Heading) and block.level <= 2:
            found.append((block.text, block.level))
    return found


def _indent(paragraph: Any, size: float) -> None:
    """Two characters; in characters for Word, in twentieths of a point for readers that know no characters."""
    properties = paragraph._p.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(round(2 * size * 20)))


def _outlined(paragraph: Any) -> None:
    """A title inside the document stands in the reader's outline like a heading."""
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(level)


def _bookmark(paragraph: Any, number: int) -> None:
    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "bookmarkStart":
            mark.set(qn("w:name"), _name(number))
        paragraph._p.append(mark)


def _name(number: int) -> str:
    return f"_Toc{number:06d}"
