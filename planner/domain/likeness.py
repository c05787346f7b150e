"""Which titles resemble each other so much that a person should say whether they mean the same; nothing is ever merged by it.

Resemblance is the share of common pairs of letters (Dice), without the place before a title and the word for a project behind
it. What differs decides too: another place, a phase, an ordinal, a year or a direction (一期/二期, 东区/西区, 2025/2026) tells
things apart however alike the rest is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher

from planner.schema.text import folded

ALIKE = 0.75
_COMMON = 400
"""Pairs of letters that so many titles have say nothing about one of them."""
_ORDINAL = re.compile(r"[0-9〇零一二三四五六七八九十百]")
_SIDE = re.compile(r"^[东西南北中上下左右前后内外新老大小甲乙丙丁]{1,2}$")
_PUNCTUATION = re.compile(r"[\W_]+")
_PLACE = re.compile(r"^(?:(全市|全区|全县|本市|我市)|([\u4e00-\u9fff]{2,6}?(?:经开区|高新区|新区|区|县|市)))(?=[\u4e00-\u9fff]{4})")
_KIND = re.compile(r"(?:应用示范|示范应用|试点|项目|场景|工程|示范|应用|建设)+$")


class Likeness:
    """Titles that are at hand, each under a key; asked for those that resemble another one."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._pairs: dict[str, set[str]] = {}
        self._having: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, key: str, title: str) -> None:
        place, bare = _bare(title)
        if len(bare) < 4 or key in self._titles:
            return
        self._titles[key], self._places[key], self._pairs[key] = bare, place, _pairs(bare)
        for pair in self._pairs[key]:
            self._having[pair].append(key)

    def alike(self, title: str) -> list[str]:
        """Keys of the titles that resemble this one, the closest first."""
        place, bare = _bare(title)
        mine = _pairs(bare)
        if len(bare) < 4:
            return []
        common: Counter[str] = Counter()
        for pair in mine:
            having = self._having.get(pair, ())
            if len(having) <= _COMMON:
                common.update(having)
        found = [(2 * len(mine & self._pairs[key]) / (len(mine) + len(self._pairs[key])), key)
                 for key, shared in common.items() if 3 * shared >= len(mine)]
        close = sorted((-share, key) for share, key in found if share >= ALIKE and (not place or self._places[key] in ("", place)))
        return [key for _, key in close if not told_apart(bare, self._titles[key])]


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


def _bare(title: str) -> tuple[str, str]:
    """The place that a title begins with, if it is a part of the city, and the rest without what every title has."""
    text = _PUNCTUATION.sub("", folded(title))
    found = _PLACE.match(text)
    rest = text[found.end():] if found else text
    return (found[2] or "") if found else "", _KIND.sub("", rest) or rest


def _pairs(text: str) -> set[str]:
    return {text[i:i + 2] for i in range(len(text) - 1)}
