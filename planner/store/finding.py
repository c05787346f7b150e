"""What the search box looks into: folded text and pinyin; and how Chinese text is ordered."""

from __future__ import annotations

import unicodedata
from functools import cache

from planner.schema.record import Record, fields_of
from planner.schema.text import folded


def searchable(record: Record) -> str:
    """The folded text of the fields that are found, then the record's name in pinyin, in full and as initials."""
    kinds = fields_of(type(record))
    texts = [folded(kind.show(getattr(record, name))) for name, kind in kinds.items() if kind.found]
    name = folded(record.name)
    return "\n".join((*texts, name.translate(_sounds()), name.translate(_initials())))


def sound(text: str | None) -> str:
    """A key that orders Chinese text by pinyin, as dictionaries and name lists do; equal sounds by character."""
    folded_text = (text or "").casefold()
    return f"{folded_text.translate(_ordered())}\n{folded_text}"


@cache
def _sounds() -> dict[int, str]:
    """Character -> its first reading without tone."""
    from pypinyin.pinyin_dict import pinyin_dict

    return {point: _toneless(readings.partition(",")[0]) for point, readings in pinyin_dict.items() if point > 0x2E7F}


@cache
def _initials() -> dict[int, str]:
    return {point: reading[0] for point, reading in _sounds().items() if reading}


@cache
def _ordered() -> dict[int, str]:
    """A reading ends with a blank, so that xi an comes before xian."""
    return {point: reading + " " for point, reading in _sounds().items()}


def _toneless(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading)
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("ü", "v").replace("ɡ", "g")
