"""项目卡片: one project on one sheet: what it is, what it needs and has, its milestones, how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.documents import DocumentKind, LedgerLine, day, measured, spanned
from planner.domain.balance import needs, served_of
from planner.domain.demand import Allocation, Demand
from planner.domain.office import Office
from planner.domain.project import Milestone, Project
from planner.domain.scenario import Scenario
from planner.domain.supply import CONSUMED
from planner.schema.document import Block, Column, Document, Form, OnePage, Paragraph, Row, Signatures, Table
from planner.schema.fields import Text
from planner.schema.numbers import Measured, Money
from planner.schema.record import Vocabulary

KIND = DocumentKind("project-card", "项目卡片", ("title", "lead_department", "phase"))

LONGEST = 600
SIGNED = ("填报人：", "审核人：", "填报日期：    年  月  日")
NUMBER = Measured(label="数量", width=9)


@dataclass(frozen=True)
class Subject:
    """Everything that one card says."""

    line: LedgerLine
    scenario: Scenario | None
    demands: Sequence[Demand]
    allocations: Sequence[Allocation]


def compose(office: Office, subjects: Sequence[Subject], words: Vocabulary, *, as_of: dt.date) -> Document:
    """A card for each project, every one on its own sheet."""
    pages = tuple(OnePage(subject.line.project.title, _card(subject, words)) for subject in subjects)
    blocks = pages or (Paragraph("没有符合条件的项目。"),)
    return Document(KIND.name, KIND.title, blocks, subtitle=f"（项目卡片，截至{day(as_of)}）", office=office.name, as_of=as_of.isoformat())


def _card(subject: Subject, words: Vocabulary) -> tuple[Block, ...]:
    found: list[Block] = [_facts(subject, words)]
    if subject.demands:
        found.append(_elements(subject, words))
    if subject.line.milestones:
        found.append(_milestones(subject.line.milestones, words))
    return (*found, _progress(subject.line, words), Signatures(SIGNED))


def _facts(subject: Subject, words: Vocabulary) -> Form:
    project, scenario, fields = subject.line.project, subject.scenario, words.fields_of(Project)
    shown = {name: fields[name].show(getattr(project, name)) for name in ("sector", "phase", "starts", "ends")}
    pain, content, benefits = (_cut(getattr(scenario, name, None)) for name in ("pain_points", "content", "benefits"))
    return Form((
        (("项目编号", project.number or ""), ("所属领域", shown["sector"])),
        (("牵头部门", project.lead_department or ""), ("责任单位", project.builder or "")),
        (("需求单位", getattr(scenario, "owner", None) or ""), ("落地区域", getattr(scenario, "location", None) or "")),
        (("责任人", project.leader or ""), ("项目阶段", shown["phase"])),
        (("建设周期", "—".join(filter(None, (shown["starts"], shown["ends"])))),
         ("计划投资", f"{Money(label='').printed(project.investment)} 万元" if project.investment is not None else "")),
        (("现状与痛点", pain),), (("建设内容", content),), (("预期成效", benefits),), (("年度目标", _cut(project.goal)),)))


def _cut(text: str | None) -> str:
    """What goes on a card of one sheet; the rest is in the list and in the workspace."""
    return "" if not text else text if len(text) <= LONGEST else f"{text[:LONGEST]}……（下略）"


def _elements(subject: Subject, words: Vocabulary) -> Table:
    fields, known = words.fields_of(Demand), {demand.id: demand for demand in subject.demands}
    served = served_of(known, [a for a in subject.allocations if a.demand in known])
    columns = (Column("kind", fields["pool_kind"], "要素", width=9, align="center"), Column("spec", fields["spec"], width=26),
               Column("unit", Text(label="单位", width=6), align="center"), Column("span", Text(label="季度", width=28), align="center"),
               Column("need", NUMBER, "需求"), Column("given", NUMBER, "已配"), Column("gap", NUMBER, "缺口"))
    rows = []
    for demand in subject.demands:
        wanted = needs(demand)
        together = sum if demand.pool_kind in CONSUMED else min
        need = sum(wanted.values()) if demand.pool_kind in CONSUMED else max(wanted.values())
        given = together([served.get((demand.id, quarter), Decimal(0)) for quarter in wanted])
        figures = _measured(Decimal(need), Decimal(given), demand.unit)
        rows.append(Row((demand.pool_kind, demand.spec, demand.unit, spanned(demand.starts, demand.ends), *figures), key=demand.id))
    return Table(columns, rows, "要素需求与配置（已配为最少的一季，资金为合计）")


def _measured(need: Decimal, given: Decimal, unit: str) -> tuple[Decimal, Decimal, Decimal | None]:
    gap = max(Decimal(0), need - given)
    return measured(need, unit), measured(given, unit), measured(gap, unit) if gap else None


def _milestones(milestones: Sequence[Milestone], words: Vocabulary) -> Table:
    fields = words.fields_of(Milestone)
    columns = (Column("sequence", fields["sequence"], "序号", width=6, align="center"), Column("title", fields["title"], width=30),
               Column("deliverable", fields["deliverable"], width=24), Column("due", fields["due"], width=14),
               Column("done", fields["done"], width=14), Column("weight", fields["weight"], width=8))
    rows = [Row((at, m.title, m.deliverable, m.due, m.done, m.weight), key=m.id) for at, m in enumerate(milestones, 1)]
    return Table(columns, rows, "进度节点")


def _progress(line: LedgerLine, words: Vocabulary) -> Form:
    latest: Any = line.reports[-1] if line.reports else None
    invested = sum((r.invested for r in line.reports if r.invested), Decimal(0))
    said: Mapping[str, str] = {name: _cut(getattr(latest, name, None)) for name in ("done", "coordinate", "next_steps")}
    return Form((
        (("状态", line.standing), ("形象进度", f"{latest.percent:f}%" if latest else "")),
        (("最近季报", latest.quarter.shown if latest else ""), ("累计投资", f"{Money(label='').printed(invested)} 万元")),
        (("进展", said["done"]),),
        (("存在问题", "；".join(issue.title for issue in line.open_issues)),), (("需协调事项", said["coordinate"]),),
        (("下步计划", said["next_steps"]),)))
