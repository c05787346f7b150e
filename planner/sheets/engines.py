"""The libraries that read workbooks, each in turn, all giving the same plain sheets; runs in the reading process only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from planner.sheets.dressing import Looking
from planner.sheets.formats import applied, meaning
from planner.sheets.grid import Cell, Fault, Sheet
from planner.sheets.ooxml import MOST_MERGED_CELLS
from planner.sheets.precheck import Checked
from planner.sheets.wire import MOST_ROWS, Leaf, Reading, TooLarge


class Locked(Exception):
    """The file asks for a password."""


def calamine(path: Path, checked: Checked) -> Reading:
    """The fast reader; blanks where formulas failed, which the second look, taken at the same time, puts right."""
    import python_calamine

    if checked.far:
        raise ValueError("cells too far apart for a reader that builds all of them")
    looking = Looking(path, checked.kind)
    try:
        with path.open("rb") as file:  # by content: the library would believe the name
            book = python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.PasswordError as locked:
        raise Locked from locked
    return Reading(checked.kind, _calamine_leaves(book, looking))


def _calamine_leaves(book: Any, looking: Looking) -> Iterator[Leaf]:
    import python_calamine

    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        read = book.get_sheet_by_name(about.name)
        merges = [(*first, *last) for first, last in read.merged_cell_ranges or ()
                  if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= MOST_MERGED_CELLS]
        sheet = Sheet(about.name, (), merges, about.visible != python_calamine.SheetVisibleEnum.Visible)
        yield looking.dressed(Leaf(sheet, _calamine_rows(read)))


def _calamine_rows(read: Any) -> Iterator[list[Cell]]:
    """From A1 on; the library leaves out the columns before the first filled one."""
    before: list[Cell] = [None] * (read.start[1] if read.start else 0)
    return (before + row for row in read.iter_rows()) if before else iter(read.iter_rows())


def openpyxl(path: Path, checked: Checked) -> Reading:
    """The pure-Python reader; dimensions written in the file are not believed."""
    import openpyxl as library

    book = library.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
    if not book.worksheets:
        raise ValueError("no sheets: a namespace that this reader does not know")
    looking = Looking(path, checked.kind)
    return Reading(checked.kind, (
        looking.dressed(Leaf(Sheet(page.title, (), hidden=page.sheet_state != "visible"), _openpyxl_rows(page)))
        for page in book.worksheets))


def _openpyxl_rows(page: Any) -> Iterator[list[Cell]]:
    page.reset_dimensions()
    for count, row in enumerate(page.iter_rows(values_only=True)):
        if count >= MOST_ROWS:
            raise TooLarge
        yield [_openpyxl_value(value) for value in row]


def _openpyxl_value(value: Any) -> Cell:
    if isinstance(value, str) and value[:1] == "#" and value in _FAULTS:
        return Fault(value)
    if isinstance(value, dt.timedelta):
        return str(value)
    return value if value is None or isinstance(value, str | int | float | bool | dt.date | dt.time) else str(value)


_FAULTS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})


def xlrd(path: Path, checked: Checked) -> Reading:
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
    return Reading(checked.kind, (_xlrd_leaf(book, page, shows, struck) for page in book.sheets()))


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


def _xlrd_leaf(book: Any, page: Any, shows: Mapping[int, str], struck: set[int]) -> Leaf:
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
    return Leaf(Sheet(page.name, (), merges, page.visibility != 0, hidden_rows, hidden_columns, frozenset(crossed)), rows)


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


Engine = Callable[[Path, Checked], Reading]
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


def _text(path: Path, checked: Checked) -> Reading:
    from planner.sheets.delimited import read_csv
    from planner.sheets.markup import read_html, read_xml2003

    return {"csv": read_csv, "html": read_html, "xml2003": read_xml2003}[checked.kind](path)
