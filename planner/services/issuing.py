"""Issuing (出表): documents composed from the records of one moment, written by the pens, and kept as they were."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.office import Office
from planner.domain.project import Project
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.errors import RuleBroken
from planner.paths import trouble
from planner.progress import Progress
from planner.schema.dates import PartialDate, quarters
from planner.schema.document import Document, Issued
from planner.schema.frozen import settled
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary
from planner.services.archiving import Archiving, Change, Written, changes
from planner.services.composing import Composing, Scope, day_of, kind_of
from planner.services.penning import FORMATS, demand_pens, write
from planner.services.supplying import Supplying

if TYPE_CHECKING:
    from planner.documents import DocumentKind
    from planner.paper.missing import Missing
    from planner.paper.typefaces import Chosen
    from planner.store.store import Store

RECORDS: Mapping[str, type[Record]] = {
    "scenario-list": Scenario, "collection-summary": Scenario, "review-summary": Scenario, "public-notice": Scenario,
    "release-notice": Scenario, "project-ledger": Project, "ledger-extract": Project, "project-card": Project}


@dataclass(frozen=True)
class Order:
    """One document that is wanted: its name and scope, and the files to write, each by the pen that its ending names."""

    name: str
    files: tuple[Path, ...]
    scope: Scope = field(default_factory=dict)


@dataclass(frozen=True)
class Handed:
    """What was issued together, from the records of one moment; `operation` is empty in a copy that is only looked at."""

    papers: tuple[Written, ...]
    operation: str

    @property
    def files(self) -> list[Path]:
        return [file for paper in self.papers for file in paper.files]

    @property
    def missing_characters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(char for paper in self.papers for made in paper.files.values() for char in made.missing_characters))


class Issuing:
    """Everything the office prints or sends as a table; each document is said once, in planner/documents."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], office: Callable[[], Office], archiving: Archiving,
                 fonts: Callable[[], str] = str) -> None:
        self._store = store
        self._fonts = fonts
        self._archiving = archiving
        self._words = words
        self._supplying = Supplying(store, words)
        self._composing = Composing(store, words, office)

    @staticmethod
    def documents() -> list[DocumentKind]:
        """What can be issued, in the order of the office's year."""
        from planner.services.composing import KINDS

        return list(KINDS)

    def compose(self, name: str, scope: Scope | None = None) -> Document:
        """The document as it would be issued now. Raises RuleBroken for an unknown name, scope or value."""
        kind = kind_of(name)
        scope = dict(scope or {})
        for key in scope:
            if key != "as_of" and key not in kind.scopes:
                raise RuleBroken("unknown_scope", key=key, known=[*kind.scopes, "as_of"])
        as_of = day_of(scope.pop("as_of", ""))
        return self._composing.of(name)(scope, as_of)

    def options(self, name: str, key: str) -> list[tuple[str, str]]:
        """What a scope of a document may be set to, as (value, words); empty where anything may be written."""
        if key == "variant":
            return [(variant.id, variant.title) for variant in self._supplying.variants()]
        if key == "variants":
            return [(f"{one.id}、{other.id}", f"{one.title} 与 {other.title}")
                    for one, other in combinations(self._supplying.variants(), 2)]
        if key == "quarter":
            today = dt.datetime.now().astimezone().date()
            span = quarters(PartialDate.of(today.year - 1), PartialDate.of(today.year))
            return [(quarter.text, quarter.shown) for quarter in reversed(span)]
        if key == "round":
            with self._store.reading() as unit:
                return [(found.id, found.title) for found in unit.of(Round).find(Query())]
        record = RECORDS[name]
        with self._store.reading() as unit:
            counted = unit.of(record).groups(key)
        field = self._words().fields_of(record)[key]
        words = [(plain, f"{field.show(field.revive(plain))}（{count}）") for plain, count in counted.items() if plain]
        return sorted(words, key=lambda pair: str(pair[0]))

    def write(self, name: str, path: Path, scope: Scope | None = None, progress: Progress | None = None) -> Issued:
        """The document as it would be issued, to a file; a preview or a draft, of which no record is kept."""
        demand_pens([path])
        return self.lay_out(self.compose(name, scope), path, progress)

    def lay_out(self, document: Document, path: Path, progress: Progress | None = None) -> Issued:
        """A composed document to a file, in the typefaces of this machine; of this no record is kept either."""
        return write(document, path, progress, self._folder)

    def issue(self, orders: Sequence[Order], progress: Progress | None = None) -> Handed:
        """Compose all of it from the records of one moment, write the files, and keep the figures, as one operation.

        Every file is whole or not there; an old one stays until then. Raises RuleBroken, FileTrouble, Cancelled.
        """
        told = progress or Progress()
        demand_pens([path for order in orders for path in order.files])
        position, composed = self._of_one_moment(orders, told)
        papers = [Written(document, scope, {path: write(document, path, told, self._folder) for path in order.files})
                  for order, (scope, document) in zip(orders, composed, strict=True)]
        return Handed(tuple(papers), "" if self._store.looking else self._archiving.keep(papers, position))

    @property
    def _folder(self) -> Path | None:
        """The folder of the office's own typefaces, if this machine has been told of one."""
        return Path(self._fonts()) if self._fonts() else None

    def typefaces(self) -> Chosen:
        """Which of the office's typefaces are used for which face, and which are refused, with the reason."""
        from planner.paper.typefaces import choose

        return choose(self._folder)

    def unprintable(self, document: Document) -> list[Missing]:
        """The characters of a document that no face has, each with its places: to be told before it is printed."""
        from planner.paper.missing import missing

        return missing(document, self._folder)

    def compare(self, key: str, as_of: str = "") -> list[Change]:
        """What an issued document would say differently today, or of another day. Raises NotFound and what composing raises."""
        issuance = self._archiving.issuance(key)
        scope = {name: str(value) for name, value in (issuance.scope or {}).items()}
        return changes(self._archiving.document(key), settled(self.compose(issuance.document, {**scope, "as_of": as_of})))

    def issue_all(self, folder: Path, scope: Scope | None = None, *, names: Sequence[str] = (), formats: Sequence[str] = FORMATS,
                  progress: Progress | None = None) -> Handed:
        """Issue every document, or those that are named, into a new dated folder inside `folder` (一键出表).

        Each takes of the scope what it knows. When anything fails the folder is taken away again.
        """
        scope = dict(scope or {})
        day = day_of(scope.get("as_of", ""))
        target = _free(folder / f"{day.isoformat()} 报表")
        kinds = [kind for kind in self.documents() if not names or kind.name in names]
        orders = [Order(kind.name, tuple(target / f"{at:02} {kind.title}{suffix}" for suffix in formats if suffix[1:] in kind.formats),
                        {key: value for key, value in scope.items() if key in (*kind.scopes, "as_of")})
                  for at, kind in enumerate(kinds, 1)]
        try:
            target.mkdir(parents=True)
            return self.issue(orders, progress)
        except OSError as error:
            raise trouble(error, target) from error
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise

    def _of_one_moment(self, orders: Sequence[Order], progress: Progress) -> tuple[dict[str, int], list[tuple[Scope, Document]]]:
        """All documents of the same records: when somebody has changed any meanwhile they are composed again."""
        while True:
            before = self._store.position()
            composed: list[tuple[Scope, Document]] = []
            for at, order in enumerate(orders):
                progress.step("汇总数据", at, len(orders))
                scope = self._composing.filled(order.name, order.scope)
                composed.append((scope, settled(self.compose(order.name, {**order.scope, **scope}))))
            if self._store.position() == before:
                return before, composed


def _free(folder: Path) -> Path:
    """A folder that is not there yet: the name itself, or with （2） and so on behind it."""
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}（{number}）")
    return found

