"""A boxed form in strips: labels in their boxes, values beside them, every line as high as its tallest value."""

from __future__ import annotations

from functools import partial

from planner.paper.breaking import lines
from planner.paper.flow import Flow
from planner.paper.strip import Strip, Word
from planner.schema.document import EMPTY, Form

PAD, LABEL = 3.5, 6.2


def lay_form(flow: Flow, form: Form) -> None:
    """Every line of the form as one strip, or as several where a value is taller than the rest of the page."""
    for line in form.lines:
        _lay(flow, line)


def _lay(flow: Flow, pairs: tuple[tuple[str, str], ...]) -> None:
    size, share = flow.style.largest, flow.breadth / len(pairs)
    label = LABEL * size
    boxes: list[tuple[float, list[str], str]] = []
    for at, (name, value) in enumerate(pairs):
        boxes.append((at * share, _broken(flow, name, label, "Hei"), "Hei"))
        boxes.append((at * share + label, _broken(flow, value or EMPTY, share - label, "Song"), "Song"))
    most = max(1, int((flow.height - 2 * PAD) / (size * 1.4)))
    for start in range(0, max(len(found) for _, found, _ in boxes), most):
        part = [(x, found[start : start + most] if face == "Song" or start == 0 else [], face) for x, found, face in boxes]
        flow.put(_strip(part, size, flow.breadth, label))


def _broken(flow: Flow, text: str, breadth: float, face: str) -> list[str]:
    return lines(text, breadth - 2 * PAD, partial(flow.faces.width, face=face, size=flow.style.largest))


def _strip(boxes: list[tuple[float, list[str], str]], size: float, breadth: float, label: float) -> Strip:
    pitch = size * 1.4
    height = max(len(found) for _, found, _ in boxes) * pitch + 2 * PAD
    strip = Strip(height)
    strip.rules = [(x, 0.0, x, height) for x, _, _ in boxes] + [
        (breadth, 0.0, breadth, height), (0.0, 0.0, breadth, 0.0), (0.0, height, breadth, height)]
    for x, found, face in boxes:
        top = PAD if face == "Song" else (height - len(found) * pitch) / 2
        top = (height - pitch) / 2 if len(found) == 1 else top
        strip.words += [Word(x + PAD, top + at * pitch + size * 1.05, text, face, size) for at, text in enumerate(found)]
    return strip
