"""What the office issues, said once: blocks that name fields and hold values; two pens write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby, takewhile
from typing import Any

from planner.schema.fields import Field

EMPTY = "—"


@dataclass(frozen=True)
class Column:
    """A column of an issued table.

    `kind` shows the values; `label`, `width` and `align` are its own unless said; `over` are the heads above it,
    outermost first, shared with neighbours that have the same ones; `sums` marks a column that is added up; a `key`
    column stands again at the left of every part of a table that is too wide for one sheet; a `strong` one is in bold.
    """

    name: str
    kind: Field
    label: str = ""
    width: int = 0
    over: tuple[str, ...] = ()
    sums: bool = False
    align: str = ""
    key: bool = False
    strong: bool = False

    @property
    def heading(self) -> str:
        return self.label or self.kind.label

    @property
    def breadth(self) -> int:
        return self.width or self.kind.width

    @property
    def side(self) -> str:
        """left, center or right."""
        return self.align or self.kind.align

    def shown(self, value: Any, role: str = "record") -> str:
        """As both pens show a value: words stay words in a column of figures and in sums; nothing is — in a record."""
        figures = self.kind.align == "right"
        text = value if isinstance(value, str) and (figures or role != "record") else self.kind.printed(value)
        return text or (EMPTY if role == "record" else "")


@dataclass(frozen=True)
class Box:
    """A cell of a table's head: its level and how many levels it takes, its first and last column, its text."""

    level: int
    levels: int
    first: int
    last: int
    text: str


def head(columns: Sequence[Column]) -> list[Box]:
    """The head's cells: heads above are merged over neighbours that share them, a column's own reaches down to the rows."""
    depth = max((len(column.over) for column in columns), default=0) + 1
    found = []
    for level in range(depth):
        for shared, group in groupby(enumerate(columns), key=lambda pair: pair[1].over[: level + 1]):
            places = list(group)
            if len(shared) == level + 1:
                found.append(Box(level, 1, places[0][0], places[-1][0], shared[level]))
            found += [Box(level, depth - level, at, at, one.heading) for at, one in places if len(one.over) == level]
    return found


@dataclass(frozen=True)
class Row:
    """Values in the order of the columns. `role`: record, group (its first value spans the table), subtotal, total."""

    values: tuple[Any, ...]
    role: str = "record"
    key: str = ""

    @property
    def leading(self) -> tuple[int, str]:
        """How many cells at the left of a sum hold nothing but its word (小计), and the word: one cell for the pens."""
        if self.role not in ("subtotal", "total"):
            return 0, ""
        words = list(takewhile(lambda value: isinstance(value, str), self.values))
        said = [word for word in words if word]
        return (len(words), said[0]) if len(said) == 1 else (0, "")


@dataclass(frozen=True)
class Table:
    """Rows under a head; `caption` is printed above, with 续表 where it goes on over the page.

    `whole` keeps the rows of a group on one page where they fit; `size` is the type in points that its cells would
    have where there is room, if not that of the paper.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    caption: str = ""
    whole: bool = False
    size: float = 0.0


@dataclass(frozen=True)
class Heading:
    """A heading inside a document, level 1 to 3 (一、 / （一） / 1.)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; `small` for notes under a table, `flush` without indent (the salutation of a letter)."""

    text: str
    small: bool = False
    flush: bool = False


@dataclass(frozen=True)
class Signatures:
    """A line of signature places below a table: 单位负责人：  审核人：  填表人：  联系电话："""

    places: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """The sheet: A4 or A3, upright or landscape."""

    size: str = "A4"
    landscape: bool = False


@dataclass(frozen=True)
class Bars:
    """A chart of bars beside each other: for every label one value of each series, all in one unit.

    `series` are (name, values); a value of None has no bar. Bars differ by grey and hatching, so that they stay apart
    when printed in black.
    """

    caption: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]


@dataclass(frozen=True)
class Form:
    """A boxed form: every line is shared by its pairs of label and value."""

    lines: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class OnePage:
    """Blocks that stand on one sheet of their own, under their own title, in type as small as that takes."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Attachment:
    """An attachment begins on a page of its own: its number at the top left, its title two lines below."""

    number: str
    title: str
    paper: Paper = field(default_factory=Paper)


@dataclass(frozen=True)
class Cover:
    """The first leaf of a book: the document's title, and at its foot these lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """The headings and attachments of the document with the pages on which they stand."""


@dataclass(frozen=True)
class Letterhead:
    """The red head of a letter: the bodies that issue it, one a line, and its number (发文字号)."""

    lines: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True)
class Imprint:
    """The last lines of a letter (版记): who else receives it, who printed it, and the day."""

    office: str
    day: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closing:
    """Who issues a letter, and the day, at the right under the text; before that what is `attached` to it."""

    office: str
    day: str
    attached: tuple[str, ...] = ()

    @property
    def attachments(self) -> list[str]:
        """附件：1. …, a line for each; a single one has no number (GB/T 9704-2012, 7.3.4)."""
        if len(self.attached) < 2:
            return [f"附件：{name}" for name in self.attached]
        return [f"{'附件：' if number == 1 else '　　　'}{number}. {name}" for number, name in enumerate(self.attached, 1)]


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new sheet of this paper."""

    paper: Paper = field(default_factory=Paper)


Block = (Table | Heading | Paragraph | Signatures | Bars | Form | OnePage | Attachment | Cover | Contents | Letterhead | Imprint | Closing
         | NewPage)


@dataclass(frozen=True)
class Document:
    """A titled sequence of blocks.

    `above` is the line under the titles: left (填报单位（盖章）), middle (日期), right (单位：万元). `subtitle` stands
    under the title (（截至2025年6月20日）). `as_of` is the day of the figures and the only date in the file. A `letter`
    is set as GB/T 9704-2012 has it (公文). What goes on (`open`) is the beginning of a longer one, whose pages are not counted.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    above: tuple[str, str, str] = ("", "", "")
    paper: Paper = field(default_factory=Paper)
    office: str = ""
    as_of: str = ""
    letter: bool = False
    open: bool = False

    @property
    def records(self) -> int:
        """How many records its tables hold."""
        return sum(row.role == "record" for table in _tables(self.blocks) for row in table.rows)


def beginning(document: Document, records: int) -> Document:
    """The document up to the table in which so many records are reached; all pages of it but the last are those of the whole.

    One with contents is given back whole, for they name pages that are not yet known.
    """
    if any(isinstance(block, Contents) for block in document.blocks):
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        records -= sum(row.role == "record" for table in _tables((block,)) for row in table.rows)
        if records < 0 and isinstance(block, Table):
            return replace(document, blocks=(*blocks, replace(block, rows=block.rows[: len(block.rows) + records])), open=True)
        blocks.append(block)
        if records < 0:
            return replace(document, blocks=tuple(blocks), open=True)
    return document


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, OnePage):
            yield from _tables(block.blocks)


@dataclass(frozen=True)
class Issued:
    """What a pen says of the file it wrote."""

    pages: int
    rows: int
    missing_characters: tuple[str, ...] = ()


Pen = Callable[[Document, Any], Issued]
