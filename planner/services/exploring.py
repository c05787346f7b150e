"""Exploring: the best score against how much there is of a supply, and which choices hold when the weights shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from planner.domain.demand import Variant
from planner.domain.supply import PERMITTED
from planner.errors import RuleBroken
from planner.optimizer.model import Stance
from planner.progress import Progress
from planner.services.formulating import Case, Wishes, model_of
from planner.services.proposing import Proposing, assigned_of, search
from planner.services.reasoning import blocking, in_points

if TYPE_CHECKING:
    from planner.optimizer.model import Model, Plan
    from planner.services.supplying import Supplying

POINTS, MOST, SHIFT, GAP = 16, 150, 0.2, 0.005


@dataclass(frozen=True)
class FrontierPoint:
    """The best plan when there is so much of a supply; `plan` is None where no plan keeps the rules."""

    hundredths: int
    amount: Decimal
    score: Decimal
    chosen: int
    plan: Plan | None = field(repr=False)


@dataclass(frozen=True)
class Frontier:
    """Best scores from none of a kind of supply to half as much again as there is; the amounts are in `unit`.

    `amount` of a point is the sum of all pools; of what recurs, in one quarter in which all of them are open. `unit` is empty
    where the pools cannot be summed: in several units, or in P of several precisions.
    """

    variant: Variant
    kind: str
    unit: str
    points: tuple[FrontierPoint, ...]
    case: Case = field(repr=False)


@dataclass(frozen=True)
class Steady:
    """Candidates that are in under every shifted weighting, and those that are under some; `tried` weightings in all."""

    always: frozenset[str]
    sometimes: frozenset[str]
    never: frozenset[str]
    titles: dict[str, str]
    scores: dict[str, Decimal]
    tried: int


class Exploring:
    """Asks the optimizer many times; writes nothing unless a plan is kept."""

    def __init__(self, proposing: Proposing, supplying: Supplying) -> None:
        self._proposing, self._supplying = proposing, supplying

    def frontier(self, kind: str, variant: str | None = None, wishes: Wishes | None = None, progress: Progress | None = None, *,
                 points: int = POINTS, apart: bool = False) -> Frontier:
        """Best plans for evenly spaced amounts of a kind of supply that is limited.

        Raises RuleBroken("frontier_unlimited", "plan_unsound", "solver_ended"), Cancelled.
        """
        from planner.optimizer.frontier import frontier

        chosen = self._supplying.variant(variant)
        case = self._proposing.case(chosen, wishes or Wishes())
        pools = [pool for pool in case.by_kind.get(kind, ()) if pool.quantity is not None and kind not in PERMITTED]
        units = list(dict.fromkeys((pool.measure, pool.grade) for pool in pools))
        if not pools:
            raise RuleBroken("frontier_unlimited")
        model = self._sound(case)
        whole = sum((pool.quantity or Decimal(0) for pool in pools), Decimal(0))
        found = search(frontier, model, frozenset(pool.id for pool in pools), points, MOST, GAP, progress=progress, apart=apart)
        return Frontier(chosen, kind, units[0][0] if len(units) == 1 else "", tuple(
            FrontierPoint(one.hundredths, (whole * one.hundredths / 100).normalize() + 0, in_points(one.plan.score if one.plan else 0),
                          len(one.plan.chosen) if one.plan else 0, one.plan) for one in found), case)

    def keep(self, frontier: Frontier, point: FrontierPoint, title: str, progress: Progress | None = None, *,
             apart: bool = False) -> Variant:
        """Write the choice of a point as a variant of its own, served from as few pools as can be.

        Raises RuleBroken("title_taken", "plan_wrong", "solver_ended").
        """
        from planner.optimizer.solving import solved

        assert point.plan is not None, "only a point with a plan can be kept"
        part = Decimal(point.hundredths) / 100
        before = frontier.case.cuts
        cuts = {(pool.id, quarter): part * before.get((pool.id, quarter), Decimal(1))
                for pool in frontier.case.by_kind[frontier.kind] for quarter in frontier.case.quarters}
        case = replace(frontier.case, cuts={**before, **cuts})
        model = model_of(case)
        items = tuple(replace(item, stance=Stance.IN if item.key in point.plan.chosen else Stance.OUT) for item in model.items)
        found = search(solved, replace(model, items=items), GAP, None, progress=progress, apart=apart)
        return self._proposing.keep_plan(case, assigned_of(case, found.plan), title, frontier.variant)

    def steady(self, variant: str | None = None, wishes: Wishes | None = None, progress: Progress | None = None, *,
               shift: float = SHIFT, apart: bool = False) -> Steady:
        """What is chosen whether each weight is `shift` less, as it is, or `shift` more, in every combination of the extremes.

        Raises RuleBroken("plan_unsound", "solver_ended"), Cancelled.
        """
        from planner.optimizer.frontier import steady

        case = self._proposing.case(self._supplying.variant(variant), wishes or Wishes())
        weightings = shifted(case.wishes.weights or case.weighting.weights, shift)
        model = self._sound(case)
        always, some = search(steady, model, [case.scores(weights) for weights in weightings], GAP, progress=progress, apart=apart)
        names = {thing.id: thing.name for thing in case.candidates}
        scores = {key: in_points(score) for key, score in zip(names, case.scores(), strict=True)}
        return Steady(always, some - always, frozenset(names) - some, names, scores, len(weightings))

    def _sound(self, case: Case) -> Model:
        from planner.optimizer.checking import Unsound, checked

        model = model_of(case)
        try:
            checked(model)
        except Unsound as unsound:
            raise RuleBroken("plan_unsound", problems=blocking(case, unsound.faults)) from None
        return model


def shifted(weights: Sequence[float], shift: float) -> list[tuple[float, ...]]:
    """The weights as they are, and every combination of each of them that much less and that much more."""
    extremes = product(*((weight * (1 - shift), weight * (1 + shift)) for weight in weights))
    return [tuple(weights), *dict.fromkeys(extremes)]
