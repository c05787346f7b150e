"""缺口一张图: where supply falls short of demand, in one look: three conclusions, a chart, the lines that lack most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.documents import DocumentKind, day, measured, rates, reporting, serial
from planner.domain.balance import ZERO, Balance, needs, served_of
from planner.domain.demand import Allocation, Demand
from planner.domain.office import Office
from planner.domain.supply import CONSUMED
from planner.schema.document import Bars, Block, Column, Document, OnePage, Paragraph, Row, Table
from planner.schema.fields import Field, Text
from planner.schema.numbers import Measured, trimmed
from planner.schema.record import Vocabulary

KIND = DocumentKind("gap-sheet", "要素缺口一张图", ("variant",))

MOST = 15
NUMBER = Measured(label="数量", width=10)


def compose(office: Office, balance: Balance, demands: Sequence[Demand], allocations: Sequence[Allocation],
            titles: Mapping[str, str], words: Vocabulary, *, as_of: dt.date, variant_title: str = "") -> Document:
    """The gaps of a plan variant on one upright sheet."""
    fields = words.fields_of(Demand)
    found = rates(balance, fields["pool_kind"])
    blocks: list[Block] = [Paragraph(text) for text in _conclusions(balance, found)]
    if found:
        blocks.append(Bars("各类要素满足率", "%", tuple(found), (("满足率", tuple(found.values())),
                                                       ("缺口率", tuple(100 - rate for rate in found.values())))))
    lines = sorted(_lacking(demands, allocations), key=lambda line: (not line[0].must_have, line[0].priority or 9, -line[2] / line[1]))
    if lines:
        blocks.append(_table(lines, titles, fields))
        blocks.append(Paragraph(
            f"注：{'只列前' + str(MOST) + '条，' if len(lines) > MOST else ''}共{len(lines)}条需求未配足；必须满足和优先级高的在前。"
            "资金为全部季度合计，其他要素为一个季度的最大缺口。", small=True))
    subtitle = f"（{variant_title}，截至{day(as_of)}）" if variant_title else f"（截至{day(as_of)}）"
    return Document(KIND.name, KIND.title, (OnePage(KIND.title, tuple(blocks)),), subtitle=subtitle, above=(reporting(office), "", ""),
                    office=office.name, as_of=as_of.isoformat())


def _conclusions(balance: Balance, found: Mapping[str, Decimal]) -> list[str]:
    if not found:
        return ["尚无需求，无从比较。"]
    short = {name: rate for name, rate in found.items() if rate < 100}
    worst = min(short, key=lambda name: short[name], default="")
    quarter = max(balance.quarters, key=lambda q: sum(part.gap > 0 for part in balance.kinds if part.quarter == q))
    over = sorted({row.title for row in balance.pools if row.over})
    return [
        f"一是{len(found)}类要素中{len(short)}类存在缺口" + (f"，最紧的是{worst}，满足率{trimmed(short[worst])}%。" if worst else "。"),
        f"二是{quarter.shown}有缺口的要素最多。" if short else "二是各季度需求均已配足。",
        f"三是{'、'.join(over[:5])}{'等' if len(over) > 5 else ''}超配，需先行调整。" if over else "三是各项供给均未超配。"]


def _lacking(demands: Sequence[Demand], allocations: Sequence[Allocation]) -> list[tuple[Demand, Decimal, Decimal]]:
    known = {demand.id: demand for demand in demands}
    served = served_of(known, [a for a in allocations if a.demand in known])
    found = []
    for demand in demands:
        wanted = needs(demand)
        lacks = [need - served.get((demand.id, quarter), ZERO) for quarter, need in wanted.items()]
        money = demand.pool_kind in CONSUMED
        need, gap = (sum(wanted.values(), ZERO), sum(lacks, ZERO)) if money else (max(wanted.values()), max(lacks))
        if gap > 0:
            found.append((demand, need, gap))
    return found


def _table(lines: Sequence[tuple[Demand, Decimal, Decimal]], titles: Mapping[str, str], fields: Mapping[str, Field]) -> Table:
    columns = (serial(), Column("scenario", Text(label="场景（项目）", width=34), key=True),
               Column("kind", fields["pool_kind"], "类别", width=9, align="center"),
               Column("unit", Text(label="单位", width=7), align="center"), Column("need", NUMBER, "需求"),
               Column("gap", NUMBER, "缺口"), Column("priority", fields["priority"], width=8, align="center"),
               Column("must_have", fields["must_have"], width=10))
    rows = [Row((at, titles.get(d.scenario, "（已移除）"), d.pool_kind, d.unit, measured(need, d.unit), measured(gap, d.unit), d.priority,
              bool(d.must_have)), key=d.id)
            for at, (d, need, gap) in enumerate(lines[:MOST], 1)]
    return Table(columns, rows, "未配足的需求")
