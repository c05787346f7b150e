"""Grids to files in the formats in which departments send them; the same grids give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from samples.grid import BODY, HEAD, PLAIN, STRONG, TITLE, Grid
from samples.notation import Cell

MADE = dt.datetime(2026, 1, 16, 9, 30)  # noqa: DTZ001  # workbooks keep local time
_LOOKS: dict[str, dict[str, Any]] = {
    TITLE: {"bold": True, "font_size": 16, "align": "center", "font_name": "方正小标宋简体"},
    HEAD: {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DDEBF7"},
    BODY: {"border": 1, "text_wrap": True},
    STRONG: {"bold": True, "border": 1},
    PLAIN: {},
}


def xlsx(path: Path, grids: Sequence[Grid]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": MADE, "author": "办公室"})
        looks = {name: book.add_format({"valign": "vcenter", "font_name": "宋体", "font_size": 11} | look)
                 for name, look in _LOOKS.items()}
        days = book.add_format({"valign": "vcenter", "font_name": "宋体", "num_format": "yyyy/m/d"} | _LOOKS[BODY])
        for grid in grids:
            sheet = book.add_worksheet(grid.name)
            for (row, column), (cell, style) in grid.cells.items():
                _write_xlsx(sheet, row - 1, column - 1, cell, days if isinstance(cell, dt.date) else looks[style])
            for top, left, bottom, right in grid.merges:
                cell, style = grid.cells[top, left]
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", looks[style])
                _write_xlsx(sheet, top - 1, left - 1, cell, looks[style])
            for column, width in grid.widths.items():
                sheet.set_column(column - 1, column - 1, width)
            for row, height in grid.heights.items():
                sheet.set_row(row - 1, height)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            if grid.hidden:
                sheet.hide()


def _write_xlsx(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    else:
        sheet.write_number(row, column, cell, look)


def xls(path: Path, grids: Sequence[Grid]) -> None:
    """A genuine BIFF8 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    looks = {name: xlwt.easyxf(look) for name, look in {
        TITLE: "font: bold on, height 320; align: horiz center", HEAD: "font: bold on; align: horiz center, wrap on",
        BODY: "align: wrap on", STRONG: "font: bold on", PLAIN: ""}.items()}
    days = xlwt.easyxf("align: wrap on", num_format_str="yyyy/m/d")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        merged = {merge[:2]: merge for merge in grid.merges}
        for (row, column), (cell, style) in grid.cells.items():
            look = days if isinstance(cell, dt.date) else looks[style]
            if (row, column) in merged:
                top, left, bottom, right = merged[row, column]
                sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, cell, look)
            elif cell is not None:
                sheet.write(row - 1, column - 1, cell, look)
        for column, width in grid.widths.items():
            sheet.col(column - 1).width = width * 256
    book.save(str(path))


def comma(path: Path, grids: Sequence[Grid], encoding: str) -> None:
    """One grid as comma-separated text; "utf-8-sig" starts with the mark by which Excel knows it."""
    grid = grids[0]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    for row in range(1, grid.last_row + 1):
        writer.writerow([_shown(grid.value(row, column)) for column in range(1, grid.last_column + 1)])
    path.write_bytes(made.getvalue().encode(encoding))


def web(path: Path, grids: Sequence[Grid]) -> None:
    """An HTML table, as office systems export it under the name .xls."""
    grid, covered = grids[0], grids[0].covered()
    spans = {merge[:2]: (merge[2] - merge[0] + 1, merge[3] - merge[1] + 1) for merge in grid.merges}
    lines = [('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
             '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><table border="1">')]
    for row in range(1, grid.last_row + 1):
        cells = []
        for column in range(1, grid.last_column + 1):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            size = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            content = html.escape(_shown(grid.value(row, column))).replace("\n", "<br>")
            cells.append(f"<td{size}>{content}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    path.write_text("\n".join([*lines, "</table></body></html>", ""]), encoding="utf-8", newline="\r\n")


def spreadsheet_xml(path: Path, grids: Sequence[Grid]) -> None:
    """The XML of Excel 2003, as some templates save it under the name .xls."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<?mso-application progid="Excel.Sheet"?>',
             ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
             ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">')]
    for grid in grids:
        lines.append(f'<Worksheet ss:Name="{html.escape(grid.name)}"><Table>')
        lines += [_xml_row(grid, row) for row in range(1, grid.last_row + 1)]
        lines.append("</Table></Worksheet>")
    path.write_text("\n".join([*lines, "</Workbook>", ""]), encoding="utf-8", newline="\n")


def _xml_row(grid: Grid, row: int) -> str:
    spans = {merge[:2]: (merge[2] - merge[0], merge[3] - merge[1]) for merge in grid.merges}
    cells = []
    for column in range(1, grid.last_column + 1):
        cell = grid.value(row, column)
        if cell is None or (row, column) in grid.covered():
            continue
        down, across = spans.get((row, column), (0, 0))
        merged = (f' ss:MergeDown="{down}"' if down else "") + (f' ss:MergeAcross="{across}"' if across else "")
        kind = "Number" if isinstance(cell, int | float) else "String"
        content = html.escape(_shown(cell)).replace("\n", "&#10;")
        cells.append(f'<Cell ss:Index="{column}"{merged}><Data ss:Type="{kind}">{content}</Data></Cell>')
    return f'<Row ss:Index="{row}">{"".join(cells)}</Row>'


def _shown(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return "" if cell is None else str(cell)
