"""A chart of bars as a strip: greys and hatching that stay apart in black and white, every bar with its figure."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from planner.paper.breaking import lines
from planner.paper.fonts import Faces
from planner.paper.strip import Quad, Strip, Word
from planner.schema.document import Bars
from planner.schema.numbers import trimmed

HEIGHT, FOOT, HEAD, SIZE, GAP, LINES = 190.0, 30.0, 42.0, 8.0, 0.35, 2
LOOKS = ((0.25, 0.0), (1.0, 0.0), (0.75, 0.0), (1.0, 4.0), (0.5, 0.0), (1.0, 8.0))


def chart(bars: Bars, breadth: float, faces: Faces) -> Strip:
    """The chart over the breadth, with caption, legend, axis and labels."""
    strip = Strip(HEIGHT + HEAD + FOOT)
    _title(strip, bars, breadth, faces)
    values = [value for _, series in bars.series for value in series if value]
    top, foot = max(values, default=Decimal(1)), HEAD + HEIGHT
    strip.rules.append((0.0, foot, breadth, foot))
    slot = breadth / max(1, len(bars.labels))
    width = slot * (1 - GAP) / max(1, len(bars.series))
    for at, label in enumerate(bars.labels):
        left = at * slot + slot * GAP / 2
        for line, text in enumerate(named(label, slot, faces)):
            _centred(strip, text, at * slot + slot / 2, foot + 12.0 + line * SIZE * 1.2, faces)
        for number, (_, series) in enumerate(bars.series):
            value = series[at]
            if value is None:
                continue
            x, tall = left + number * width, float(value / top) * (HEIGHT - 14.0)
            _bar(strip, (x, foot - tall, x + width * 0.9, foot), *LOOKS[number % len(LOOKS)])
            _centred(strip, trimmed(value), x + width * 0.45, foot - tall - 3.0, faces)
    return strip


def _title(strip: Strip, bars: Bars, breadth: float, faces: Faces) -> None:
    _centred(strip, f"{bars.caption}（单位：{bars.unit}）", breadth / 2, 12.0, faces, "Hei", 10.5)
    x = breadth - sum(faces.width(name, "Song", SIZE) + 26.0 for name, _ in bars.series)
    for number, (name, _) in enumerate(bars.series):
        _bar(strip, (x, 22.0, x + 12.0, 30.0), *LOOKS[number % len(LOOKS)])
        strip.words.append(Word(x + 15.0, 29.0, name, "Song", SIZE))
        x += faces.width(name, "Song", SIZE) + 26.0


def named(label: str, breadth: float, faces: Faces) -> list[str]:
    """The name of a group of bars on at most two lines."""
    found = lines(label, breadth - 2.0, partial(faces.width, face="Song", size=SIZE))
    return found if len(found) <= LINES else [*found[: LINES - 1], fitted("".join(found[LINES - 1 :]), breadth, faces)]


def fitted(text: str, breadth: float, faces: Faces) -> str:
    """The text, cut with … where its slot is too narrow."""
    while text and faces.width(text, "Song", SIZE) > breadth - 2.0:
        text = text.removesuffix("…")[:-1] + "…" if len(text) > 2 else ""
    return text


def _centred(strip: Strip, text: str, x: float, y: float, faces: Faces, face: str = "Song", size: float = SIZE) -> None:
    strip.words.append(Word(x - faces.width(text, face, size) / 2, y, text, face, size))


def _bar(strip: Strip, box: Quad, grey: float, hatch: float) -> None:
    x0, y0, x1, y1 = box
    strip.boxes.append((box, grey))
    strip.rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    if hatch:
        strip.rules += hatching(box, hatch)


def hatching(box: Quad, step: float) -> list[Quad]:
    """Slanting lines inside a box."""
    x0, y0, x1, y1 = box
    found, shift = [], step
    while shift < (x1 - x0) + (y1 - y0):
        start = (x0 + shift, y0) if shift <= x1 - x0 else (x1, y0 + shift - (x1 - x0))
        end = (x0, y0 + shift) if shift <= y1 - y0 else (x0 + shift - (y1 - y0), y1)
        found.append((*start, *end))
        shift += step
    return found
