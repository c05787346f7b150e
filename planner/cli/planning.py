"""Commands on plans: propose, copy, compare, adopt."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot
from planner.errors import NotUnderstood

if TYPE_CHECKING:
    from planner.domain.comparison import Comparison
    from planner.domain.variants import Figures
    from planner.services.proposing import Proposal
    from planner.services.reasoning import LeftOut
    from planner.services.turning import Move
    from planner.workspace import Workspace


def _propose(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.domain.project import Project
    from planner.domain.scenario import Scenario
    from planner.services.formulating import Wishes
    from planner.workspace import Workspace

    gap, seconds = _limit(asked, "--gap", 0.001), _limit(asked, "--seconds", None)
    with Workspace.open(asked.path("workspace")) as workspace:
        def keys(option: str) -> frozenset[str]:
            return frozenset(naming.one_of(workspace, (Scenario, Project), word).id for word in asked.words(option))

        wishes = Wishes(keys("--with"), keys("--without"), whole=asked.given("--whole"))
        proposal = workspace.proposing.propose(asked.option("--variant"), wishes, asked.progress, gap=gap or 0.0, seconds=seconds)
        operation = workspace.proposing.apply(proposal).operation if asked.given("--apply") and proposal.moves else None
        told = plain(workspace, proposal) | {"operation": operation}
        return Answer(told, list(lines(workspace, proposal, applied=operation is not None)))


def _limit(asked: Asked, name: str, otherwise: float | None) -> float | None:
    """A figure that is not negative; of the gap, below one. Raises NotUnderstood."""
    written = asked.option(name)
    if written is None:
        return otherwise
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0 <= value < (1 if name == "--gap" else 1e9):
        raise NotUnderstood("not_a_limit", name=name, text=written)
    return value


def plain(workspace: Workspace, proposal: Proposal) -> dict[str, Any]:
    """A proposal as programs read it."""
    from planner.messages import sentence

    units = {pool.id: pool.measure for pool in workspace.supplying.pools()}
    return {
        "variant": proposal.variant.title, "objective": float(proposal.score), "bound": float(proposal.bound), "gap": proposal.gap,
        "greedy": None if proposal.rule is None else float(proposal.rule),
        "chosen": list(proposal.chosen),
        "allocations": [{"demand": one.demand, "pool": one.pool, "quarter": one.quarter.text, "quantity": _number(one.quantity),
                         "unit": units[one.pool]} for one in proposal.assigned],
        "left_out": [_left_out(left) for left in proposal.left_out],
        "changes": [_move(move) for move in proposal.moves],
        "warnings": [{"id": problem.where, "message": sentence(problem)} for problem in proposal.warnings],
        "stopped": proposal.stopped, "seconds": round(proposal.seconds, 3)}


def _left_out(left: LeftOut) -> dict[str, Any]:
    from planner.messages import sentence

    binding = [{"pool": short.pools[0], "pools": list(short.pools), "quarter": short.quarter.text if short.quarter else None,
                "short": _number(short.amount), "unit": short.unit} for short in left.short]
    return {"id": left.key, "title": left.title, "score": float(left.score), "binding": binding,
            "reason": "；".join(map(sentence, left.reasons))}


def _move(move: Move) -> dict[str, Any]:
    from planner.messages import sentence

    return {"demand": move.demand, "pool": move.pool, "quarter": move.quarter.text, "before": _number(move.before),
            "after": _number(move.after), "unit": move.unit, "reason": sentence(move.reason)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def lines(workspace: Workspace, proposal: Proposal, *, applied: bool) -> Iterator[str]:
    """A proposal as people read it."""
    from planner.cli.layout import table
    from planner.messages import sentence

    yield f"方案：{proposal.variant.title}"
    yield f"入选 {len(proposal.chosen)} 项，总分 {proposal.score:f}，上界 {proposal.bound:f}，距最优不超过 {proposal.gap:.2%}。"
    if proposal.rule is not None:
        yield f"按“性价比”逐个选得 {proposal.rule:f}。"
    if proposal.left_out:
        yield ""
        yield from table([[left.title, f"{left.score:f}", "；".join(map(sentence, left.reasons))] for left in proposal.left_out],
                         ["未入选", "得分", "原因"], [1], 60)
    yield from (f"注意：{sentence(problem)}。" for problem in proposal.warnings)
    if proposal.moves:
        names = {pool.id: pool.title for pool in workspace.supplying.pools()}
        yield ""
        yield from table([[names[move.pool], move.quarter.shown, f"{move.before:f}", f"{move.after:f}", move.unit, sentence(move.reason)]
                          for move in proposal.moves], ["供给", "季度", "现为", "改为", "单位", "理由"], [2, 3], 36)
    yield ""
    yield ("已采用，可用 undo 撤销。" if applied else "没有写入；加 --apply 采用。") if proposal.moves else "与现有配置相同。"


def _compare(asked: Asked) -> Answer:
    from planner.domain.project import Project
    from planner.domain.scenario import Scenario
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        found = workspace.weighing.compare(asked.words("variants"))
        keys = [row.scenario for row in found.differences]
        names = {thing.id: thing.name for record in (Scenario, Project) for thing in workspace.drafting.many(record, keys)}
    differences = [{"id": row.scenario, "title": names.get(row.scenario, ""), "states": list(row.states)} for row in found.differences]
    told = {"variants": [_figures(one) for one in found.figures], "differences": differences}
    return Answer(told, list(_side_by_side(found, names)))


def _figures(one: Figures) -> dict[str, Any]:
    from planner.domain.variants import IN, OUT, PARTLY

    return {"id": one.variant.id, "title": one.variant.title, "in": one.count(IN), "partly": one.count(PARTLY), "out": one.count(OUT),
            "score": float(one.score), "over": one.over, "sectors": dict(one.sectors),
            "gaps": [{"kind": kind, "unit": unit, "gap": _number(gap)} for (kind, unit), gap in one.gaps.items()],
            "money": [{"source": source, "year": year, "amount": _number(sum_)} for (source, year), sum_ in one.money.items()]}


def _side_by_side(found: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    from planner.cli.layout import table
    from planner.domain.comparison import STATES

    heads = [one.variant.title for one in found.figures]
    rows = [[measure.group, measure.name, measure.unit, *(f"{amount.normalize():,f}" for amount in measure.amounts)]
            for measure in found.measures]
    yield from table(rows, ["", "指标", "单位", *heads], range(3, 3 + len(heads)))
    yield ""
    if found.differences:
        yield from table([[names.get(row.scenario, ""), *(STATES[state] for state in row.states)] for row in found.differences],
                         ["不同之处", *heads], (), 40)
    else:
        yield "各场景的入选情况相同。"


def _adopt(asked: Asked) -> Answer:
    from planner.cli.amending import last_operation
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        variant = workspace.supplying.variant(asked.word("variant"))
        basis = asked.option("--basis") or variant.basis or "采纳时没有写依据"
        day = asked.option("--on") or datetime.date.today().isoformat()  # noqa: DTZ011 - the office's day, not a moment in UTC
        chosen = workspace.weighing.adopt(variant.id, day, basis)
        operation = last_operation(workspace)
    return Answer({"operation": operation, "variant": chosen.title}, [f"已采纳方案：{chosen.title}"])


def _copy(asked: Asked) -> Answer:
    from planner.cli.amending import last_operation
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        made = workspace.weighing.copy(asked.word("variant"), asked.word("title"))
        operation = last_operation(workspace)
    return Answer({"operation": operation, "id": made.id}, [f"已复制为方案：{made.title}（ID {made.id}）"])


COPY = Command("copy", "复制一个方案，连同它的配置，以便另行修改", _copy, (
    WORKSPACE, Slot("variant", "方案", "方案的名称"), Slot("title", "新名称", "新方案的名称")))
COMPARE = Command("compare", "把两个到四个方案并列比较：入选、缺口、资金、不同之处", _compare, (
    WORKSPACE, Slot("variants", "方案", "方案的名称，两个到四个", many=True)))
ADOPT = Command("adopt", "采纳一个方案，写明日期和依据", _adopt, (WORKSPACE, Slot("variant", "方案", "方案的名称")), (
    Option("--on", "采纳日期，不写时为今天", "日期"), Option("--basis", "依据，如会议纪要", "依据")))
PROPOSE = Command("propose", "优化建议：选出总分最高的场景并配置供给，说明未入选的原因；不加 --apply 不写入", _propose, (WORKSPACE,), (
    Option("--variant", "方案的名称；不写时用当前方案", "方案"),
    Option("--gap", "允许距最优的差距，默认 0.001", "差距"),
    Option("--seconds", "最多求解多少秒；到时给出已得的最好方案", "秒数"),
    Option("--with", "必须入选的场景，可写多次", "场景", many=True),
    Option("--without", "不得入选的场景，可写多次", "场景", many=True),
    Option("--whole", "一条需求只由一个供给满足"),
    Option("--apply", "采用建议，作为一次可以撤销的操作写入方案")), detail="""例：
  planner propose 我的场景.planner --with 港区无人集卡 --json""")
