"""Which blocks of a document go on which sheet: one table a sheet, with the words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.schema.document import Attachment, Block, Document, Heading, NewPage, OnePage, Paper, Table

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_COUNTED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]\s*|(?:续?表|附件)\s*\d+\s*)")
LONGEST = 31


@dataclass
class Section:
    """The blocks of one sheet; `title` is its own, where it is not that of the document."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""

    @property
    def table(self) -> Table | None:
        return next((block for block in self.blocks if isinstance(block, Table)), None)

    @property
    def paper(self) -> Paper | None:
        """Its own sheet of paper, if an attachment or a new page says so."""
        return next((block.paper for block in self.blocks if isinstance(block, Attachment | NewPage)), None)

    @property
    def heading(self) -> str:
        """What the sheet is called: its own title, its table's caption, or its last heading."""
        if self.title:
            return self.title
        attached = [block.title for block in self.blocks if isinstance(block, Attachment)]
        headings = attached or [block.text for block in self.blocks if isinstance(block, Heading)]
        return (self.table.caption if self.table and not attached else "") or (headings[-1] if headings else "")


def sections(document: Document) -> list[Section]:
    """A new sheet begins where a heading or a table would follow a table."""
    found = [Section()]
    for block in document.blocks:
        if isinstance(block, OnePage):
            found.append(Section(list(block.blocks), block.title))
            continue
        if found[-1].title:
            found.append(Section())
        if found[-1].blocks and (isinstance(block, Attachment | NewPage) or (isinstance(block, Heading | Table) and found[-1].table)):
            found.append(Section())
        found[-1].blocks.append(block)
    return [section for section in found if section.blocks] or found


def names(found: list[Section], title: str) -> Iterator[str]:
    """Sheet names as Excel takes them: at most 31 characters, none twice."""
    taken: set[str] = set()
    for section in found:
        plain = _NOT_IN_NAMES.sub(" ", _COUNTED.sub("", section.heading or title)).strip(" '") or "表"
        name, number = plain[:LONGEST], 1
        while name.casefold() in taken or name.casefold() == "history":
            number += 1
            name = f"{plain[: LONGEST - 3]}{number}"
        taken.add(name.casefold())
        yield name
