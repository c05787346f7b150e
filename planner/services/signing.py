"""Signing (署名): the office's name, letterhead and responsible persons, set once and printed on everything it issues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.office import Office
from planner.services.drafting import Drafting

if TYPE_CHECKING:
    from planner.store.store import Store


class Signing:
    """One record of the office for the workspace; until it is written, this machine's name of the office counts."""

    def __init__(self, store: Store, drafting: Drafting, named: Callable[[], str]) -> None:
        self._store = store
        self._drafting = drafting
        self._named = named

    def office(self) -> Office:
        """Who issues: the workspace's record, its name from this machine's settings where it has none."""
        kept = self._kept() or Office()
        return kept if kept.title else replace(kept, title=self._named() or None)

    def amend(self, written: Mapping[str, object]) -> Office:
        """Write fields of the office as one operation. Raises InvalidRecord."""
        kept = self._kept()
        if kept is None:
            return self._drafting.add(Office, {"title": self._named(), **written})
        self._drafting.amend(Office, kept.id, written)
        return self.office()

    def _kept(self) -> Office | None:
        """The newest, for two laptops may each have written one."""
        with self._store.reading() as unit:
            found = unit.of(Office).find()
        return found[-1] if found else None

