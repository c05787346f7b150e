"""方案比选: plan variants beside each other, the same measures for each, and the lines that they serve differently."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.documents import DocumentKind, day, measured, reporting, serial
from planner.domain.balance import ZERO, Balance, needs, served_of
from planner.domain.demand import Allocation, Demand, Variant
from planner.schema.document import Block, Column, Document, Heading, Paper, Paragraph, Row, Table
from planner.schema.fields import Field, Text
from planner.schema.numbers import Measured
from planner.schema.record import Vocabulary

KIND = DocumentKind("variant-comparison", "方案比选表")

NUMBER = Measured(label="数量", width=14)


@dataclass(frozen=True)
class Candidate:
    """A variant with what it assigns and the sums of that."""

    variant: Variant
    balance: Balance
    allocations: Sequence[Allocation]


def compose(office: str, candidates: Sequence[Candidate], demands: Sequence[Demand], titles: Mapping[str, str],
            words: Vocabulary, *, as_of: dt.date) -> Document:
    """The comparison of these variants over the same demand."""
    fields = words.fields_of(Demand)
    if not candidates:
        blocks: tuple[Block, ...] = (Paragraph("尚无方案。"),)
    else:
        blocks = (Heading("一、总体比较"), _measures(candidates, demands, fields), *_basis(candidates),
                  *_differences(candidates, demands, titles, fields))
    return Document(KIND.name, KIND.title, blocks, subtitle=f"（共{len(candidates)}个方案，截至{day(as_of)}）",
                    above=(reporting(office), "", ""), paper=Paper("A4", landscape=True), office=office, as_of=as_of.isoformat())


def _columns(candidates: Sequence[Candidate]) -> tuple[Column, ...]:
    return tuple(Column(c.variant.id, NUMBER, f"{c.variant.title}{'（已采纳）' if c.variant.adopted else ''}") for c in candidates)


def _measures(candidates: Sequence[Candidate], demands: Sequence[Demand], fields: Mapping[str, Field]) -> Table:
    columns = (Column("measure", Text(label="指标", width=20), key=True), Column("unit", Text(label="单位", width=7), align="center"),
               *_columns(candidates))
    served = [_served(demands, candidate) for candidate in candidates]
    full = [{d.id for d in demands if _lack(d, given) == 0} for given in served]
    unmet = [{d.scenario for d in demands if d.id not in done} for done in full]
    must, everybody = {d.id for d in demands if d.must_have}, {d.scenario for d in demands}
    counts = {
        ("配足的需求", "条"): [len(done) for done in full], ("配足的必须满足项", "条"): [len(done & must) for done in full],
        ("全部需求配足的场景（项目）", "个"): [len(everybody - short) for short in unmet],
        ("超配的供给", "季·项"): [sum(bool(part.over) for part in c.balance.pools) for c in candidates]}
    rows = [Row(("需求满足",), "group"), *(Row((*name, *map(Decimal, found)), key=name[0]) for name, found in counts.items())]
    kinds = dict.fromkeys((part.kind, part.unit) for c in candidates for part in c.balance.kinds)
    for kind, unit in kinds:
        rows.append(Row((f"{fields['pool_kind'].show(kind)}（各季度合计）",), "group"))
        for label, name in (("需求", "need"), ("已配", "assigned"), ("缺口", "gap")):
            sums = (sum((getattr(p, name) for p in c.balance.kinds if (p.kind, p.unit) == (kind, unit)), ZERO) for c in candidates)
            rows.append(Row((label, unit, *(measured(amount, unit) for amount in sums)), key=f"{kind}/{unit}/{name}"))
    return Table(columns, rows, "表1 方案指标", whole=True)


def _basis(candidates: Sequence[Candidate]) -> list[Block]:
    said = [f"{c.variant.title}：{c.variant.basis}" for c in candidates if c.variant.basis]
    return [Heading("二、方案依据"), *map(Paragraph, said)] if said else []


def _differences(candidates: Sequence[Candidate], demands: Sequence[Demand], titles: Mapping[str, str],
                 fields: Mapping[str, Field]) -> list[Block]:
    if len(candidates) < 2:
        return []
    served = [_served(demands, candidate) for candidate in candidates]
    columns = (serial(), Column("scenario", Text(label="场景（项目）", width=34), key=True),
               Column("kind", fields["pool_kind"], "类别", width=9, align="center"),
               Column("unit", Text(label="单位", width=7), align="center"),
               Column("need", NUMBER, "需求"), *_columns(candidates))
    rows: list[Row] = []
    for demand in demands:
        given = [sum(one[demand.id], ZERO) for one in served]
        if len(set(given)) > 1:
            values: tuple[Any, ...] = (len(rows) + 1, titles.get(demand.scenario, "（已移除）"), demand.pool_kind, demand.unit,
                                       *(measured(amount, demand.unit) for amount in (sum(needs(demand).values(), ZERO), *given)))
            rows.append(Row(values, key=demand.id))
    title = Heading("三、配置不同的需求" if _basis(candidates) else "二、配置不同的需求")
    return [title, Table(columns, rows, "表2 各方案已配（各季度合计）")] if rows else [title, Paragraph("各方案对每条需求的配置相同。")]


def _served(demands: Sequence[Demand], candidate: Candidate) -> defaultdict[str, list[Decimal]]:
    """Per demand line what it gets in each of its quarters."""
    known = {demand.id: demand for demand in demands}
    given = served_of(known, [a for a in candidate.allocations if a.demand in known])
    found: defaultdict[str, list[Decimal]] = defaultdict(list)
    for demand in demands:
        found[demand.id] = [given.get((demand.id, quarter), ZERO) for quarter in needs(demand)]
    return found


def _lack(demand: Demand, served: Mapping[str, list[Decimal]]) -> Decimal:
    pairs = zip(needs(demand).values(), served[demand.id], strict=True)
    return sum((max(ZERO, need - given) for need, given in pairs), ZERO)
