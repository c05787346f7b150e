"""Lays the blocks of a document into a flow, each in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from planner.paper.breaking import lines
from planner.paper.chart import chart
from planner.paper.flow import Flow
from planner.paper.forms import lay_form
from planner.paper.letter import lay_attachment, lay_closing, lay_imprint, lay_letterhead
from planner.paper.page import Type
from planner.paper.strip import Strip, Word, aligned
from planner.paper.tabling import lay_table, opening
from planner.progress import Progress
from planner.schema.document import (
    Attachment,
    Bars,
    Block,
    Closing,
    Contents,
    Cover,
    Document,
    Form,
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    OnePage,
    Paragraph,
    Signatures,
    Table,
)

ABOVE = Type("Song", 10.5, 16.8)
SCALES = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.57, 0.52)
ENTRY = Type("Song", 14.0, 25.0)
CLOSEST = 18.0
SIGNATURE_HEIGHT, GAP = 25.2, 8.0


class Setter:
    """Sets one document; what it cannot know at once (the pages in the contents) it fills in at the end."""

    def __init__(self, flow: Flow, document: Document, progress: Progress) -> None:
        self.flow, self.document, self.progress = flow, document, progress
        self._entries: list[Strip] = []

    def set(self) -> int:
        """Everything; gives how many records the tables hold."""
        blocks = self.document.blocks
        if blocks and isinstance(blocks[0], Letterhead):
            lay_letterhead(self.flow, blocks[0])
            blocks = blocks[1:]
        if not any(isinstance(block, Cover | OnePage) for block in blocks):
            self._titles()
        rows = 0
        for at, block in enumerate(blocks):
            rows += self._block(block, blocks[at + 1 :])
        self._fill_contents()
        return rows

    def _titles(self) -> None:
        flow, style, document = self.flow, self.flow.style, self.document
        if document.title:
            flow.text(document.title, style.title, "center")
        if document.subtitle:
            flow.text(document.subtitle, style.subtitle, "center")
        flow.space(style.body.pitch if style.letter else 6.0)
        if any(document.above):
            flow.put(zones(document.above, flow), 80.0)

    def _block(self, block: Block, following: Sequence[Block]) -> int:
        flow, style = self.flow, self.flow.style
        if isinstance(block, Table):
            space = 0.0 if following and isinstance(following[0], Signatures) else GAP
            lay_table(flow, block, self.progress, self._tail(following, space), cut=self.document.open)
            flow.space(space)
            return sum(row.role == "record" for row in block.rows)
        if isinstance(block, Heading):
            self._heading(block, following[0] if following else None)
        elif isinstance(block, Paragraph):
            flow.text(block.text, style.small if block.small else style.body, indent=0 if block.small or block.flush else 2)
        elif isinstance(block, Signatures):
            flow.put(places(block, flow))
        elif isinstance(block, Bars):
            flow.put(chart(block, flow.breadth, flow.faces))
            flow.space(GAP)
        elif isinstance(block, OnePage):
            return self._one_page(block)
        else:
            self._rare(block)
        return 0

    def _tail(self, following: Sequence[Block], space: float) -> float:
        """The height of the notes and signatures under a table, which never stand on a page without a row of it."""
        flow, kind, height = self.flow, self.flow.style.small, space
        measure = partial(flow.faces.width, face=kind.face, size=kind.size)
        for block in following:
            if isinstance(block, Signatures):
                return height + SIGNATURE_HEIGHT
            if not (isinstance(block, Paragraph) and block.small):
                break
            height += kind.pitch * len(lines(block.text, flow.breadth, measure, hang=True))
        return height if height > space else 0.0

    def _one_page(self, block: OnePage) -> int:
        """Tried in smaller and smaller type; what fits in none goes on over the page rather than being cut."""
        flow, document, scales = self.flow, replace(self.document, title=block.title, blocks=block.blocks), iter(SCALES)
        flow.turn()
        trial, rows = self._tried(document, next(scales))
        while len(trial.pages) > 1 and (scale := next(scales, 0.0)):
            trial, rows = self._tried(document, scale)
        for _, strip in (place for page in trial.pages for place in page.strips):
            strip.target = ""
        first = len(flow.pages) - 1
        flow.pages[first:] = trial.pages
        flow.mark(block.title, 1, trial.pages[0].strips[0][1], first)
        flow.used = flow.height
        return rows

    def _tried(self, document: Document, scale: float) -> tuple[Flow, int]:
        trial = Flow(self.flow.paper, self.flow.style.scaled(scale), self.flow.faces)
        return trial, Setter(trial, document, self.progress).set()

    def _rare(self, block: Block) -> None:
        if isinstance(block, Attachment):
            lay_attachment(self.flow, block)
        elif isinstance(block, Closing):
            lay_closing(self.flow, block)
        elif isinstance(block, Imprint):
            lay_imprint(self.flow, block)
        elif isinstance(block, Contents):
            self._contents()
        elif isinstance(block, Cover):
            self._cover(block)
        elif isinstance(block, NewPage):
            self.flow.turn(block.paper)
        elif isinstance(block, Form):
            lay_form(self.flow, block)
            self.flow.space(GAP)

    def _heading(self, block: Heading, follower: Block | None) -> None:
        flow, style = self.flow, self.flow.style
        kind = style.headings.get(block.level, style.headings[3])
        flow.space(0.0 if style.letter else kind.size * 0.4)
        under = opening(flow, follower) if isinstance(follower, Table) else 110.0 if isinstance(follower, Bars) else 2 * style.body.pitch
        if not flow.room(kind.pitch + under):
            flow.turn()
        found = flow.text(block.text, kind, indent=2 if style.letter else 0)
        flow.mark(block.text, block.level, found[0])

    def _cover(self, block: Cover) -> None:
        flow = self.flow
        flow.page.numbered = False
        flow.put(Strip(flow.height * 0.28))
        flow.text(self.document.title, Type("Bold", 26.0, 44.0), "center")
        if self.document.subtitle:
            flow.text(self.document.subtitle, Type("Kai", 18.0, 32.0), "center")
        kind = Type("Fang", 18.0, 34.0)
        flow.put(Strip(max(0.0, flow.height - flow.used - kind.pitch * (len(block.lines) + 2))))
        for line in block.lines:
            flow.text(line, kind, "center")
        flow.turn()

    def _contents(self) -> None:
        flow = self.flow
        flow.text("目　　录", flow.style.title, "center")
        flow.space(10.0)
        listed = sum(isinstance(block, Attachment) or (isinstance(block, Heading) and block.level <= 2) for block in self.document.blocks)
        close = (flow.height - flow.used) / max(1, listed)
        for _ in range(listed):
            strip = Strip(min(ENTRY.pitch, close) if close >= CLOSEST else ENTRY.pitch)
            flow.put(strip)
            self._entries.append(strip)
        flow.turn()

    def _fill_contents(self) -> None:
        """Text, dots and page number of every entry, now that the pages are known."""
        faces, before = self.flow.faces, sum(not page.numbered for page in self.flow.pages)
        marks = [mark for mark in self.flow.marks if mark.level <= 2]
        for strip, mark in zip(self._entries, marks, strict=False):
            breadth, number = self.flow.pages[0].breadth, str(mark.page + 1 - before)
            x = (mark.level - 1) * 2 * ENTRY.size
            room = breadth - x - faces.width(number, "Song", ENTRY.size) - 2 * ENTRY.size
            text = shortened(mark.text, room, faces.width, "Hei" if mark.level == 1 else "Song")
            kind = replace(ENTRY, face="Hei" if mark.level == 1 else "Song")
            end = x + faces.width(text, kind.face, kind.size)
            dots = int((breadth - faces.width(number, "Song", ENTRY.size) - end - 8.0) / faces.width(".", "Song", ENTRY.size) / 2)
            strip.words = [
                Word(x, 17.0, text, kind.face, kind.size),
                Word(end + 4.0, 17.0, "." * max(0, dots), "Song", ENTRY.size, faces.width(".", "Song", ENTRY.size)),
                Word(breadth - faces.width(number, "Song", ENTRY.size), 17.0, number, "Song", ENTRY.size)]
            strip.leads_to = mark.name


def shortened(text: str, room: float, width: object, face: str) -> str:
    """The text, cut with … where it would run into the page number."""
    assert callable(width)
    while width(text, face, ENTRY.size) > room:
        text = text.removesuffix("…")[:-1] + "…"
    return text


def zones(texts: tuple[str, str, str], flow: Flow) -> Strip:
    """Three texts at the left, in the middle and at the right of one line."""
    strip = Strip(ABOVE.pitch)
    for align, text in zip(("left", "center", "right"), texts, strict=True):
        x = aligned(align, 0.0, flow.breadth, flow.faces.width(text, ABOVE.face, ABOVE.size))
        strip.words.append(Word(x, ABOVE.size * 1.1, text, ABOVE.face, ABOVE.size))
    return strip


def places(block: Signatures, flow: Flow) -> Strip:
    """Places for names along the line, with even room behind them."""
    taken = [flow.faces.width(place, ABOVE.face, ABOVE.size) for place in block.places]
    gap = max(0.0, flow.breadth - sum(taken)) / max(1, len(taken))
    starts = accumulate((width + gap for width in taken), initial=0.0)
    words = [Word(x, ABOVE.size * 1.7, place, ABOVE.face, ABOVE.size) for x, place in zip(starts, block.places, strict=False)]
    return Strip(SIGNATURE_HEIGHT, words)
