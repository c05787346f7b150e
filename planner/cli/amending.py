"""Commands that change records: add, amend, remove. What a service guards by its own rules goes through that service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.cli.listing import KIND
from planner.cli.showing import KEY
from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot
from planner.errors import NotUnderstood

if TYPE_CHECKING:
    from planner.schema.record import Record
    from planner.workspace import Workspace

PAIRS = Slot("pairs", "栏目=值", "栏目的英文名或中文名，和要写的值；amend 时值留空就是清空这一栏", many=True)
Written = Mapping[str, object]
# Why some kinds are not written here, and which command is meant for them.
_ELSEWHERE: Mapping[str, str] = {
    "allocation": "请用 planner assign 配置，数量写 0 就是收回。",
    "milestone": "请用 planner plan 编排节点；完成时间可用 amend 改。",
    "submission": "报送文件由导入产生，请用 planner import。",
    "issuance": "出表记录由出表产生，请用 planner issue。",
    "origin": "来源由导入产生，请用 planner import。",
}


def _add(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.workspace import Workspace

    record = naming.kind(asked.word("kind"))
    _demand_open(record)
    with Workspace.open(asked.path("workspace")) as workspace:
        written = naming.written_values(workspace, record, asked.pairs("pairs"))
        made = _made(workspace, record, written)
        operation = last_operation(workspace)
    return Answer({"operation": operation, "id": made.id}, [f"已新增{record.label}：{made.name}（ID {made.id}）"])


def _made(workspace: Workspace, record: type[Record], written: Written) -> Record:
    """By the verb that guards this kind."""
    if record.kind == "demand" and written.get("scenario"):
        return workspace.supplying.demand(str(written["scenario"]), written)
    if record.kind == "progress" and written.get("project"):
        return workspace.tracking.report(str(written["project"]), written)
    if record.kind == "project" and written.get("scenario"):
        return workspace.tracking.start(str(written["scenario"]), written)
    return workspace.drafting.add(record, written)


def _amend(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.workspace import Workspace

    record = naming.kind(asked.word("kind"))
    with Workspace.open(asked.path("workspace")) as workspace:
        written = naming.written_values(workspace, record, asked.pairs("pairs"))
        thing = naming.one(workspace, record, asked.word("key"))
        before = last_operation(workspace)
        changed = _change(workspace, thing, written)
        operation = last_operation(workspace)
        labels = [workspace.words.fields_of(record)[name].label for name in changed]
    told = f"已修改“{thing.name}”：{'、'.join(labels)}" if changed else "内容相同，没有改动"
    return Answer({"operation": operation if operation != before else None, "changed": changed}, [told])


def _change(workspace: Workspace, thing: Record, written: Written) -> list[str]:
    if thing.kind == "progress":
        return workspace.tracking.amend_report(thing.id, written)
    if thing.kind == "milestone" and set(written) == {"done"}:
        workspace.tracking.reach(thing.id, written["done"])
        return ["done"]
    _demand_open(type(thing))
    return workspace.drafting.amend(type(thing), thing.id, written)


def _remove(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.workspace import Workspace

    record = naming.kind(asked.word("kind"))
    _demand_open(record)
    with Workspace.open(asked.path("workspace")) as workspace:
        thing = naming.one(workspace, record, asked.word("key"))
        if asked.given("--back"):
            workspace.drafting.restore(record, [thing.id])
        else:
            workspace.drafting.remove(record, [thing.id], asked.option("--reason") or "")
        operation = last_operation(workspace)
    told = "已恢复" if asked.given("--back") else "已移除（没有删除，可以撤销或恢复）"
    return Answer({"operation": operation, "id": thing.id}, [f"{told}：{thing.name}"])


def _demand_open(record: type[Record]) -> None:
    if record.kind in _ELSEWHERE:
        raise NotUnderstood("not_written_here", label=record.label, instead=_ELSEWHERE[record.kind])


def last_operation(workspace: Workspace) -> str:
    """The key of what was done last; "" in a workspace in which nothing was done."""
    return next((operation.id for operation in workspace.keeping.history(limit=1)), "")


ADD = Command("add", "新增一条记录", _add, (WORKSPACE, KIND, PAIRS), detail="""例：
  planner add 我的场景.planner compute_pool 供给名称=智算中心 每季可用量=100
  planner add 我的场景.planner 需求 场景=港区无人集卡 要素类别=算力 需求量=40 单位=P 起始季度=2025年第一季度 截止季度=2025Q4
  planner add 我的场景.planner 季报 项目=港区无人集卡 季度=2025Q2 本季进展=设备进场 形象进度=45%""")
AMEND = Command("amend", "修改一条记录的几个栏目，作为一次操作", _amend, (WORKSPACE, KIND, KEY, PAIRS), detail="""例：
  planner amend 我的场景.planner scenario 港区无人集卡 计划投资=1200万元 备注=""")
REMOVE = Command("remove", "移除一条记录，须写明原因；从不真正删除", _remove, (WORKSPACE, KIND, KEY), (
    Option("--reason", "移除的原因", "原因"), Option("--back", "把已移除的恢复回来"),
))
