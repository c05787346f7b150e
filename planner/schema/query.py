"""Which records, and in which order: asked in fields and values, answered by the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Query:
    """Records whose field is one of the given plain values, that contain every word of `search`, ordered.

    `where` maps a field to the plain values allowed (None stands for empty). `search` is split at blanks; each word
    must occur in the searchable fields, or as pinyin (full or initials) in the record's name. `order` is a field's
    name or "" for the order of creation; Chinese text is ordered by pinyin. `removed` asks for the removed records
    instead of the living ones.
    """

    where: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    search: str = ""
    order: str = ""
    descending: bool = False
    removed: bool = False
