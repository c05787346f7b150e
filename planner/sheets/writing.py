"""The pen for workbooks: a document becomes a styled .xlsx with real figures and sums, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from planner.paths import replacing
from planner.progress import Progress
from planner.schema.document import Document, Issued, Paper
from planner.sheets.pen.leaf import Leaf
from planner.sheets.pen.looks import Looks
from planner.sheets.pen.sections import Section, names, sections

PAPERS = {"A4": 9, "A3": 8}
NO_GUESSING = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
NORMAL = {"font_name": "宋体", "font_size": 10.5}
UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's moments have no zone


def write(document: Document, path: Path, progress: Progress | None = None) -> Issued:
    """Write the workbook; the old file stays when anything fails.

    `pages` counts the sheets: how many pages a sheet takes is known to the printer alone. Raises FileTrouble, Cancelled.
    """
    found = sections(document)
    with replacing(path) as draft, tempfile.TemporaryDirectory(prefix="planner-") as folder:
        records = _fill(document, found, draft, Path(folder), progress or Progress())
    return Issued(len(found), records)


def _fill(document: Document, found: list[Section], draft: Path, folder: Path, progress: Progress) -> int:
    from xlsxwriter import Workbook

    book = Workbook(str(draft), {"constant_memory": True, "tmpdir": str(folder), "default_format_properties": dict(NORMAL),
                                 **NO_GUESSING})
    try:
        book.use_zip64()
        book.set_properties({"title": document.title, "author": document.office, "subject": document.as_of,
                             "created": _moment(document.as_of)})
        looks, records = Looks(book), 0
        for section, name in zip(found, list(names(found, document.title)), strict=True):
            leaf = Leaf(book, name, looks, section, progress)
            _set_up(leaf.sheet, section.paper or document.paper, one=bool(section.title))
            records += leaf.write(document)
    except BaseException:
        _drop(book)
        raise
    _close(book)
    return records


def _set_up(sheet: Any, paper: Paper, *, one: bool) -> None:
    """The printed page: its sheet, one page wide (and, if it is to be `one`, one page high), folio in the middle."""
    sheet.set_paper(PAPERS.get(paper.size, PAPERS["A4"]))
    if paper.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if one else 0)
    sheet.set_margins(left=0.59, right=0.59, top=0.71, bottom=0.75)
    sheet.center_horizontally()
    sheet.set_footer('&C&"宋体,常规"&9第 &P 页  共 &N 页')
    sheet.hide_gridlines(2)


def _moment(as_of: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(as_of).replace(tzinfo=None)
    except ValueError:
        return UNDATED


def _close(book: Any) -> None:
    """Put the parts together; the writer hides the system's refusal in an exception of its own."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as refused:
        _drop(book)
        raise (refused.args[0] if refused.args and isinstance(refused.args[0], OSError) else OSError(str(refused))) from refused


def _drop(book: Any) -> None:
    """Let go of the rows kept on disk, so that their folder can be removed on Windows too."""
    for sheet in book.worksheets():
        sheet._opt_close()
    book.fileclosed = True
