"""A list that goes on over several sheets: the next one has no head, and its numbers go on where the last ones ended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planner.sheets.understanding.headings import plain
from planner.sheets.understanding.heads import Head
from planner.sheets.understanding.page import Page

_SERIAL = re.compile(r"^(?:序号?|编号|项次|no)$")
_NUMBER = re.compile(r"^(\d{1,5})(?:\.0+|[.、])?$")
_LEAD = 4
_LOOK = 5


@dataclass(frozen=True)
class GoesOn:
    """The head of a list, its column of numbers, and the number with which a further sheet would begin."""

    head: Head
    column: int
    number: int

    @staticmethod
    def after(page: Page, head: Head, end: int) -> GoesOn | None:
        """How the list of this head would go on; None where its rows are not numbered or it lies on its side."""
        names = zip(head.columns, head.headings, strict=True)
        column = next((c for c, name in names if name.levels and _SERIAL.match(plain(name.levels[-1]))), None)
        if column is None or page.turned:
            return None
        for row in range(end - 1, head.bottom, -1):
            if found := _NUMBER.match(page.text(row, column)):
                return GoesOn(head, column, int(found[1]) + 1)
        return None

    def on(self, page: Page) -> Head | None:
        """The same head above the first row of another sheet; None where that sheet does not go on with the list."""
        first = next((row for row in range(min(_LEAD, len(page.rows)))
                      if (found := _NUMBER.match(page.text(row, self.column))) and int(found[1]) == self.number), None)
        if first is None:
            return None
        filled = {c for row in range(first, first + _LOOK) for c in page.filled(row)}
        beyond = filled - set(range(self.head.columns[0], self.head.columns[-1] + 1))
        return None if beyond or len(filled) < len(self.head.columns) / 2 else Head(first, first - 1, self.head.columns, self.head.headings)
