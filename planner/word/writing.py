"""The pen for Word: a document becomes a .docx whose styles, contents and charts can be edited, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

from planner.errors import RuleBroken
from planner.paper.page import LETTER, TABULAR
from planner.paths import replacing
from planner.progress import Progress
from planner.schema.document import Document, Issued

UNDATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  the moments of a document's properties have no zone
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(document: Document, path: Path, progress: Progress | None = None) -> Issued:
    """Write the document for Word; the old file stays when anything fails.

    `pages` counts the sections: how many pages they take is known to Word alone. Raises FileTrouble, Cancelled,
    RuleBroken (no_word_pen) on machines for which the library is not built.
    """
    try:
        import docx
    except ModuleNotFoundError as absent:
        raise RuleBroken("no_word_pen") from absent

    from planner.word.setting import Setter
    from planner.word.styles import dress

    style = LETTER if document.letter else TABULAR
    book = docx.Document()
    dress(book, style)
    _describe(book, document)
    rows = Setter(book, document, style, progress or Progress()).set()
    with replacing(path) as draft:
        draft.write_bytes(_settled(book))
    return Issued(len(book.sections), rows)


def _describe(book: Any, document: Document) -> None:
    said = book.core_properties
    said.title, said.author, said.subject, said.comments = document.title, document.office, document.as_of, ""
    said.last_modified_by, said.language, said.revision = document.office, "zh-CN", 1
    said.created = said.modified = _moment(document.as_of)


def _moment(as_of: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(as_of).replace(tzinfo=None)
    except ValueError:
        return UNDATED


def _settled(book: Any) -> bytes:
    """The file without the hour at which its parts were packed."""
    packed, settled = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
