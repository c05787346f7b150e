"""Cells as a spreadsheet takes them from the clipboard: tab-separated text, and a table in HTML."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

Cells = Sequence[Sequence[str]]


def as_tsv(cells: Cells) -> str:
    """Rows end in CRLF; a cell with line breaks or quotes is quoted, as Excel and WPS do it."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab").writerows(cells)
    return out.getvalue()


def as_html(cells: Cells) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{_cell(text)}</td>" for text in row) + "</tr>" for row in cells)
    return f'<meta charset="utf-8"><table>{rows}</table>'


def _cell(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
