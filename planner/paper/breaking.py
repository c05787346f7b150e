"""Where a Chinese line may end (GB/T 15834-2011 section 5): marks stay in place, words and numbers stay whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

NO_START = "，。、；：！？）》〉」』】〕〗］｝”’…—·～／,.;:!?)]}%‰％℃°㎡㎥"
NO_END = "（《〈「『【〔〖［｛“‘([{¥￥$€№"
HALF_BLANK, SOFT = "，。、；：！？）》〉」』】〕〗］｝”’", "-/@._&="
_OPEN, _CLOSE = re.escape(NO_END), re.escape(NO_START)
_LATIN = r"0-9A-Za-z\u00c0-\u024f_+\-\u2212@#&=/\\"
_WORD = rf"(?:第(?=\d))?[≥≤±≈<>]*[{_LATIN}.,:'~*<>]*[{_LATIN}'~*<>](?:(?<=\d)[年月日期批届号项])?"
_ORDINAL = "第[一二三四五六七八九十]+[季年章条项届批次]度?"
_TERM = re.compile("(?:人工智能|应用场景|场景|创新|清单|汇总|对照|台账|通知|公示|发布|专报|计划|会议|材料|报送|补正|要素|供需|配置"
                   "|季度|年度|调度|工作|情况|项目|评审|征集|先导区)[的表书]?")
_ATOM = re.compile(rf"[{_OPEN}]*(?:{_WORD}|{_ORDINAL}|[^\s{_OPEN}])?[{_CLOSE}]*[ \u3000]*|\s", re.DOTALL)

Measure = Callable[[str], float]


def atoms(text: str) -> Iterator[str]:
    """The pieces between which a line may end; joined they are the text."""
    return (piece for piece in _ATOM.findall(text) if piece)


def phrases(text: str) -> Iterator[str]:
    """The same for titles, whose terms stay whole too (GB/T 9704-2012, 7.3.1)."""
    inside = {at for term in _TERM.finditer(text) for at in range(term.start() + 1, term.end())}
    held, place = "", 0
    for piece in atoms(text):
        if held and place not in inside:
            yield held
            held = ""
        held, place = held + piece, place + len(piece)
    if held:
        yield held


def lines(text: str, width: float, measure: Measure, *, first: float | None = None, hang: bool = False,
          parted: Callable[[str], Iterator[str]] = atoms) -> list[str]:
    """The text in lines no wider than `width`, the first of each paragraph than `first`; only a piece wider than a
    whole line is cut inside. With `hang` the blank half of a closing mark may stand over the edge.
    """
    parts = text.expandtabs(1).splitlines()
    found = [line for part in parts for line in _broken(part.strip(), width, measure, first or width, hang, parted)]
    return found or [""]


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """A title in as few lines as it needs, of about the same length."""
    found = best = lines(text, width, measure, parted=phrases)
    low, high = 0.0, width
    while len(found) > 1 and high - low > 1.0:
        middle = (low + high) / 2
        tried = lines(text, middle, measure, parted=phrases)
        low, high, best = (low, middle, tried) if len(tried) == len(found) else (middle, high, best)
    return best


def blank_half(line: str, measure: Measure) -> float:
    """The empty half of a full-width closing mark at the end of a line."""
    return measure(line[-1]) / 2 if line and line[-1] in HALF_BLANK else 0.0


def _broken(text: str, width: float, measure: Measure, first: float, hang: bool,
            parted: Callable[[str], Iterator[str]]) -> Iterator[str]:
    if measure(text) <= first:
        yield text
        return
    line, used, room, most = "", 0.0, first, min(first, width)
    for atom in parted(text):
        wide = measure(atom)
        for piece in (atom,) if wide <= most else _fitting(atom, most, measure):
            whole, seen = wide if piece is atom else measure(piece), piece.rstrip()
            bare = whole if seen == piece else measure(seen)
            if line and used + bare - (blank_half(seen, measure) if hang else 0.0) > room + 0.01:
                yield line.rstrip()
                line, used, room = "", 0.0, width
            line, used = line + piece, used + whole
    yield line.rstrip()


def _fitting(piece: str, width: float, measure: Measure) -> Iterator[str]:
    """The piece, cut where even without the blanks behind it it is wider than a line."""
    return iter((piece,)) if measure(piece.rstrip()) <= width else _cut(piece, width, measure)


def _cut(piece: str, width: float, measure: Measure) -> Iterator[str]:
    """A word longer than a line: after - / @ . _ if there is one in its second half, else where the line is full."""
    while measure(piece) > width:
        end = next((at for at in range(1, len(piece)) if measure(piece[: at + 1]) > width), len(piece))
        soft = next((at for at in range(end, end // 2, -1) if piece[at - 1] in SOFT and piece[at] not in NO_START), end)
        while soft > 1 and piece[soft] in NO_START and soft == end:
            soft = end = soft - 1
        yield piece[:soft]
        piece = piece[soft:]
    yield piece
