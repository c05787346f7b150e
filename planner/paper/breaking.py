"""Where a Chinese line may end (GB/T 15834-2011 section 5): marks stay in place, words and numbers stay whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

NO_START = "，。、；：！？）》〉」』】〕〗］｝”’…—·～／,.;:!?)]}%‰％℃°㎡㎥"
NO_END = "（《〈「『【〔〖［｛“‘([{¥￥$€№"
_OPEN, _CLOSE = re.escape(NO_END), re.escape(NO_START)
_WORD = r"[≥≤±≈<>]*[0-9A-Za-z\u00c0-\u024f_+\-\u2212@#&=/\\.,:'~*<>]*[0-9A-Za-z\u00c0-\u024f_+\-\u2212@#&=/\\'~*<>](?:(?<=\d)[年月日])?"
_ORDINAL = "第[一二三四五六七八九十]+[季年章条项届批次]度?"
_ATOM = re.compile(rf"[{_OPEN}]*(?:{_WORD}|{_ORDINAL}|[^\s{_OPEN}])?[{_CLOSE}]*[ \u3000]*|\s", re.DOTALL)

Measure = Callable[[str], float]


def atoms(text: str) -> Iterator[str]:
    """The pieces between which a line may end; joined they are the text."""
    return (piece for piece in _ATOM.findall(text) if piece)


def lines(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `width`; only a piece wider than a whole line is cut inside."""
    found = [line for part in text.expandtabs(1).splitlines() for line in _broken(part.strip(), width, measure)]
    return found or [""]


def _broken(text: str, width: float, measure: Measure) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _fitting(text, width, measure):
        bare, whole = measure(piece.rstrip()), measure(piece)
        if line and used + bare > width:
            yield line.rstrip()
            line, used = "", 0.0
        line, used = line + piece, used + whole
    yield line.rstrip()


def _fitting(text: str, width: float, measure: Measure) -> Iterator[str]:
    for piece in atoms(text):
        if measure(piece.rstrip()) <= width:
            yield piece
        else:
            yield from piece
