"""What an operation changed, as those who listen hear it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One record's part in an operation: the changed fields before and after, plain; `before` None is a creation."""

    kind: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class News:
    """An operation that was committed: enough for a view to know what to draw again."""

    operation: str
    name: str
    changes: tuple[Change, ...]

    def keys(self, *kinds: str) -> frozenset[str]:
        """The keys of the changed records of these kinds."""
        return frozenset(c.key for c in self.changes if c.kind in kinds)
