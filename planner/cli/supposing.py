"""The command of what-if: less supply, money that comes later, scenarios that must be in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option
from planner.errors import NotUnderstood

if TYPE_CHECKING:
    from planner.domain.supposing import Change
    from planner.services.supposing import Supposed
    from planner.workspace import Workspace


def _suppose(asked: Asked) -> Answer:
    from planner.cli import planning
    from planner.cli.amending import last_operation
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        changes, variant = list(_changes(workspace, asked)), asked.option("--variant")
        found = workspace.supposing.against(changes, variant)
        told: dict[str, Any] = {"supposed": [workspace.supposing.sentence(change) for change in changes], **_plain(found)}
        lines = [f"假设：{said}" for said in told["supposed"]] + list(_lines(found))
        keep = asked.option("--keep")
        if asked.given("--propose") or keep:
            proposal = workspace.proposing.propose(variant, None, asked.progress, supposed=changes)
            told["proposal"] = planning.plain(workspace, proposal)
            lines += ["", *planning.lines(workspace, proposal, applied=False)][:-1]
            if keep:
                made = workspace.proposing.keep(proposal, keep)
                told |= {"variant": made.id, "operation": last_operation(workspace)}
                lines.append(f"已存为新方案：{made.title}")
    return Answer(told, lines)


def _changes(workspace: Workspace, asked: Asked) -> Iterator[Change]:
    from planner.cli import naming
    from planner.domain.catalogues import catalogue
    from planner.domain.project import Project
    from planner.domain.scenario import Scenario
    from planner.domain.supply import POOLS

    kinds = {name: term.code for term in catalogue("pool_kind").terms for name in (term.code, term.label, *term.aka)}
    for written in asked.words("--cut"):
        what, quarter, percent = _parts("--cut", written, 3)
        named = kinds.get(what) or naming.one_of(workspace, tuple(POOLS.values()), what).id
        yield workspace.supposing.cut({"what": named, "quarter": quarter, "percent": percent.rstrip("%％")})
    for written in asked.words("--late"):
        pool, quarters = _parts("--late", written, 2)
        yield workspace.supposing.delay({"pool": naming.one_of(workspace, tuple(POOLS.values()), pool).id, "quarters": quarters})
    for written in asked.words("--with"):
        yield workspace.supposing.inside({"scenario": naming.one_of(workspace, (Scenario, Project), written).id})


def _parts(option: str, written: str, count: int) -> list[str]:
    parts = [part.strip() for part in written.replace("，", ",").split(",")]
    if len(parts) != count or not all(parts):
        raise NotUnderstood("not_in_parts", name=option, text=written, count=count)
    return parts


def _plain(found: Supposed) -> dict[str, Any]:
    return {"effects": [{"pool": one.pool, "title": one.title, "quarter": one.quarter.text, "before": _number(one.before),
                         "after": _number(one.after), "assigned": _number(one.assigned), "over": _number(one.over_after), "unit": one.unit,
                         "scenarios": [{"id": key, "title": found.titles.get(key, "")} for key in one.scenarios]} for one in found.effects],
            "unserved": [{"id": one.scenario, "title": found.titles.get(one.scenario, ""), "demand": one.demand,
                          "quarter": one.quarter.text, "missing": _number(one.missing), "unit": one.unit} for one in found.unserved]}


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _lines(found: Supposed) -> Iterator[str]:
    from planner.cli.layout import table
    from planner.schema.numbers import trimmed

    def shown(value: Decimal | None) -> str:
        return "不限" if value is None else trimmed(value)

    if found.effects:
        yield from table([[one.title, one.quarter.shown, shown(one.before), shown(one.after), shown(one.assigned), shown(one.over_after),
                           one.unit, "、".join(found.titles.get(key, "") for key in one.scenarios)] for one in found.effects],
                         ["供给", "季度", "现在", "假设下", "已配", "超配", "单位", "涉及的场景"], range(2, 6), 40)
    for one in found.unserved:
        yield f"{found.titles.get(one.scenario, '')}：{one.quarter.shown}还缺 {trimmed(one.missing)} {one.unit}"
    if not found.effects and not found.unserved:
        yield "现有安排不受影响。"


SUPPOSE = Command("suppose", "假设：供给增减、推迟，或某场景必须入选，看对方案的影响；什么也不改", _suppose, (WORKSPACE,), (
    Option("--variant", "方案的名称；不写时用当前方案", "方案"),
    Option("--cut", "供给（一类或一项）、季度、增减百分比，以逗号分开，可写多次", "供给,季度,百分比", many=True),
    Option("--late", "一项供给推迟几个季度，以逗号分开，可写多次", "供给,季度数", many=True),
    Option("--with", "必须入选的场景，可写多次", "场景", many=True),
    Option("--propose", "按这些假设重新优化"),
    Option("--keep", "把按假设优化的结果存为新方案", "新名称")), detail="""例：
  planner suppose 我的场景.planner --cut 算力,2026Q3,-20 --propose""")
