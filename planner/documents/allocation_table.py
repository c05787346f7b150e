"""要素配置表: every demand line with the pools that serve it, quarter by quarter, and what is still lacking."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.documents import DocumentKind, day, measured, reporting, serial, signatures
from planner.domain.balance import ZERO, Balance, needs, served_of
from planner.domain.demand import Allocation, Demand
from planner.domain.office import Office
from planner.domain.supply import CONSUMED, PERMITTED, Pool
from planner.schema.dates import PartialDate
from planner.schema.document import Column, Document, Paper, Paragraph, Row, Table
from planner.schema.fields import Text
from planner.schema.numbers import Measured
from planner.schema.record import Vocabulary

KIND = DocumentKind("allocation-table", "人工智能场景要素配置表", ("variant",))

FIGURE = Measured(label="数量", width=9)
NOTHING = "未配"
NOTE = "注：需求和缺口，资金为全部季度合计，其他要素为一个季度的需求与最大缺口；同一需求由几项供给满足的，逐行列出。"


def compose(office: Office, balance: Balance, demands: Sequence[Demand], allocations: Sequence[Allocation], pools: Sequence[Pool],
            titles: Mapping[str, str], words: Vocabulary, *, as_of: dt.date, variant_title: str = "") -> Document:
    """One line for each demand and pool; a demand that nothing serves has one line that says so."""
    fields = words.fields_of(Demand)
    quarters = balance.quarters
    columns = (
        serial(), Column("scenario", Text(label="场景（项目）", width=26), key=True),
        Column("kind", fields["pool_kind"], "类别", width=7, align="center"), Column("spec", fields["spec"], "规格要求", width=16),
        Column("unit", Text(label="单位", width=6), align="center"), Column("need", FIGURE, "需求"),
        Column("pool", Text(label="供给", width=22)),
        *(Column(quarter.text, FIGURE, quarter.shown[5:], over=(f"已配（{quarter.text[:4]}年）",)) for quarter in quarters),
        Column("gap", FIGURE, "缺口", strong=True))
    names = {pool.id: pool.title for pool in pools}
    rows: list[Row] = []
    for at, demand in enumerate(sorted(demands, key=lambda d: (titles.get(d.scenario, ""), d.pool_kind)), 1):
        rows += _rows(at, demand, [a for a in allocations if a.demand == demand.id], names, titles, quarters)
    return Document(
        KIND.name, KIND.title, (Table(columns, rows), Paragraph(NOTE, small=True), signatures(office)),
        subtitle=f"（{variant_title}，截至{day(as_of)}）" if variant_title else f"（截至{day(as_of)}）",
        above=(reporting(office), "", ""), paper=Paper("A4", landscape=True), office=office.name, as_of=as_of.isoformat())


def _rows(at: int, demand: Demand, given: Sequence[Allocation], names: Mapping[str, str], titles: Mapping[str, str],
          quarters: Sequence[PartialDate]) -> list[Row]:
    need, gap = _short(demand, given)
    shares: defaultdict[str, defaultdict[PartialDate, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for allocation in given:
        shares[allocation.pool][allocation.quarter] += Decimal(1) if demand.pool_kind in PERMITTED else allocation.quantity
    found = []
    for number, pool in enumerate(shares or [""]):
        amounts = [measured(shares[pool][quarter], demand.unit) if pool and shares[pool][quarter] else None for quarter in quarters]
        whole = (measured(need, demand.unit), measured(gap, demand.unit) if gap else None) if number == 0 else (None, None)
        found.append(Row((at, titles.get(demand.scenario, "（已移除）"), demand.pool_kind, demand.spec, demand.unit, whole[0],
                          names.get(pool, "（已移除）") if pool else NOTHING, *amounts, whole[1]), key=f"{demand.id}/{pool}"))
    return found


def _short(demand: Demand, given: Sequence[Allocation]) -> tuple[Decimal, Decimal]:
    """What is needed and what of it lacks: money over all quarters, everything else in the quarter that is worst."""
    wanted, served = needs(demand), served_of({demand.id: demand}, given)
    lacks = [max(ZERO, need - served.get((demand.id, quarter), ZERO)) for quarter, need in wanted.items()]
    if demand.pool_kind in CONSUMED:
        return sum(wanted.values(), ZERO), sum(lacks, ZERO)
    return max(wanted.values(), default=ZERO), max(lacks, default=ZERO)
