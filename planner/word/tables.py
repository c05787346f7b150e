"""Tables and forms of a Word document: heads that come again on every page, rows that are never cut, sums that stay with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from planner.progress import Progress
from planner.schema.document import EMPTY, Box, Form, Row, Table, head
from planner.schema.text import display_width
from planner.word.styles import CELL, HEAD, TABLE_SIZE

PAD, LIFT, SMALLEST, LABEL = 4.0, 2.0, 7.5, 6.2
SHADED = ("group", "total")
ONE_LINE = 14   # half-width signs: 2026年11月30日 and 1,234,567.89 are not broken
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIDES = {"left": "left", "center": "center", "right": "right"}


def table_of(table: Table, breadth: float, styles: Any, progress: Progress) -> Any:
    """The table over the breadth, in points."""
    widths, size = measured(table, breadth)
    kept = [_keeps(table.rows, at) for at in range(len(table.rows))]
    rows = [*_head(table, widths, size, styles)]
    for row, keep in zip(progress.each(table.rows, "写出"), kept, strict=True):
        rows.append(_row(table, row, widths, size, styles, keep))
    return _table(widths, rows)


def measured(table: Table, breadth: float) -> tuple[list[float], float]:
    """The columns' widths in points and the size of type with which they fit; figures and dates stay on one line."""
    asked = [_asked(table, at) for at in range(len(table.columns))]
    room = breadth - 2 * PAD * len(asked)
    size = max(SMALLEST, min(TABLE_SIZE, room * 2 / sum(asked)))
    return [breadth * (part * size / 2 + 2 * PAD) / (sum(asked) * size / 2 + 2 * PAD * len(asked)) for part in asked], size


def _asked(table: Table, at: int) -> int:
    column = table.columns[at]
    widest = max((display_width(column.shown(row.values[at], row.role)) for row in table.rows if row.role != "group"), default=0)
    return max(column.breadth, widest + 1) if widest <= ONE_LINE else column.breadth


def form_of(form: Form, breadth: float, styles: Any) -> Any:
    """The boxed form: every line has cells of its own, so the grid holds the edges of all of them."""
    lines = [[edge for at in range(len(pairs)) for edge in _pair(at, breadth / len(pairs))] for pairs in form.lines]
    edges = sorted({round(edge, 1) for line in lines for edge in line} | {round(breadth, 1)})
    widths = [right - left for left, right in pairwise(edges)]
    rows = []
    for pairs, line in zip(form.lines, lines, strict=True):
        texts = [part for label, value in pairs for part in (label, value or EMPTY)]
        starts = [edges.index(round(edge, 1)) for edge in line] + [len(widths)]
        cells = "".join(
            _cell(text, sum(widths[start:end]), styles[HEAD if at % 2 == 0 else CELL], "center" if at % 2 == 0 else "left",
                  TABLE_SIZE, span=end - start)
            for at, (text, start, end) in enumerate(zip(texts, starts, starts[1:], strict=False)))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return _table(widths, rows)


def _pair(at: int, share: float) -> tuple[float, float]:
    return at * share, at * share + LABEL * TABLE_SIZE


def _keeps(rows: Sequence[Row], at: int) -> bool:
    """Whether a row stays with the next: a group's name with its first row, a record with the sum under it."""
    return rows[at].role == "group" or (at + 1 < len(rows) and rows[at + 1].role in ("subtotal", "total"))


def _head(table: Table, widths: Sequence[float], size: float, styles: Any) -> Iterator[str]:
    boxes = head(table.columns)
    for level in range(max(box.level + box.levels for box in boxes)):
        here = sorted((box for box in boxes if box.level <= level < box.level + box.levels), key=lambda box: box.first)
        cells = "".join(_head_cell(box, level, widths, size, styles) for box in here)
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _head_cell(box: Box, level: int, widths: Sequence[float], size: float, styles: Any) -> str:
    merge = "" if box.levels == 1 else '<w:vMerge w:val="restart"/>' if level == box.level else "<w:vMerge/>"
    text = box.text if level == box.level else ""
    return _cell(text, sum(widths[box.first : box.last + 1]), styles[HEAD], "center", size, span=box.last - box.first + 1, more=merge)


def _row(table: Table, row: Row, widths: Sequence[float], size: float, styles: Any, keep: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if row.role in SHADED else ""
    style, last = styles[CELL if row.role == "record" else HEAD], len(widths)
    if row.role == "group":
        first = table.columns[0].shown(row.values[0], row.role)
        cells = [_cell(first, sum(widths), style, "left", size, span=last, more=shade, keep=keep)]
    else:
        merged, word = row.leading
        cells = [_cell(word, sum(widths[:merged]), style, "center", size, span=merged, more=shade, keep=keep)] if merged else []
        cells += [
            _cell(column.shown(value, row.role), width, style, column.side, size, more=shade, keep=keep)
            for column, value, width in list(zip(table.columns, row.values, widths, strict=True))[merged:]]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: float, style: str, side: str, size: float, *, span: int = 1, more: str = "", keep: bool = False) -> str:
    spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    own = f'<w:rPr><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in escaped(text).split("\n"))
    bound = "<w:keepNext/>" if keep else ""
    return (f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 20)}" w:type="dxa"/>{spread}{more}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bound}<w:jc w:val="{_SIDES.get(side, "left")}"/></w:pPr>'
            f"<w:r>{own}{said}</w:r></w:p></w:tc>")


def _table(widths: Sequence[float], rows: Sequence[str]) -> Any:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="{round(by * 20)}" w:type="dxa"/>'
                      for side, by in (("top", LIFT), ("left", PAD), ("bottom", LIFT), ("right", PAD)))
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w=\"{round(sum(widths) * 20)}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
        f"<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def escaped(text: str) -> str:
    """Text as XML takes it; a sign that no XML may hold stands as a visible mark."""
    return escape(_NOT_IN_XML.sub("\ufffd", text)).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
