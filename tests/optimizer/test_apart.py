"""The optimizer in a process of its own: the same answers, the same refusals, an end when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from planner.errors import Cancelled
from planner.optimizer.apart import Ended, apart
from planner.optimizer.checking import Unsound
from planner.optimizer.model import Item, Line, Model, Plan, Supply
from planner.optimizer.pieces import SLICE, join, split
from planner.optimizer.planning import NoPlan, plan
from planner.optimizer.solving import solved
from planner.optimizer.watch import Search
from planner.progress import Progress


def model(count: int, capacity: int = 50) -> Model:
    """Items that each need their own number of the one supply."""
    return Model(tuple(Item(f"i{at}", 10 + at % 7) for at in range(count)),
                 tuple(Line(f"l{at}", f"i{at}", {0: 1 + at % 5}, ("s",)) for at in range(count)), (Supply("s", {0: capacity}),))


def test_the_answer_is_that_of_this_process_and_better_scores_are_heard() -> None:
    heard: list[Any] = []
    there = apart(solved, model(40), 0.0, None, progress=Search(Progress(), lambda *said: heard.append(said)))
    here = solved(model(40), 0.0, None)
    assert (there.plan.chosen, there.plan.amounts, there.why, there.rule) == (here.plan.chosen, here.plan.amounts, here.why, here.rule)
    assert heard[-1] == (here.plan.score, here.plan.bound)


@pytest.mark.parametrize("count", [0, 1, SLICE, SLICE + 1, 5 * SLICE])
def test_models_and_plans_arrive_whole(count: int) -> None:
    for value in (model(count), Plan(frozenset({"a"}), {(f"l{at}", "s", 0): at for at in range(count)}, 1, 2.0), (model(count),) * 2, None):
        pieces: Iterator[Any] = split(value)
        assert join(lambda pieces=pieces: next(pieces)) == value  # type: ignore[misc]  # the default binds the loop's variable
        assert next(pieces, None) is None


def test_refusals_are_raised_here() -> None:
    with pytest.raises(Unsound) as unsound:
        apart(solved, model(2, capacity=-1), 0.0, None)
    assert [fault.code for fault in unsound.value.faults] == ["negative"]
    with pytest.raises(NoPlan) as none:
        apart(_impossible)
    assert not none.value.stopped


def test_a_process_that_dies_is_an_end_without_an_answer() -> None:
    with pytest.raises(Ended):
        apart(_dies)


def test_work_that_gives_up_when_it_is_asked_to_stop_is_cancelled() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        apart(_walks, progress=progress)


def _impossible(progress: Progress) -> None:
    raise NoPlan(False)


def _dies(progress: Progress) -> None:
    os._exit(3)


def _walks(progress: Progress) -> None:
    for _ in progress.each(range(10**9), "走"):
        pass


def test_the_same_model_gives_the_same_plan() -> None:
    assert plan(model(60)).amounts == plan(model(60)).amounts
