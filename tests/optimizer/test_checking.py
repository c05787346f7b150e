"""Bad models are named before a solver starts: each kind of fault by the key of its row, all of them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimizer.checking import ABSURD, Unsound, faults
from planner.optimizer.model import Budget, Group, Item, Line, Model, Prerequisite, Share, Stance, Supply
from planner.optimizer.planning import plan

SOUND = Model((Item("a", 5), Item("b", 5), Item("c", 5)), (Line("l", "a", {1: 4}, ("p",)),), (Supply("p", {1: 6}),))
BAD = {
    "repeated": replace(SOUND, items=(Item("a", 5), Item("a", 6))),
    "unknown": replace(SOUND, groups=(Group("l", ("x",)),)),
    "negative": replace(SOUND, lines=(Line("l", "a", {1: -4}, ("p",)),)),
    "absurd": replace(SOUND, lines=(Line("l", "a", {1: ABSURD + 1}, ("p",)),)),
    "impossible_group": replace(SOUND, groups=(Group("l", ("a", "b"), 3),)),
    "impossible_share": replace(SOUND, shares=(Share("l", ("a",), 6000, 5000),)),
    "all_required": replace(SOUND, items=(Item("a", 5, Stance.IN), Item("b", 5, Stance.IN)), groups=(Group("l", ("a", "b"), 0, 1),)),
    "required_without": replace(SOUND, items=(Item("a", 5, Stance.IN), Item("b", 5, Stance.OUT)),
                                prerequisites=(Prerequisite("l", "a", "b"),)),
}


@pytest.mark.parametrize("code", BAD)
def test_each_blocking_fault_is_named_with_its_row(code: str) -> None:
    found = [(fault.code, fault.subject) for fault in faults(BAD[code])]
    assert found == [(code, "a" if code == "repeated" else "l")]
    with pytest.raises(Unsound):
        plan(BAD[code])


def test_a_circle_is_told_once_with_its_items() -> None:
    circle = [Prerequisite(f"r{n}", one, other) for n, (one, other) in enumerate([("a", "b"), ("b", "c"), ("c", "a")])]
    found = faults(replace(SOUND, prerequisites=tuple(circle)))
    assert [(fault.code, fault.params["items"]) for fault in found] == [("circle", ["a", "b", "c"])]


def test_every_fault_is_told_at_once() -> None:
    bad = replace(SOUND, lines=(Line("l", "a", {1: -4}, ("p",)), Line("m", "x", {1: 4}, ("q",))))
    assert sorted(fault.code for fault in faults(bad)) == ["negative", "unknown", "unknown"]


def test_what_only_keeps_an_item_out_does_not_block() -> None:
    model = replace(SOUND, lines=(Line("l", "a", {1: 4, 2: 4}, ("p",)), Line("m", "b", {1: 1}, ("n",))),
                    supplies=(Supply("p", {1: 6}), Budget("n", frozenset(), 5)), locks={("l", "p", 1): 7})
    told = [(fault.code, fault.subject, fault.blocking) for fault in faults(model)]
    assert told == [("never_open", "n", False), ("locked_over", "p", False), ("no_supply", "l", False), ("no_supply", "m", False)]
    assert plan(model).chosen == {"c"}
