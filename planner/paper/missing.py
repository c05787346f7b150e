"""Which characters of a document no face has, and where they stand: said before anything is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.paper.fonts import Faces
from planner.schema.document import (
    Attachment,
    Bars,
    Block,
    Closing,
    Cover,
    Document,
    Form,
    Heading,
    Imprint,
    Letterhead,
    OnePage,
    Paragraph,
    Signatures,
    Table,
)

BODY = {True: "Fang", False: "Song"}


@dataclass(frozen=True)
class Missing:
    """A character without a shape, and the places where it stands."""

    char: str
    places: tuple[str, ...]

    @property
    def shown(self) -> str:
        """U+20000：第12行 联系人."""
        more = f"等 {len(self.places)} 处" if len(self.places) > 1 else ""
        return f"{self.char}（U+{ord(self.char):04X}）：{self.places[0]}{more}"


def missing(document: Document, folder: Path | None = None) -> list[Missing]:
    """Every such character in the order in which it is met; `folder` holds the office's own typefaces."""
    faces, known = Faces(folder), dict[tuple[str, str], bool]()
    found: dict[str, list[str]] = {}
    for place, face, text in _texts(document):
        for char in dict.fromkeys(text):
            if (face, char) not in known:
                known[face, char] = char.isspace() or faces.has(face, char)
            if not known[face, char]:
                found.setdefault(char, []).append(place)
    return [Missing(char, tuple(places)) for char, places in found.items()]


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """Where, in which face, and what."""
    yield "标题", "Bold", document.title
    yield "副标题", "Kai" if document.letter else "Song", document.subtitle
    yield from (("表上方", "Song", text) for text in document.above)
    yield from _blocks(document.blocks, BODY[document.letter])


def _blocks(blocks: Sequence[Block], body: str) -> Iterator[tuple[str, str, str]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, OnePage):
            yield "标题", "Bold", block.title
            yield from ((f"{block.title} {place}", face, text) for place, face, text in _blocks(block.blocks, body))
        else:
            yield from ((place, body, text) for place, text in _words(block))


def _words(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Heading | Paragraph):
        yield f"“{block.text[:12]}”", block.text
    elif isinstance(block, Form):
        yield from (pair for line in block.lines for pair in line)
    elif isinstance(block, Signatures | Cover | Letterhead):
        yield from (("签署处" if isinstance(block, Signatures) else "封面或版头", text) for text in (
            block.places if isinstance(block, Signatures) else block.lines))
    elif isinstance(block, Bars):
        yield from ((f"图“{block.caption}”", text) for text in (block.caption, block.unit, *block.labels, *(n for n, _ in block.series)))
    elif isinstance(block, Attachment):
        yield block.number, block.title
    elif isinstance(block, Closing | Imprint):
        yield "署名", f"{block.office}{block.day}{''.join(block.copies) if isinstance(block, Imprint) else ''}"


def _table(table: Table) -> Iterator[tuple[str, str, str]]:
    name = f"{table.caption} " if table.caption else ""
    yield name or "表题", "Hei", table.caption
    yield from ((f"{name}表头", "Hei", "".join((*column.over, column.heading))) for column in table.columns)
    for number, row in enumerate((row for row in table.rows if row.role == "record"), 1):
        yield from ((f"{name}第{number}行 {column.heading}", "Bold" if column.strong else "Song", column.shown(value))
                    for column, value in zip(table.columns, row.values, strict=False))
    for row in table.rows:
        if row.role == "group":
            yield f"{name}分组", "Hei", "".join(map(str, row.values))
