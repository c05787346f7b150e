"""Explanations are true: adding what is said to be short lets an item in, and a conflict is one, and none smaller inside."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings

from planner.optimizer.checking import faults
from planner.optimizer.explaining import Shortage, conflict, let_in, why_not
from planner.optimizer.frontier import frontier, steady
from planner.optimizer.model import Budget, Group, Item, Line, Model, Prerequisite, Stance, Supply
from planner.optimizer.planning import plan
from tests.optimizer.strategies import every_choice, models, servable


def two_over_one(**changed: object) -> Model:
    model = Model((Item("a", 9), Item("b", 5)), (Line("a1", "a", {1: 6}, ("p",)), Line("b1", "b", {1: 7}, ("p",))),
                  (Supply("p", {1: 10}),))
    return replace(model, **changed)  # type: ignore[arg-type]


def test_what_is_short_is_named_with_its_amount() -> None:
    model = two_over_one()
    why = why_not(model, plan(model))
    assert [(one.item, one.short) for one in why] == [("b", (Shortage((("p", 1),), 3),))]
    assert let_in(model, plan(model), "b") == {"a"}


def test_a_rule_that_keeps_it_out_is_named() -> None:
    model = two_over_one(supplies=(Supply("p", {1: 20}),), groups=(Group("either", ("a", "b"), 0, 1),))
    why = why_not(model, plan(model))
    assert [(one.item, one.rules, one.short) for one in why] == [("b", ("either",), ())]


def test_a_conflict_names_the_decisions_and_the_supply() -> None:
    decided = (Item("a", 9, Stance.IN), Item("b", 5, Stance.IN), Item("c", 1, Stance.IN))
    model = two_over_one(items=decided)
    assert set(conflict(model)) == {("supply", "p"), ("item", "a"), ("item", "b")}
    waits = two_over_one(items=(Item("a", 9, Stance.IN), Item("b", 5)), supplies=(Supply("p", {1: 11}),),
                         prerequisites=(Prerequisite("first", "a", "b"),))
    assert set(conflict(waits)) == {("supply", "p"), ("item", "a"), ("prerequisite", "first")}


@settings(max_examples=100)
@given(model=models(most_items=4))
def test_a_conflict_is_found_where_no_plan_is(model: Model) -> None:
    assume(not any(fault.blocking for fault in faults(model)))
    possible = any(servable(model, chosen) for chosen in every_choice(model))
    assert not possible or conflict(model) == ()


@settings(max_examples=100)
@given(model=models(most_items=4))
def test_adding_what_is_short_lets_an_item_in(model: Model) -> None:
    assume(not any(fault.blocking for fault in faults(model)) and any(servable(model, c) for c in every_choice(model)))
    assume(not any(line.whole for line in model.lines) and not model.locks)
    found = plan(model, gap=0.0)
    for why in why_not(model, found):
        if why.unserved:
            continue
        more = dict.fromkeys((cell for short in why.short for cell in short.cells), 0)
        for short in why.short:
            more[short.cells[0]] += short.amount
        wider = replace(model, supplies=tuple(_widened(supply, more) for supply in model.supplies))
        assert servable(wider, found.chosen | {why.item})
        assert (not why.short) == servable(model, found.chosen | {why.item})


def _widened(supply: Supply | Budget, more: dict[tuple[str, int | None], int]) -> Supply | Budget:
    if isinstance(supply, Budget):
        return supply if supply.amount is None else replace(supply, amount=supply.amount + more.get((supply.key, None), 0))
    return replace(supply, gives={p: None if a is None else a + more.get((supply.key, p), 0) for p, a in supply.gives.items()})


def test_more_money_is_never_worse() -> None:
    model = Model((Item("a", 9), Item("b", 5)), (Line("a1", "a", {1: 6}, ("m",)), Line("b1", "b", {1: 4}, ("m",))),
                  (Budget("m", frozenset({1}), 10),))
    scores = [point.plan.score if point.plan else None for point in frontier(model, {"m"}, 6)]
    assert scores == [0, 0, 5, 9, 9, 14]


def test_what_is_in_whatever_the_weights() -> None:
    model = two_over_one(items=(Item("a", 9), Item("b", 5), Item("c", 1)))
    assert steady(model, [[9, 5, 1], [5, 9, 1]]) == ({"c"}, {"a", "b", "c"})
