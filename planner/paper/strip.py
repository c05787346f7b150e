"""A strip is what a page is stacked from: a height, words, rules and grey boxes at places counted from its left top corner."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from planner.paper.fonts import Faces

RED = (0.85, 0.0, 0.0)
Quad = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """Text of one line; `y` is its base line below the top of the strip, `spread` points between its characters."""

    x: float
    y: float
    text: str
    face: str
    size: float
    spread: float = 0.0


@dataclass(slots=True)
class Strip:
    """Words, rules (x0, y0, x1, y1) and boxes with their grey (0 black, 1 white), never torn apart.

    `target` is the name under which the strip can be jumped to, `leads_to` the name of the strip that it jumps to. A
    `red` one is drawn in the red of letterheads.
    """

    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Quad] = field(default_factory=list)
    boxes: list[tuple[Quad, float]] = field(default_factory=list)
    target: str = ""
    leads_to: str = ""
    red: bool = False


def aligned(align: str, x: float, width: float, taken: float) -> float:
    """Where a text of breadth `taken` begins."""
    return x + {"right": width - taken, "center": (width - taken) / 2}.get(align, 0.0)


def draw(canvas: Canvas, strip: Strip, left: float, top: float, faces: Faces) -> None:
    """Put the strip on the page with its top at `top` (points from the foot of the sheet)."""
    if strip.red:
        canvas.saveState()
        canvas.setFillColorRGB(*RED)
        canvas.setStrokeColorRGB(*RED)
        canvas.setLineWidth(1.5)
    for (x0, y0, x1, y1), grey in strip.boxes:
        canvas.setFillGray(grey)
        canvas.rect(left + x0, top - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    if strip.boxes:
        canvas.setFillGray(0)
    for x0, y0, x1, y1 in strip.rules:
        canvas.line(left + x0, top - y0, left + x1, top - y1)
    for word in strip.words:
        _write(canvas, word, left + word.x, top - word.y, faces)
    if strip.red:
        canvas.restoreState()


def _write(canvas: Canvas, word: Word, x: float, y: float, faces: Faces) -> None:
    for name, text, ems in faces.runs(word.text, word.face):
        canvas.setFont(name, word.size)
        canvas.drawString(x, y, text, charSpace=word.spread)
        x += ems * word.size + word.spread * len(text)
