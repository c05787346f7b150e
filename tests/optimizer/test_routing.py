"""Routing is exact: a flow within every limit, or classes that need more than their cells have together."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimizer.layout import Arena
from planner.optimizer.routing import Router

CELLS = 4
access = st.sets(st.integers(0, CELLS - 1), min_size=1).map(lambda cells: tuple(sorted(cells)))


@settings(max_examples=500)
@given(capacity=st.lists(st.integers(0, 9), min_size=CELLS, max_size=CELLS),
       classes=st.lists(st.tuples(access, st.integers(0, 12)), min_size=1, max_size=5))
def test_what_is_routed_fits_and_what_does_not_fit_is_proved(capacity: list[int], classes: list[tuple[tuple[int, ...], int]]) -> None:
    arena = Arena([(f"p{n}", 1) for n in range(CELLS)], capacity, [cells for cells, _ in classes], [{n: 1} for n in range(len(classes))])
    needs = np.array([need for _, need in classes], np.int64)
    routing = Router(arena).route(needs)
    assert (routing.flow >= 0).all()
    assert (routing.flow.sum(0) <= np.array(capacity)).all()
    assert all(routing.flow[n, c] == 0 for n, (cells, _) in enumerate(classes) for c in range(CELLS) if c not in cells)
    assert routing.flow.sum() + routing.unmet == needs.sum()
    assert (routing.unmet == 0) == _hall(capacity, classes)
    if routing.unmet:
        assert {c for n in routing.excess for c in classes[n][0]} == set(routing.narrow)
        assert sum(classes[n][1] for n in routing.excess) - sum(capacity[c] for c in routing.narrow) == routing.unmet


def _hall(capacity: list[int], classes: list[tuple[tuple[int, ...], int]]) -> bool:
    for size in range(1, len(classes) + 1):
        for some in combinations(classes, size):
            cells = {cell for able, _ in some for cell in able}
            if sum(need for _, need in some) > sum(capacity[cell] for cell in cells):
                return False
    return True
