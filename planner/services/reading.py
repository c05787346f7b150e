"""Reading: received files one after the other, by one process that stays for the next; nothing is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from planner.domain.kinds import IMPORTED
from planner.domain.round import Wording
from planner.errors import PlannerError
from planner.progress import Progress
from planner.schema.query import Query
from planner.schema.record import Vocabulary
from planner.services.intake import Received

if TYPE_CHECKING:
    from planner.sheets.book import Hints, ReadBook, ReadColumn
    from planner.sheets.process import Reader
    from planner.store.store import Store

PATIENCE, LONG = 20.0, 600.0
"""Seconds that a file may take, and that it may take once a person has said to go on waiting."""


class Reading:
    """Belongs to one thread; close it, or use it as a context, so that its process ends."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words
        self._reader: Reader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a file that is read afterwards starts another."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def read(self, path: Path, progress: Progress | None = None, *, department: str = "", patience: float | None = None) -> Received:
        """One file; what cannot be read carries its error. `department` is who sent it where a person says so. Raises Cancelled."""
        from planner.sheets.intake import read_book

        if patience:
            self.close()
        try:
            book = read_book(path, IMPORTED, self._words(), progress, reader=self._reading(patience or PATIENCE))
            return self._remembered(Received(path, book, department=department))
        except PlannerError as error:
            return Received(path, error=error, department=department)
        finally:
            if patience:
                self.close()

    def _reading(self, patience: float) -> Reader:
        from planner.sheets.process import Limits, Reader

        if self._reader is None:
            self._reader = Reader(Limits(seconds=patience))
        return self._reader

    def again(self, received: Received, hints: Hints) -> Received:
        """The same cells understood as a person says. What then cannot be understood keeps the meaning it had. Raises Cancelled."""
        from planner.sheets.intake import read_again

        if received.book is None:
            return received
        book = read_again(received.book, IMPORTED, self._words(), hints)
        return dataclasses.replace(received, book=book, hints=hints)

    def sent_by(self, received: Received, department: str) -> Received:
        """The same file, sent by whom a person says; what that department means by its headings is remembered."""
        return self._remembered(dataclasses.replace(received, department=department))

    def _remembered(self, received: Received) -> Received:
        from planner.sheets.book import Hints

        known = self._wordings(received.sender)
        if received.book is None or not known or not _differs(received.book, known):
            return received
        hints = received.hints or Hints()
        return self.again(received, dataclasses.replace(hints, headings={**hints.headings, **known}))

    def _wordings(self, department: str) -> dict[str, str]:
        """Heading -> field, as a person confirmed them for this department."""
        with self._store.reading() as unit:
            known = unit.of(Wording).find(Query(where={"department": [department or None]}))
        return {wording.heading: wording.field or "" for wording in known}


def _differs(book: ReadBook, known: Mapping[str, str]) -> bool:
    """Whether a heading was taken for something else than a person has said before."""
    return any(known.get(column.header, _taken(column)) != _taken(column) for table in book.tables for column in table.columns)


def _taken(column: ReadColumn) -> str:
    return "+".join(filter(None, (column.field, column.also)))
