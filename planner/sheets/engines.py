"""The libraries that read workbooks, each in turn, all giving the same plain grids; runs in the reading process only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from planner.sheets.formats import applied, meaning
from planner.sheets.grid import Cell, Fault, Grid, Sheet
from planner.sheets.ooxml import MOST_MERGED_CELLS, Look, look

MOST_ROWS = 200_000
MOST_CELLS = 8_000_000
_DAY = dt.timedelta(days=1)


class TooLarge(Exception):
    """More cells than any department's list has."""


class Locked(Exception):
    """The file asks for a password."""


def calamine(path: Path, kind: str) -> Grid:
    """The fast reader; blanks where formulas failed, which the second look puts right."""
    import python_calamine

    seen = _looks(path, kind)
    if any(sheet.far for sheet in seen.values()):
        raise ValueError("cells too far apart for a reader that builds all of them")
    try:
        with path.open("rb") as file:  # by content: the library would believe the name
            book = python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.PasswordError as locked:
        raise Locked from locked
    sheets = []
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        read = book.get_sheet_by_name(about.name)
        rows: list[list[Cell]] = [list(map(_calamine_value, row)) for row in read.to_python(skip_empty_area=False)]
        merges = [(*first, *last) for first, last in read.merged_cell_ranges or ()
                  if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= MOST_MERGED_CELLS]
        sheet = Sheet(about.name, rows, merges, about.visible != python_calamine.SheetVisibleEnum.Visible)
        sheets.append(_with_look(sheet, seen.get(about.name)))
    return _bounded(Grid(kind, sheets))


def openpyxl(path: Path, kind: str) -> Grid:
    """The pure-Python reader; dimensions written in the file are not believed."""
    import openpyxl as library

    seen = _looks(path, kind)
    book = library.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
    sheets, cells = [], 0
    for page in book.worksheets:
        page.reset_dimensions()
        rows: list[list[Cell]] = []
        for row in page.iter_rows(values_only=True):
            values = [_openpyxl_value(value) for value in row]
            while values and values[-1] is None:
                values.pop()
            cells += len(values)
            rows.append(values)
            if len(rows) > 1_048_576 or cells > MOST_CELLS:
                raise TooLarge
        sheets.append(_with_look(Sheet(page.title, rows, hidden=page.sheet_state != "visible"), seen.get(page.title)))
    if not sheets:
        raise ValueError("no sheets: a namespace that this reader does not know")
    return _bounded(Grid(kind, sheets))


def _calamine_value(value: Any) -> Cell:
    """Durations have no place of their own in a grid; they are kept as people read them."""
    read: Cell = str(value) if isinstance(value, dt.timedelta) else value
    return read


def _openpyxl_value(value: Any) -> Cell:
    if isinstance(value, str) and value[:1] == "#" and value in _FAULTS:
        return Fault(value)
    if isinstance(value, dt.timedelta):
        return str(value)
    return value if value is None or isinstance(value, str | int | float | bool | dt.date | dt.time) else str(value)


_FAULTS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})


def _looks(path: Path, kind: str) -> Mapping[str, Look]:
    """The second look; a package too odd for it is read without."""
    if kind != "xlsx":
        return {}
    try:
        return {seen.name: seen for seen in look(path)}
    except Exception:  # noqa: BLE001 - inside the reading process: whatever is odd about the package must not stop the reading
        return {}


def _with_look(sheet: Sheet, seen: Look | None) -> Sheet:
    if seen is None:
        return sheet
    sheet.hidden_rows, sheet.hidden_columns = frozenset(seen.hidden_rows), frozenset(seen.hidden_columns)
    sheet.struck, sheet.formulas = frozenset(seen.struck), seen.formulas
    sheet.merges = seen.merges or sheet.merges
    for (row, column), shows in seen.shows.items():
        if row < len(sheet.rows) and column < len(sheet.rows[row]):
            sheet.rows[row][column] = applied(sheet.rows[row][column], shows)
    for (row, column), text in seen.faults.items():
        _put(sheet, row, column, Fault(text))
    return sheet


def _put(sheet: Sheet, row: int, column: int, value: Cell) -> None:
    if row >= MOST_ROWS or column >= 1_000:
        return
    sheet.rows.extend([] for _ in range(row + 1 - len(sheet.rows)))
    cells = sheet.rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value


def xlrd(path: Path, kind: str) -> Grid:
    """The old binary format with its number formats, strike-outs and hidden parts."""
    import xlrd as library

    try:
        book = library.open_workbook(str(path), formatting_info=True, logfile=_Silence())
    except NotImplementedError:
        book = library.open_workbook(str(path), logfile=_Silence())
    except library.XLRDError as trouble:
        if "encrypted" in str(trouble).lower():
            raise Locked from trouble
        raise
    shows, struck = _xlrd_styles(book)
    return _bounded(Grid(kind, [_xlrd_sheet(book, page, shows, struck) for page in book.sheets()]))


class _Silence:
    """Where the library's remarks go."""

    def write(self, text: str) -> None:
        """Nothing is kept."""

    def flush(self) -> None:
        """Nothing was kept."""


def _xlrd_styles(book: Any) -> tuple[dict[int, str], set[int]]:
    shows, struck = {}, set()
    for number, style in enumerate(book.xf_list):
        format_ = book.format_map.get(style.format_key)
        found = meaning(style.format_key, format_.format_str if format_ else "")
        if found:
            shows[number] = found
        if style.font_index < len(book.font_list) and book.font_list[style.font_index].struck_out:
            struck.add(number)
    return shows, struck


def _xlrd_sheet(book: Any, page: Any, shows: Mapping[int, str], struck: set[int]) -> Sheet:
    formatted = bool(book.formatting_info)
    rows: list[list[Cell]] = []
    crossed: set[int] = set()
    for r in range(page.nrows):
        kinds, values = page.row_types(r), page.row_values(r)
        cells = [_xlrd_value(kind, value, book.datemode) for kind, value in zip(kinds, values, strict=True)]
        if formatted and (shows or struck):
            for c, cell in enumerate(cells):
                style = page.cell_xf_index(r, c)
                cells[c] = applied(cell, shows.get(style, ""))
                if cell is not None and style in struck:
                    crossed.add(r)
        rows.append(cells)
    merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in page.merged_cells]
    hidden_rows = frozenset(r for r, about in page.rowinfo_map.items() if about.hidden)
    hidden_columns = frozenset(c for c, about in page.colinfo_map.items() if about.hidden)
    return Sheet(page.name, rows, merges, page.visibility != 0, hidden_rows, hidden_columns, frozenset(crossed))


def _xlrd_value(kind: int, value: Any, datemode: int) -> Cell:
    import xlrd as library

    if kind == library.XL_CELL_DATE:
        try:
            moment = library.xldate.xldate_as_datetime(value, datemode)
        except (ValueError, OverflowError):
            return float(value)
        spoken: Cell = moment.time() if value < 1 else moment
        return spoken
    if kind == library.XL_CELL_ERROR:
        return Fault(library.error_text_from_code.get(value, "#N/A"))
    if kind == library.XL_CELL_BOOLEAN:
        return bool(value)
    return None if kind in (library.XL_CELL_EMPTY, library.XL_CELL_BLANK) or value == "" else value


def _bounded(grid: Grid) -> Grid:
    if sum(len(row) for sheet in grid.sheets for row in sheet.rows) > 4 * MOST_CELLS:
        raise TooLarge
    return grid


Engine = Callable[[Path, str], Grid]
_LARGE_XLS = 8 << 20


def engines_for(path: Path, kind: str) -> tuple[Engine, ...]:
    """Which readers to try, in order.

    An .xls of ordinary size goes to xlrd first, which alone knows its number formats, errors and hidden parts;
    everything else goes to the fast reader first.
    """
    if kind == "xls":
        return (calamine, xlrd) if path.stat().st_size > _LARGE_XLS else (xlrd, calamine)
    if kind == "xlsx":
        return (calamine, openpyxl)
    if kind in ("xlsb", "ods"):
        return (calamine,)
    return (_text,)


def _text(path: Path, kind: str) -> Grid:
    import csv

    from planner.sheets.delimited import read_csv
    from planner.sheets.markup import read_html, read_xml2003

    try:
        return {"csv": read_csv, "html": read_html, "xml2003": read_xml2003}[kind](path)
    except csv.Error as beyond:  # said of nothing else than a cell without end
        raise TooLarge from beyond
