"""The application without a screen: an open workspace and the services on it; window, terminal and tests hold the same."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.catalogues import LocalTerm, vocabulary
from planner.schema.change import News
from planner.schema.query import Query
from planner.schema.record import Vocabulary
from planner.settings import Settings
from planner.store.store import Store

if TYPE_CHECKING:
    from types import TracebackType

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
    from planner.services.supposing import Supposing
    from planner.services.tracking import Tracking
    from planner.services.weighing import Weighing


class Workspace:
    """One file, open. Raises StoreTrouble and FileTrouble on opening; use it as a context or close it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.words = Vocabulary()
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

    def _said(self) -> Vocabulary:
        return self.words

    def _fonts(self) -> str:
        return self.settings.fonts

    # the services, each brought when it is first asked for

    @cached_property
    def drafting(self) -> Drafting:
        from planner.services.drafting import Drafting

        return Drafting(self.store, self._said)

    @cached_property
    def signing(self) -> Signing:
        from planner.services.signing import Signing

        return Signing(self.store, self.drafting, lambda: self.settings.office)

    @cached_property
    def inviting(self) -> Inviting:
        from planner.services.inviting import Inviting

        return Inviting(self.store, self._said, lambda: self.signing.office().name)

    @cached_property
    def collecting(self) -> Collecting:
        from planner.services.collecting import Collecting

        return Collecting(self.store, self._said)

    @cached_property
    def returning(self) -> Returning:
        from planner.services.returning import Returning

        return Returning(self.store, self._said, self.signing.office, self._fonts)

    @cached_property
    def supplying(self) -> Supplying:
        from planner.services.supplying import Supplying

        return Supplying(self.store, self._said)

    @cached_property
    def proposing(self) -> Proposing:
        from planner.services.proposing import Proposing

        return Proposing(self.store, self._said, self.supplying)

    @cached_property
    def exploring(self) -> Exploring:
        from planner.services.exploring import Exploring

        return Exploring(self.proposing, self.supplying)

    @cached_property
    def weighing(self) -> Weighing:
        from planner.services.weighing import Weighing

        return Weighing(self.store, self._said)

    @cached_property
    def supposing(self) -> Supposing:
        from planner.services.supposing import Supposing

        return Supposing(self.store, self.weighing)

    @cached_property
    def tracking(self) -> Tracking:
        from planner.services.tracking import Tracking

        return Tracking(self.store, self._said)

    @cached_property
    def archiving(self) -> Archiving:
        from planner.services.archiving import Archiving

        return Archiving(self.store, self._fonts)

    @cached_property
    def issuing(self) -> Issuing:
        from planner.services.issuing import Issuing

        return Issuing(self.store, self._said, self.signing.office, self.archiving, self._fonts)

    @cached_property
    def keeping(self) -> Keeping:
        from planner.services.keeping import Keeping

        return Keeping(self.store, self._said)

    @cached_property
    def sampling(self) -> Sampling:
        from planner.services.sampling import Sampling

        return Sampling(self.collecting, self.drafting, self.supplying, self.weighing, self.tracking)

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
