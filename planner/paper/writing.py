"""The pen for paper: a document becomes a PDF with every font inside and the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from planner.paper.flow import SIGNATURE_HEIGHT, Flow
from planner.paper.fonts import Faces, load
from planner.paper.strip import draw
from planner.paths import replacing
from planner.progress import Progress
from planner.schema.document import Document, Heading, Issued, Paper, Paragraph, Signatures, Table

SIZES = {"A4": (210 * mm, 297 * mm), "A3": (297 * mm, 420 * mm)}
SIDE, TOP, FOOT, FOLIO = 18 * mm, 20 * mm, 18 * mm, 10 * mm


def write(document: Document, path: Path, progress: Progress | None = None) -> Issued:
    """Write the PDF; the old file stays when anything fails.

    `missing_characters` are those no shipped face has; each is printed as □. Raises FileTrouble, Cancelled.
    """
    told, faces = progress or Progress(), Faces()
    width, height = sheet(document.paper)
    flow = Flow(width - 2 * SIDE, height - TOP - FOOT, faces)
    rows = _fill(flow, document, told)
    with replacing(path) as draft:
        _print(document, flow, (width, height), draft, told)
    return Issued(len(flow.pages), rows, tuple(faces.missing))


def sheet(paper: Paper) -> tuple[float, float]:
    """Width and height in points."""
    width, height = SIZES.get(paper.size, SIZES["A4"])
    return (height, width) if paper.landscape else (width, height)


def _fill(flow: Flow, document: Document, progress: Progress) -> int:
    """Lay the blocks out; returns how many records they hold."""
    flow.titles(document)
    flow.above(document.above)
    rows = 0
    followers = (*document.blocks[1:], None)
    for block, follower in zip(document.blocks, followers, strict=False):
        if isinstance(block, Table):
            flow.table(block, progress, SIGNATURE_HEIGHT if isinstance(follower, Signatures) else 0.0)
            rows += sum(row.role == "record" for row in block.rows)
            flow.space(0.0 if isinstance(follower, Signatures) else 8.0)
        elif isinstance(block, Heading):
            flow.heading(block)
        elif isinstance(block, Paragraph):
            flow.paragraph(block)
        else:
            flow.signatures(block)
    return rows


def _print(document: Document, flow: Flow, size: tuple[float, float], draft: Path, progress: Progress) -> None:
    load()
    options: dict[str, Any] = {"invariant": 1, "pageCompression": 1, "initialFontName": "Song"}
    canvas = Canvas(str(draft), pagesize=size, **options)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.office)
    canvas.setSubject(document.as_of)
    canvas.setCreator(document.name)
    for number, page in enumerate(progress.each(flow.pages, "写出"), 1):
        canvas.setLineWidth(0.5)
        for used, strip in page:
            draw(canvas, strip, SIDE, size[1] - TOP - used, flow.faces)
        canvas.setFont("Song", 9)
        canvas.drawCentredString(size[0] / 2, FOLIO, f"第 {number} 页 共 {len(flow.pages)} 页")
        canvas.showPage()
    canvas.save()
