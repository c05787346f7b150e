"""A strip is what a page is stacked from: a height, words and rules at places counted from its left top corner."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from planner.paper.fonts import Faces


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
    """Words and rules (x0, y0, x1, y1) that are never torn apart."""

    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def aligned(align: str, x: float, width: float, taken: float) -> float:
    """Where a text of breadth `taken` begins."""
    return x + {"right": width - taken, "center": (width - taken) / 2}.get(align, 0.0)


def draw(canvas: Canvas, strip: Strip, left: float, top: float, faces: Faces) -> None:
    """Put the strip on the page with its top at `top` (points from the foot of the sheet)."""
    for x0, y0, x1, y1 in strip.rules:
        canvas.line(left + x0, top - y0, left + x1, top - y1)
    for word in strip.words:
        _write(canvas, word, left + word.x, top - word.y, faces)


def _write(canvas: Canvas, word: Word, x: float, y: float, faces: Faces) -> None:
    for name, text, ems in faces.runs(word.text, word.face):
        canvas.setFont(name, word.size)
        canvas.drawString(x, y, text, charSpace=word.spread)
        x += ems * word.size + word.spread * len(text)
