"""Projects (项目): a scenario being carried out, with milestones, quarterly reports and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.spans import ends_problem
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Level, Link, Text
from planner.schema.numbers import Money, Percent, Whole
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Project(Record):
    """A project; its light is derived, and may be overridden only with a reason."""

    kind: ClassVar[str] = "project"
    label: ClassVar[str] = "项目"

    number: Annotated[str | None, Text(label="项目编号", aka=("编号",), limit=40, width=16, found=True, level=Level.PUBLIC)] = None
    title: Annotated[str, Text(label="项目名称", aka=("工程名称", "名称"), required=True, limit=120, width=28, found=True,
                               level=Level.PUBLIC)]
    scenario: Annotated[str | None, Link(label="场景", to="scenario", imported=False)] = None
    sector: Annotated[str | None, Choice(label="所属领域", aka=("领域",), among=catalogue("sector"), width=10)] = None
    lead_department: Annotated[str | None, Text(label="牵头部门", aka=("主管部门",), limit=100, width=16, found=True)] = None
    builder: Annotated[str | None, Text(label="承建单位", aka=("责任单位", "建设单位", "实施单位", "施工单位"), limit=100, width=18,
                                        found=True)] = None
    leader: Annotated[str | None, Text(label="项目负责人", aka=("责任人", "负责人"), limit=40, width=10, level=Level.SENSITIVE,
                                       personal=True)] = None
    starts: Annotated[PartialDate | None, When(label="开始时间", aka=("开工时间", "开工日期", "启动时间"), width=12)] = None
    ends: Annotated[PartialDate | None, When(label="完成时限", aka=("竣工时间", "完工日期", "完成时间", "计划完成时间"), width=12)] = None
    investment: Annotated[Decimal | None, Money(label="计划投资（万元）", aka=("总投资", "合同额", "投资额"), width=12)] = None
    phase: Annotated[str | None, Choice(label="项目阶段", aka=("阶段",), among=catalogue("phase"), width=8)] = "preparation"
    goal: Annotated[str | None, Text(label="年度目标", aka=("目标",), limit=1000, lines=3, width=20)] = None
    light_override: Annotated[str | None, Choice(label="人工定灯", among=catalogue("light"), width=8, imported=False)] = None
    light_reason: Annotated[str | None, Text(label="定灯理由", limit=300, lines=2, width=16, imported=False)] = None
    remarks: Annotated[str | None, Text(label="备注", aka=("说明",), limit=1000, lines=2, width=14)] = None

    def problems(self) -> list[Problem]:
        found = ends_problem(self.starts, self.ends)
        if self.light_override and not self.light_reason:
            found.append(Problem("light_reason", "override_without_reason"))
        return found


@dataclass(kw_only=True, eq=False)
class Milestone(Record):
    """A milestone (节点) with its share of the whole."""

    kind: ClassVar[str] = "milestone"
    label: ClassVar[str] = "节点"

    project: Annotated[str, Link(label="项目", to="project", required=True)]
    sequence: Annotated[int | None, Whole(label="顺序", least=1, most=99, width=6)] = 1
    title: Annotated[str, Text(label="节点名称", aka=("本季节点",), required=True, limit=100, width=24, found=True)]
    due: Annotated[PartialDate, When(label="计划完成", aka=("完成时限",), required=True, width=12)]
    done: Annotated[PartialDate | None, When(label="实际完成", width=12)] = None
    weight: Annotated[Decimal, Percent(label="权重", required=True, width=8)]
    deliverable: Annotated[str | None, Text(label="交付物", limit=300, width=18)] = None


@dataclass(kw_only=True, eq=False)
class QuarterReport(Record):
    """What was reported of a project for one quarter (季报); one per project and quarter."""

    kind: ClassVar[str] = "progress"
    label: ClassVar[str] = "季报"
    naming: ClassVar[str] = "done"

    project: Annotated[str, Link(label="项目", to="project", required=True,
                                  called=(("number", "项目编号"), ("title", "项目名称")))]
    quarter: Annotated[PartialDate, When(label="季度", finest="quarter", required=True, width=12)]
    done: Annotated[str, Text(label="本季进展", aka=("进展情况", "工作进展"), required=True, limit=1000, lines=4, width=30)]
    percent: Annotated[Decimal, Percent(label="形象进度", aka=("完成率", "进度"), required=True, width=8)]
    invested: Annotated[Decimal | None, Money(label="本季完成投资（万元）", aka=("本季投资",), width=12)] = None
    fall_reason: Annotated[str | None, Text(label="进度下降原因", limit=300, width=18)] = None
    next_steps: Annotated[str | None, Text(label="下步计划", aka=("下一步计划",), limit=1000, lines=3, width=24)] = None
    coordinate: Annotated[str | None, Text(label="需协调事项", limit=1000, lines=3, width=20)] = None
    filer: Annotated[str | None, Text(label="填报人", limit=40, width=8, personal=True)] = None
    filed_on: Annotated[PartialDate | None, When(label="填报日期", width=12)] = None
    reviewer: Annotated[str | None, Text(label="审核人", limit=40, width=8, personal=True, imported=False, derived=True)] = None
    reviewed_on: Annotated[PartialDate | None, When(label="审核日期", width=12, imported=False, derived=True)] = None


@dataclass(kw_only=True, eq=False)
class ProjectIssue(Record):
    """Something that stands in a project's way (问题)."""

    kind: ClassVar[str] = "issue"
    label: ClassVar[str] = "问题"

    project: Annotated[str, Link(label="项目", to="project", required=True)]
    title: Annotated[str, Text(label="问题描述", aka=("存在问题",), required=True, limit=500, lines=2, width=30, found=True)]
    issue_kind: Annotated[str, Choice(label="问题类别", among=catalogue("issue_kind"), required=True, width=8)] = "other"
    level: Annotated[str, Choice(label="问题级别", among=catalogue("issue_level"), required=True, width=8)] = "normal"
    owner: Annotated[str | None, Text(label="责任单位", limit=100, width=16)] = None
    due: Annotated[PartialDate | None, When(label="解决期限", width=12)] = None
    state: Annotated[str, Choice(label="问题状态", among=catalogue("issue_state"), required=True, width=8)] = "new"
    closed_on: Annotated[PartialDate | None, When(label="办结日期", width=12)] = None


def period_problems(project: Project, milestones: Sequence[Milestone]) -> list[Problem]:
    """A milestone is due within its project's period; shown, not refused, for periods slip before they are amended."""
    first = project.starts.first if project.starts else None
    last = project.ends.last if project.ends else None
    outside = [m for m in milestones if (first and m.due.last < first) or (last and m.due.first > last)]
    return [Problem("due", "milestone_outside", {"title": m.title, "due": m.due.shown}, warning=True) for m in outside]


def investment_problem(project: Project, reports: Sequence[QuarterReport]) -> Problem | None:
    """What was reported as invested is more than was planned."""
    done = sum((r.invested for r in reports if r.invested), Decimal(0))
    if project.investment is None or done <= project.investment:
        return None
    return Problem("invested", "over_plan", {"planned": project.investment, "actual": done}, warning=True)


def weights_problem(milestones: Sequence[Milestone]) -> Problem | None:
    """Rule 19 of the data dictionary: the weights of a project's milestones sum to 100."""
    total = sum((m.weight for m in milestones), Decimal(0))
    return None if not milestones or total == 100 else Problem("weight", "weights_not_100", {"total": total})
