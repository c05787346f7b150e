"""Commands on projects: start, plan."""

from __future__ import annotations

from planner.cli.amending import last_operation
from planner.cli.showing import KEY
from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot
from planner.errors import NotUnderstood


def _start(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.domain.project import Project
    from planner.domain.scenario import Scenario
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        scenario = naming.one(workspace, Scenario, asked.word("key"))
        written = naming.written_values(workspace, Project, asked.pairs("--set"))
        made = workspace.tracking.start(scenario.id, written)
        operation = last_operation(workspace)
    return Answer({"operation": operation, "id": made.id}, [f"已立项：{made.title}（ID {made.id}）"])


def _plan(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.domain.project import Project
    from planner.workspace import Workspace

    milestones = [_milestone(word) for word in asked.words("milestones")]
    with Workspace.open(asked.path("workspace")) as workspace:
        project = naming.one(workspace, Project, asked.word("key"))
        made = workspace.tracking.plan(project.id, milestones)
        operation = last_operation(workspace)
    return Answer({"operation": operation, "ids": [point.id for point in made]}, [f"已编排 {len(made)} 个节点：{project.name}"])


def _milestone(word: str) -> dict[str, object]:
    """名称,计划完成,权重; a comma of the Chinese keyboard parts them as well."""
    parts = word.replace("，", ",").split(",")
    if len(parts) != 3:
        raise NotUnderstood("not_a_milestone", text=word)
    return dict(zip(("title", "due", "weight"), parts, strict=True))


START = Command("start", "场景立项：由场景产生项目", _start, (WORKSPACE, KEY), (
    Option("--set", "项目里另写的栏目；不写的取自场景", "栏目=值", many=True),
), detail="""例：
  planner start 我的场景.planner 港区无人集卡 --set 承建单位=港务集团""")
PLAN = Command("plan", "编排一个项目的全部节点，权重之和为 100", _plan, (
    WORKSPACE, KEY, Slot("milestones", "节点", "名称,计划完成,权重", many=True)),
    detail="""例：
  planner plan 我的场景.planner 港区无人集卡 方案评审,2025-03,30 设备进场,2025-06,30 试运行,2025-11,40""")
