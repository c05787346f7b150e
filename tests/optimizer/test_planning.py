"""The whole plan: the best score, then the fewest pairs, then the least change, as trying everything shows; never too much."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import assume, given, settings

from planner.optimizer.checking import faults
from planner.optimizer.model import Budget, Item, Line, Model, Plan, Supply
from planner.optimizer.planning import NoPlan, pairs, plan
from planner.progress import Progress
from tests.optimizer.strategies import every_choice, models, servable


@settings(max_examples=150)
@given(model=models(most_items=3))
def test_the_objectives_hold_in_their_order(model: Model) -> None:
    assume(not any(fault.blocking for fault in faults(model)))
    scores = {item.key: item.score for item in model.items}
    choices = [chosen for chosen in every_choice(model) if servable(model, chosen)]
    if not choices:
        with pytest.raises(NoPlan):
            plan(model, gap=0.0)
        return
    found = plan(model, gap=0.0)
    best = max(sum(scores[key] for key in chosen) for chosen in choices)
    assert (found.score, found.bound, found.gap) == (best, best, 0.0)
    equal = [chosen for chosen in choices if sum(scores[key] for key in chosen) == best]
    assert (found.pools, found.changed) == min(_fewest(model, chosen) for chosen in equal)
    assert_kept(model, found)


def _fewest(model: Model, chosen: frozenset[str]) -> tuple[int, int]:
    """How many pairs a choice needs beside the locks', and the least change with so many."""
    settled, current = pairs(model, model.locks), pairs(model, model.current)
    able = sorted({(line.item, supply) for line in model.lines if line.item in chosen for supply in line.supplies} - settled)
    for size in range(len(able) + 1):
        ways = [settled | set(some) for some in combinations(able, size)]
        fitting = [len(way ^ current) for way in ways if servable(model, chosen, frozenset(way))]
        if fitting:
            return len(settled) + size, min(fitting)
    raise AssertionError("the choice was servable")


def assert_kept(model: Model, found: Plan) -> None:
    """Every chosen line has exactly what it needs and no supply gives more than it has, locks aside."""
    supplies = {supply.key: supply for supply in model.supplies}
    lines = {line.key: line for line in model.lines}
    given: Counter[tuple[str, int]] = Counter()
    taken: Counter[tuple[str, int | None]] = Counter()
    for (line, supply, period), amount in found.amounts.items():
        assert amount > 0
        given[line, period] += amount
        beside = amount - model.locks.get((line, supply, period), 0)
        if beside:
            assert supply in lines[line].supplies
            assert lines[line].item in found.chosen
            cell = supplies[supply].cell(period)
            assert cell is not None
            taken[cell] += beside
    for line_key, line in lines.items():
        for period, need in line.needs.items() if line.item in found.chosen else ():
            locked = sum(a for (key, _, at), a in model.locks.items() if (key, at) == (line_key, period))
            assert given[line_key, period] == max(need, locked)
    for key, supply in supplies.items():
        for cell, capacity in supply.capacities().items():
            locked = sum(a for (_, s, at), a in model.locks.items() if s == key and supply.cell(at) == cell)
            assert capacity is None or taken[cell] <= max(0, capacity - locked)


def test_a_plan_in_force_stays_as_it_is() -> None:
    model = Model((Item("a", 5), Item("b", 5)),
                  (Line("a1", "a", {1: 4, 2: 4}, ("p", "q")), Line("b1", "b", {1: 4}, ("p", "q")), Line("b2", "b", {1: 3}, ("m",))),
                  (Supply("p", {1: 6, 2: 6}), Supply("q", {1: 6, 2: 6}), Budget("m", frozenset({1}), 3)))
    first = plan(model)
    again = plan(Model(model.items, model.lines, model.supplies, current=first.amounts))
    assert again.amounts == first.amounts
    assert again.changed == 0


def test_the_same_input_gives_the_same_plan() -> None:
    model = Model(tuple(Item(f"i{n}", 10 + n % 3) for n in range(30)),
                  tuple(Line(f"l{n}", f"i{n}", {1: 3 + n % 5, 2: 2 + n % 4}, (f"p{n % 3}", f"p{(n + 1) % 3}")) for n in range(30)),
                  tuple(Supply(f"p{n}", {1: 25, 2: 20}) for n in range(3)))
    first, second = plan(model), plan(model)
    assert (first.chosen, first.amounts) == (second.chosen, second.amounts)


def test_cancelling_keeps_the_best_plan_so_far() -> None:
    progress = Progress()
    progress.cancel()
    model = Model((Item("a", 5),), (Line("a1", "a", {1: 4}, ("p",)),), (Supply("p", {1: 6}),))
    found = plan(model, progress)
    assert found.chosen == {"a"}
    assert found.stopped


def test_fewer_pairs_come_before_less_change() -> None:
    model = Model((Item("a", 5),), (Line("a1", "a", {1: 4}, ("p", "q")),), (Supply("p", {1: 4}), Supply("q", {1: 4})),
                  current={("a1", "p", 1): 2, ("a1", "q", 1): 2})
    found = plan(model)
    assert (found.pools, found.changed) == (1, 1)
