"""What only letters have (GB/T 9704-2012): letterhead, signature and date, attachments, and the imprint at the foot."""

from __future__ import annotations

from reportlab.lib.units import mm

from planner.paper.flow import Flow
from planner.paper.page import LETTER_LINE, Type
from planner.paper.strip import Strip, Word
from planner.schema.document import Attachment, Closing, Imprint, Letterhead, Paper

MARK, NUMBER = Type("Bold", 36.0, 48.0), Type("Fang", 15.75, LETTER_LINE)
SMALLEST_MARK = 22.0
IMPRINT = Type("Fang", 14.0, 24.0)
OVER_NUMBER, UNDER_NUMBER = 2 * LETTER_LINE, 4 * mm
FROM_RIGHT, CARRIED = 4, 2


def lay_letterhead(flow: Flow, block: Letterhead) -> None:
    """The issuing bodies in red, 35 mm below the type area's head; the number two lines lower, a red rule under it."""
    flow.put(Strip(35 * mm))
    widest = max((flow.faces.width(line, MARK.face, 1.0) for line in block.lines), default=1.0)
    size = max(SMALLEST_MARK, min(MARK.size, flow.breadth / widest))
    for line in block.lines:
        for strip in flow.text(line, Type(MARK.face, size, size * MARK.pitch / MARK.size), "center"):
            strip.red = True
    if block.number:
        flow.space(OVER_NUMBER - NUMBER.pitch)
        flow.text(block.number, NUMBER, "center")
    flow.put(Strip(UNDER_NUMBER, rules=[(0.0, UNDER_NUMBER - 1.0, flow.breadth, UNDER_NUMBER - 1.0)], red=True))
    flow.space(2 * LETTER_LINE)


def lay_closing(flow: Flow, block: Closing) -> None:
    """The date ends four characters before the edge; the office stands centred over it (7.3.5.1, with a seal).

    They never stand on a page without text: its last lines go with them.
    """
    kind = flow.style.body
    listed = len(block.attachments) + 1 if block.attached else 0
    if not flow.room((listed + 3) * kind.pitch):
        flow.carry(CARRIED)
    if listed:
        flow.space(kind.pitch)
        for at, line in enumerate(block.attachments):
            flow.text(line, kind, indent=5 if at else 2)
    flow.space(2 * kind.pitch if flow.room(4 * kind.pitch) else kind.pitch)
    office, day = (flow.faces.width(text, kind.face, kind.size) for text in (block.office, block.day))
    middle = flow.breadth - FROM_RIGHT * kind.size - max(day, min(office, flow.breadth - 2 * FROM_RIGHT * kind.size)) / 2
    for text, taken, under in ((block.office, office, kind.pitch), (block.day, day, 0.0)):
        x = max(0.0, min(middle - taken / 2, flow.breadth - taken))
        flow.put(Strip(kind.pitch, [Word(x, (kind.pitch + kind.size * 0.76) / 2, text, kind.face, kind.size)]), kind.pitch + under)


def lay_attachment(flow: Flow, block: Attachment) -> None:
    """On a page of its own: the number at the left in black type, the title two lines below."""
    flow.turn(block.paper)
    flow.text(block.number, Type("Hei", 15.75, LETTER_LINE))
    found = flow.text(block.title, flow.style.title, "center")
    flow.mark(f"{block.number} {block.title}", 1, found[0])
    flow.space(6.0)


def lay_imprint(flow: Flow, block: Imprint) -> None:
    """At the foot of the last page: who else receives it, who printed it and when, between rules."""
    if flow.page.size[0] > flow.page.size[1]:
        flow.turn(Paper())
    said = f"抄送：{'，'.join(block.copies)}。" if block.copies else ""
    em = IMPRINT.size
    copies = Flow(flow.paper, flow.style, flow.faces)
    lines = copies.text(said, IMPRINT, "left") if said else []
    height = (len(lines) + 1) * IMPRINT.pitch + 8.0
    if not flow.room(height + flow.style.body.pitch):
        flow.turn()
    flow.put(Strip(max(0.0, flow.height - flow.used - height)))
    rules = [(0.0, at, flow.breadth, at) for at in (0.0, height - 0.5, *([len(lines) * IMPRINT.pitch + 4.0] if lines else []))]
    strip = Strip(height, rules=rules)
    for at, line in enumerate(lines):
        strip.words += [Word(word.x + em, at * IMPRINT.pitch + 17.0, word.text, word.face, word.size) for word in line.words]
    day = f"{block.day}印发"
    y = len(lines) * IMPRINT.pitch + (21.0 if lines else 18.0)
    strip.words += [Word(em, y, block.office, IMPRINT.face, em),
                    Word(flow.breadth - em - flow.faces.width(day, IMPRINT.face, em), y, day, IMPRINT.face, em)]
    flow.put(strip)
