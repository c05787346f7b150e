"""The department's own workbook, marked: its layout stays, red cells, comments and a sheet of results come to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.sheets.marking.marks import FILL, HEADS, RESULT, WIDTHS, Mark, listed, notes_of

_AUTHOR = "形式审查"
_NOTE_WIDTH, _LINE_HEIGHT = 260, 22


def mark_copy(source: str, target: str, marks: Sequence[Mark]) -> None:
    """Runs apart: the library reads the whole of a file that nobody here has made. The source is only read."""
    import openpyxl

    book = openpyxl.load_workbook(source)
    for (sheet, cell), note in notes_of(marks).items():
        if sheet in book.sheetnames:
            _mark(book[sheet], cell, note)
    if RESULT in book.sheetnames:
        del book[RESULT]
    _list(book.create_sheet(RESULT), marks)
    book.active = len(book.sheetnames) - 1
    for page in book.worksheets:
        page.sheet_view.tabSelected = page.title == RESULT
    book.save(target)


def _mark(page: Any, reference: str, note: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    merge = next((found for found in page.merged_cells.ranges if reference in found), None)
    cell = page.cell(merge.min_row, merge.min_col) if merge else page[reference]
    cell.fill = PatternFill("solid", fgColor=FILL.removeprefix("#"))
    comment = Comment(note, _AUTHOR)
    comment.width, comment.height = _NOTE_WIDTH, _LINE_HEIGHT * (2 + note.count("\n") + len(note) // 16)
    cell.comment = comment


def _list(page: Any, marks: Sequence[Mark]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    for place, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), 1):
        page.cell(1, place, head).font = Font(name="黑体", bold=True)
        page.column_dimensions[get_column_letter(place)].width = width
    for row, (mark, texts) in enumerate(zip(marks, listed(marks), strict=True), 2):
        for place, text in enumerate(texts, 1):
            cell = page.cell(row, place)
            cell.value, cell.data_type = text, "s"  # whatever it begins with, it is text
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet = mark.sheet.replace("'", "''")
        page.cell(row, 3).hyperlink = Hyperlink(ref=f"C{row}", location=f"'{sheet}'!{mark.cell}")
    page.freeze_panes = "A2"
