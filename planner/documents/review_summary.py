"""评审汇总表: what has passed the formal check, ranked by points, with the points of each criterion and what was decided."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.documents import DocumentKind, day, reporting
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.schema.document import Column, Document, Paper, Paragraph, Row, Signatures, Table
from planner.schema.fields import Text
from planner.schema.numbers import Number, Whole
from planner.schema.record import Vocabulary

KIND = DocumentKind("review-summary", "人工智能应用场景评审汇总表", ("round", "sector", "department"))

BEFORE = frozenset({"draft", "submitted", "returned", "withdrawn", "ended"})
EXPERTS = Signatures(("评审组长（签字）：", "评审专家（签字）：", "", "", "年  月  日"))
SAID = {"checked": "待评审", "in_review": "评审中", "shortlisted": "拟入选", "reserve": "储备", "declined": "不入选", "paused": "暂缓"}
CHOSEN = "已入选"
POINTS = Number(label="得分", places=2, width=9)


@dataclass(frozen=True)
class Entry:
    """A scenario under review: its points in the order of the criteria, and their weighted mean."""

    scenario: Scenario
    points: Sequence[Decimal]
    total: Decimal


@dataclass(frozen=True)
class Criterion:
    """What is judged, and how much it counts in per cent."""

    label: str
    weight: Decimal


def compose(office: Office, entries: Sequence[Entry], criteria: Sequence[Criterion], words: Vocabulary, *, as_of: dt.date,
            round_title: str = "") -> Document:
    """The entries from the first rank down; who has the same total has the same rank."""
    fields = words.fields_of(Scenario)
    ranked = sorted((one for one in entries if (one.scenario.stage or "draft") not in BEFORE),
                    key=lambda one: (-one.total, one.scenario.number or "~", one.scenario.title))
    numbered = any(one.scenario.number for one in ranked)
    numbers = (Column("number", fields["number"], width=17),) if numbered else ()
    columns = (
        Column("rank", Whole(label="名次", width=6), align="center"), *numbers,
        Column("title", fields["title"], width=28, key=True), Column("sector", fields["sector"], width=10, align="center"),
        Column("owner", fields["owner"], width=20), Column("investment", fields["investment"], "计划投资", 12),
        *(Column(f"points{at}", POINTS, f"{one.label}（{one.weight.normalize():f}%）", 11, ("得分（满分100）",))
          for at, one in enumerate(criteria)),
        Column("total", POINTS, "总分", 9, ("得分（满分100）",)), Column("decision", Text(label="评审结论", width=10), align="center"))
    rows = [Row((1 + sum(other.total > one.total for other in ranked), *((one.scenario.number,) if numbered else ()),
                 one.scenario.title, one.scenario.sector,
                 one.scenario.owner, one.scenario.investment, *one.points, one.total, _decision(one)), key=one.scenario.id)
            for one in ranked]
    return Document(
        KIND.name, KIND.title, (Table(columns, rows), Paragraph(_said(ranked), small=True), EXPERTS),
        subtitle=f"（{f'{round_title}，' if round_title else ''}截至{day(as_of)}）", above=(reporting(office), "", "单位：万元、分"),
        paper=Paper("A4", landscape=True), office=office.name, as_of=as_of.isoformat())


def _decision(entry: Entry) -> str:
    """What the review came to; whatever follows a choice has been chosen."""
    return SAID.get(entry.scenario.stage or "", CHOSEN)


def _said(ranked: Sequence[Entry]) -> str:
    counts = Counter(map(_decision, ranked))
    parts = "、".join(f"{stage}{count}项" for stage, count in counts.most_common())
    return (f"注：形审通过后参加评审的场景共{len(ranked)}项" + (f"，其中{parts}。" if parts else "。")
            + "得分由登记数据按评分权重计算，总分相同的名次并列；评审结论按登记的办理状态。")
