"""季度调度台账: every project with its light, this quarter's milestones and report, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from planner.documents import DocumentKind, LedgerLine, counted, day, reporting, serial, signatures
from planner.domain.office import Office
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.schema.dates import PartialDate, When
from planner.schema.document import Column, Document, Paper, Paragraph, Row, Table
from planner.schema.fields import Field, Text
from planner.schema.numbers import Money, Percent
from planner.schema.record import Vocabulary

SCOPES = ("quarter", "sector", "lead_department", "phase")
KIND = DocumentKind("project-ledger", "人工智能场景项目季度调度台账", SCOPES)
EXTRACT = DocumentKind("ledger-extract", "人工智能场景项目季度调度台账（摘要）", SCOPES)
BRIEF = frozenset({"serial", "title", "builder", "percent", "investment", "invested", "share", "standing", "problems", "next_steps"})


def compose(office: Office, lines: Sequence[LedgerLine], words: Vocabulary, *, quarter: PartialDate, as_of: dt.date,
            kind: DocumentKind = KIND) -> Document:
    """The ledger of a quarter in the columns of the office's dispatch table, or its extract on a smaller sheet."""
    every = _columns(words)
    kept = [at for at, column in enumerate(every) if kind is KIND or column.name in BRIEF]
    columns = tuple(every[at] for at in kept)
    rows = []
    for number, line in enumerate(lines, 1):
        values = _values(number, line, quarter, words)
        rows.append(Row(tuple(values[at] for at in kept), key=line.project.id))
    if lines:
        rows.append(_total(lines, columns, quarter))
    return Document(
        kind.name, kind.title, (Table(columns, rows), Paragraph(
            f"注：{counted(lines)}累计完成为各季度填报数之和；完成率为累计完成占计划投资的比例。", small=True), signatures(office)),
        subtitle=f"（{quarter.shown}，截至{day(as_of)}）", above=(reporting(office), "", "单位：万元"),
        paper=Paper("A3" if kind is KIND else "A4", landscape=True), office=office.name, as_of=as_of.isoformat())


def _columns(words: Vocabulary) -> tuple[Column, ...]:
    project, report = words.fields_of(Project), words.fields_of(QuarterReport)
    money = ("投资",)
    return (
        serial(), Column("number", project["number"], width=14), Column("title", project["title"], width=24, key=True),
        Column("sector", project["sector"], width=9, align="center"), Column("lead_department", project["lead_department"], width=13),
        Column("builder", project["builder"], "责任单位", width=14), Column("leader", project["leader"], "责任人", width=8),
        Column("goal", project["goal"], width=20),
        Column("points", Text(label="本季节点", width=22)), Column("done", report["done"], width=28),
        Column("percent", report["percent"], width=8),
        Column("investment", project["investment"], "计划投资", 11, money, sums=True),
        Column("invested", Money(label="累计完成", width=11), over=money, sums=True),
        Column("share", Percent(label="完成率", width=8), over=money),
        Column("standing", Text(label="状态", width=11), align="center"),
        Column("problems", Text(label="存在问题", width=22)), Column("coordinate", report["coordinate"], width=18),
        Column("next_steps", report["next_steps"], width=22), Column("ends", project["ends"], width=11),
        Column("filer", report["filer"], width=8), Column("filed_on", report["filed_on"], "更新日期", width=11))


def _values(at: int, line: LedgerLine, quarter: PartialDate, words: Vocabulary) -> tuple[Any, ...]:
    project, report = line.project, line.report(quarter)
    invested = line.invested(quarter)
    return (
        at, project.number, project.title, project.sector, project.lead_department, project.builder, project.leader,
        project.goal, _points(line.milestones, quarter), report and report.done, report and report.percent, project.investment,
        invested, _share(invested, project.investment), line.standing, _problems(line.issues, words),
        report and report.coordinate, report and report.next_steps, project.ends, report and report.filer,
        report and report.filed_on)


def _points(milestones: Sequence[Milestone], quarter: PartialDate) -> str:
    """The milestones due in the quarter, and those still open from before."""
    due = [m for m in milestones if quarter.first <= m.due.last <= quarter.last
           or (m.done is None and m.due.last < quarter.first)]
    return "；".join(f"{m.title}（{_when(m, quarter)}）" for m in due)


def _when(point: Milestone, quarter: PartialDate) -> str:
    dates = When(label="")
    if point.done:
        return f"{dates.show(point.done)}完成"
    return f"{dates.show(point.due)}{'到期未完成' if point.due.last < quarter.first else '到期'}"


def _problems(issues: Sequence[ProjectIssue], words: Vocabulary) -> str:
    level: Field = words.fields_of(ProjectIssue)["level"]
    open_ones = [issue for issue in issues if issue.state != "solved"]
    return "；".join(f"{issue.title}（{level.show(issue.level)}）" for issue in open_ones)


def _share(invested: Decimal, planned: Decimal | None) -> Decimal | None:
    return round(invested / planned * 100, 1) if planned else None


def _total(lines: Sequence[LedgerLine], columns: Sequence[Column], quarter: PartialDate) -> Row:
    planned = sum((line.project.investment for line in lines if line.project.investment), Decimal(0))
    invested = sum((line.invested(quarter) for line in lines), Decimal(0))
    values: Mapping[str, Any] = {"title": "合计", "investment": planned, "invested": invested,
                                 "share": _share(invested, planned)}
    return Row(tuple(values.get(column.name, "") for column in columns), "total")
