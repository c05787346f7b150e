"""Bringing a document before the eyes: its first pages at once, all of them as soon as they are set."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from planner.desktop.page import Desk
from planner.errors import PlannerError
from planner.progress import Progress
from planner.schema.document import Document, Issued, beginning

MANY = 400
FIRST = 90


class Preview(QObject):
    """`begun`: a file with the first pages and one that is not to be shown; `ready`: the whole, and what the pen said."""

    begun = Signal(object)
    ready = Signal(object, object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = Path(tempfile.mkdtemp(prefix="planner-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._turn = 0

    def compose(self, name: str, scope: Mapping[str, str], title: str) -> None:
        """The document as it would be issued now."""
        self._begin(title, lambda _: self._desk.workspace.issuing.compose(name, scope))

    def show(self, title: str, document: Callable[[], Document]) -> None:
        """A document that was issued, from its kept figures."""
        self._begin(title, lambda _: document())

    def _begin(self, title: str, work: Callable[[Progress], Document]) -> None:
        self._turn += 1
        self._desk.begin(f"排版《{title}》", work, partial(self._composed, self._turn, title),
                         failed=partial(self._failed, self._turn), exclusive=False)

    def _composed(self, turn: int, title: str, document: Document) -> None:
        if not self._stands(turn):
            return
        if document.records > MANY:
            self._set(turn, title, beginning(document, FIRST), self._first_pages)
        self._set(turn, title, document, self._whole)

    def _set(self, turn: int, title: str, document: Document, done: Callable[[int, Path, Issued], None]) -> None:
        path = self._folder / f"{turn}-{document.records}.pdf"
        self._desk.begin(f"排版《{title}》", partial(self._write, turn, document, path), partial(done, turn, path),
                         failed=partial(self._failed, turn), exclusive=False)

    def _write(self, turn: int, document: Document, path: Path, progress: Progress) -> Issued:
        """On the worker; what nobody waits for any more is not set at all."""
        return self._desk.workspace.issuing.lay_out(document, path, progress) if turn == self._turn else Issued(0, 0)

    def _first_pages(self, turn: int, path: Path, issued: Issued) -> None:
        if self._stands(turn) and issued.pages > 1:
            self.begun.emit(path)

    def _whole(self, turn: int, path: Path, issued: Issued) -> None:
        if self._stands(turn) and issued.pages:
            self.ready.emit(path, issued)

    def _failed(self, turn: int, error: PlannerError) -> None:
        if self._stands(turn):
            self.refused.emit(error)

    def _stands(self, turn: int) -> bool:
        """Whether somebody still waits for this, for the page may have been left or another document chosen."""
        return isValid(self) and turn == self._turn
