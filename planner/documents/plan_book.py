"""年度计划书: cover, contents, chapters in the order of the guideline, and the lists of the year as attachments."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.documents import BLANK, DocumentKind, LedgerLine, counted, day, measured, numeral
from planner.domain.balance import Balance
from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.schema.document import (
    Attachment,
    Block,
    Closing,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from planner.schema.fields import Text
from planner.schema.numbers import Measured, Money, Whole, trimmed
from planner.schema.record import Vocabulary

KIND = DocumentKind("plan-book", "人工智能场景创新年度计划", ("variant",))

MONEY = Money(label="计划投资", width=14)
BRIEF = 160


def compose(office: Office, scenarios: Sequence[Scenario], lines: Sequence[LedgerLine], balance: Balance,
            attached: Sequence[Document], words: Vocabulary, *, as_of: dt.date, variant_title: str = "") -> Document:
    """The book; `attached` are documents already composed, whose tables become its attachments."""
    chapters = [("总体安排", _goals(scenarios, lines, balance)), ("场景清单概况", _by_sector(scenarios)),
                ("重点场景", _foremost(scenarios)), ("要素保障", _supply(balance, words, variant_title)),
                ("项目推进和组织实施", _work(lines))]
    blocks: list[Block] = [Cover((office.name or BLANK, f"{as_of.year}年{as_of.month}月")), Contents()]
    for number, (title, body) in enumerate(chapters, 1):
        blocks += [Heading(f"{numeral(number)}、{title}"), *body]
    blocks.append(Closing(office.name or BLANK, day(as_of), tuple(document.title for document in attached)))
    for number, document in enumerate(attached, 1):
        blocks += [Attachment(f"附件{number}", document.title, Paper("A4", landscape=True)),
                   *(_inner(block) for block in document.blocks if not isinstance(block, Signatures))]
    return Document(KIND.name, f"人工智能场景创新{as_of.year}年度计划", tuple(blocks), subtitle=f"（截至{day(as_of)}）", office=office.name,
                    as_of=as_of.isoformat(), letter=True)


def _inner(block: Block) -> Block:
    """A heading inside an attachment is not one of the book's chapters."""
    return replace(block, level=3) if isinstance(block, Heading) else block


def _goals(scenarios: Sequence[Scenario], lines: Sequence[LedgerLine], balance: Balance) -> Iterator[Block]:
    money = sum((s.investment for s in scenarios if s.investment), Decimal(0))
    sectors = len({s.sector for s in scenarios if s.sector})
    owners = len({s.owner for s in scenarios if s.owner})
    yield Paragraph(f"本年度安排人工智能应用场景{len(scenarios)}项，覆盖{sectors}个领域、{owners}家需求单位，"
                    f"计划投资{MONEY.printed(money)}万元。")
    yield Paragraph(f"其中已立项推进的项目{counted(lines)}")
    if balance.quarters:
        yield Paragraph(f"要素供给按{balance.quarters[0].shown}至{balance.quarters[-1].shown}分季度统筹，供需对照见附件。")


def _by_sector(scenarios: Sequence[Scenario]) -> Iterator[Block]:
    groups, sectors = catalogue("sector_group"), catalogue("sector")
    found: defaultdict[str | None, list[Scenario]] = defaultdict(list)
    for scenario in scenarios:
        found[scenario.sector if scenario.sector in sectors else None].append(scenario)
    columns = (Column("sector", Text(label="领域", width=30), key=True), Column("count", Whole(label="场景（项）", width=12), sums=True),
               Column("money", MONEY, "计划投资（万元）", 18, sums=True))
    rows: list[Row] = []
    for group in groups.terms:
        codes = [term.code for term in sectors.children(group.code) if found[term.code]]
        if codes:
            rows.append(Row((group.label,), "group"))
            rows += [Row((sectors.label(code), len(found[code]), _money(found[code])), key=code) for code in codes]
            inside = [s for code in codes for s in found[code]]
            rows.append(Row(("小计", len(inside), _money(inside)), "subtotal"))
    if found[None]:
        rows += [Row(("未定领域",), "group"), Row(("未定领域", len(found[None]), _money(found[None])))]
    if rows:
        rows.append(Row(("合计", len(scenarios), _money(scenarios)), "total"))
    yield Paragraph("按指导意见所列领域，场景分布如下。")
    yield Table(columns, rows, "表1 场景分领域情况")


def _money(scenarios: Sequence[Scenario]) -> Decimal:
    return sum((s.investment for s in scenarios if s.investment), Decimal(0))


def _foremost(scenarios: Sequence[Scenario]) -> Iterator[Block]:
    """The largest scenario of every sector, each with what is to be built."""
    sectors, best = catalogue("sector"), dict[str, Scenario]()
    for scenario in scenarios:
        standing = best.get(scenario.sector or "")
        if scenario.sector in sectors and (standing is None or (scenario.investment or 0) > (standing.investment or 0)):
            best[scenario.sector or ""] = scenario
    if not best:
        yield Paragraph("待遴选后列入。")
    for number, code in enumerate((term.code for term in sectors.terms if term.code in best), 1):
        scenario = best[code]
        yield Heading(f"（{numeral(number)}）{sectors.label(code)}：{scenario.title}", 2)
        text = _running(scenario.content or "建设内容待报")
        owner = f"需求单位：{scenario.owner}。" if scenario.owner else ""
        money = f"计划投资{MONEY.printed(scenario.investment)}万元。" if scenario.investment is not None else ""
        yield Paragraph(f"{text if len(text) <= BRIEF else text[:BRIEF] + '……'}{owner}{money}")


def _running(text: str) -> str:
    """Paragraphs and numbered points as one sentence, parted by semicolons."""
    parts = [part.strip().rstrip("。；;，,") for part in text.splitlines()]
    return "；".join(part for part in parts if part) + "。"


def _supply(balance: Balance, words: Vocabulary, variant: str) -> Iterator[Block]:
    kinds = dict.fromkeys((part.kind, part.unit) for part in balance.kinds)
    if not kinds:
        yield Paragraph("尚未登记要素需求。")
        return
    figure, field = Measured(label="数量", width=12), words.fields_of(Demand)["pool_kind"]
    columns = (Column("kind", field, "要素", width=10, align="center"), Column("unit", Text(label="单位", width=8), align="center"),
               Column("need", figure, "需求"), Column("given", figure, "已配"), Column("gap", figure, "缺口"))
    rows = []
    for kind, unit in kinds:
        parts = [part for part in balance.kinds if (part.kind, part.unit) == (kind, unit)]
        need, given, gap = (sum((getattr(part, name) for part in parts), Decimal(0)) for name in ("need", "assigned", "gap"))
        figures = measured(need, unit), measured(given, unit), measured(gap, unit) if gap else None
        rows.append(Row((kind, unit, *figures), key=f"{kind}/{unit}"))
    yield Paragraph(f"要素配置采用“{variant}”。" if variant else "要素配置如下。")
    yield Table(columns, rows, "表2 要素需求与配置（各季度合计）")
    over = sorted({row.title for row in balance.pools if row.over})
    if over:
        yield Paragraph(f"{'、'.join(over)}存在超配，执行前应予调整。")


def _work(lines: Sequence[LedgerLine]) -> Iterator[Block]:
    due: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        for point in line.milestones:
            if point.done is None:
                due[f"{point.due.last.year}年第{'一二三四'[(point.due.last.month - 1) // 3]}季度"] += 1
    if due:
        yield Paragraph("未完成节点的到期分布：" + "，".join(f"{quarter}{trimmed(Decimal(count))}个" for quarter, count in sorted(
            due.items(), key=lambda entry: (entry[0][:4], "一二三四".index(entry[0][6])))) + "。")
    yield Paragraph("各责任单位按季度报送进展，先导区人工智能主管机构按季度调度，对滞后项目逐项提出办理意见。")
