"""会议材料: for those who decide: three conclusions and one table in large type, and what the meeting is asked to settle."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planner.documents import DocumentKind, LedgerLine, counted, day, rates
from planner.domain.balance import Balance
from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.schema.document import Block, Column, Document, Heading, OnePage, Paragraph, Row, Table
from planner.schema.fields import Text
from planner.schema.numbers import Money, Whole, trimmed
from planner.schema.record import Vocabulary

KIND = DocumentKind("meeting-paper", "人工智能场景创新工作会议材料", ("variant",))

LARGE, MOST = 14.0, 3
COUNT, MONEY = Whole(label="项", width=10), Money(label="计划投资", width=16)
CHOSEN = frozenset({"shortlisted", "announced", "published", "matching", "taken", "signed", "running", "to_accept", "accepted", "listed"})
NOWHERE = "未定领域"


def compose(office: Office, scenarios: Sequence[Scenario], lines: Sequence[LedgerLine], balance: Balance, words: Vocabulary, *,
            as_of: dt.date, variant_title: str = "") -> Document:
    """The paper of a meeting on the year's scenarios, supply and projects."""
    late = [line for line in lines if line.light.colour == "red" and line.project.phase not in ("accepted", "ended")]
    over = sorted({row.title for row in balance.pools if row.over})
    blocks = (
        Paragraph(_first(scenarios)), Paragraph(_second(balance, words, over, variant_title)), Paragraph(_third(lines, late)),
        _table(scenarios, lines), Heading("提请会议审议"), *_asked(scenarios, over, late))
    subtitle = "，".join(part for part in (office.name, day(as_of)) if part)
    return Document(KIND.name, KIND.title, (OnePage(KIND.title, blocks),), subtitle=f"（{subtitle}）",
                    office=office.name, as_of=as_of.isoformat(), letter=True)


def _first(scenarios: Sequence[Scenario]) -> str:
    chosen = sum(s.stage in CHOSEN for s in scenarios)
    money = sum((s.investment for s in scenarios if s.investment), Decimal(0))
    return (f"一是场景储备{len(scenarios)}项，已入选{chosen}项，覆盖{len({s.sector for s in scenarios if s.sector})}个领域，"
            f"计划投资{MONEY.printed(money)}万元。")


def _second(balance: Balance, words: Vocabulary, over: Sequence[str], variant: str) -> str:
    found = rates(balance, words.fields_of(Demand)["pool_kind"])
    short = {name: rate for name, rate in found.items() if rate < 100}
    basis = f"按“{variant}”，" if variant else ""
    if not found:
        return "二是要素需求尚未登记，供需无从比较。"
    if not short:
        return f"二是{basis}{len(found)}类要素需求全部配足" + ("，但有供给超配。" if over else "。")
    worst = min(short, key=lambda name: short[name])
    return f"二是{basis}{len(found)}类要素中{len(short)}类有缺口，最紧的是{worst}，满足率{trimmed(short[worst])}%。"


def _third(lines: Sequence[LedgerLine], late: Sequence[LedgerLine]) -> str:
    named = "、".join(line.project.title for line in late[:MOST]) + ("等" if len(late) > MOST else "")
    return f"三是项目{counted(lines)}" + (f"严重滞后的是{named}。" if late else "")


def _table(scenarios: Sequence[Scenario], lines: Sequence[LedgerLine]) -> Table:
    """One line for each of the guideline's groups of sectors."""
    groups, sectors = catalogue("sector_group"), catalogue("sector")
    group_of: Mapping[str, str] = {child.code: group.label for group in groups.terms for child in sectors.children(group.code)}
    found: defaultdict[str, list[Scenario]] = defaultdict(list)
    projects: defaultdict[str, int] = defaultdict(int)
    for scenario in scenarios:
        found[group_of.get(scenario.sector or "", NOWHERE)].append(scenario)
    for line in lines:
        projects[group_of.get(line.project.sector or "", NOWHERE)] += 1
    names = [name for name in (*(group.label for group in groups.terms), NOWHERE) if name in found or name in projects]
    columns = (Column("group", Text(label="板块", width=14), key=True), Column("count", COUNT, "场景（项）", 9, sums=True),
               Column("chosen", COUNT, "入选（项）", 9, sums=True), Column("projects", COUNT, "立项（项）", 9, sums=True),
               Column("money", MONEY, "计划投资（万元）", 17, sums=True))
    rows = [Row((name, len(found[name]), sum(s.stage in CHOSEN for s in found[name]), projects[name], _money(found[name])), key=name)
            for name in names]
    if rows:
        rows.append(Row(("合计", len(scenarios), sum(s.stage in CHOSEN for s in scenarios), len(lines), _money(scenarios)), "total"))
    return Table(columns, rows, "各板块场景和项目情况", size=LARGE)


def _money(scenarios: Sequence[Scenario]) -> Decimal:
    return sum((s.investment for s in scenarios if s.investment), Decimal(0))


def _asked(scenarios: Sequence[Scenario], over: Sequence[str], late: Sequence[LedgerLine]) -> Iterator[Block]:
    waiting = sum(s.stage == "shortlisted" for s in scenarios)
    asked = [f"拟入选场景{waiting}项转入公示。" if waiting else "",
             f"调整超配的供给：{'、'.join(over[:MOST])}{'等' if len(over) > MOST else ''}。" if over else "",
             f"严重滞后项目{len(late)}个的处置意见。" if late else ""]
    found = [text for text in asked if text]
    if not found:
        yield Paragraph("本次会议没有提请审议的事项，以上情况供参阅。")
    yield from (Paragraph(f"{at}．{text}") for at, text in enumerate(found, 1))
