"""What the two pens cost beside bare libraries that draw the same: python tests/benchmarks/writing.py [ROWS …]; only printed."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil

from planner.schema.document import Column, Document, Paper, Row, Table
from planner.schema.fields import Text
from planner.schema.numbers import Money

WORDS = "港区无人集卡协同调度与全流程智能化建设，接入视频1200路、传感器3.5万个，识别准确率不低于95%，处理时间缩短到15分钟以内，"
LIST = (Column("number", Text(label="编号", width=16)), Column("title", Text(label="场景名称", width=26)),
        Column("content", Text(label="建设内容", width=44)), *(Column(f"t{at}", Text(label=f"单位{at}", width=14)) for at in range(4)),
        Column("money", Money(label="投资", width=12), sums=True), Column("end", Text(label="时限", width=12)))


def listing(count: int) -> Document:
    rows = [Row((f"CJ-{at:05}", f"港区无人集卡协同调度第{at}期",
                 f"{(WORDS + WORDS)[at % 20 : at % 20 + 76]}{at}处", "市交通运输局", "高新区管委会", "市政数局",
                 "市数据集团", Decimal(at * 37) / 4, "2025年12月")) for at in range(count)]
    return Document("list", "场景清单", (Table(LIST, rows),), paper=Paper("A4", landscape=True))


def wide(count: int) -> Document:
    columns = (*(Column(f"t{at}", Text(label=f"文字{at}", width=14)) for at in range(20)),
               *(Column(f"m{at}", Money(label=f"数{at}")) for at in range(10)))
    rows = [Row((*(f"场景{at % 97}项目{place}" for place in range(20)),
                 *(Decimal(at + place) / 4 for place in range(10)))) for at in range(count)]
    return Document("wide", "宽表", (Table(columns, rows),))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def bare_paper(document: Document, path: Path) -> None:
    """The same strings at the same places through reportlab alone: what the pen laid out, drawn without it."""
    from reportlab.pdfgen.canvas import Canvas

    from planner.paper.blocks import Setter
    from planner.paper.flow import Flow
    from planner.paper.fonts import Faces
    from planner.paper.page import TABULAR
    from planner.progress import Progress

    flow = Flow(document.paper, TABULAR, Faces())
    Setter(flow, document, Progress()).set()
    placed = [[(p.margins[0] + w.x, p.size[1] - p.margins[1] - used - w.y, w.text, w.face, w.size)
               for used, s in p.strips for w in s.words] for p in flow.pages]
    rules = [[(p.margins[0] + a, p.size[1] - p.margins[1] - used - b, p.margins[0] + c, p.size[1] - p.margins[1] - used - d)
              for used, s in p.strips for a, b, c, d in s.rules] for p in flow.pages]
    size = flow.pages[0].size

    def draw() -> None:
        canvas = Canvas(str(path), pagesize=size, pageCompression=1, initialFontName="Song")
        for words, lines in zip(placed, rules, strict=True):
            canvas.lines(lines)
            for x, y, text, face, points in words:
                canvas.setFont(face, points)
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()

    say(f"  bare reportlab, same strings at fixed places: {spent(draw):.2f} s, {len(flow.pages)} pages")


def bare_workbook(document: Document, path: Path) -> None:
    """openpyxl with the same styles, each cell styled as people write it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    table: Any = document.blocks[0]
    side = Side(style="thin")
    book = Workbook()
    sheet: Any = book.active
    for at, row in enumerate(table.rows, 2):
        for place, value in enumerate(row.values, 1):
            cell = sheet.cell(at, place, value)
            cell.font = Font(name="宋体", size=10.5)
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.number_format = "#,##0.00" if isinstance(value, Decimal) else "General"
    book.save(path)


def main(counts: list[int]) -> None:
    from planner.paper import writing as paper
    from planner.sheets import writing as sheets

    process = psutil.Process(os.getpid())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paper.write(listing(10), folder / "warm.pdf")
        for count in counts:
            document = listing(count)
            before = process.memory_info().rss
            used = spent(lambda document=document: paper.write(document, folder / "a.pdf"))  # type: ignore[misc]
            grown = (process.memory_info().rss - before) / 1e6
            say(f"paper, {count} rows: {used:.2f} s, memory after +{grown:.0f} MB")
            bare_paper(document, folder / "b.pdf")
        for count in (count // 2 for count in counts):
            document = wide(count)
            ours = spent(lambda document=document: sheets.write(document, folder / "a.xlsx"))  # type: ignore[misc]
            theirs = spent(lambda document=document: bare_workbook(document, folder / "b.xlsx"))  # type: ignore[misc]
            say(f"workbook, {count} rows x 30: {ours:.2f} s, openpyxl {theirs:.2f} s, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1000, 10000])
