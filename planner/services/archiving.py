"""Archiving (留存): what was issued is kept with its figures, so that it can be traced, compared and printed again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.domain.issuance import Issuance
from planner.errors import NotFound, RuleBroken
from planner.progress import Progress
from planner.schema import frozen
from planner.schema.dates import PartialDate
from planner.schema.document import Block, Document, Issued, OnePage, Row, Table
from planner.schema.query import Query
from planner.schema.record import Record
from planner.services.penning import write

if TYPE_CHECKING:
    from planner.store.store import Store
    from planner.store.unit import Unit

T = TypeVar("T")
Rows = Mapping[str, tuple[Table, Row]]
NEWEST = Query(order="issued", descending=True)


@dataclass(frozen=True)
class Written:
    """A settled document and the files that were written of it."""

    document: Document
    scope: Mapping[str, str]
    files: Mapping[Path, Issued]


@dataclass(frozen=True)
class Change:
    """A cell of an issued table that says something else today; a whole row that came or went has no `column`.

    `key` is the record behind the row, where there is one.
    """

    table: str
    row: str
    column: str
    then: str
    now: str
    key: str = ""


@dataclass(frozen=True)
class Again:
    """A file written from kept figures; `same` is whether it is the file of then, byte for byte, where there was one."""

    made: Issued
    same: bool | None


class Archiving:
    """Keeps issued documents in the workspace and gives them back."""

    def __init__(self, store: Store, fonts: Callable[[], str] = str) -> None:
        self._store = store
        self._fonts = fonts

    def keep(self, papers: Sequence[Written], position: Mapping[str, int]) -> str:
        """Note that these papers were issued, as one operation; gives its key."""
        titles = papers[0].document.title if len(papers) == 1 else f"{papers[0].document.title}等 {len(papers)} 份报表"
        with self._store.changing(f"出具 {titles}") as unit:
            for paper in papers:
                unit.of(Issuance).add(self._record(unit, paper, position))
            return unit.operation

    def _record(self, unit: Unit, paper: Written, position: Mapping[str, int]) -> Issuance:
        made = paper.files.values()
        return Issuance(
            title=paper.document.title, document=paper.document.name, scope=dict(paper.scope) or None,
            as_of=PartialDate(paper.document.as_of), issued=dt.datetime.now(dt.UTC), issuer=self._store.actor, batch=unit.operation,
            position=dict(position), figures=unit.keep_file(packed(paper.document)),
            files={path.name: _digest(path) for path in paper.files},
            rows=max((one.rows for one in made), default=None),
            pages=max((one.pages for path, one in paper.files.items() if path.suffix.lower() == ".pdf"), default=None))

    def issued(self, query: Query = NEWEST) -> list[Issuance]:
        """What was issued, newest first."""
        with self._store.reading() as unit:
            return unit.of(Issuance).find(query)

    def issuance(self, key: str) -> Issuance:
        """Raises NotFound."""
        with self._store.reading() as unit:
            return unit.of(Issuance).get(key)

    def document(self, key: str) -> Document:
        """An issued document as it was. Raises NotFound; RuleBroken("figures_damaged") when the kept figures are not those."""
        with self._store.reading() as unit:
            issuance = unit.of(Issuance).get(key)
            content = unit.received_file(issuance.figures)
        if hashlib.sha256(content).hexdigest() != issuance.figures:
            raise RuleBroken("figures_damaged", title=issuance.title)
        return unpacked(content)

    def source(self, key: str, row: str) -> Record:
        """The record behind a row of an issued table (by the row's key), as it was when the table was issued. Raises NotFound."""
        position = {site: int(number) for site, number in (self.issuance(key).position or {}).items()}
        found = self._store.records_at([row.partition("/")[0]], position)
        if not found:
            raise NotFound(kind="record", key=row, label="记录")
        return found[0]

    def reissue(self, key: str, path: Path, progress: Progress | None = None) -> Again:
        """Write an issued document again from its kept figures, whatever the records say today."""
        document, known = self.document(key), self.issuance(key).files or {}
        made = write(document, path, progress, Path(self._fonts()) if self._fonts() else None)
        digests = {digest for name, digest in known.items() if Path(name).suffix.lower() == path.suffix.lower()}
        return Again(made, _digest(path) in digests if digests else None)


def changes(then: Document, now: Document) -> list[Change]:
    """Where two editions of a document differ in their tables; rows are known by their records, sums by their place."""
    before, after = _apart(_tables(then.blocks)), _apart(_tables(now.blocks))
    return [change for name in {**before, **after} for change in _table_changes(name, before.get(name, {}), after.get(name, {}))]


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[str, dict[str, tuple[Table, Row]]]]:
    """Each table with its rows by key; what has none is named by its group and its words."""
    for number, block in enumerate(blocks):
        if isinstance(block, OnePage):
            yield from ((f"{block.title} {name}".strip(), rows) for name, rows in _tables(block.blocks))
        if isinstance(block, Table):
            group, rows = "", list[tuple[str, tuple[Table, Row]]]()
            for row in block.rows:
                group = str(row.values[0]) if row.role == "group" else "" if row.role == "total" else group
                if row.role != "group":
                    rows.append((row.key or f"{group.partition('（')[0]} {_name(block, row)}".strip(), (block, row)))
            yield block.caption or f"第 {number + 1} 段", _apart(rows)


def _apart(named: Iterable[tuple[str, T]]) -> dict[str, T]:
    """By name; what has the same name is told apart by its order."""
    found, known = dict[str, T](), Counter[str]()
    for name, thing in named:
        found[f"{name}{'′' * known[name]}"] = thing
        known[name] += 1
    return found


def _table_changes(table: str, before: Rows, after: Rows) -> Iterator[Change]:
    for key in {**before, **after}:
        if key not in after or key not in before:
            of, row = before.get(key) or after[key]
            yield Change(table, _name(of, row), "", "有" if key in before else "", "有" if key in after else "", row.key)
            continue
        (of, was), (other, row) = before[key], after[key]
        now = {column.name: column.shown(value, row.role) for column, value in zip(other.columns, row.values, strict=False)}
        for column, value in zip(of.columns, was.values, strict=False):
            shown = column.shown(value, was.role)
            if column.name != "serial" and now.get(column.name, "") != shown:
                yield Change(table, _name(of, was), column.heading, shown, now.get(column.name, ""), row.key)


def _name(table: Table, row: Row) -> str:
    """What people call the row: its key column, or the word of a sum."""
    if row.leading[1]:
        return row.leading[1]
    at = next((at for at, column in enumerate(table.columns) if column.key), 0)
    return table.columns[at].shown(row.values[at], row.role) if row.values else ""


def packed(document: Document) -> bytes:
    """A settled document as the bytes that are kept."""
    text = json.dumps({"format": 1, "document": frozen.plain(document)}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)


def unpacked(content: bytes) -> Document:
    """The document again."""
    document: Document = frozen.revived(json.loads(zlib.decompress(content))["document"])
    return document


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
