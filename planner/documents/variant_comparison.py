"""方案比选: plan variants beside each other, the same measures for each, and what they choose and serve differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from planner.documents import DocumentKind, day, measured, numeral, reporting, serial
from planner.domain.balance import ZERO, needs
from planner.domain.comparison import STATES, Comparison
from planner.domain.demand import Demand
from planner.domain.office import Office
from planner.domain.variants import Figures
from planner.schema.document import Block, Column, Document, Heading, Paper, Paragraph, Row, Table
from planner.schema.fields import Field, Text
from planner.schema.numbers import Measured
from planner.schema.record import Vocabulary

KIND = DocumentKind("variant-comparison", "方案比选表", ("variants",))

NUMBER = Measured(label="数量", width=14)
REMOVED = "（已移除）"


def compose(office: Office, comparison: Comparison, demands: Sequence[Demand], titles: Mapping[str, str],
            words: Vocabulary, *, as_of: dt.date) -> Document:
    """The comparison of variants over the same demand; `titles` name the scenarios and projects."""
    figures = comparison.figures
    blocks: tuple[Block, ...] = (Paragraph("尚无方案。"),)
    if figures:
        parts = [Heading("总体比较"), _measures(comparison), *_basis(figures)]
        if len(figures) > 1:
            parts += [*_choices(comparison, titles), *_differences(figures, demands, titles, words.fields_of(Demand))]
        blocks = tuple(_numbered(parts))
    return Document(KIND.name, KIND.title, blocks, subtitle=f"（共{len(figures)}个方案，截至{day(as_of)}）",
                    above=(reporting(office), "", ""), paper=Paper("A4", landscape=True), office=office.name, as_of=as_of.isoformat())


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    for block in blocks:
        at += isinstance(block, Heading)
        yield Heading(f"{numeral(at)}、{block.text}") if isinstance(block, Heading) else block


def _columns(figures: Sequence[Figures], field: Field) -> tuple[Column, ...]:
    return tuple(Column(one.variant.id, field, f"{one.variant.title}{'（已采纳）' if one.variant.adopted else ''}",
                        width=14, align="right" if field is NUMBER else "center") for one in figures)


def _measures(comparison: Comparison) -> Table:
    columns = (Column("measure", Text(label="指标", width=20), key=True), Column("unit", Text(label="单位", width=7), align="center"),
               *_columns(comparison.figures, NUMBER))
    rows = []
    for group, found in groupby(comparison.measures, key=lambda measure: measure.group):
        rows.append(Row((group,), "group"))
        rows += [Row((one.name, one.unit, *(measured(amount, one.unit) for amount in one.amounts)), key=f"{group}/{one.name}/{one.unit}")
                 for one in found]
    return Table(columns, rows, "表1 方案指标", whole=True)


def _basis(figures: Sequence[Figures]) -> list[Block]:
    said = [f"{one.variant.title}：{one.variant.basis}" for one in figures if one.variant.basis]
    return [Heading("方案依据"), *map(Paragraph, said)] if said else []


def _choices(comparison: Comparison, titles: Mapping[str, str]) -> list[Block]:
    state = Text(label="入选情况", width=14)
    columns = (serial(), Column("scenario", Text(label="场景（项目）", width=40), key=True), *_columns(comparison.figures, state))
    rows = [Row((at, titles.get(row.scenario, REMOVED), *(STATES[one] for one in row.states)), key=row.scenario)
            for at, row in enumerate(comparison.differences, 1)]
    title = Heading("入选情况不同的场景（项目）")
    return [title, Table(columns, rows, "表2 各方案入选情况")] if rows else [title, Paragraph("各方案的入选情况相同。")]


def _differences(figures: Sequence[Figures], demands: Sequence[Demand], titles: Mapping[str, str],
                 fields: Mapping[str, Field]) -> list[Block]:
    columns = (serial(), Column("scenario", Text(label="场景（项目）", width=34), key=True),
               Column("kind", fields["pool_kind"], "类别", width=9, align="center"),
               Column("unit", Text(label="单位", width=7), align="center"),
               Column("need", NUMBER, "需求"), *_columns(figures, NUMBER))
    rows: list[Row] = []
    for demand in demands:
        given = [one.served.get(demand.id, ZERO) for one in figures]
        if len(set(given)) > 1:
            values: tuple[Any, ...] = (len(rows) + 1, titles.get(demand.scenario, REMOVED), demand.pool_kind, demand.unit,
                                       *(measured(amount, demand.unit) for amount in (sum(needs(demand).values(), ZERO), *given)))
            rows.append(Row(values, key=demand.id))
    title = Heading("配置不同的需求")
    return [title, Table(columns, rows, "表3 各方案已配（各季度合计）")] if rows else [title, Paragraph("各方案对每条需求的配置相同。")]
