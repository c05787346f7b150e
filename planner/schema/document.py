"""What the office issues, said once: blocks that name fields and hold values; two pens write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.schema.fields import Field


@dataclass(frozen=True)
class Column:
    """A column of an issued table.

    `kind` shows the values and gives alignment; `label` and `width` are its own unless said; `over` are the heads above
    it, outermost first, shared with neighbours that have the same ones; `sums` marks a column that is added up.
    """

    name: str
    kind: Field
    label: str = ""
    width: int = 0
    over: tuple[str, ...] = ()
    sums: bool = False

    @property
    def heading(self) -> str:
        return self.label or self.kind.label

    @property
    def breadth(self) -> int:
        return self.width or self.kind.width


@dataclass(frozen=True)
class Row:
    """Values in the order of the columns. `role`: record, group (its first value spans the table), subtotal, total."""

    values: tuple[Any, ...]
    role: str = "record"
    key: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under a head; `caption` is printed above, with 续表 where it goes on over the page."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    caption: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading inside a document, level 1 to 3 (一、 / （一） / 1.)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; `small` for notes under a table."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Signatures:
    """A line of signature places below a table: 单位负责人：  审核人：  填表人：  联系电话："""

    places: tuple[str, ...]


Block = Table | Heading | Paragraph | Signatures


@dataclass(frozen=True)
class Paper:
    """The sheet: A4 or A3, upright or landscape."""

    size: str = "A4"
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """A titled sequence of blocks.

    `above` is the line above the first table: left (填报单位（盖章）), middle (日期), right (单位：万元). `subtitle` stands
    under the title (（截至2025年6月20日）). `as_of` is the day of the figures and the only date in the file.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    above: tuple[str, str, str] = ("", "", "")
    paper: Paper = field(default_factory=Paper)
    office: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Issued:
    """What a pen says of the file it wrote."""

    pages: int
    rows: int
    missing_characters: tuple[str, ...] = ()


Pen = Callable[[Document, Any], Issued]
