"""HTML tables and Excel-2003 XML, as old office systems save them under the name .xls."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from planner.sheets.encoding import decoded
from planner.sheets.grid import Cell, Fault, Sheet
from planner.sheets.wire import Leaf, Reading

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 1_000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_BREAKS = frozenset({"br", "p", "div", "li"})


def declared(content: bytes) -> str | None:
    """The encoding that the text says of itself; what calls itself gb2312 is read as its superset."""
    found = _CHARSET.search(content[:8192])
    name = (found[1] or found[2]).decode().lower() if found else ""
    return "gb18030" if name in ("gb2312", "gbk", "gb18030", "x-gbk", "cp936") else name or None


def read_html(path: Path) -> Reading:
    """All table rows of the page, one below the other, as one sheet."""
    content = path.read_bytes()
    text, encoding = decoded(content, declared(content))
    return Reading("html", [_html_leaf(text, path.stem)], encoding)


def _html_leaf(text: str, name: str) -> Leaf:
    page = _Page()
    page.feed(text)
    page.close()
    page.end_row()
    return Leaf(Sheet(name, (), page.merges, hidden_rows=frozenset(page.hidden)), page.rows)


class _Page(HTMLParser):
    """Collects rows; a cell that spans others leaves them empty and is noted as a merge."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self._row: list[Cell] | None = None
        self._taken: dict[tuple[int, int], bool] = {}
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "tr":
            self.end_row()
            self._row = []
            if "display:none" in (dict(attrs).get("style") or "").replace(" ", "").lower():
                self.hidden.add(len(self.rows))
        elif tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row = []
            said = dict(attrs)
            self._span = (_span(said.get("rowspan"), 5_000), _span(said.get("colspan"), _WIDEST))
            self._text = []
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        row, column = len(self.rows), len(self._row)
        while self._taken.pop((row, column), False):
            self._row.append(None)
            column += 1
        text = re.sub(r" *\n *", "\n", "".join(self._text).replace("\xa0", " ")).strip()
        down, across = self._span
        across = max(1, min(across, _WIDEST - column))
        self._row.extend([text or None] + [None] * (across - 1))
        if down > 1 or across > 1:
            self.merges.append((row, column, row + down - 1, column + across - 1))
            self._taken.update(((r, c), True) for r in range(row + 1, row + down) for c in range(column, column + across))
        self._text = None

    def end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self.rows.append(self._row)
            self._row = None


def _span(value: str | None, most: int) -> int:
    return min(int(value), most) if value and value.isdigit() and int(value) else 1


def read_xml2003(path: Path) -> Reading:
    """Worksheets of a SpreadsheetML 2003 file. Raises ParseError or what defusedxml refuses."""
    from defusedxml.ElementTree import iterparse

    content = path.read_bytes()
    text, encoding = decoded(content, declared(content))
    leaves: list[Leaf] = []
    rows: list[list[Cell]] = []
    source = BytesIO(_XML_HEAD.sub("", text).encode())
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start" and element.tag == f"{_SPREADSHEET}Worksheet":
            rows = []
            leaves.append(Leaf(Sheet(element.get(f"{_SPREADSHEET}Name") or f"Sheet{len(leaves) + 1}", ()), rows))
        elif event == "end" and element.tag == f"{_SPREADSHEET}Row" and leaves:
            _xml_row(element, leaves[-1].about, rows)
            element.clear()
        elif event == "end" and element.tag.endswith("}Visible") and leaves:
            leaves[-1].about.hidden = "Hidden" in (element.text or "")
    return Reading("xml2003", leaves, encoding)


def _xml_row(element: Any, sheet: Sheet, rows: list[list[Cell]]) -> None:
    index = int(element.get(f"{_SPREADSHEET}Index") or len(rows) + 1) - 1
    rows.extend([] for _ in range(min(index, 200_000) - len(rows)))
    cells: list[Cell] = []
    for cell in element.iter(f"{_SPREADSHEET}Cell"):
        column = int(cell.get(f"{_SPREADSHEET}Index") or len(cells) + 1) - 1
        cells.extend([None] * (min(column, _WIDEST) - len(cells)))
        across, down = int(cell.get(f"{_SPREADSHEET}MergeAcross") or 0), int(cell.get(f"{_SPREADSHEET}MergeDown") or 0)
        if across or down:
            sheet.merges.append((len(rows), len(cells), len(rows) + down, len(cells) + min(across, _WIDEST)))
        cells.append(_xml_value(cell.find(f"{_SPREADSHEET}Data")))
        cells.extend([None] * min(across, _WIDEST - len(cells)))
    if element.get(f"{_SPREADSHEET}Hidden") == "1":
        sheet.hidden_rows |= {len(rows)}
    rows.append(cells)


def _xml_value(data: Any) -> Cell:
    if data is None:
        return None
    text, kind = "".join(data.itertext()), data.get(f"{_SPREADSHEET}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return Fault(text) if kind == "Error" else text
