"""Supply (要素供给): pools of compute, data, talent, finance, market resources and facilities (guideline, articles 13, 15-18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.spans import ends_problem
from planner.domain.units import SUPPLIED, per_quarter
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Flag, Text
from planner.schema.numbers import Money, Number, Whole
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Pool(Record):
    """What every pool has. `capacity` is per quarter for what is rival, in all for money, and unlimited when empty."""

    supplies: ClassVar[str]
    unit_default: ClassVar[str]
    naming: ClassVar[str] = "title"

    title: Annotated[str, Text(label="供给名称", aka=("名称", "资源名称", "平台名称"), required=True, limit=100, width=26, found=True)]
    provider: Annotated[str | None, Text(label="提供单位", aka=("供给单位", "建设单位"), limit=100, width=18, found=True)] = None
    starts: Annotated[PartialDate | None, When(label="可用起", aka=("开始时间", "可用开始"), width=12)] = None
    ends: Annotated[PartialDate | None, When(label="可用止", aka=("结束时间", "可用结束"), width=12)] = None
    remarks: Annotated[str | None, Text(label="备注", limit=1000, lines=2, width=14)] = None

    def problems(self) -> list[Problem]:
        return ends_problem(self.starts, self.ends)

    @property
    def quantity(self) -> Decimal | None:
        """The capacity in `measure`; None where it is not limited."""
        value = getattr(self, "capacity", None)
        return Decimal(value) if value is not None else None

    @property
    def grade(self) -> str:
        """What keeps figures of one unit apart: the precision of compute; empty for everything else."""
        return getattr(self, "precision", None) or ""

    @property
    def measure(self) -> str:
        """The unit in which this pool is assigned."""
        return getattr(self, "unit", None) or self.unit_default


@dataclass(kw_only=True, eq=False)
class ComputePool(Pool):
    """算力 (article 15): rival in every quarter; P of different precision is never added."""

    kind: ClassVar[str] = "compute_pool"
    label: ClassVar[str] = "算力供给"
    supplies: ClassVar[str] = "compute"
    unit_default: ClassVar[str] = "P"

    platform: Annotated[str | None, Choice(label="平台类型", among=catalogue("compute_kind"), width=12)] = None
    capacity: Annotated[Decimal, Number(label="每季可用量", aka=("可用算力", "算力规模", "算力"), required=True, width=12,
                                         units=per_quarter(SUPPLIED["compute"]), unit_in="unit")]
    unit: Annotated[str | None, Text(label="单位", limit=10, width=6)] = "P"
    precision: Annotated[str | None, Choice(label="算力精度", aka=("精度",), among=catalogue("precision"), width=10)] = None
    card_model: Annotated[str | None, Text(label="加速卡型号", aka=("卡型",), limit=60, width=14)] = None
    cards: Annotated[int | None, Whole(label="卡数", aka=("加速卡数量",), unit="张", width=8)] = None
    instrument: Annotated[str | None, Choice(label="提供方式", among=catalogue("instrument"), width=12)] = None


@dataclass(kw_only=True, eq=False)
class Dataset(Pool):
    """数据 (article 16): permitted, not consumed; any number of scenarios may use it, each within the approval's term."""

    kind: ClassVar[str] = "dataset"
    label: ClassVar[str] = "数据供给"
    supplies: ClassVar[str] = "dataset"
    unit_default: ClassVar[str] = "次"

    dataset_kind: Annotated[str | None, Choice(label="数据类别", among=catalogue("dataset_kind"), width=10)] = None
    data_level: Annotated[str, Choice(label="数据分级", among=catalogue("data_level"), required=True, width=8)] = "general"
    personal_data: Annotated[str | None, Choice(label="个人信息", among=catalogue("personal_data"), width=12)] = "none"
    trade_secret: Annotated[bool | None, Flag(label="商业秘密", width=8)] = None
    sharing: Annotated[str | None, Choice(label="共享属性", among=catalogue("sharing"), width=10)] = None
    volume: Annotated[str | None, Text(label="规模", aka=("数据量", "数据规模"), limit=60, width=12)] = None
    technology: Annotated[str | None, Choice(label="提供技术", among=catalogue("data_technology"), width=10)] = None
    approval_no: Annotated[str | None, Text(label="批准文号", limit=60, width=16)] = None
    approved_until: Annotated[PartialDate | None, When(label="批准期限", width=12)] = None


@dataclass(kw_only=True, eq=False)
class TalentPool(Pool):
    """人才 (article 17): person-months, rival in every quarter."""

    kind: ClassVar[str] = "talent_pool"
    label: ClassVar[str] = "人才供给"
    supplies: ClassVar[str] = "talent"
    unit_default: ClassVar[str] = "人月"

    role: Annotated[str | None, Choice(label="人才方向", among=catalogue("talent_role"), width=12)] = None
    talent_level: Annotated[str | None, Choice(label="人才层级", among=catalogue("talent_level"), width=8)] = None
    headcount: Annotated[int | None, Whole(label="人数", unit="人", width=8)] = None
    capacity: Annotated[Decimal, Number(label="每季可用人月", aka=("可用人月",), required=True, width=12,
                                         units=per_quarter(SUPPLIED["talent"][:1]))]


@dataclass(kw_only=True, eq=False)
class FinancePool(Pool):
    """资金 (article 18): one source in one budget; consumed, so the amount holds for all quarters together."""

    kind: ClassVar[str] = "finance_pool"
    label: ClassVar[str] = "资金供给"
    supplies: ClassVar[str] = "finance"
    unit_default: ClassVar[str] = "万元"

    source: Annotated[str, Choice(label="资金来源", among=catalogue("finance_source"), required=True, width=12)]
    budget_year: Annotated[PartialDate | None, When(label="预算年度", width=10)] = None
    document_no: Annotated[str | None, Text(label="指标文号", limit=60, width=16)] = None
    capacity: Annotated[Decimal, Money(label="金额（万元）", aka=("额度", "资金额度", "下达金额"), required=True, width=12)]
    purpose: Annotated[str | None, Text(label="用途限制", limit=500, lines=2, width=16)] = None


@dataclass(kw_only=True, eq=False)
class MarketResource(Pool):
    """市场资源 (article 18): financial products, financing, supply chains, roadshows; usually without a limit."""

    kind: ClassVar[str] = "market_resource"
    label: ClassVar[str] = "市场资源"
    supplies: ClassVar[str] = "market"
    unit_default: ClassVar[str] = "次"

    market_kind: Annotated[str | None, Choice(label="资源类别", among=catalogue("market_kind"), width=12)] = None
    capacity: Annotated[Decimal | None, Number(label="每季可用次数", width=12, hint="不限量的留空",
                                                units=per_quarter(SUPPLIED["market"][:1]))] = None
    terms: Annotated[str | None, Text(label="条件说明", limit=1000, lines=2, width=18)] = None


@dataclass(kw_only=True, eq=False)
class Facility(Pool):
    """设施 (articles 13, 15): test fields, halls, laboratories; rival per quarter in days."""

    kind: ClassVar[str] = "facility"
    label: ClassVar[str] = "设施供给"
    supplies: ClassVar[str] = "facility"
    unit_default: ClassVar[str] = "天"

    facility_kind: Annotated[str | None, Choice(label="设施类别", among=catalogue("facility_kind"), width=10)] = None
    capacity: Annotated[Decimal, Number(label="每季可用天数", aka=("可用天数", "可用场次"), required=True, width=12,
                                         units=per_quarter(SUPPLIED["facility"][:1]))]
    place: Annotated[str | None, Text(label="地点", limit=200, width=16)] = None


POOLS: Mapping[str, type[Pool]] = {
    pool.supplies: pool for pool in (ComputePool, Dataset, TalentPool, FinancePool, MarketResource, Facility)
}
RIVAL = frozenset({"compute", "talent", "facility", "market"})
CONSUMED = frozenset({"finance"})
PERMITTED = frozenset({"dataset"})


def permission_problem(pool: Dataset, quarter: PartialDate) -> Problem | None:
    """Why a dataset may not be given in a quarter, if so.

    Rules 15 and 16 of the data dictionary: core data never; important data and sensitive personal information only
    with an approval number and a privacy technique, and within the approval's term.
    """
    if pool.data_level == "core":
        return Problem("data_level", "core_data", {"pool": pool.title})
    guarded = pool.data_level == "important" or pool.personal_data == "sensitive"
    if guarded and not pool.approval_no:
        return Problem("approval_no", "no_approval", {"pool": pool.title})
    if guarded and pool.technology not in ("masked", "privacy", "unseen"):
        return Problem("technology", "no_privacy_technique", {"pool": pool.title})
    if pool.approved_until and quarter.last > pool.approved_until.last:
        return Problem("approved_until", "approval_ends", {"pool": pool.title, "until": pool.approved_until.shown})
    return None
