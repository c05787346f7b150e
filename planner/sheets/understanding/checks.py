"""What a table says of itself, compared with what was read: the counts of its groups and its sums."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.schema.fields import Refused
from planner.sheets.book import GROUP, RECORD, SUBTOTAL, CellProblem
from planner.sheets.understanding.body import Body
from planner.sheets.understanding.cells import Reader
from planner.sheets.understanding.page import Page
from planner.sheets.understanding.rows import counted, level_of

_TOTAL = re.compile(r"总计|合计|共计|總計|合計")
_LITTLE = Decimal("0.01")


def check(body: Body, page: Page, money: Sequence[int], readers: Mapping[int, Reader]) -> None:
    """Add a problem to every group row whose count and every sum row whose amount differs from the records'."""
    _counts(body)
    if not page.turned:
        for column in money:
            _sums(body, page, column, readers[column])


def _counts(body: Body) -> None:
    texts = {at: body[at].text for at, kind in enumerate(body.kinds) if kind == GROUP}
    promises = [(at, text, promised) for at, text in texts.items() if (promised := counted(text)) is not None]
    for n, (at, text, promised) in enumerate(promises):
        end = next((below for below, other, _ in promises[n + 1:] if level_of(other) <= level_of(text)), len(body))
        own = body.kinds[at:end].count(RECORD)
        if own != promised:
            body.tell(at, CellProblem("", None, "count_differs", text, {"group": text, "printed": promised, "own": own}))


def _sums(body: Body, page: Page, column: int, reader: Reader) -> None:
    everything = section = Decimal(0)
    merged, last = page.merged(column), -1
    for at, (kind, value) in enumerate(zip(body.kinds, body.values(reader.name), strict=True)):
        if kind == RECORD:
            place = body.cell(at, column)[0] if merged else at
            amount = Decimal(0) if merged and place == last else value or Decimal(0)
            last = place
            everything, section = everything + amount, section + amount
        elif kind == SUBTOTAL and re.search(r"平均|均值", body[at].text) is None:
            _compare(body, at, page, column, reader, (everything, section))
            section = Decimal(0)
        elif kind == GROUP:
            section = Decimal(0)


def _compare(body: Body, at: int, page: Page, column: int, reader: Reader, sums: tuple[Decimal, Decimal]) -> None:
    row = body.number(at) - 1
    cell = page.cell(row, column)
    if cell is None:
        return
    try:
        printed = next((value for _, value in reader.read(cell).values), None)
    except Refused:
        return
    if printed is None or not sums[0] or any(abs(printed - own) < _LITTLE for own in sums):
        return
    own = sums[0] if _TOTAL.search(body[at].text) else sums[1]
    text = page.text(row, column)
    params = {"printed": reader.kind.show(printed), "own": reader.kind.show(own)}
    body.tell(at, CellProblem(page.column_name(column), reader.name, "sum_differs", text, params))
