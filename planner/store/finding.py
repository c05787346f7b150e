"""What the search box looks into: folded text and pinyin; and how Chinese text is ordered."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from planner.schema.fields import Field
from planner.schema.record import Record, fields_of
from planner.schema.text import folded

_FIRST = 0x2E7F


def searchable(record: Record) -> str:
    """The folded text of the fields that are found, then the record's name in pinyin, in full and as initials."""
    kind_of: Any = type(record)  # the type checker takes a class of records for one that cannot be hashed
    texts = [folded(kind.show(getattr(record, name))) for name, kind in _looked_into(kind_of)]
    name = folded(record.name)
    return "\n".join((*texts, name.translate(_FULL), name.translate(_INITIAL)))


@cache
def _looked_into(record: Any) -> list[tuple[str, Field]]:
    return [(name, kind) for name, kind in fields_of(record).items() if kind.found]


def sound(text: str | None) -> str:
    """A key that orders Chinese text by pinyin, as dictionaries and name lists do; equal sounds by character."""
    folded_text = (text or "").casefold()
    return f"{folded_text.translate(_ORDERING)}\n{folded_text}"


class _Spelling(dict[int, str]):
    """Character -> how it is written by its first reading; worked out when it is met, for there are forty thousand."""

    def __init__(self, turn: Callable[[str], str]) -> None:
        super().__init__()
        self._turn = turn

    def __missing__(self, point: int) -> str:
        known = readings().get(str(point), "") if point > _FIRST else ""
        reading = _toneless(known.partition(",")[0])
        self[point] = spelt = self._turn(reading) if reading else chr(point)
        return spelt


@cache
def readings() -> dict[str, str]:
    """Number of a character -> its readings, the first one most used.

    Read past the package's own opening, which takes half a second to learn phrases that nobody asks for here.
    """
    package = find_spec("pypinyin")
    assert package is not None and package.submodule_search_locations, "pypinyin is one of the libraries"
    found: dict[str, str] = json.loads((Path(package.submodule_search_locations[0]) / "pinyin_dict.json").read_text(encoding="utf-8"))
    return found


def _toneless(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading)
    return "".join(c for c in parts.replace("u\u0308", "v") if not unicodedata.combining(c)).replace("ɡ", "g")


_FULL = _Spelling(lambda reading: reading)
_INITIAL = _Spelling(lambda reading: reading[0])
_ORDERING = _Spelling(lambda reading: reading + " ")   # a reading ends with a blank, so that xi an comes before xian
