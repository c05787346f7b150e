"""补正通知: the letter with which a department's file goes back; each cell, what is wrong and what is wanted are attached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from planner.documents import BLANK, day
from planner.domain.office import Office
from planner.schema.dates import PartialDate
from planner.schema.document import (
    Attachment,
    Block,
    Closing,
    Column,
    Document,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Table,
)
from planner.schema.fields import Text
from planner.schema.numbers import Whole

TITLE, ATTACHED = "关于补正人工智能应用场景报送材料的通知", "需要补正的内容"
_COLUMNS = (Column("number", Whole(label="序号"), width=5, align="center"), Column("sheet", Text(label="工作表"), width=14),
            Column("cell", Text(label="单元格"), width=8, align="center"), Column("label", Text(label="栏目"), width=14),
            Column("text", Text(label="原文"), width=24), Column("problem", Text(label="问题"), width=30),
            Column("wanted", Text(label="怎样填写"), width=30))


@dataclass(frozen=True)
class Line:
    """One problem: where, in which column, what stood there, what is wrong, what is wanted."""

    sheet: str
    cell: str
    label: str
    text: str
    problem: str
    wanted: str


def compose(office: Office, department: str, file: str, lines: Sequence[Line], *, until: PartialDate | None, as_of: dt.date) -> Document:
    """The letter to one department about one file."""
    due = f"请于{until.shown}前" if until else "请"
    rows = [Row((number, *astuple(line))) for number, line in enumerate(lines, 1)]
    head = [Letterhead(office.letterhead, f"{office.code}〔{as_of.year}〕　　号" if office.code else "")] if office.letterhead else []
    reached = f"联系人：{office.filer}；联系电话：{office.phone or BLANK}。" if office.filer else f"联系电话：{office.phone or BLANK}。"
    blocks: tuple[Block, ...] = (
        *head, Paragraph(f"{department or '报送单位'}：", flush=True),
        Paragraph(f"你单位报送的《{file}》收悉。经形式审查，有{len(lines)}处需要补正，详见附件。退回的电子表中，"
                  "这些单元格已标为红底并加批注，“校验结果”工作表可逐项跳转。"),
        Paragraph(f"{due}在退回的电子表上改正后重新报送，其余内容不必重填。{reached}"),
        Closing(office.name or BLANK, day(as_of), (ATTACHED,)),
        Attachment("附件", ATTACHED, Paper("A4", landscape=True)), Table(_COLUMNS, rows))
    return Document("return-letter", TITLE, blocks, office=office.name, as_of=as_of.isoformat(), letter=True)
