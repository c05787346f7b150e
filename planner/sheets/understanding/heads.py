"""Where a table begins: the rows of its head, one to five levels deep, and the columns they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.sheets.grid import Cell
from planner.sheets.understanding.headings import Heading, Lexicon, heading
from planner.sheets.understanding.page import Page, text_of
from planner.sheets.understanding.units import is_unit, split_unit

DEEPEST = 5
_LOOK, _STRANGERS = 60, 20_000
_NUMBER = re.compile(r"^[-+]?[\d,.]+%?$|^\d{4}[-/.年]\d{1,2}")
_ORDINAL = re.compile(
    r"^[(（\[【]?(\d{1,3}(?:\.0)?|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[①-⑳])[)）\]】]?$|^第?\d{1,3}[栏列]$")


@dataclass(frozen=True)
class Head:
    """A table's head on a page: its first and last row, and for each column its number and heading."""

    top: int
    bottom: int
    columns: tuple[int, ...]
    headings: tuple[Heading, ...]

    @property
    def rows(self) -> list[int]:
        return list(range(self.top, self.bottom + 1))

    def beside(self, other: Head) -> Head:
        """This head and one to its right on the same rows, as one."""
        return Head(self.top, self.bottom, self.columns + other.columns, self.headings + other.headings)


class Heads:
    """Finds heads on one page."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self._page = page
        self._known = lexicon.known
        self._ratings: dict[int, float] = {}
        self._strangers: set[Cell] = set()
        self._free = [c for c in range(page.width) if not page.merged(c)]

    def find(self, first: int, *, guess: bool = True) -> Head | None:
        """The first head at or below a row: by the words that departments use, else (if `guess`) by shape."""
        best, best_rating = self.best(first)
        if best is not None and best_rating >= 2:
            return self.at(*self._levels(best))
        return self._by_shape(first) if guess else None

    def best(self, first: int) -> tuple[int | None, float]:
        """The first row that is clearly more of a head than those above it, and its rating."""
        best, best_rating = None, 0.0
        for row in range(first, min(first + _LOOK, len(self._page.rows))):
            rating = self.rating(row)
            if rating > best_rating * 1.5:
                best, best_rating = row, rating
        return best, best_rating

    def rating(self, row: int) -> float:
        """How many of a row's cells are known headings, when they are most of what it says; else 0."""
        known = self._ratings.get(row)
        if known is None:
            known = self._ratings[row] = self._rate(row)
        return known

    def _rate(self, row: int) -> float:
        page = self._page
        if self._is_strange(page.rows[row]):
            return 0.0
        texts = [page.text(row, c) for c in page.filled(row) if page.origin(row, c) == (row, c) or not page.merge(row, c)]
        if len(texts) < 2:
            return 0.0
        missed = 0
        if len(set(texts)) < 0.4 * len(texts):
            return 0.0
        scores: list[float] = []
        for text in texts:
            if score := self._known(text):
                scores.append(score)
            elif (missed := missed + 1) > 0.5 * len(texts):
                self._remember(page.rows[row])
                return 0.0
        return sum(scores) if len(scores) >= 2 else 0.0

    def _is_strange(self, cells: Sequence[Cell]) -> bool:
        """Whether more than half of a row's contents are known to be no headings, as in most rows of a long list."""
        filled = len(cells) - cells.count(None) - cells.count("")
        return sum(1 for c in self._free if c < len(cells) and cells[c] in self._strangers) > 0.5 * filled

    def _remember(self, cells: Sequence[Cell]) -> None:
        if len(self._strangers) < _STRANGERS:
            self._strangers.update(cell for cell in cells if isinstance(cell, str) and cell.strip() and not self._known(text_of(cell)))

    def at(self, top: int, bottom: int) -> Head:
        """The head of these rows."""
        columns = [c for c in range(self._page.width) if any(self._page.text(*self._page.origin(r, c)) for r in range(top, bottom + 1))]
        return Head(top, bottom, tuple(columns), tuple(self._heading(top, bottom, c) for c in columns))

    def _heading(self, top: int, bottom: int, column: int) -> Heading:
        levels: list[str] = []
        for row in range(top, bottom + 1):
            text = self._level(row, column, top, bottom)
            if text and text not in levels[-1:] and not (row > top and ordinal(text) and split_unit(text)[0]):
                levels.append(text)
        return heading(levels)

    def _level(self, row: int, column: int, top: int, bottom: int) -> str:
        """The text over a column on one level; one that spans without a merge is found on the left."""
        page = self._page
        text = page.text(*page.origin(row, column))
        if text or row == bottom or page.merge(row, column):
            return text
        if not any(page.text(below, column) for below in range(row + 1, bottom + 1)):
            return ""
        for left in range(column - 1, -1, -1):
            below = any(page.text(r, left) for r in range(row + 1, bottom + 1))
            if not below and not page.text(row, left):
                return ""
            if page.text(row, left):
                return page.text(row, left) if below and page.merge(row, left) is None else ""
        return ""

    def _levels(self, row: int) -> tuple[int, int]:
        top = bottom = row
        while bottom - top + 1 < DEEPEST and self._goes_down(top, bottom):
            bottom += 1
        while bottom - top + 1 < DEEPEST and self._goes_up(top, bottom):
            top -= 1
        return top, bottom

    def _goes_down(self, top: int, bottom: int) -> bool:
        """Whether the next row is still a level of the head."""
        page, below = self._page, bottom + 1
        filled = page.filled(below)
        if not filled or self.numbered(below):
            return False
        if self._reaching(top, bottom):
            return True
        texts = [page.text(below, c) for c in filled]
        if any(len(text) > 25 for text in texts):
            return False
        if all(is_unit(text) or not split_unit(text)[0] for text in texts):
            return True
        over = page.filled(bottom)
        spanned = [c for c in filled if c not in over or page.span(bottom, c)[1] > 1 or page.text(bottom, c + 1) == ""]
        named = [text for text in texts if self._known(text)]
        return len(filled) < len(over) + 2 and len(spanned) == len(filled) and len(named) >= 0.5 * len(texts) and not self._data(texts)

    def _reaching(self, top: int, bottom: int) -> bool:
        """Whether headings reach below the row by merges; one unknown text alone is a title beside the table."""
        over = {merge for c in range(self._page.width) if (merge := self._page.merge(bottom, c))}
        merges = [merge for merge in over if merge[0] >= top and merge[2] > bottom]
        return len(merges) > 1 or any(self._known(self._page.text(*merge[:2])) for merge in merges)

    def _goes_up(self, top: int, bottom: int) -> bool:
        """Whether the row above is an upper level: short names that each stand over columns of the head."""
        page, above = self._page, top - 1
        filled = [c for c in page.filled(above) if page.origin(above, c) == (above, c) or not page.merge(above, c)] if above >= 0 else []
        if len(filled) < 2:
            return False
        texts = [page.text(above, c) for c in filled]
        if any(len(text) > 16 or re.search(r"[:：]", text) for text in texts) or self._data(texts):
            return False
        if len(set(texts)) < 2 or any(not page.text(*page.origin(top, c)) for c in filled if not page.merge(above, c)):
            return False
        reach = sum(page.span(above, c)[1] for c in filled)
        merged_down = any(page.span(above, c)[0] > 1 for c in filled)
        return merged_down or reach > len(filled) or len(page.filled(top)) > len(filled)

    @staticmethod
    def _data(texts: Sequence[str]) -> bool:
        return sum(1 for text in texts if _NUMBER.match(text)) > 0.2 * len(texts)

    def numbered(self, row: int) -> bool:
        """Whether the row only numbers the columns: 1 2 3, （1）（2）, 甲 乙 1 2."""
        texts = [self._page.text(row, c) for c in self._page.filled(row)]
        return len(texts) >= 3 and all(ordinal(text) for text in texts) and len(set(texts)) == len(texts) and self._counts(texts)

    @staticmethod
    def _counts(texts: Sequence[str]) -> bool:
        numbers = [int(float(found)) for text in texts if (found := re.sub(r"[^\d.]", "", text))]
        return len(numbers) < 2 or all(b - a == 1 for a, b in pairwise(numbers))

    def _by_shape(self, first: int) -> Head | None:
        """The first row about as full as most, of short distinct texts without figures, with rows below it."""
        page = self._page
        last = min(first + 200, len(page.rows))
        counts = sorted(n for n in (len(page.filled(r)) for r in range(first, last)) if n)
        if not counts or counts[-1] < 2:
            return None
        usual = max(2, counts[len(counts) // 2])
        for row in range(first, min(first + _LOOK, last)):
            texts = [page.text(row, c) for c in page.filled(row)]
            if len(texts) < max(2, usual - 1):
                continue
            fit = len(set(texts)) == len(texts) and all(len(text) <= 20 for text in texts) and not any(map(_NUMBER.match, texts))
            return self.at(row, row) if fit and row + 1 < len(page.rows) else None
        return None


def ordinal(text: str) -> bool:
    """A column's number and nothing else."""
    return bool(_ORDINAL.match(text))
