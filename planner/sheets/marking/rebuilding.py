"""A workbook made anew from what was read, marked: for received files whose own format nobody here can write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.schema.text import display_width
from planner.sheets.grid import Grid, Sheet, position, reference, shown
from planner.sheets.marking.marks import FILL, HEADS, RESULT, WIDTHS, Mark, listed, notes_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST, _SAMPLE = 40, 200


def mark_anew(grid: Grid, target: Path, marks: Sequence[Mark]) -> None:
    """Every visible sheet with its texts and merges where they stood, then the sheet of results."""
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, _PLAIN) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
        notes = notes_of(marks)
        for sheet in grid.sheets:
            if not sheet.hidden and sheet.name != RESULT:
                here = {cell: note for (name, cell), note in notes.items() if name == sheet.name}
                _write(book, sheet, here)
        _list(book, marks)
    target.write_bytes(made.getvalue())


def _write(book: Workbook, sheet: Sheet, notes: Mapping[str, str]) -> None:
    page = book.add_worksheet(sheet.name[:31])
    formats = {marked: book.add_format(_look(marked)) for marked in (False, True)}
    for column in range(sheet.width):
        widest = max((display_width(shown(row[column])) for row in sheet.rows[:_SAMPLE] if column < len(row)), default=0)
        page.set_column(column, column, max(6, min(_WIDEST, widest + 2)))
    for top, left, bottom, right in sheet.merges:
        page.merge_range(top, left, bottom, right, "", formats[False])
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            marked = reference(row, column) in notes
            if shown(cell) or marked:
                page.write_string(row, column, shown(cell), formats[marked])
    for spot, note in notes.items():
        row, column = position(spot)
        page.write_string(row, column, sheet.text(row, column), formats[True])
        page.write_comment(row, column, note, {"author": "形式审查", "x_scale": 2})


def _look(marked: bool) -> dict[str, Any]:
    look: dict[str, Any] = {"font_name": "宋体", "font_size": 10.5, "border": 1, "text_wrap": True, "valign": "vcenter"}
    return look | ({"bg_color": FILL} if marked else {})


def _list(book: Workbook, marks: Sequence[Mark]) -> None:
    page = book.add_worksheet(RESULT)
    head = book.add_format({"font_name": "黑体", "bold": True})
    text = book.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top"})
    for place, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, name, head)
    for row, (mark, texts) in enumerate(zip(marks, listed(marks), strict=True), 1):
        for place, said in enumerate(texts):
            page.write_string(row, place, said, text)
        sheet = mark.sheet.replace("'", "''")
        page.write_url(row, 2, f"internal:'{sheet}'!{mark.cell}", text, mark.cell)
    page.freeze_panes(1, 0)
    page.activate()
