"""供需对照表: need, assigned, available, gap and over-allocation by kind and quarter; over-allocations come first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from planner.documents import DocumentKind, day, in_unit, measured, numeral, reporting, serial, spanned
from planner.domain.balance import ZERO, Balance, KindBalance, PoolBalance, needs, served_of
from planner.domain.demand import Allocation, Demand
from planner.domain.office import Office
from planner.domain.supply import CONSUMED, Pool
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate
from planner.schema.document import Block, Column, Document, Heading, Paper, Paragraph, Row, Table
from planner.schema.fields import Field, Text
from planner.schema.numbers import Measured
from planner.schema.record import Vocabulary

KIND = DocumentKind("supply-balance", "要素供需对照表", ("variant",))

MEASURES = (("需求", "need"), ("已配", "assigned"), ("可用", "available"), ("缺口", "gap"), ("超配", "over"))
FIGURE = Measured(label="数量", width=10)
UNLIMITED = "不限"
Line = tuple[Demand, Decimal, Decimal, list[PartialDate]]


def compose(office: Office, balance: Balance, demands: Sequence[Demand], allocations: Sequence[Allocation],
            pools: Sequence[Pool], titles: Mapping[str, str], words: Vocabulary, *, as_of: dt.date,
            variant_title: str = "") -> Document:
    """The balance of a plan variant. `titles` name the scenarios and projects that demand."""
    fields = words.fields_of(Demand)
    blocks = [*_over(balance, pools, fields), *_kinds(balance, fields), *_used(balance, pools, fields),
              *_unmet(demands, allocations, titles, fields)]
    return Document(
        KIND.name, KIND.title, tuple(_numbered(blocks)), subtitle=f"（{variant_title}，截至{day(as_of)}）" if variant_title
        else f"（截至{day(as_of)}）", above=(reporting(office), "", ""), paper=Paper("A4", landscape=True), office=office.name,
        as_of=as_of.isoformat())


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    for block in blocks:
        at += isinstance(block, Heading)
        yield Heading(f"{numeral(at)}、{block.text}") if isinstance(block, Heading) else block


def _over(balance: Balance, pools: Sequence[Pool], fields: Mapping[str, Field]) -> list[Block]:
    over = [row for row in balance.pools if row.over]
    if not over:
        return [Heading("超配情况"), Paragraph("各项供给在各季度均未超配。")]
    providers = {pool.id: pool.provider for pool in pools}
    columns = (serial(), _kind_column(fields), Column("pool", Text(label="供给名称", width=30), key=True),
               Column("provider", Text(label="提供单位", width=22)), Column("quarter", Text(label="季度", width=16), align="center"),
               _unit_column(), *(Column(name, FIGURE, label) for label, name in (MEASURES[2], MEASURES[1], MEASURES[4])))
    rows = [Row((at, row.kind, row.title, providers.get(row.pool), row.quarter.shown, row.unit, _known(row.available, row.unit),
                 measured(row.assigned, row.unit), measured(row.over, row.unit)), key=row.pool) for at, row in enumerate(over, 1)]
    return [Heading("超配情况"), Table(columns, rows, "表1 超配的供给")]


def _kinds(balance: Balance, fields: Mapping[str, Field]) -> list[Block]:
    if not balance.kinds:
        return [Heading("分类供需"), Paragraph("尚无需求和配置。")]
    columns = (Column("measure", Text(label="项目", width=12), key=True, align="center"),
               *(_quarter_column(quarter) for quarter in balance.quarters))
    over: defaultdict[tuple[str, str, PartialDate], Decimal] = defaultdict(Decimal)
    for pool in balance.pools:
        over[pool.kind, pool.unit, pool.quarter] += pool.over
    rows = []
    for (kind, unit), parts in _grouped(balance.kinds, fields):
        rows.append(Row((in_unit(fields["pool_kind"].show(kind), unit),), "group"))
        for label, name in MEASURES:
            values = [over[kind, unit, part.quarter] if name == "over" else getattr(part, name) for part in parts]
            rows.append(Row((_label(label, name, kind), *(_told(name, value, unit) for value in values)), key=f"{kind}/{unit}/{name}"))
    return [Heading("分类供需"), Table(columns, rows, "表2 各类要素分季度供需", whole=True), Paragraph(
        "注：可用为本季度可以使用的供给，资金为各季度共用的总额；缺口为需求减已配；超配为各项供给超出可用之和，与缺口不相抵。", small=True)]


def _grouped(kinds: Sequence[KindBalance], fields: Mapping[str, Field]) -> list[tuple[tuple[str, str], list[KindBalance]]]:
    """By kind and unit, in the order of the catalogue of kinds."""
    found: defaultdict[tuple[str, str], list[KindBalance]] = defaultdict(list)
    for part in kinds:
        found[part.kind, part.unit].append(part)
    field = fields["pool_kind"]
    assert isinstance(field, Choice)
    order = [term.code for term in field.among.terms]
    return sorted(found.items(), key=lambda entry: (entry[0][0] not in order, order.index(entry[0][0])
                                                    if entry[0][0] in order else 0, entry[0][1]))


def _used(balance: Balance, pools: Sequence[Pool], fields: Mapping[str, Field]) -> list[Block]:
    if not pools or not balance.quarters:
        return []
    columns = (_kind_column(fields), Column("pool", Text(label="供给名称", width=26), key=True),
               Column("provider", Text(label="提供单位", width=18)), _unit_column(), Column("capacity", FIGURE, "额定供给"),
               *(_quarter_column(quarter, "已配") for quarter in balance.quarters))
    used: defaultdict[str, list[PoolBalance]] = defaultdict(list)
    for part in balance.pools:
        used[part.pool].append(part)
    rows = [Row((pool.supplies, pool.title, pool.provider, pool.measure, _known(pool.quantity, pool.measure),
                 *(measured(part.assigned, part.unit) for part in used[pool.id])), key=pool.id) for pool in pools]
    return [Heading("各项供给的使用"), Table(columns, rows, "表3 各项供给分季度已配")]


def _unmet(demands: Sequence[Demand], allocations: Sequence[Allocation], titles: Mapping[str, str],
           fields: Mapping[str, Field]) -> list[Block]:
    lines = _lacking(demands, allocations)
    if not lines:
        return [Heading("未满足的需求"), Paragraph("全部需求均已配足。" if demands else "尚无需求。")]
    columns = (serial(), Column("scenario", Text(label="场景（项目）", width=32), key=True), _kind_column(fields),
               Column("spec", fields["spec"], width=22), _unit_column(), Column("need", FIGURE, "需求"),
               Column("gap", FIGURE, "缺口"), Column("quarters", Text(label="有缺口的季度", width=26)),
               Column("priority", fields["priority"], width=7, align="center"), Column("must_have", fields["must_have"], width=9))
    rows = [Row((at, titles.get(d.scenario, "（已移除）"), d.pool_kind, d.spec, d.unit, measured(need, d.unit), measured(gap, d.unit),
                 _spans(when), d.priority, bool(d.must_have)), key=d.id) for at, (d, need, gap, when) in enumerate(lines, 1)]
    return [Heading("未满足的需求"), Table(columns, rows, "表4 未满足的需求"), Paragraph(
        "注：资金的需求与缺口为全部季度合计，其他要素为一个季度的需求与最大缺口；必须满足和优先级高的在前。", small=True)]


def _lacking(demands: Sequence[Demand], allocations: Sequence[Allocation]) -> list[Line]:
    known = {demand.id: demand for demand in demands}
    served = served_of(known, [a for a in allocations if a.demand in known])
    found = []
    for demand in demands:
        lacks = {q: need - served.get((demand.id, q), ZERO) for q, need in needs(demand).items()}
        short = [quarter for quarter, gap in lacks.items() if gap > 0]
        money = demand.pool_kind in CONSUMED
        gap = sum(lacks.values(), ZERO) if money else max(lacks.values(), default=ZERO)
        if gap > 0:
            need = sum(needs(demand).values(), ZERO) if money else max(needs(demand).values())
            found.append((demand, need, gap, short))
    return sorted(found, key=lambda line: (not line[0].must_have, line[0].priority or 9, line[0].pool_kind, -line[2]))


def _spans(found: Sequence[PartialDate]) -> str:
    """Neighbouring quarters drawn together, each year said once: 2025年第一季度、第三季度至第四季度."""
    runs: list[list[PartialDate]] = []
    for quarter in found:
        if runs and (quarter.first - runs[-1][-1].last).days == 1:
            runs[-1].append(quarter)
        else:
            runs.append([quarter])
    said = [spanned(run[0], run[-1]) for run in runs]
    known = [""] + [run[-1].text[:4] for run in runs]
    return "、".join(text.removeprefix(f"{year}年") if year == run[0].text[:4] else text
                     for text, year, run in zip(said, known, runs, strict=False))


def _told(measure: str, amount: Decimal | None, unit: str) -> Any:
    """A gap and an over-allocation are told only where there is one, so that they meet the eye."""
    return _known(amount, unit) if amount or measure not in ("gap", "over") else None


def _known(amount: Decimal | None, unit: str) -> Any:
    return UNLIMITED if amount is None else measured(amount, unit)


def _label(label: str, measure: str, kind: str) -> str:
    """Money is one amount for all quarters, which its row says."""
    return f"{label}（总额）" if measure == "available" and kind in CONSUMED else label


def _kind_column(fields: Mapping[str, Field]) -> Column:
    return Column("kind", fields["pool_kind"], "类别", width=9, align="center")


def _unit_column() -> Column:
    return Column("unit", Text(label="单位", width=6), align="center")


def _quarter_column(quarter: PartialDate, above: str = "") -> Column:
    over = (f"{above}（{quarter.text[:4]}年）" if above else f"{quarter.text[:4]}年",)
    return Column(quarter.text, FIGURE, quarter.shown[5:], over=over)
