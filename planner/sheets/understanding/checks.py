"""What a table says of itself, compared with what was read: the counts of its groups and its sums."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.schema.fields import Refused
from planner.sheets.book import GROUP, RECORD, SUBTOTAL, CellProblem, ReadRow
from planner.sheets.understanding.cells import Reader
from planner.sheets.understanding.page import Page
from planner.sheets.understanding.rows import counted, level_of

_TOTAL = re.compile(r"总计|合计|共计|總計|合計")
_LITTLE = Decimal("0.01")


def check(rows: Sequence[ReadRow], page: Page, money: Sequence[int], readers: Mapping[int, Reader]) -> None:
    """Add a problem to every group row whose count and every sum row whose amount differs from the records'."""
    _counts(rows)
    if not page.turned:
        for column in money:
            _sums(rows, page, column, readers[column])


def _counts(rows: Sequence[ReadRow]) -> None:
    for at, row in enumerate(rows):
        promised = counted(row.text) if row.kind == GROUP else None
        if promised is None:
            continue
        own, level = 0, level_of(row.text)
        for below in rows[at + 1:]:
            if below.kind == GROUP and counted(below.text) is not None and level_of(below.text) <= level:
                break
            own += below.kind == RECORD
        if own != promised:
            row.problems.append(CellProblem("", None, "count_differs", row.text, {"group": row.text, "printed": promised, "own": own}))


def _sums(rows: Sequence[ReadRow], page: Page, column: int, reader: Reader) -> None:
    everything = section = Decimal(0)
    for row in rows:
        if row.kind == RECORD:
            value = row.values.get(reader.name) or Decimal(0)
            everything, section = everything + value, section + value
        elif row.kind == SUBTOTAL and re.search(r"平均|均值", row.text) is None:
            _compare(row, page, column, reader, (everything, section))
            section = Decimal(0)
        elif row.kind == GROUP:
            section = Decimal(0)


def _compare(row: ReadRow, page: Page, column: int, reader: Reader, sums: tuple[Decimal, Decimal]) -> None:
    cell = page.cell(row.row - 1, column)
    if cell is None:
        return
    try:
        printed = next((value for _, value in reader.read(cell).values), None)
    except Refused:
        return
    if printed is None or not sums[0] or any(abs(printed - own) < _LITTLE for own in sums):
        return
    own = sums[0] if _TOTAL.search(row.text) else sums[1]
    text = page.text(row.row - 1, column)
    params = {"printed": reader.kind.show(printed), "own": reader.kind.show(own)}
    row.problems.append(CellProblem(page.column_name(column), reader.name, "sum_differs", text, params))
