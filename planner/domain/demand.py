"""Demand (需求), plan variants (方案) and allocation (配置): who needs what when, and what is meant to serve it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.spans import ends_problem
from planner.domain.units import EVERY_UNIT
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Flag, Link, Text
from planner.schema.numbers import Number, Whole, trimmed
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Demand(Record):
    """A demand line of a scenario or project.

    `quantity` is needed in every quarter from `starts` to `ends`; for money it is the sum over them. A dataset is
    needed once in every quarter, whatever the quantity.
    """

    kind: ClassVar[str] = "demand"
    label: ClassVar[str] = "需求"
    naming: ClassVar[str] = "spec"

    scenario: Annotated[str, Link(label="场景", to="scenario project", required=True,
                                   called=(("number", "场景编号"), ("title", "场景名称")))]
    pool_kind: Annotated[str, Choice(label="要素类别", among=catalogue("pool_kind"), required=True, width=10)]
    spec: Annotated[str | None, Text(label="规格要求", aka=("具体要求",), limit=200, width=20, found=True)] = None
    quantity: Annotated[Decimal, Number(label="需求量", aka=("数量",), required=True, places=6, width=10, units=EVERY_UNIT,
                                         unit_in="unit")]
    unit: Annotated[str, Text(label="单位", required=True, limit=10, width=6)]
    starts: Annotated[PartialDate, When(label="起始季度", finest="quarter", required=True, width=12)]
    ends: Annotated[PartialDate, When(label="截止季度", finest="quarter", required=True, width=12)]
    precision: Annotated[str | None, Choice(label="算力精度", aka=("精度",), among=catalogue("precision"), width=10,
                                            hint="只对算力；不同精度不相加")] = None
    priority: Annotated[int | None, Whole(label="优先级", least=1, most=5, width=6, hint="1 最高，5 最低")] = 3
    must_have: Annotated[bool | None, Flag(label="必须满足", width=8)] = None
    remarks: Annotated[str | None, Text(label="备注", limit=500, lines=2)] = None

    @property
    def name(self) -> str:
        """The specification, or what is needed in figures."""
        kinds = catalogue("pool_kind")
        return self.spec or f"{kinds.label(self.pool_kind)} {trimmed(self.quantity)} {self.unit}"

    def problems(self) -> list[Problem]:
        return ends_problem(self.starts, self.ends)


@dataclass(kw_only=True, eq=False)
class Variant(Record):
    """A plan variant (方案): one what-if of who gets what; one of them is adopted."""

    kind: ClassVar[str] = "variant"
    label: ClassVar[str] = "方案"

    title: Annotated[str, Text(label="方案名称", required=True, limit=60, width=20, found=True)]
    adopted: Annotated[bool | None, Flag(label="已采纳", width=8, imported=False, derived=True)] = None
    adopted_on: Annotated[PartialDate | None, When(label="采纳日期", width=12, imported=False, derived=True)] = None
    basis: Annotated[str | None, Text(label="依据", limit=500, lines=2, width=20)] = None
    copied_from: Annotated[str | None, Link(label="复制自", to="variant", imported=False, derived=True)] = None


@dataclass(kw_only=True, eq=False)
class Allocation(Record):
    """What a pool gives to a demand line in one quarter, in one variant."""

    kind: ClassVar[str] = "allocation"
    label: ClassVar[str] = "配置"
    naming: ClassVar[str] = "basis"

    demand: Annotated[str, Link(label="需求", to="demand", required=True)]
    pool: Annotated[str, Link(label="供给", required=True,
                              to="compute_pool dataset talent_pool finance_pool market_resource facility")]
    variant: Annotated[str, Link(label="方案", to="variant", required=True)]
    quarter: Annotated[PartialDate, When(label="季度", finest="quarter", required=True, width=12)]
    quantity: Annotated[Decimal, Number(label="配置量", required=True, places=6, width=10)]
    status: Annotated[str | None, Choice(label="配置状态", among=catalogue("allocation_status"), width=8)] = "planned"
    basis: Annotated[str | None, Text(label="配置依据", limit=500, lines=2, width=20)] = None
    decided_by: Annotated[str | None, Text(label="决定人", limit=40, width=8)] = None
    decided_on: Annotated[PartialDate | None, When(label="决定日期", width=12)] = None
