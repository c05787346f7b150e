"""Capabilities (能力): what firms and institutes can deliver; the other side of a scenario (guideline, articles 8 to 10, 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.schema.choices import Choice, Choices
from planner.schema.fields import Level, Names, Text
from planner.schema.identity import Phone
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Capability(Record):
    """One product or service that an organisation offers to scenarios, as it describes it itself."""

    kind: ClassVar[str] = "capability"
    label: ClassVar[str] = "能力"

    source_no: Annotated[str | None, Text(label="序号", limit=40, width=6)] = None
    title: Annotated[str, Text(label="能力名称", aka=("产品名称", "产品（能力）名称", "技术产品名称", "解决方案名称"), required=True,
                               limit=120, width=26, found=True, level=Level.PUBLIC)]
    provider: Annotated[str | None, Text(label="提供单位", aka=("企业名称", "单位名称", "公司名称"), limit=100, width=20, found=True,
                                         level=Level.PUBLIC)] = None
    technologies: Annotated[tuple[str, ...] | None, Names(label="核心技术", aka=("主要技术", "关键技术"), width=18)] = None
    maturity: Annotated[str | None, Choice(label="成熟度", aka=("成熟程度", "应用阶段"), among=catalogue("maturity"), width=10,
                                           level=Level.PUBLIC)] = None
    sectors: Annotated[tuple[str, ...] | None, Choices(label="适用领域", aka=("应用领域", "适用行业"), among=catalogue("sector"), width=16,
                                                       level=Level.PUBLIC)] = None
    profile: Annotated[str | None, Text(label="能力简介", aka=("产品简介", "功能介绍", "能力描述"), limit=4000, lines=4, width=30,
                                        level=Level.PUBLIC)] = None
    cases: Annotated[str | None, Text(label="应用案例", aka=("典型案例", "成功案例", "案例"), limit=2000, lines=3, width=24)] = None
    price: Annotated[str | None, Text(label="参考价格", aka=("价格", "报价", "价格区间"), limit=100, width=14)] = None
    lead_time: Annotated[str | None, Text(label="交付周期", aka=("交付时间", "供货周期"), limit=60, width=10)] = None
    contact: Annotated[str | None, Text(label="联系人", aka=("商务联系人", "联系人姓名"), limit=40, width=8, level=Level.SENSITIVE,
                                        personal=True)] = None
    phone: Annotated[str | None, Phone(label="联系电话", aka=("电话", "手机", "联系方式"), width=14, level=Level.SENSITIVE,
                                       personal=True)] = None
    remarks: Annotated[str | None, Text(label="备注", aka=("说明",), limit=1000, lines=2, width=14)] = None
