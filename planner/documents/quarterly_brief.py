"""季度专报: how the quarter went, on one or two pages as a letter: figures, progress, supply, problems, next steps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.documents import BLANK, DONE, DocumentKind, LedgerLine, counted, day, in_unit, measured
from planner.domain.balance import Balance
from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.office import Office
from planner.domain.project import ProjectIssue
from planner.domain.scenario import Scenario
from planner.schema.dates import PartialDate
from planner.schema.document import Block, Closing, Document, Heading, Paragraph
from planner.schema.numbers import Money, trimmed
from planner.schema.record import Vocabulary

KIND = DocumentKind("quarterly-brief", "人工智能场景创新季度专报", ("quarter",))

MOST = 3
MONEY = Money(label="")


def compose(office: Office, scenarios: Sequence[Scenario], lines: Sequence[LedgerLine], balance: Balance, words: Vocabulary, *,
            quarter: PartialDate, as_of: dt.date) -> Document:
    """The brief of a quarter; every figure is counted from these records."""
    blocks: tuple[Block, ...] = (
        Heading("一、总体情况"), *_overall(scenarios, lines, quarter), Heading("二、项目推进"), *_progress(lines, quarter),
        Heading("三、要素保障"), Paragraph(_supply(balance, quarter, words)), Heading("四、存在问题和需协调事项"),
        *_problems(lines, quarter, words), Heading("五、下步工作"), *_next(lines, quarter), Closing(office.name or BLANK, day(as_of)))
    return Document(KIND.name, f"人工智能场景创新{quarter.shown}工作专报", blocks, office=office.name, as_of=as_of.isoformat(), letter=True)


def _overall(scenarios: Sequence[Scenario], lines: Sequence[LedgerLine], quarter: PartialDate) -> Iterator[Block]:
    wanted = sum((s.investment for s in scenarios if s.investment), Decimal(0))
    planned = sum((line.project.investment for line in lines if line.project.investment), Decimal(0))
    done = sum((line.invested(quarter) for line in lines), Decimal(0))
    yield Paragraph(
        f"截至{quarter.shown}末，入库场景{len(scenarios)}项，计划投资{MONEY.printed(wanted)}万元；在册项目{counted(lines)}"
        f"项目计划投资{MONEY.printed(planned)}万元，累计完成{MONEY.printed(done)}万元"
        + (f"，占{trimmed(round(done / planned * 100, 1))}%。" if planned else "。"))


def _progress(lines: Sequence[LedgerLine], quarter: PartialDate) -> Iterator[Block]:
    reported = [(line, report) for line in lines if (report := line.report(quarter))]
    yield Paragraph(f"本季度{len(reported)}个项目报送进展，{len(lines) - len(reported)}个未报送。")
    best = sorted(reported, key=lambda pair: (pair[0].standing == DONE, pair[1].percent), reverse=True)[:MOST]
    for line, report in best:
        yield Paragraph(f"{line.project.title}：形象进度{report.percent:f}%。{_ended(report.done)}")
    late = [line for line in lines if line.light.colour == "red" and line.project.phase not in ("accepted", "ended")]
    if late:
        yield Paragraph(f"严重滞后的项目有{len(late)}个：{_named(late)}。")


def _named(lines: Sequence[LedgerLine]) -> str:
    names = [f"{line.project.title}（{line.project.builder}）" if line.project.builder else line.project.title for line in lines]
    return "、".join(names[:MOST]) + ("等" if len(names) > MOST else "")


def _supply(balance: Balance, quarter: PartialDate, words: Vocabulary) -> str:
    kinds, fields = [part for part in balance.kinds if part.quarter == quarter and part.need], words.fields_of(Demand)
    if not kinds:
        return "本季度没有登记的要素需求。"
    short = [part for part in kinds if part.gap]
    said = [f"{in_unit(fields['pool_kind'].show(part.kind), part.unit)}需求{_said(part.need, part.unit)}，"
            f"已配{_said(part.assigned, part.unit)}，缺口{_said(part.gap, part.unit)}" for part in short]
    if len(short) < len(kinds):
        said.append(f"{'其余' if short else ''}{len(kinds) - len(short)}类要素已配足")
    over = [row.title for row in balance.pools if row.quarter == quarter and row.over]
    return "；".join(said) + "。" + (f"{'、'.join(over)}超配，需调整。" if over else "")


def _said(amount: Decimal, unit: str) -> str:
    return f"{measured(amount, unit):,f}"


def _problems(lines: Sequence[LedgerLine], quarter: PartialDate, words: Vocabulary) -> Iterator[Block]:
    field, found = words.fields_of(ProjectIssue)["issue_kind"], defaultdict[str, list[tuple[int, LedgerLine, ProjectIssue]]](list)
    levels = [term.code for term in catalogue("issue_level").terms]
    for line in lines:
        for issue in line.open_issues:
            found[field.show(issue.issue_kind)].append((-levels.index(issue.level) if issue.level in levels else 1, line, issue))
    if not found:
        yield Paragraph("目前没有未办结的问题。")
    kinds = sorted(found.items(), key=lambda entry: -len(entry[1]))
    for kind, entries in kinds[:MOST]:
        _, line, issue = min(entries, key=lambda entry: entry[0])
        worst = f"{line.project.title}——{_ended(issue.title)}"
        yield Paragraph(f"{kind}问题{len(entries)}个{'，突出的是' if len(entries) > 1 else '：'}{worst}")
    if kinds[MOST:]:
        yield Paragraph(f"另有{'、'.join(f'{kind}问题{len(entries)}个' for kind, entries in kinds[MOST:])}，详见台账。")
    asked = [f"{line.project.title}：{report.coordinate}" for line in lines if (report := line.report(quarter)) and report.coordinate]
    if asked:
        yield Paragraph(f"需协调事项{len(asked)}项：{_ended('；'.join(asked[:MOST]))}")


def _next(lines: Sequence[LedgerLine], quarter: PartialDate) -> Iterator[Block]:
    order = ("red", "yellow", "green")
    steps = [(order.index(line.light.colour), f"{line.project.title}：{report.next_steps}")
             for line in lines if (report := line.report(quarter)) and report.next_steps]
    if not steps:
        yield Paragraph("各项目未报送下步计划。")
    for _, text in sorted(steps, key=lambda step: step[0])[:MOST]:
        yield Paragraph(_ended(text))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；，、") + "。"
