"""A plan with everything that is told of it: why the others are not in, and what a rule of thumb would have reached."""

from __future__ import annotations

from dataclasses import dataclass

from planner.optimizer.checking import Fault, checked
from planner.optimizer.explaining import WhyNot, why_not
from planner.optimizer.greedy import rule_of_thumb
from planner.optimizer.layout import lay_out
from planner.optimizer.model import Model, Plan
from planner.optimizer.planning import plan
from planner.progress import Progress


@dataclass(frozen=True)
class Solved:
    """`why` is of every item that is left out; `rule` the score of the greedy rule, None where it finds nothing."""

    plan: Plan
    why: tuple[WhyNot, ...]
    rule: int | None
    faults: tuple[Fault, ...]


def solved(model: Model, gap: float, seconds: float | None, progress: Progress | None = None) -> Solved:
    """Raises Unsound and NoPlan as `plan` does."""
    found = plan(model, progress, gap=gap, seconds=seconds)
    return Solved(found, why_not(model, found), rule_of_thumb(lay_out(model)), checked(model))
