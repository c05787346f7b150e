"""The best choice agrees with trying every choice, with and without flows, and the greedy rule never breaks a rule."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from planner.optimizer.checking import faults
from planner.optimizer.choosing import Chooser
from planner.optimizer.greedy import Greedy
from planner.optimizer.layout import lay_out
from planner.optimizer.model import Model
from planner.optimizer.watch import Watch
from tests.optimizer.strategies import every_choice, models, servable


def best(model: Model) -> int | None:
    scores = {item.key: item.score for item in model.items}
    found = [sum(scores[key] for key in chosen) for chosen in every_choice(model) if servable(model, chosen)]
    return max(found, default=None)


@pytest.mark.parametrize("flows", [True, False])
@settings(max_examples=300)
@given(model=models())
def test_the_choice_is_the_best_of_all(flows: bool, model: Model) -> None:
    assume(not any(fault.blocking for fault in faults(model)))
    choice = Chooser(lay_out(model), Watch(), 0.0, flows=flows).choose()
    expected = best(model)
    assert choice.infeasible == (expected is None)
    if expected is not None:
        assert choice.columns is not None
        assert (choice.score, choice.bound) == (expected, expected)
        chosen = frozenset(item.key for at, item in enumerate(model.items) if at in choice.columns)
        assert chosen in set(every_choice(model))
        assert servable(model, chosen)


@settings(max_examples=300)
@given(model=models())
def test_the_greedy_rule_keeps_every_rule(model: Model) -> None:
    assume(not any(fault.blocking for fault in faults(model)))
    greedy = Greedy(lay_out(model))
    for order in (greedy.by_thrift(), greedy.by_score()):
        columns = greedy.fill(order)
        if columns is not None:
            chosen = frozenset(item.key for item, value in zip(model.items, columns, strict=False) if value)
            assert chosen in set(every_choice(model))
            assert servable(model, chosen)
