"""What each row below a head is: a record, a group's name, a sum, a note, a repeated head or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from planner.sheets.book import BLANK, GROUP, HEADER, NOTE, RECORD, SUBTOTAL
from planner.sheets.grid import Cell
from planner.sheets.understanding.columns import Columns
from planner.sheets.understanding.heads import Head, ordinal
from planner.sheets.understanding.page import Page, text_of

_COUNTED = re.compile(r"[(]?(?:共|合计|总计|计)?\s*(\d+)\s*(?:个|项|所|家|条|件|户|人|类|例)[)]?(?:场景|项目|企业|单位|学校)?$")
_ITEM = re.compile(
    r"^(?:[(]?[一二三四五六七八九十百]{1,4}[)、.．]|第[一二三四五六七八九十]+[章节部分类批]|[IVX]{1,4}[.、]|[A-Z][.、]|[●◆■▲★])")
_NOTE = re.compile(
    r"^(?:[*※#]?\s*(?:备?注|说明|备考|附注|附件?|注意|提示|声明)\s*\d*\s*[:：.、]|\d{1,2}[.、].{6,}|[*※].{4,}|(?:数据|资料)?来源|填[表报]|制[表单]"
    r"|审[核签批]|复核|校对|经办|单位?负责人|分管|(?:主管|主要)?领导|联系[人电]|盖章|\(?(?:签字|盖章|公章)|日期|年月日"
    r"|(?:填报|报送|上报|填表|报出|制表)(?:单位|部门|日期|时间|人)|以上|本表|此表|请|续表|接上|转下页|第\d+页|共\d+页|—|-{3,}|={3,}|截[至止]|电子版|打印)")
_LABELLED = re.compile(r"^[^:：]{2,10}[:：]")
_FIGURE = re.compile(r"^[-\d,.%¥ ]+(?:万元|元|亿元|项|个|P|人月|—)?$")
_SENTENCE = re.compile(r"[。；;！]|，.*，")
_FULL = 5


class Rows:
    """Judges the rows of one table; `title` is the column of the field that a record must have, None when unknown."""

    def __init__(self, page: Page, head: Head, columns: Columns, title: int | None, number: int | None, sums: frozenset[int]) -> None:
        self._page = page
        self._columns = head.columns
        self._contents = columns
        self._head_bottom = head.bottom
        self._title = title
        self._number = number
        self._sums = sums
        self._telling = set(head.columns) - sums - {title, number}

    def kind(self, row: int) -> str:
        """The kind of a row."""
        page, contents, cells = self._page, self._contents, self._page.rows[row]
        filled = [c for c in self._columns if c < len(cells) and cells[c] not in contents.blanks]
        if not filled:
            return BLANK
        if self._repeats(cells, filled):
            return HEADER
        said = [c for c in filled[:4] if c in contents.sums and cells[c] in contents.sums[c]]
        texts = [] if self._is_plain(row, filled) and not said else [unicodedata.normalize("NFKC", page.text(row, c)) for c in filled]
        if said and self._is_sum([text for c, text in zip(filled, texts, strict=True) if c not in said]):
            return SUBTOTAL
        if cells[filled[0]] in contents.examples.get(filled[0], ()) and len(filled) > 1:
            return NOTE
        return self._by_cells(row, filled, texts) if texts else RECORD

    def _is_plain(self, row: int, filled: Sequence[int]) -> bool:
        """Whether a row is full and named as most of a long list are, which leaves nothing to be told from its texts."""
        page, title = self._page, self._title
        if len(filled) < _FULL or (title is not None and (title not in filled or page.merge(row, title) is not None)):
            return False
        first, second = (unicodedata.normalize("NFKC", text_of(page.rows[row][c])) for c in filled[:2])
        return first != second and not self._telling.isdisjoint(filled)

    def settled(self, kinds: Sequence[str], first: int) -> list[str]:
        """The kinds with hindsight: what looks like a group behind the last record is a note."""
        done = list(kinds)
        last = max((n for n, kind in enumerate(done) if kind == RECORD), default=-1)
        for n in range(last + 1, len(done)):
            if done[n] == GROUP:
                done[n] = NOTE
        number = next((n for n, kind in enumerate(done) if kind != BLANK), None)
        if number is not None and self._numbered(first + number):
            done[number] = HEADER
        return done

    def _numbered(self, row: int) -> bool:
        texts = [self._page.text(row, c) for c in self._columns if self._page.text(row, c)]
        return len(texts) >= max(3, len(self._columns) // 2) and all(map(ordinal, texts)) and len(set(texts)) == len(texts)

    def _by_cells(self, row: int, filled: Sequence[int], texts: Sequence[str]) -> str:
        covered = self._title is not None and self._page.origin(row, self._title)[0] not in (row, *range(self._head_bottom + 1))
        if len(set(texts)) == 1 and (len(filled) == 1 or len(texts[0]) > 4) and not covered:
            return self._lonely(row, filled[0], texts[0])
        if self._is_group(row, filled):
            return GROUP
        if self._title is not None and not self._text(row, self._title):
            if all(_NOTE.match(text) or _LABELLED.match(text) for text in texts):
                return NOTE
            if filled == [self._number] or all(c == self._number or c in self._sums for c in filled):
                return BLANK if filled == [self._number] else SUBTOTAL if self._number not in filled else RECORD
        elif len(filled) <= 4 and _NOTE.match(texts[0]) and all(_LABELLED.match(text) or _NOTE.match(text) for text in texts):
            return NOTE
        return RECORD

    def _is_group(self, row: int, filled: Sequence[int]) -> bool:
        """A numbered name over the records that follow, with nothing else but sums: 一、 | 智能经济（3个） | 2.1."""
        if self._title is None or self._number is None or not {self._number, self._title} <= set(filled):
            return False
        if any(c not in self._sums for c in filled if c not in (self._number, self._title)):
            return False
        number, name = self._text(row, self._number), self._text(row, self._title)
        return level_of(number) < PLAIN and (counted(name) is not None or self._plainly_numbered)

    @cached_property
    def _plainly_numbered(self) -> bool:
        """Whether the records are numbered by figures, so that another kind of number is a heading's."""
        number = -1 if self._number is None else self._number
        texts = [self._page.text(r, number) for r in range(self._head_bottom + 1, min(len(self._page.rows), self._head_bottom + 200))]
        plain_numbers = sum(1 for text in texts if text and level_of(text) == PLAIN)
        return plain_numbers > sum(1 for text in texts if text) / 2

    def _text(self, row: int, column: int) -> str:
        return self._page.text(*self._page.origin(row, column))

    def _repeats(self, cells: Sequence[Cell], filled: Sequence[int]) -> bool:
        headings = self._contents.headings
        same = sum(1 for c in filled if c in headings and cells[c] in headings[c]) if headings else 0
        return same >= 2 and same >= 0.6 * len(filled)

    @staticmethod
    def _is_sum(others: Sequence[str]) -> bool:
        """Whether what stands beside a sum's name is figures, but for one word."""
        words = [text for text in others if not _FIGURE.match(text)]
        return len(words) <= 1 and not any(len(text) > 12 for text in words)

    def _lonely(self, row: int, column: int, text: str) -> str:
        """One cell alone: a group's name, a note, or a record of which only one thing is known."""
        if column == self._number and re.fullmatch(r"[\d.]+", text):
            return BLANK
        wide = self._page.span(row, column)[1] > max(2, len(self._columns) // 2)
        counted = _COUNTED.search(text)
        if _NOTE.match(text) and not (counted and _ITEM.match(text)):
            return NOTE
        if len(text) > 60 or _SENTENCE.search(text) or (_LABELLED.match(text) and not counted):
            return NOTE
        if wide or counted or _ITEM.match(text) or column != self._title:
            return GROUP
        return RECORD


PLAIN = 9
_LEVELS = (re.compile(r"^第?[一二三四五六七八九十百]{1,4}(?:[、.．]|部分|章|类|批)?$"),
           re.compile(r"^[(（][一二三四五六七八九十]{1,4}[)）]$"))


def level_of(text: str) -> int:
    """How deep a number or a numbered name stands: 一、 is 0, （一） is 1, 1. and everything else is PLAIN."""
    number = re.match(r"^(第?[一二三四五六七八九十百]{1,4}[、.．章部类批]|[(（][一二三四五六七八九十]{1,4}[)）])", text.strip())
    return next((level for level, form in enumerate(_LEVELS) if form.match(number[0] if number else text.strip())), PLAIN)


def counted(text: str) -> int | None:
    """The number of items that a group's name promises: 北京市（92所） -> 92."""
    found = _COUNTED.search(unicodedata.normalize("NFKC", text).rstrip(")）").strip())
    return int(found[1]) if found else None


def group_name(text: str) -> str:
    """A group's name without its number and count: （一）商务领域（共4项） -> 商务领域."""
    bare = _ITEM.sub("", unicodedata.normalize("NFKC", text).strip())
    return re.sub(r"\([^()]*\)$", "", _COUNTED.sub("", bare) if "(" not in bare else bare).strip(" :：、()")
