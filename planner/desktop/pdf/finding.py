"""Finding a text on a page as people read it: over line ends, in any width of character, capital or small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.schema.text import halfwidth

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Hit:
    """Where a text stands: its page from 0, its first character's number, and its boxes in points from the top left."""

    page: int
    at: int
    boxes: tuple[Box, ...]


def find(page: Any, number: int, wanted: str, after: int | None, step: int) -> Hit | None:
    """The first place behind `after` (step 1), or the last one before it (-1); any on the page where it is None."""
    sought = folded(wanted)
    if not sought:
        return None
    text_page = page.get_textpage()
    signs = [(at, folded(sign)) for at, sign in enumerate(_signs(text_page))]
    kept = [(at, sign) for at, sign in signs if sign]
    text, places = "".join(sign for _, sign in kept), [at for at, sign in kept for _ in sign]
    starts = [start for start in _starts(text, sought)
              if after is None or (places[start] > after if step > 0 else places[start] < after)]
    if not starts:
        return None
    start = starts[0 if step > 0 else -1]
    taken = sorted({places[at] for at in range(start, start + len(sought))})
    return Hit(number, places[start], tuple(_boxes(text_page, page.get_height(), taken)))


def folded(text: str) -> str:
    """As texts are compared here: half-width, small, without white space."""
    return "".join(halfwidth(text).casefold().split())


def _signs(text_page: Any) -> list[str]:
    """Every character of the page by its own number; a text of the whole would count some of them twice."""
    from pypdfium2.raw import FPDFText_GetUnicode

    return [chr(code) if (code := FPDFText_GetUnicode(text_page.raw, at)) not in range(0xD800, 0xE000) else " "
            for at in range(text_page.count_chars())]


def _starts(text: str, sought: str) -> list[int]:
    found, at = [], text.find(sought)
    while at >= 0:
        found.append(at)
        at = text.find(sought, at + 1)
    return found


def _boxes(text_page: Any, height: float, places: list[int]) -> list[Box]:
    """One box a line: those of the characters, joined where they stand beside each other."""
    found: list[Box] = []
    for place in places:
        left, bottom, right, top = text_page.get_charbox(place, loose=True)
        box = (left, height - top, right, height - bottom)
        if found and abs(found[-1][1] - box[1]) < 2.0 and box[0] - found[-1][2] < 12.0:
            found[-1] = (found[-1][0], min(found[-1][1], box[1]), box[2], max(found[-1][3], box[3]))
        else:
            found.append(box)
    return found
