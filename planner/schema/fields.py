"""Kinds of field: the only code that turns what is written into what is meant and what is shown.

A value lives in four forms: **as written** (a cell, a line edit; any type), **as meant** (the Python value that the
domain uses), **as shown** (text for people) and **plain** (what JSON can hold: the journal and the terminal use it).
Every kind converts between them and refuses what it cannot take; nobody else parses.

`understand` is the tolerant reading for received files: a value with doubts (an estimate, a range). `read` is the
strict one for people who can be asked: a doubt is a refusal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar, NamedTuple

from planner.schema.text import folded, paragraphs, tidy


class Refused(Exception):
    """A value was refused: a code and what its sentence needs."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Level(Enum):
    """Who may see a field (GB/T 43697-2024 grades, as the office configures them); unknown counts as SENSITIVE."""

    PUBLIC = "公开"
    INTERNAL = "内部"
    SENSITIVE = "敏感"


@dataclass(frozen=True)
class Doubt:
    """Why an understood value should be looked at: approximate, range, rounded."""

    code: str
    text: str


class Reading(NamedTuple):
    """A value as meant, with the doubts that came with it."""

    value: Any
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field(ABC):
    """What every kind of field says about itself.

    `label` is the official term, `aka` the other headings departments use, `width` the columns it wants in a table
    (in Chinese half-characters), `found` whether the search box looks into it, `imported` whether received files may
    fill it (what the office decides itself is never taken from a file), `derived` whether only the program writes it.
    """

    label: str
    aka: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    width: int = 12
    level: Level = Level.INTERNAL
    personal: bool = False
    found: bool = False
    imported: bool = True
    derived: bool = False
    align: ClassVar[str] = "left"

    def understand(self, raw: object, unit: str = "") -> Reading:
        """As written -> as meant, with doubts. `unit` is the heading's, used where the cell names none.

        Raises Refused; an empty value is None, or Refused("missing") where the field is required.
        """
        if raw is None or raw == () or raw == [] or (isinstance(raw, str) and not tidy(raw)):
            if self.required:
                raise Refused("missing")
            return Reading(None)
        return self.convert(raw, unit)

    def read(self, raw: object) -> Any:
        """As written -> as meant, refusing what is doubtful."""
        reading = self.understand(raw)
        if reading.doubts:
            raise Refused(reading.doubts[0].code, text=reading.doubts[0].text)
        return reading.value

    @abstractmethod
    def convert(self, raw: object, unit: str) -> Reading:
        """The kind's own reading of something that is not empty."""

    def show(self, value: Any) -> str:
        """As people see it; None is the empty text."""
        return "" if value is None else str(value)

    def printed(self, value: Any) -> str:
        """As issued documents show it, where that is rounder than `show`."""
        return self.show(value)

    def plain(self, value: Any) -> Any:
        """As JSON holds it, without loss."""
        return value

    def revive(self, plain: Any) -> Any:
        """The inverse of `plain`."""
        return plain

    def normal(self, value: Any) -> Any:
        """As the reading contract prints it."""
        return self.plain(value)

    @property
    def takes(self) -> str:
        """In people's words what would be taken: for a form's prompt, and whoever was refused; empty where anything goes."""
        return ""

    @property
    def headers(self) -> tuple[str, ...]:
        return (self.label, *self.aka)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Words: one line, or paragraphs when `lines` is more than one; at most `limit` characters."""

    limit: int = 200
    lines: int = 1

    def convert(self, raw: object, unit: str) -> Reading:
        text = paragraphs(raw) if self.lines > 1 else tidy(raw)
        if not text:
            if self.required:
                raise Refused("missing")
            return Reading(None)
        if len(text) > self.limit:
            raise Refused("too_long", limit=self.limit, length=len(text))
        return Reading(text)

    @property
    def takes(self) -> str:
        return f"不超过 {self.limit} 字"


@dataclass(frozen=True, kw_only=True)
class Names(Field):
    """Several short texts in order, such as partner units; written with 、 ; or line breaks between."""

    limit: int = 60
    SEPARATORS: ClassVar[str] = "、，,；;\n"

    def convert(self, raw: object, unit: str) -> Reading:
        parts = raw if isinstance(raw, list | tuple) else self._split(str(raw))
        names = tuple(dict.fromkeys(name for name in (tidy(part) for part in parts) if name))
        for name in names:
            if any(mark in name for mark in self.SEPARATORS):
                raise Refused("separator_inside", text=name)
            if len(name) > self.limit:
                raise Refused("too_long", limit=self.limit, length=len(name))
        if not names and self.required:
            raise Refused("missing")
        return Reading(names or None)

    def _split(self, text: str) -> list[str]:
        for mark in self.SEPARATORS[1:]:
            text = text.replace(mark, "、")
        return text.split("、")

    def show(self, value: Any) -> str:
        return "、".join(value) if value else ""

    @property
    def takes(self) -> str:
        return "多项用顿号隔开"

    def plain(self, value: Any) -> Any:
        return list(value) if value else None

    def revive(self, plain: Any) -> Any:
        return tuple(plain) if plain else None


YES = frozenset(map(folded, ("是", "有", "√", "对", "已", "y", "yes", "true", "1", "1.0", "同意")))
NO = frozenset(map(folded, ("否", "无", "×", "x", "不", "未", "n", "no", "false", "0", "0.0", "不同意")))


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no; empty means that nobody has said."""

    align: ClassVar[str] = "center"

    def convert(self, raw: object, unit: str) -> Reading:
        if isinstance(raw, bool):
            return Reading(raw)
        text = folded(raw)
        if text in YES | NO:
            return Reading(text in YES)
        raise Refused("not_yes_or_no", text=tidy(raw))

    def show(self, value: Any) -> str:
        return "" if value is None else "是" if value else "否"

    @property
    def takes(self) -> str:
        return "是 或 否"


@dataclass(frozen=True, kw_only=True)
class Link(Field):
    """The key of another record; `to` names its kind, or several kinds separated by blanks.

    `called` are the fields by which a received file names that record, each with the heading it stands under: files
    know no keys. Only a link with such names can be filled from a file.
    """

    to: str
    called: tuple[tuple[str, str], ...] = ()

    def convert(self, raw: object, unit: str) -> Reading:
        return Reading(tidy(raw))

    def show(self, value: Any) -> str:
        return value.name if isinstance(value, Linked) else super().show(value)


class Linked(str):
    """A key that knows what its record is called, for showing it before it is stored."""

    __slots__ = ("name",)
    name: str

    @classmethod
    def of(cls, key: str, name: str) -> Linked:
        made = cls(key)
        made.name = name
        return made


@dataclass(frozen=True, kw_only=True)
class Mapped(Field):
    """A small mapping of texts that came with the record, such as columns nobody knows (附加信息)."""

    def convert(self, raw: object, unit: str) -> Reading:
        if not isinstance(raw, dict):
            raise Refused("not_a_mapping", text=tidy(raw))
        return Reading({tidy(name): value for name, value in raw.items()} or None)

    def show(self, value: Any) -> str:
        return "；".join(f"{name}：{text}" for name, text in (value or {}).items())
