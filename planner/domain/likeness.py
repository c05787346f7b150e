"""Which titles resemble each other so much that a person should say whether they mean the same; nothing is ever merged by it.

Resemblance is the share of common pairs of letters (Dice), without the place before a title and the word for a project behind
it. What differs decides too: another place, a phase, an ordinal, a year or a direction (一期/二期, 东区/西区, 2025/2026) tells
things apart however alike the rest is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from planner.schema.text import folded

ALIKE = 0.75
_SHORTEST = 4
_COMMON = 400
"""Pairs of letters that so many titles have say nothing about one of them."""
_ORDINAL = re.compile(r"[0-9〇零一二三四五六七八九十百]")
_SIDE = re.compile(r"^[东西南北中上下左右前后内外新老大小甲乙丙丁]{1,2}$")
_PUNCTUATION = re.compile(r"[\W_]+")
_PLACE = re.compile(r"^(?:(全市|全区|全县|本市|我市)|([\u4e00-\u9fff]{2,6}?(?:经开区|高新区|新区|区|县|市)))(?=[\u4e00-\u9fff]{4})")
_KIND = re.compile(r"(?:应用示范|示范应用|试点|项目|场景|工程|示范|应用|建设)+$")


class Likeness:
    """Titles that are at hand, each under a key and of a group; asked for those of other groups that resemble one."""

    def __init__(self) -> None:
        self._known: dict[str, _Title] = {}
        self._having: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def add(self, key: str, title: str, group: str = "") -> None:
        found = _Title.of(title)
        if len(found.bare) < _SHORTEST or key in self._known:
            return
        self._known[key] = found
        having = self._having[group]
        for pair in found.pairs:
            having[pair].append(key)

    def alike(self, title: str, group: str = "") -> list[str]:
        """Keys of the titles of other groups that resemble this one, the closest first."""
        mine = _Title.of(title)
        if len(mine.bare) < _SHORTEST:
            return []
        common: Counter[str] = Counter()
        for other, having in self._having.items():
            for pair in mine.pairs if other != group else ():
                if len(keys := having.get(pair, ())) <= _COMMON:
                    common.update(keys)
        near = [(mine.share(self._known[key]), key) for key, shared in common.items() if 3 * shared >= len(mine.pairs)]
        close = sorted((-share, key) for share, key in near if share >= ALIKE)
        return [key for _, key in close if not told_apart(mine.bare, self._known[key].bare)]


@dataclass(frozen=True)
class _Title:
    """A title taken apart: the part of the city that it begins with, and the rest without what every title has."""

    place: str
    bare: str
    pairs: frozenset[str]

    @classmethod
    def of(cls, title: str) -> _Title:
        text = _PUNCTUATION.sub("", folded(title))
        found = _PLACE.match(text)
        rest = text[found.end():] if found else text
        bare = _KIND.sub("", rest) or rest
        return cls((found[2] or "") if found else "", bare, frozenset(bare[i:i + 2] for i in range(len(bare) - 1)))

    def share(self, other: _Title) -> float:
        """Of the pairs of letters of both, how many are common; nothing where both name a place and not the same."""
        if self.place and other.place and self.place != other.place:
            return 0.0
        return 2 * len(self.pairs & other.pairs) / (len(self.pairs) + len(other.pairs))


def told_apart(one: str, other: str) -> bool:
    """Whether two titles differ in what numbers things or says on which side they lie."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        parts = [part for part in (one[a:b], other[c:d]) if part]
        if any(_ORDINAL.search(part) for part in parts) or (what == "replace" and all(_SIDE.match(part) for part in parts)):
            return True
    return False
