"""征集情况汇总表: what each department has sent in, what came of it, and what is still missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from planner.documents import DocumentKind, day, reporting, serial, signatures
from planner.domain.office import Office
from planner.domain.round import Submission
from planner.domain.scenario import Scenario, formal_problems
from planner.schema.document import Column, Document, Paper, Paragraph, Row, Table
from planner.schema.fields import Text
from planner.schema.numbers import Money, Whole
from planner.schema.record import Vocabulary

KIND = DocumentKind("collection-summary", "人工智能应用场景征集情况汇总表", ("round",))

WAITING, RETURNED = frozenset({"draft", "submitted"}), frozenset({"returned"})
OUT = frozenset({"declined", "withdrawn", "ended"})
NOBODY = "未注明部门"
COUNT = Whole(label="项数", width=9)
COUNTED = (("received", "报送", "场景（项）"), ("accepted", "形审通过", "场景（项）"), ("returned", "待补正", "场景（项）"),
           ("waiting", "待审查", "场景（项）"), ("out", "不入选或撤回", "场景（项）"), ("lacking", "要件不全", "场景（项）"))


def compose(office: Office, scenarios: Sequence[Scenario], submissions: Sequence[Submission], words: Vocabulary, *,
            as_of: dt.date, round_title: str = "") -> Document:
    """One line for every department that has sent a file or stands on a scenario, the largest first."""
    columns = (
        serial(), Column("department", Text(label="报送部门", width=28), key=True),
        Column("files", COUNT, "收到", over=("文件（份）",), sums=True),
        Column("refused", COUNT, "有未采用行", over=("文件（份）",), sums=True),
        *(Column(name, COUNT, label, over=(over,), sums=True) for name, label, over in COUNTED),
        Column("investment", Money(label="计划投资", width=14), sums=True))
    sent = Counter(s.department or NOBODY for s in scenarios)
    files = Counter(s.department or NOBODY for s in submissions)
    order = sorted({*sent, *files}, key=lambda name: (name == NOBODY, -sent[name], name))
    rows = [Row((at, name, *_figures(name, scenarios, submissions)), key=name) for at, name in enumerate(order, 1)]
    if rows:
        rows.append(Row(("", "合计", *(sum((row.values[at] for row in rows), Decimal(0) if columns[at].name == "investment" else 0)
                                     for at in range(2, len(columns)))), "total"))
    return Document(
        KIND.name, KIND.title, (Table(columns, rows), Paragraph(
            "注：形审通过含其后各环节；要件不全指缺所属领域、需求单位或联系人，与前列不互斥。", small=True), signatures(office)),
        subtitle=f"（{f'{round_title}，' if round_title else ''}截至{day(as_of)}）", above=(reporting(office), "", "单位：万元"),
        paper=Paper("A4", landscape=True), office=office.name, as_of=as_of.isoformat())


def _figures(name: str, scenarios: Sequence[Scenario], submissions: Sequence[Submission]) -> tuple[Any, ...]:
    own = [s for s in scenarios if (s.department or NOBODY) == name]
    files = [s for s in submissions if (s.department or NOBODY) == name]
    stages = [s.stage or "draft" for s in own]
    waiting, returned, out = (sum(stage in kind for stage in stages) for kind in (WAITING, RETURNED, OUT))
    return (len(files), sum(bool(s.rows_refused) for s in files), len(own), len(own) - waiting - returned - out, returned, waiting, out,
            sum(bool(formal_problems(s)) for s in own), sum((s.investment for s in own if s.investment), Decimal(0)))
