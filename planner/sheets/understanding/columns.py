"""What stands in the columns of a table: each different content is judged once, for whoever then walks the rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from planner.schema.text import simplified
from planner.sheets.grid import Cell, Fault
from planner.sheets.understanding.headings import plain
from planner.sheets.understanding.heads import Head
from planner.sheets.understanding.marks import is_ditto
from planner.sheets.understanding.page import Page, text_of

_SUM = re.compile(
    r"^.{0,16}?(?:小计|合计|总计|累计|共计|平均|均值|总数|汇总|总和|合計|小計|總計)(?:值|数|额|金额|投资)?(?:[(:：].*|\d.*)?$")
_EXAMPLE = re.compile(r"^[(]?(?:示例|样例|范例|例如|例|填写示例|填报示例|模板|填写说明|填表说明|填报说明)[)]?(?:[:：\d]*$|[:：])")
_COMPATIBLE = r"\u3200-\u33ff\uf900-\ufaff\U0002f800-\U0002fa1f"
_SUMMING = re.compile(rf"[计計均总總汇{_COMPATIBLE}]")
_GIVEN = re.compile(rf"[\W_]{{0,3}}[示样范例填模{_COMPATIBLE}]")
"""What is in the name of every sum, and near the start of every example; most contents need no closer look."""


class Columns:
    """The contents of each column below a head, and those of a special kind: blank, 同上, the column's own heading, the name
    of a sum, the word that marks an example."""

    def __init__(self, page: Page, head: Head, end: int) -> None:
        self.cells: dict[int, list[Cell]] = {c: page.column(c, head.bottom + 1, end) for c in head.columns}
        self.blanks: set[Cell] = {None}
        self.dittos: dict[int, set[Cell]] = {}
        self.headings: dict[int, set[Cell]] = {}
        self.sums: dict[int, set[Cell]] = {}
        self.examples: dict[int, set[Cell]] = {}
        for column, cells in self.cells.items():
            self._sort(column, set(cells), {plain(text) for r in head.rows if (text := page.text(r, column))})

    def _sort(self, column: int, contents: set[Cell], forms: set[str]) -> None:
        texts = [cell for cell in contents if isinstance(cell, str)]
        self.blanks.update(cell for cell in contents if isinstance(cell, str | Fault) and not text_of(cell))
        endings = {form[-1] for form in forms if form}
        special: tuple[tuple[dict[int, set[Cell]], Iterable[Cell]], ...] = (
            (self.dittos, (cell for cell in texts if is_ditto(cell))),
            (self.headings, (cell for cell in contents if _may_end(cell, endings) and plain(text_of(cell)) in forms)),
            (self.sums, (cell for cell in texts if _SUMMING.search(cell) and is_sum(text_of(cell)))),
            (self.examples, (cell for cell in texts if _GIVEN.match(cell) and is_example(text_of(cell)))))
        for known, cells in special:
            if found := set(cells) - self.blanks:
                known[column] = found


def _may_end(cell: Cell, endings: set[str]) -> bool:
    """Whether a content can be one of these headings, as far as its last character shows."""
    if not isinstance(cell, str):
        return cell is not None and not endings.isdisjoint("0123456789E")
    last = cell[-1:]
    telling = (last.isascii() and last.isalnum()) or "\u4e00" <= last <= "\u9fff"
    return not telling or simplified(last).casefold() in endings


def is_sum(text: str) -> bool:
    """Whether a text is the name of a sum: 小计, 投资合计（万元）."""
    return _SUM.match(unicodedata.normalize("NFKC", text).replace(" ", "")) is not None


def is_example(text: str) -> bool:
    """Whether a text marks its row as an example of how to fill the others."""
    return _EXAMPLE.match(unicodedata.normalize("NFKC", text)) is not None
