"""A plan for a model: checked, chosen, placed and served, in this order."""

from __future__ import annotations

from collections.abc import Sequence

from planner.optimizer.checking import checked
from planner.optimizer.choosing import Choice, Chooser
from planner.optimizer.layout import Layout, lay_out
from planner.optimizer.model import Cells, Model, Plan
from planner.optimizer.placing import place
from planner.optimizer.serving import Given, Unservable, serve
from planner.optimizer.watch import Watch
from planner.progress import Progress


class NoPlan(Exception):
    """No plan keeps all the rules, as was proved; or, when `stopped`, none was found in time."""

    def __init__(self, stopped: bool) -> None:
        super().__init__(stopped)
        self.stopped = stopped


def plan(model: Model, progress: Progress | None = None, *, gap: float = 0.001, seconds: float | None = None,
         flows: bool | None = None, placed: bool = True) -> Plan:
    """The plan with the greatest score, then with fewest pairs of item and supply, then nearest to the current one.

    `gap` is how far below the proved bound, as a part of it, the search may end. Cancelling the progress or running
    out of seconds ends with the best plan found so far. Without `placed` the score alone counts, which is quicker for whoever
    asks many times. Raises Unsound before anything is sought, and NoPlan.
    """
    checked(model)
    watch = Watch(progress, seconds)
    layout = lay_out(model)
    choice = Chooser(layout, watch, gap, flows=flows).choose()
    if choice.columns is None:
        raise NoPlan(not choice.infeasible)
    columns, amounts = _served(layout, choice, choice.columns, watch) if placed else (
        choice.columns, serve(layout, choice.columns, None))
    return _told(layout, choice, columns, amounts, watch)


def _served(layout: Layout, choice: Choice, columns: tuple[int, ...], watch: Watch) -> tuple[tuple[int, ...], Given]:
    placement = place(layout, columns, choice.score, watch)
    if placement is not None:
        try:
            return placement.columns, serve(layout, placement.columns, placement.pairs)
        except Unservable:   # the solver's tolerance let through what is not exactly there
            pass
    return columns, serve(layout, columns, None)


def _told(layout: Layout, choice: Choice, columns: Sequence[int], amounts: Given, watch: Watch) -> Plan:
    model = layout.model
    chosen = frozenset(item.key for number, item in enumerate(model.items) if number in set(columns))
    for key, amount in model.locks.items():
        amounts[key] = amounts.get(key, 0) + amount
    score = sum(item.score for item in model.items if item.key in chosen)
    now, before = pairs(model, amounts), pairs(model, model.current)
    return Plan(chosen, amounts, score, max(choice.bound, score), len(now), len(now ^ before), watch.seconds,
                stopped=watch.stop())


def pairs(model: Model, amounts: Cells) -> frozenset[tuple[str, str]]:
    """Which supply serves which item."""
    item_of = {line.key: line.item for line in model.lines}
    return frozenset((item_of[line], supply) for (line, supply, _), amount in amounts.items() if amount and line in item_of)
