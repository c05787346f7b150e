"""The best score against how much there is of some supplies, and which items stay in when the scores shift."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.optimizer.model import Budget, Model, Plan, Supply
from planner.optimizer.planning import NoPlan, plan
from planner.progress import Progress


@dataclass(frozen=True)
class Point:
    """The plan when the supplies give so many hundredths of what they have; None where no plan keeps the rules.

    It is the best in score, and not yet placed on as few supplies as could be.
    """

    hundredths: int
    plan: Plan | None


def frontier(model: Model, supplies: Collection[str], points: int = 11, most: int = 100, gap: float = 0.001,
             progress: Progress | None = None) -> tuple[Point, ...]:
    """Plans for evenly spaced amounts from nothing to `most` hundredths of these supplies; locks keep theirs.

    A plan for less is a plan for more, so a score never falls along the points: a later plan that came out lower
    within its gap is replaced by the one before.
    """
    progress = progress or Progress()
    found: list[Point] = []
    for hundredths in progress.each([most * at // (points - 1) for at in range(points)], "计算前沿"):
        scaled = replace(model, supplies=tuple(_scaled(s, hundredths) if s.key in supplies else s for s in model.supplies))
        best = _plan(scaled, gap)
        before = found[-1].plan if found else None
        if before is not None and (best is None or best.score < before.score):
            best = before
        found.append(Point(hundredths, best))
    return tuple(found)


def steady(model: Model, scorings: Sequence[Sequence[int]], gap: float = 0.001,
           progress: Progress | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """The items that are in under all of the scorings, and those that are in under some; scores in the items' order."""
    progress = progress or Progress()
    chosen = []
    for scores in progress.each(scorings, "试不同的权重"):
        items = tuple(replace(item, score=score) for item, score in zip(model.items, scores, strict=True))
        best = _plan(replace(model, items=items), gap)
        chosen.append(best.chosen if best else frozenset())
    return frozenset.intersection(*chosen), frozenset.union(*chosen)


def _plan(model: Model, gap: float) -> Plan | None:
    try:
        return plan(model, gap=gap, placed=False)
    except NoPlan:
        return None


def _scaled(supply: Supply | Budget, hundredths: int) -> Supply | Budget:
    def part(amount: int | None) -> int | None:
        return None if amount is None else amount * hundredths // 100

    if isinstance(supply, Budget):
        return replace(supply, amount=part(supply.amount))
    return replace(supply, gives={period: part(amount) for period, amount in supply.gives.items()})
