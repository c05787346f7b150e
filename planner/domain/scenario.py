"""A scenario (场景): one application of AI that a department or firm opens or wants; one line of the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.plausible import funding_problem
from planner.domain.spans import ends_problem
from planner.domain.units import COMPUTE_NEEDS, TALENT_NEEDS
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Flag, Level, Link, Names, Text
from planner.schema.identity import Phone
from planner.schema.numbers import Amount, Money, Percent, Quantity
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Scenario(Record):
    """What departments report of a scenario (field names as in the reading contract) and what the office adds."""

    kind: ClassVar[str] = "scenario"
    label: ClassVar[str] = "场景"

    number: Annotated[str | None, Text(label="编号", limit=40, width=16, found=True, imported=False, level=Level.PUBLIC,
                                       hint="由本办在形式审查通过时编列，如 CJ-2025-02-E01-003")] = None
    source_no: Annotated[str | None, Text(label="序号", aka=("报送序号", "原编号", "No."), limit=40, width=6,
                                          hint="报送单位自己的编号，照原样保留")] = None
    title: Annotated[str, Text(label="场景名称", aka=("应用场景名称", "应用场景", "场景题目", "需求名称", "场景机会名称", "拟开放场景名称"),
                               required=True, limit=120, width=28, found=True, level=Level.PUBLIC)]
    sector: Annotated[str | None, Choice(label="所属领域", aka=("领域", "行业", "应用领域", "所属行业"), among=catalogue("sector"),
                                         width=10, level=Level.PUBLIC)] = None
    scenario_type: Annotated[str | None, Choice(label="场景类型", aka=("场景小类", "类型"), among=catalogue("scenario_type"),
                                                within="sector", width=14, level=Level.PUBLIC)] = None
    list_kind: Annotated[str | None, Choice(label="清单类型", among=catalogue("list_kind"), width=8, imported=False,
                                            level=Level.PUBLIC)] = "opportunity"
    stage: Annotated[str | None, Choice(label="状态", among=catalogue("stage"), width=8, imported=False,
                                        hint="本办掌握的办理状态，导入不会改动")] = "draft"
    owner: Annotated[str | None, Text(label="需求单位", aka=("申报单位", "报送单位", "场景业主单位", "场景建设单位", "填报单位"),
                                      limit=100, width=18, found=True, level=Level.PUBLIC)] = None
    lead_department: Annotated[str | None, Text(label="牵头部门", aka=("责任单位", "主管部门", "牵头单位", "建议对接部门"), limit=100,
                                                width=16, found=True, level=Level.PUBLIC)] = None
    partners: Annotated[tuple[str, ...] | None, Names(label="配合单位", aka=("参与单位", "协同单位"), limit=100, width=18)] = None
    contact: Annotated[str | None, Text(label="联系人", aka=("联系人姓名", "项目联系人", "负责人"), limit=40, width=8,
                                        level=Level.SENSITIVE, personal=True)] = None
    phone: Annotated[str | None, Phone(label="联系电话", aka=("电话", "手机", "联系方式"), width=14,
                                       level=Level.SENSITIVE, personal=True)] = None
    location: Annotated[str | None, Text(label="落地区域", aka=("建设地点", "拟落地应用区域", "所在区县"), limit=200, width=16,
                                         level=Level.PUBLIC)] = None
    pain_points: Annotated[str | None, Text(label="现状与痛点", aka=("存在问题", "需求背景"), limit=4000, lines=6, width=30)] = None
    content: Annotated[str | None, Text(label="建设内容", aka=("主要内容", "主要建设内容", "场景描述", "场景简介", "建设内容与需求"),
                                        limit=8000, lines=8, width=36, found=True, level=Level.PUBLIC)] = None
    technologies: Annotated[tuple[str, ...] | None, Names(label="拟采用技术", aka=("主要技术", "关键技术"), width=16)] = None
    cooperation: Annotated[str | None, Text(label="合作方式", aka=("合作需求", "对接方式"), limit=200, width=12, level=Level.PUBLIC)] = None
    benefits: Annotated[str | None, Text(label="预期成效", aka=("经济社会效益", "预期效益"), limit=4000, lines=4, width=26)] = None
    investment: Annotated[Decimal | None, Money(label="计划投资（万元）", aka=("总投资", "项目总投资", "预计投资", "投资额", "预算"),
                                                width=12)] = None
    funding: Annotated[str | None, Text(label="资金来源", aka=("经费来源", "资金渠道"), limit=200, width=14)] = None
    compute_need: Annotated[Amount | None, Quantity(label="算力需求", aka=("算力",), units=COMPUTE_NEEDS, width=10)] = None
    data_need: Annotated[str | None, Text(label="数据需求", aka=("所需数据",), limit=1000, lines=2, width=18)] = None
    talent_need: Annotated[Amount | None, Quantity(label="人才需求", aka=("所需人才",), units=TALENT_NEEDS, width=10)] = None
    starts: Annotated[PartialDate | None, When(label="开始时间", aka=("启动时间", "起始时间", "开工时间"), width=12)] = None
    ends: Annotated[PartialDate | None, When(label="完成时限", aka=("完成时间", "截止时间", "竣工时间"), width=12)] = None
    status: Annotated[str | None, Text(label="推进情况", aka=("状态", "推进状态", "进展状态", "进展情况"),
                                       limit=1000, lines=2, width=14)] = None
    progress: Annotated[Decimal | None, Percent(label="形象进度", aka=("完成率", "完成比例"), width=8)] = None
    remarks: Annotated[str | None, Text(label="备注", aka=("说明",), limit=2000, lines=2, width=14)] = None
    department: Annotated[str | None, Text(label="报送部门", limit=100, width=14, found=True, imported=False)] = None
    round: Annotated[str | None, Link(label="征集批次", to="round", imported=False)] = None
    publish_ok: Annotated[bool | None, Flag(label="同意公开", aka=("是否愿意公开发布", "是否公开"), width=8)] = None
    secrecy_checked: Annotated[bool | None, Flag(label="已保密审查", width=8, imported=False)] = None

    def problems(self) -> list[Problem]:
        """Rules 1, 2, 5, 6, 8 and 22 of the data dictionary's validation list, and the type's place within its sector."""
        found = [*ends_problem(self.starts, self.ends), *self._place(), *self._plausibility()]
        if self.stage == "checked":
            found += formal_problems(self)
        elif differs := funding_problem(self.funding, self.investment):
            found.append(replace(differs, warning=True))
        if self.stage in RELEASED:
            found += [Problem(name, "not_cleared") for name in ("publish_ok", "secrecy_checked") if not getattr(self, name)]
        return found

    def _place(self) -> list[Problem]:
        types, sectors = catalogue("scenario_type"), catalogue("sector")
        if not self.sector or self.scenario_type not in types or types[self.scenario_type or ""].parent == self.sector:
            return []
        return [Problem("scenario_type", "type_outside_sector", {
            "type": types.label(self.scenario_type or ""), "sector": sectors.label(self.sector)})]

    def _plausibility(self) -> list[Problem]:
        found = []
        if not TITLE_LENGTH[0] <= len(self.title) <= TITLE_LENGTH[1]:
            found.append(Problem("title", "title_length", {"length": len(self.title)}, warning=True))
        if self.starts and self.starts.first.year < EARLIEST:
            found.append(Problem("starts", "starts_early", {"starts": self.starts.shown}, warning=True))
        if self.starts and self.ends and (self.ends.last - self.starts.first).days > LONGEST_DAYS:
            found.append(Problem("ends", "period_long", {"starts": self.starts.shown, "ends": self.ends.shown}, warning=True))
        return found


RELEASED = frozenset({"announced", "published", "matching", "taken", "signed"})
TITLE_LENGTH = (6, 40)
EARLIEST = 2017
LONGEST_DAYS = 5 * 366


def formal_problems(scenario: Scenario) -> list[Problem]:
    """Rules 1 and 8: what must be there, and agree, before a scenario passes the formal check (形式审查)."""
    missing = [Problem(name, "missing") for name in ("sector", "owner", "contact") if not getattr(scenario, name)]
    differs = funding_problem(scenario.funding, scenario.investment)
    return [*missing, differs] if differs else missing
