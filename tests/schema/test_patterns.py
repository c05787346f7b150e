"""Expressions that are compiled late are sound, every one."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from planner.schema.patterns import _Late, pattern

MODULES = ("numbers", "dates", "choices", "identity")
LATE = [(module, name) for module in MODULES for name, value in vars(import_module(f"planner.schema.{module}")).items()
        if isinstance(value, _Late)]


@pytest.mark.parametrize(("module", "name"), LATE)
def test_every_expression_compiles(module: str, name: str) -> None:
    late = vars(import_module(f"planner.schema.{module}"))[name]
    assert isinstance(late.pattern, str)
    assert isinstance(late.flags, int)


def test_it_finds_what_a_compiled_one_finds() -> None:
    late, early = pattern("a(b+)", re.IGNORECASE), re.compile("a(b+)", re.IGNORECASE)
    assert len(LATE) > 30
    for _ in range(2):
        assert late.sub("-", "xABBy") == early.sub("-", "xABBy")
        found = late.search("xabb")
        assert found is not None and found[1] == "bb"


def test_a_mistake_shows_when_it_is_used() -> None:
    with pytest.raises(re.error):
        pattern("(").match("")
