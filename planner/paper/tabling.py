"""Puts a table on pages: its head comes again on every page, sums stay with their rows, wide tables go on beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from planner.paper.flow import Flow
from planner.paper.page import Type
from planner.paper.strip import Strip
from planner.paper.table import Layout, narrowest
from planner.progress import Progress
from planner.schema.document import Row, Table

CAPTION = Type("Hei", 10.5, 16.8)
BEFORE = 6.0
FIRST, FEWEST, HOLE = 8, 2, 0.15


def lay_table(flow: Flow, table: Table, progress: Progress, tail: float, *, cut: bool = False) -> None:
    """The rows under their head; `tail` is what must stand under the last row. One that is `cut` goes on behind it."""
    parts = parted(table, flow)
    flow.space(BEFORE if flow.style.letter and table.caption else 0.0)
    for part in parts:
        _lay(flow, part, progress, tail if part is parts[-1] else 0.0, cut)
        flow.space(8.0 if part is not parts[-1] else 0.0)


def opening(flow: Flow, table: Table) -> float:
    """How much room the table takes at least where it begins: caption, head, and the rows that stay with the first."""
    first = replace(table, rows=table.rows[:FIRST])
    layout = Layout(first, flow.breadth, flow.faces, table.size or flow.style.largest)
    head = layout.head().height
    tallest = flow.height - head - 2 * CAPTION.pitch
    heights = [sum(part.height for part in layout.rows(row, tallest)) for row in first.rows]
    together = _together(first, heights, 0.0, tallest / 2, table.whole, True)
    return CAPTION.pitch + head + min(together[0] if together else 0.0, tallest / 2)


def _lay(flow: Flow, table: Table, progress: Progress, tail: float, cut: bool) -> None:
    layout = Layout(table, flow.breadth, flow.faces, table.size or flow.style.largest)
    head = layout.head()
    tallest = flow.height - head.height - 2 * CAPTION.pitch - tail
    parts = [layout.rows(row, tallest) for row in progress.each(table.rows, "排版")]
    heights = [sum(part.height for part in row) for row in parts]
    tight, loose = (_together(table, heights, tail, tallest / 2, broken, cut) for broken in (False, table.whole))
    _open(flow, table, head, min(loose[0], tallest / 2) if loose else tail, False)
    group, together = None, tight
    for at, (row, found) in enumerate(zip(table.rows, parts, strict=True)):
        if row.role == "group" or at == 0:
            group = row if row.role == "group" else None
            together = loose if not flow.room(tight[at]) and (at == 0 or flow.left > HOLE * flow.height) else tight
        for part in found:
            if not flow.room(part.height if len(found) > 1 else together[at]):
                flow.turn()
                _open(flow, table, head, 0.0, True)
                if table.whole and group and group is not row:
                    _again(flow, layout, group, tallest)
            flow.put(part)


def _again(flow: Flow, layout: Layout, group: Row, tallest: float) -> None:
    """The name of a group that goes on over the page."""
    for part in layout.rows(replace(group, values=(f"{group.values[0]}（续）",)), tallest):
        flow.put(part)


def _open(flow: Flow, table: Table, head: Strip, needed: float, again: bool) -> None:
    caption = f"{table.caption}（续表）" if again and table.caption else "续表" if again else table.caption
    if not flow.room((CAPTION.pitch if caption else 0.0) + head.height + needed):
        flow.turn()
    if caption:
        kind = CAPTION.scaled(max(1.0, table.size / CAPTION.size))
        flow.text(caption, kind, "center" if table.caption else "right")
    flow.put(Strip(head.height, head.words, head.rules))


def _together(table: Table, heights: Sequence[float], tail: float, most: float, broken: bool, cut: bool) -> list[float]:
    """For every row what must fit with it: a group's first row, the sum under a record, the tail under the last.

    `broken` lets a group that is kept whole break between two of its rows and two others.
    """
    rows, needed, follows, after = table.rows, [0.0] * len(heights), tail, 0
    for at in range(len(heights) - 1, -1, -1):
        after = 0 if at + 1 == len(rows) or rows[at + 1].role == "group" else after + 1
        edge = len(rows) > FEWEST and (at == 0 or (at == len(rows) - FEWEST and not cut))   # no row stands alone under a head
        bound = at + 1 == len(rows) or edge or rows[at].role == "group" or rows[at + 1].role in ("subtotal", "total") or (
            table.whole and rows[at + 1].role == "record" and not (broken and after >= FEWEST and _before(rows, at) >= FEWEST))
        needed[at] = heights[at] + (follows if bound and (follows <= most or at + 1 == len(rows)) else 0.0)
        follows = needed[at]
    return needed


def _before(rows: Sequence[Row], at: int) -> int:
    """How many rows of its group a row closes, itself among them, as far as that matters."""
    return sum(1 for _ in takewhile(lambda row: row.role != "group", reversed(rows[max(0, at - FEWEST + 1) : at + 1])))


def parted(table: Table, flow: Flow) -> list[Table]:
    """The table, or its parts one below the other where it is too wide for the sheet, each with the key columns."""
    least = narrowest(table, flow.faces)
    if sum(least) <= flow.breadth:
        return [table]
    keys = [at for at, column in enumerate(table.columns) if column.key]
    keys = list(range(keys[-1] + 1)) if keys and sum(least[: keys[-1] + 1]) < flow.breadth / 2 else []
    groups: list[list[int]] = [[]]
    for at in (at for at in range(len(least)) if at not in keys):
        if groups[-1] and sum(least[place] for place in (*keys, *groups[-1], at)) > flow.breadth:
            groups.append([])
        groups[-1].append(at)
    return [_part(table, [*keys, *group], f"（{number}/{len(groups)}）") for number, group in enumerate(groups, 1)]


def _part(table: Table, places: Sequence[int], which: str) -> Table:
    rows = [row if row.role == "group" else Row(tuple(row.values[at] for at in places), row.role, row.key) for row in table.rows]
    return replace(table, columns=tuple(table.columns[at] for at in places), rows=rows, caption=f"{table.caption}{which}")
