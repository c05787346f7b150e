"""Text as people send it, brought to one form; and how wide it is on paper and screen."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = {c: None for c in range(32) if c not in (9, 10, 13)} | {127: None, 0xFEFF: None, 0x200B: None}
_BLANKS = re.compile(r"[^\S\n]+")
_SPACE = re.compile(r"\s+")


def clean(raw: object) -> str:
    """Without control characters, in Unicode's composed form, with plain line ends; nothing else is touched."""
    text = unicodedata.normalize("NFC", str(raw).translate(_CONTROLS))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy(raw: object) -> str:
    """One line: no outer or doubled white space. Full-width marks stay, for they are how Chinese is written."""
    return _SPACE.sub(" ", clean(raw)).strip()


def paragraphs(raw: object) -> str:
    """Several lines: each tidied, empty ones dropped."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(raw).split("\n"))
    return "\n".join(line for line in lines if line)


def folded(raw: object) -> str:
    """For comparing: half-width, lower case, no white space."""
    bare = _SPACE.sub("", unicodedata.normalize("NFKC", clean(raw))).casefold()
    return unicodedata.normalize("NFKC", bare)


def halfwidth(raw: object) -> str:
    """For reading figures: half-width and tidied."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", clean(raw))).strip()


def display_width(text: str, ambiguous: int = 2) -> int:
    """Columns in a fixed-pitch face: two for a Chinese character, one for a Latin one; marks such as “” are either."""
    return sum({"W": 2, "F": 2, "A": ambiguous}.get(unicodedata.east_asian_width(c), 1) for c in text)
