"""The sheets of a Word document: sizes and margins of its sections, and the folio at their foot."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

from planner.paper.page import Style, blank
from planner.schema.document import Paper
from planner.word.styles import FONTS

FOLIO = 14.0
TABULAR_FOLIO = 9.0


class Leaves:
    """Opens sections on their paper and knows how broad the present one is."""

    def __init__(self, book: Any, paper: Paper, style: Style) -> None:
        self._book, self._style = book, style
        self.paper = paper
        book.settings.odd_and_even_pages_header_footer = style.letter
        self._set(book.sections[0], paper)
        self._folios(book.sections[0])

    @property
    def breadth(self) -> float:
        """Points between the margins of the present section."""
        page = blank(self.paper, self._style)
        return page.breadth

    @property
    def height(self) -> float:
        return blank(self.paper, self._style).height

    def turn(self, paper: Paper | None = None) -> None:
        """A new sheet: a page break on the same paper, a section on another."""
        if paper is None or paper == self.paper:
            self._book.add_page_break()
            return
        self.paper = paper
        self._set(self._book.add_section(WD_SECTION.NEW_PAGE), paper)

    def after_cover(self) -> None:
        """The leaf so far has no folio; counting begins on the next one."""
        section = self._book.add_section(WD_SECTION.NEW_PAGE)
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False
        self._folios(section)
        for footer in (self._book.sections[0].footer, self._book.sections[0].even_page_footer):
            for paragraph in footer.paragraphs:
                paragraph.clear()
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        section._sectPr.append(numbers)

    def _set(self, section: Any, paper: Paper) -> None:
        page = blank(paper, self._style)
        section.page_width, section.page_height = (Pt(side) for side in page.size)
        section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
        left, top, right, foot = page.margins
        section.left_margin, section.top_margin, section.right_margin, section.bottom_margin = map(Pt, (left, top, right, foot))
        section.footer_distance = Pt(foot - 34.0 if self._style.letter else 24.0)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)

    def _folios(self, section: Any) -> None:
        """— n — outside on a letter (GB/T 9704-2012, 7.5), else 第 n 页 共 m 页 in the middle."""
        if not self._style.letter:
            foot = _emptied(section.footer)
            foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _say(foot, ("第 ", "PAGE", " 页 共 ", "NUMPAGES", " 页"), TABULAR_FOLIO)
            return
        for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            foot = _emptied(footer)
            foot.alignment = side
            away = foot.paragraph_format
            away.right_indent, away.left_indent = Pt(FOLIO), Pt(FOLIO)
            _say(foot, ("— ", "PAGE", " —"), FOLIO)


def _emptied(footer: Any) -> Any:
    paragraph = footer.paragraphs[0]
    paragraph.clear()
    paragraph.paragraph_format.line_spacing = 1.0
    return paragraph


def _say(paragraph: Any, parts: tuple[str, ...], size: float) -> None:
    for part in parts:
        if part.isupper():
            field(paragraph, part, size=size)
        else:
            sized(paragraph.add_run(part), size)


def sized(run: Any, size: float, face: str = "Song") -> Any:
    """A run in a face and size of its own."""
    run.font.size, run.font.name = Pt(size), FONTS[face]
    run._r.rPr.rFonts.set(qn("w:eastAsia"), FONTS[face])
    return run


def field(paragraph: Any, code: str, text: str = "1", size: float = 0.0) -> None:
    """A field that Word works out itself; `text` stands there until it has."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run(text if kind == "text" else "")
        if size:
            sized(run, size)
        if kind == "code":
            said = OxmlElement("w:instrText")
            said.text = f" {code} "
            said.set(qn("xml:space"), "preserve")
            run._r.append(said)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def stops(paragraph: Any, places: list[tuple[float, WD_TAB_ALIGNMENT]]) -> None:
    """Tab stops in points from the left margin."""
    for place, side in places:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(place), side)
