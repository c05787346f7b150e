"""补正通知: the letter with which a department's file goes back, listing each cell, what is wrong and what is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from planner.domain.office import Office
from planner.schema.dates import PartialDate
from planner.schema.document import Column, Document, Paper, Paragraph, Row, Signatures, Table
from planner.schema.fields import Text
from planner.schema.numbers import Whole

_COLUMNS = (Column("number", Whole(label="序号"), width=5), Column("sheet", Text(label="工作表"), width=12),
            Column("cell", Text(label="单元格"), width=8), Column("label", Text(label="栏目"), width=12),
            Column("text", Text(label="原文"), width=22), Column("problem", Text(label="问题"), width=28),
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
    day = PartialDate(as_of.isoformat()).shown
    due = f"请于{until.shown}前" if until else "请"
    said = (f"你单位报送的《{file}》收悉。经形式审查，有 {len(lines)} 处需要补正，列于下表；退回的电子表中，这些单元格已标为红底并加批注，"
            f"“校验结果”工作表可逐项跳转。{due}在退回的电子表上改正后重新报送；其余内容不必重填。")
    rows = [Row((number, *astuple(line))) for number, line in enumerate(lines, 1)]
    blocks = (Paragraph(f"{department or '报送单位'}："), Paragraph(said), Table(_COLUMNS, rows),
              Signatures((f"{office.name or '征集单位'}（印章）", "经办人：", "联系电话：", day)))
    return Document("return-letter", "人工智能应用场景报送材料补正通知", blocks, paper=Paper(landscape=True), office=office.name,
                    as_of=as_of.isoformat())
