"""The pen for paper: a document becomes a PDF with every font inside and the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from planner.paper.archive import describe
from planner.paper.blocks import Setter
from planner.paper.flow import Flow, Mark
from planner.paper.fonts import Faces, load
from planner.paper.page import LETTER, TABULAR, Page
from planner.paper.strip import Strip, draw
from planner.paths import replacing
from planner.progress import Progress
from planner.schema.document import Document, Issued

FOLIO, LETTER_FOLIO = 10 * mm, 7 * mm


def write(document: Document, path: Path, progress: Progress | None = None, fonts: Path | None = None) -> Issued:
    """Write the PDF; the old file stays when anything fails. `fonts` is a folder with the office's own typefaces.

    `missing_characters` are those no face has; each is printed as □. Raises FileTrouble, Cancelled.
    """
    told, faces = progress or Progress(), Faces(fonts)
    flow = Flow(document.paper, LETTER if document.letter else TABULAR, faces)
    rows = Setter(flow, document, told).set()
    with replacing(path) as draft:
        _print(document, flow, draft, told)
    return Issued(len(flow.pages), rows, tuple(faces.missing))


def _print(document: Document, flow: Flow, draft: Path, progress: Progress) -> None:
    load("Song")
    options: dict[str, Any] = {"invariant": 1, "pageCompression": 1, "initialFontName": "Song", "pdfVersion": (1, 7)}
    canvas = Canvas(str(draft), pagesize=flow.pages[0].size, **options)
    describe(canvas, document)
    outline, numbered, count = Outline(canvas, flow.marks), 0, 0 if document.open else sum(page.numbered for page in flow.pages)
    for page in progress.each(flow.pages, "写出"):
        canvas.setPageSize(page.size)
        canvas.setLineWidth(0.5)
        for used, strip in page.strips:
            left, top = page.margins[0], page.size[1] - page.margins[1] - used
            draw(canvas, strip, left, top, flow.faces)
            outline.add(strip, top)
            if strip.leads_to:
                canvas.linkAbsolute("", strip.leads_to, (left, top - strip.height, left + page.breadth, top), F=4)
        numbered += page.numbered
        if page.numbered:
            _folio(canvas, page, numbered, count, flow)
        canvas.showPage()
    canvas.save()


class Outline:
    """The headings as readers show them beside the pages; a level is never more than one deeper than the one before."""

    def __init__(self, canvas: Canvas, marks: Sequence[Mark]) -> None:
        self._canvas, self._level = canvas, -1
        self._marks = {mark.name: mark for mark in marks}
        if marks:
            canvas.showOutline()

    def add(self, strip: Strip, top: float) -> None:
        """Put the heading that stands at this height in, if the strip is one."""
        mark = self._marks.get(strip.target)
        if mark:
            self._level = min(mark.level - 1, self._level + 1)
            self._canvas.bookmarkPage(mark.name, fit="XYZ", left=0, top=top + 6)
            self._canvas.addOutlineEntry(mark.text, mark.name, self._level, closed=False)


def _folio(canvas: Canvas, page: Page, number: int, count: int, flow: Flow) -> None:
    """第 n 页 共 m 页 in the middle; on a letter — n — outside, one character in (GB/T 9704-2012, 7.5)."""
    if not flow.style.letter:
        canvas.setFont("Song", 9)
        canvas.drawCentredString(page.size[0] / 2, FOLIO, f"第 {number} 页 共 {count or '…'} 页")
        return
    canvas.setFont("Song", 14)
    text, y = f"— {number} —", page.margins[3] - LETTER_FOLIO - 14
    if number % 2:
        canvas.drawRightString(page.size[0] - page.margins[2] - 14, y, text)
    else:
        canvas.drawString(page.margins[0] + 14, y, text)
