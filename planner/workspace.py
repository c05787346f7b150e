"""The application without a screen: an open workspace and the services on it; window, terminal and tests hold the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.catalogues import LocalTerm, vocabulary
from planner.schema.change import News
from planner.schema.query import Query
from planner.schema.record import Vocabulary
from planner.services.archiving import Archiving
from planner.services.collecting import Collecting
from planner.services.drafting import Drafting
from planner.services.exploring import Exploring
from planner.services.inviting import Inviting
from planner.services.issuing import Issuing
from planner.services.keeping import Keeping
from planner.services.proposing import Proposing
from planner.services.returning import Returning
from planner.services.sampling import Sampling
from planner.services.signing import Signing
from planner.services.supplying import Supplying
from planner.services.tracking import Tracking
from planner.services.weighing import Weighing
from planner.settings import Settings
from planner.store.store import Store

if TYPE_CHECKING:
    from types import TracebackType


class Workspace:
    """One file, open. Raises StoreTrouble and FileTrouble on opening; use it as a context or close it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.words = Vocabulary()
        self.drafting = Drafting(store, lambda: self.words)
        self.signing = Signing(store, self.drafting, lambda: settings.office)
        self.inviting = Inviting(store, lambda: self.words, lambda: self.signing.office().name)
        self.collecting = Collecting(store, lambda: self.words)
        self.returning = Returning(store, lambda: self.words, self.signing.office)
        self.supplying = Supplying(store, lambda: self.words)
        self.proposing = Proposing(store, lambda: self.words, self.supplying)
        self.exploring = Exploring(self.proposing, self.supplying)
        self.weighing = Weighing(store, lambda: self.words)
        self.tracking = Tracking(store, lambda: self.words)
        self.archiving = Archiving(store, lambda: settings.fonts)
        self.issuing = Issuing(store, lambda: self.words, self.signing.office, self.archiving, lambda: settings.fonts)
        self.keeping = Keeping(store, lambda: self.words)
        self.sampling = Sampling(self.collecting, self.drafting, self.supplying, self.weighing, self.tracking)
        self._learn()
        store.listeners.append(self._hear)

    @classmethod
    def create(cls, path: Path, settings: Settings | None = None) -> Workspace:
        """A new file; an existing one is never overwritten."""
        settings = settings or Settings.load()
        return cls(Store.create(path, actor=settings.actor), settings)

    @classmethod
    def open(cls, path: Path, settings: Settings | None = None, *, looking: bool = False) -> Workspace:
        """An existing file; one that is only looked at refuses every change."""
        settings = settings or Settings.load()
        return cls(Store.open(path, actor=settings.actor, looking=looking), settings)

    @property
    def path(self) -> Path:
        return self.store.path

    @property
    def looking(self) -> bool:
        """Whether this is a copy that may only be looked at."""
        return self.store.looking

    def sign_as(self, actor: str) -> None:
        """Operations from now on are this person's."""
        self.store.sign_as(actor)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _hear(self, news: News) -> None:
        if news.keys(LocalTerm.kind):
            self._learn()

    def _learn(self) -> None:
        """Take over the terms that the office has added to the catalogues."""
        with self.store.reading() as unit:
            self.words = vocabulary(unit.of(LocalTerm).find(Query()))
