"""Writes one sheet from top to foot; in this order only, for the writer keeps no row in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import cycle
from typing import Any

from planner.progress import Progress
from planner.schema.document import (
    EMPTY,
    Attachment,
    Bars,
    Block,
    Closing,
    Column,
    Cover,
    Document,
    Form,
    Heading,
    Imprint,
    Letterhead,
    Paragraph,
    Row,
    Signatures,
    Table,
    head,
)
from planner.schema.fields import Text
from planner.schema.numbers import Number
from planner.schema.text import display_width
from planner.sheets.pen.looks import LOOKS, Looks, figure
from planner.sheets.pen.sections import Section

WIDEST_FROZEN = 60
PATTERNS: Sequence[Mapping[str, Any]] = (
    {"fill": {"color": "#404040"}}, {"fill": {"color": "#FFFFFF"}}, {"fill": {"color": "#BFBFBF"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "black", "bg_color": "white"}})
BODY, ROW, LINE, SPACE, TALLEST = 10.5, 1.5, 14.0, 6.0, 409.0
LEVEL = {1: "heading1", 2: "heading2", 3: "heading3"}


class Leaf:
    """A sheet being filled; `row` is the next free one."""

    def __init__(self, book: Any, name: str, looks: Looks, section: Section, progress: Progress) -> None:
        self.book, self.sheet = book, book.add_worksheet(name)
        self.looks, self.progress, self.section = looks, progress, section
        self.widths = widths_of(section)
        self.row = 0

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def write(self, document: Document) -> int:
        """Everything of the section under the document's title; gives how many records that were."""
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, width)
        blocks = self.section.blocks
        if isinstance(blocks[0] if blocks else None, Letterhead):
            self._block(blocks[0])
            blocks = blocks[1:]
        if not any(isinstance(block, Attachment) for block in blocks):   # which has a title of its own
            self.line("title", self.section.title or document.title)
            if document.subtitle:
                self.line("subtitle", document.subtitle)
            self._zones(document.above, "above", ("left", "center", "right"))
        return sum(self._block(block) for block in blocks)

    def _block(self, block: Block) -> int:
        if isinstance(block, Table):
            if block.caption:
                self.line("caption", block.caption)
            return self.table(block, heading=block is self.section.table and not self.section.title)
        if isinstance(block, Bars):
            self._bars(block)
        elif isinstance(block, Form):
            for pairs in block.lines:
                self._pairs(pairs)
        elif isinstance(block, Signatures):
            self._zones(block.places, "sign", ("left",) * len(block.places))
        else:
            for look, text in words_of(block):
                self.line(look, text, align="right" if look == "closing" else "")
        return 0

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """A line of a form: labels and values in boxes, sharing the columns."""
        said = [(text or EMPTY, look) for pair in pairs for text, look in zip(pair, ("head", "record"), strict=True)]
        whole = sum(self.widths)
        wishes = [12.0 if look == "head" else whole / len(pairs) - 12.0 for _, look in said]
        places = shares(self.widths, wishes)
        lines = max(lines_of(text, self._breadth(first, last)) for (text, _), (first, last) in zip(said, places, strict=True))
        self.sheet.set_row(self.row, min(TALLEST, lines * LINE + SPACE))
        for (text, look), (first, last) in zip(said, places, strict=True):
            self._span(first, last, text, self.looks.text(look, text))
        self.row += 1

    def _bars(self, bars: Bars) -> None:
        """The figures, and the chart that Excel draws of them."""
        table = Table((Column("label", Text(label="项目", width=20)), *(Column(name, Number(label=name, places=6), width=12)
                       for name, _ in bars.series)), [Row((label, *(values[at] for _, values in bars.series)))
                                                     for at, label in enumerate(bars.labels)])
        self.line("heading3", f"{bars.caption}（单位：{bars.unit}）")
        first = self.row + 1
        self.table(table, heading=False)
        chart, name = self.book.add_chart({"type": "column"}), self.sheet.get_name()
        for at, look in zip(range(len(bars.series)), cycle(PATTERNS), strict=False):
            chart.add_series({"name": [name, first - 1, at + 1], "categories": [name, first, 0, self.row - 1, 0],
                              "values": [name, first, at + 1, self.row - 1, at + 1], "data_labels": {"value": True},
                              "border": {"color": "black"}, **look})
        chart.set_title({"name": bars.caption, "name_font": {"name": "黑体", "size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 320})
        self.sheet.insert_chart(self.row, 0, chart)
        self.row += 17

    def line(self, look: str, text: str, align: str = "") -> None:
        """Words over the whole breadth, as high as they need."""
        size = float(LOOKS[look]["font_size"])
        lines = lines_of(text, self._breadth(0, self.last) * BODY / size)
        self.sheet.set_row(self.row, min(TALLEST, lines * size * (2.0 if look == "title" else ROW)))
        self._span(0, self.last, text, self.looks.text(look, text, align))
        self.row += 1

    def _zones(self, texts: Sequence[str], look: str, aligns: Sequence[str]) -> None:
        """Texts side by side over the breadth, each in its share of the columns."""
        said = [(text, align) for text, align in zip(texts, aligns, strict=True) if text]
        if not said:
            return
        self.sheet.set_row(self.row, float(LOOKS[look]["font_size"]) * 1.8)
        if len(said) > len(self.widths):
            said = [("\u3000\u3000".join(text for text, _ in said), "left")]
        for (first, last), (text, align) in zip(shares(self.widths, [display_width(t) for t, _ in said]), said, strict=True):
            self._span(first, last, text, self.looks.text(look, text, align))
        self.row += 1

    def _span(self, first: int, last: int, text: str, look: Any, deep: int = 0) -> None:
        self.put(first, text, look)
        for at in range(first + 1, last + 1):
            self.sheet.write_blank(self.row, at, None, look)
        if last > first or deep:
            self.sheet.merge.append([self.row, first, self.row + deep, last])  # merge_range would write rows below too early

    def put(self, at: int, text: str, look: Any) -> None:
        """A text as text, whatever it looks like."""
        if text.startswith("<r>") and text.endswith("</r>"):  # which the writer would take for its own markup
            self.sheet.write_rich_string(self.row, at, text[:1], look, text[1:], look)
        elif text:
            self.sheet.write_string(self.row, at, text, look)
        else:
            self.sheet.write_blank(self.row, at, None, look)

    def table(self, table: Table, heading: bool = True) -> int:
        """The head, which as `heading` of the sheet is repeated on paper and stays in sight, and the rows."""
        first = self.row
        self._head(table.columns)
        if heading:
            self.sheet.repeat_rows(first, self.row - 1)
            self.sheet.freeze_panes(self.row, frozen(table.columns, self.widths))
        sums, records, grouped = Sums(table.columns, self.row), 0, any(row.role == "group" for row in table.rows)
        for row in self.progress.each(table.rows, "写出"):
            inside = {"level": 1} if grouped and row.role == "record" else {}
            self.sheet.set_row(self.row, self._height(table.columns, row), None, inside)
            self._row(table.columns, row, sums)
            records += row.role == "record"
            sums.seen(row, self.row)
            self.row += 1
        return records

    def _height(self, columns: Sequence[Column], row: Row) -> float:
        """Of the tallest text: what is opened in LibreOffice or printed unseen has no other height than the one written."""
        lines = 1
        if row.role == "record":
            for column, value, width in zip(columns, row.values, self.widths, strict=False):
                text = "" if isinstance(value, int | Decimal) else column.shown(value)
                if len(text) * 2 > width - 1:
                    lines = max(lines, lines_of(text, width - 1))
        return min(TALLEST, lines * LINE + SPACE)

    def _head(self, columns: Sequence[Column]) -> None:
        boxes, look = head(columns), self.looks.of("head")
        depth = max((box.level + box.levels for box in boxes), default=1)
        tallest = max((-(-lines_of(box.text, self._breadth(box.first, box.last)) // box.levels) for box in boxes), default=1)
        for level in range(depth):
            self.sheet.set_row(self.row, tallest * LINE + SPACE)
            for box in (box for box in boxes if box.level <= level < box.level + box.levels):
                if box.level == level:
                    self._span(box.first, box.last, box.text, look, box.levels - 1)
                else:
                    self.sheet.write_blank(self.row, box.first, None, look)
            self.row += 1

    def _breadth(self, first: int, last: int) -> float:
        return sum(self.widths[first : last + 1]) - 1

    def _row(self, columns: Sequence[Column], row: Row, sums: Sums) -> None:
        if row.role == "group":
            text = str(row.values[0]) if row.values else ""
            self._span(0, self.last, text, self.looks.text("group", text, "left"))
            return
        count, word = row.leading
        if count:
            self._span(0, count - 1, word, self.looks.of(row.role, "center"))
        for at, (column, value) in list(enumerate(zip(columns, row.values, strict=False)))[count:]:
            found, role = figure(column.kind, value), "subtotal" if column.strong and row.role == "record" else row.role
            if found is None:
                text = column.shown(value, row.role)
                align = "center" if text == EMPTY or column.kind.align == "right" else column.side
                self.put(at, text, self.looks.text(role, text, align))
                continue
            look = self.looks.of(role, column.side, found[1])
            formula = sums.formula(at, row.role, value)
            if formula:
                self.sheet.write_formula(self.row, at, formula, look, found[0])
            else:
                self.sheet.write_number(self.row, at, found[0], look)


def words_of(block: Block) -> list[tuple[str, str]]:
    """The lines of a block of words, each with its look."""
    if isinstance(block, Heading):
        return [(LEVEL.get(block.level, "heading3"), block.text)]
    if isinstance(block, Paragraph):
        indent = "" if block.flush else "\u3000\u3000"
        return [("note", part) if block.small else ("text", f"{indent}{part}") for part in block.text.splitlines()]
    if isinstance(block, Attachment):
        return [("heading1", block.number), ("title", block.title)]
    if isinstance(block, Closing):
        return [*(("text", f"\u3000\u3000{line}") for line in block.attachments), ("closing", block.office), ("closing", block.day)]
    if isinstance(block, Letterhead):
        return [("subtitle", line) for line in (*block.lines, block.number) if line]
    if isinstance(block, Imprint):
        copies = [f"抄送：{'，'.join(block.copies)}。"] if block.copies else []
        return [("note", text) for text in (*copies, f"{block.office}　{block.day}印发")]
    return [("subtitle", line) for line in block.lines] if isinstance(block, Cover) else []


class Sums:
    """Which cells a 小计 or 合计 adds up; a printed sum that is not their sum stays a plain figure."""

    def __init__(self, columns: Sequence[Column], first: int) -> None:
        self._columns = [at for at, column in enumerate(columns) if column.sums]
        self._first = self._begun = self._next = first
        self._whole = dict.fromkeys(self._columns, Decimal(0))
        self._part = dict.fromkeys(self._columns, Decimal(0))
        self._plain: set[int] = set()

    def seen(self, row: Row, at: int) -> None:
        """A row has been written."""
        self._next = at + 1
        if row.role != "record":
            self._begun = at + 1
            self._part = dict.fromkeys(self._columns, Decimal(0))
            return
        for column in self._columns:
            value = row.values[column] if column < len(row.values) else None
            if isinstance(value, int | Decimal):
                self._part[column] += value
                self._whole[column] += value

    def formula(self, column: int, role: str, value: int | Decimal) -> str:
        """SUBTOTAL over the rows above; it leaves out the subtotals among them."""
        if column not in self._whole or role not in ("subtotal", "total"):
            return ""
        first, total = (self._first, self._whole) if role == "total" else (self._begun, self._part)
        if total[column] != value or first == self._next or (role == "total" and column in self._plain):
            self._plain.add(column)
            return ""
        letter = letters(column)
        return f"=SUBTOTAL(9,{letter}{first + 1}:{letter}{self._next})"


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of a breadth in half-characters."""
    return sum(max(1, -(-display_width(part) // max(1, int(width)))) for part in text.split("\n"))


def letters(column: int) -> str:
    """A, B … Z, AA for columns counted from 0."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def widths_of(section: Section) -> list[float]:
    """The breadth of every column that the sheet needs, in half-characters."""
    charted = [len(block.series) + 1 for block in section.blocks if isinstance(block, Bars)]
    if not section.table:
        return [24.0, *[14.0] * (max([*charted, 6]) - 1)]
    found = [width_of(at, section.table) for at in range(len(section.table.columns))]
    found[0] = max(found[0], 16.0) if charted else found[0]
    wanted = [len(block.columns) for block in section.blocks if isinstance(block, Table)]
    return found + [12.0] * (max([*charted, *wanted]) - len(found))


def width_of(at: int, table: Table) -> float:
    """Wide enough for the column's wish and for its longest figure, which Excel would show as ####."""
    column = table.columns[at]
    widest = 0
    if column.kind.align == "right":
        values = (row.values[at] for row in table.rows if len(row.values) > at and row.role != "group")
        figures = [value for value in values if isinstance(value, int | Decimal)]
        widest = max((len(column.shown(value)) for value in extremes(figures)), default=0) + 2
    return max(column.breadth + 1.5, widest * 1.1)


def extremes(figures: Sequence[int | Decimal]) -> list[int | Decimal]:
    """The largest, the smallest and the finest of the figures."""
    if not figures:
        return []
    return [max(figures), min(figures), min(figures, key=lambda one: Decimal(one).as_tuple().exponent)]


def frozen(columns: Sequence[Column], widths: Sequence[float]) -> int:
    """How many columns stay in sight: up to the last key column, if that leaves room for the others."""
    keys = [at for at, column in enumerate(columns) if column.key]
    count = keys[-1] + 1 if keys else 0
    return count if sum(widths[:count]) <= WIDEST_FROZEN and count < len(columns) else 0


def shares(widths: Sequence[float], wishes: Sequence[float]) -> list[tuple[int, int]]:
    """Neighbouring columns shared out by wish, at least one each; there are at least as many columns as wishes."""
    found, first, left = [], 0, sum(wishes) or 1.0
    for number, wish in enumerate(wishes, 1):
        most = len(widths) - (len(wishes) - number) - 1
        target, last = sum(widths[first:]) * wish / left, first
        while last < most and sum(widths[first : last + 1]) + widths[last + 1] / 2 < target:
            last += 1
        last = most if number == len(wishes) else last
        found.append((first, last))
        first, left = last + 1, left - wish or 1.0
    return found
