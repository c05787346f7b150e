"""The collector rests while a great deal is made, looks away from it afterwards, and wakes."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from planner.desktop.collector import resting, wake


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_it_rests_during_the_work_and_sets_apart_what_it_left() -> None:
    with resting():
        assert not gc.isenabled()
        made = [[number] for number in range(1000)]
    assert gc.isenabled() and gc.get_freeze_count() >= len(made)
    wake()
    assert gc.get_freeze_count() == 0


def test_it_is_on_again_after_work_that_failed() -> None:
    with pytest.raises(ValueError, match="so"), resting():
        raise ValueError("so")
    assert gc.isenabled()
