"""Commands that ask the optimizer many times: the score against a supply, and what holds when the weights shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot
from planner.errors import NotUnderstood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.services.exploring import Steady


def _frontier(asked: Asked) -> Answer:
    from planner.cli.layout import table
    from planner.domain.catalogues import catalogue
    from planner.schema.numbers import trimmed
    from planner.workspace import Workspace

    kinds, written = catalogue("pool_kind"), asked.word("kind")
    kind = next((term.code for term in kinds.terms if written in (term.code, term.label, *term.aka)), None)
    if kind is None:
        raise NotUnderstood("unknown_kind", kind=written, known=[term.label for term in kinds.terms])
    with Workspace.open(asked.path("workspace")) as workspace:
        found = workspace.exploring.frontier(kind, asked.option("--variant"), progress=asked.progress)
    points = [{"percent": point.hundredths, "amount": float(point.amount) if found.unit else None, "score": float(point.score),
               "chosen": point.chosen, "possible": point.plan is not None} for point in found.points]
    rows = [[f"{point.hundredths}%", f"{trimmed(point.amount)} {found.unit}" if found.unit else "", trimmed(point.score), str(point.chosen)]
            for point in found.points]
    return Answer({"variant": found.variant.title, "kind": kind, "unit": found.unit, "points": points},
                  list(table(rows, [f"{kinds.label(kind)}供给", "数量", "最高得分", "入选"], range(4))))


def _weights(asked: Asked) -> Answer:
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        found = workspace.exploring.steady(asked.option("--variant"), progress=asked.progress)
    groups = {"always": found.always, "sometimes": found.sometimes, "never": found.never}
    plain = {name: [{"id": key, "title": found.titles[key]} for key in sorted(keys, key=found.titles.__getitem__)]
             for name, keys in groups.items()}
    return Answer({"tried": found.tried, **plain}, list(_lines(found)))


def _lines(found: Steady) -> Iterator[str]:
    yield f"三项权重各减两成、不变、加两成，共试 {found.tried} 组："
    for words, keys in (("始终入选", found.always), ("有时入选", found.sometimes), ("从不入选", found.never)):
        yield f"{words} {len(keys)} 个：{'、'.join(sorted(found.titles[key] for key in keys)) or '无'}"


_VARIANT = Option("--variant", "方案的名称；不写时用当前方案", "方案")
FRONTIER = Command("frontier", "前沿：一类供给从无到一倍半，最高各能得多少分；什么也不改", _frontier, (
    WORKSPACE, Slot("kind", "供给类别", "如 资金、算力、人才")), (_VARIANT,))
WEIGHTS = Command("weights", "权重各变两成时，哪些场景始终入选、有时入选、从不入选；什么也不改", _weights, (WORKSPACE,), (_VARIANT,))
