"""The kept balance: after any changes it says what the balance of the same records says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given as tried
from hypothesis import strategies as st

from planner.domain.balance import balance
from planner.domain.demand import Allocation, Demand
from planner.domain.ledger import Ledger
from planner.domain.supply import Pool
from planner.schema.dates import PartialDate
from tests.domain.making import Q1, Q2, Q3, Q4, compute, dataset, fund, given, line

POOLS: list[Pool] = [compute("10"), compute("4", precision="FP64"), fund("100"), dataset()]
KINDS = ({}, {"precision": "FP64"}, {"pool_kind": "finance", "unit": "万元"}, {"pool_kind": "dataset", "unit": "次"})
AMOUNTS = st.integers(1, 60).map(str)


def same(ledger: Ledger, lines: Sequence[Demand], allocations: Sequence[Allocation]) -> None:
    found = balance(POOLS, lines, allocations)
    assert tuple(ledger.span) == found.quarters
    assert [row for pool in POOLS for row in ledger.pool(pool.id)] == list(found.pools)
    assert {row for group in ledger.groups() for row in ledger.group(group)} == set(found.kinds)


@tried(st.lists(st.tuples(st.integers(0, 3), AMOUNTS), min_size=1, max_size=5),
       st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from([Q1, Q2]), AMOUNTS, st.booleans()), max_size=8))
def test_it_follows_what_is_given_and_taken_back(kinds: list[tuple[int, str]],
                                                 steps: list[tuple[int, int, PartialDate, str, bool]]) -> None:
    lines = [line(quantity, **KINDS[kind]) for kind, quantity in kinds]
    ledger, standing = Ledger(POOLS, lines, []), dict[str, Allocation]()
    for at, pool, quarter, quantity, away in steps:
        if away and standing:
            key, _ = standing.popitem()
            touched = ledger.allocate([], [key])
        else:
            made = given(lines[at % len(lines)], POOLS[pool], quarter, quantity)
            standing[made.id] = made
            touched = ledger.allocate([made], [])
            assert touched is not None and touched.lines == {made.demand} and touched.pools == {made.pool}
        assert touched is not None
        same(ledger, lines, list(standing.values()))


@tried(st.integers(0, 3), st.integers(0, 3), AMOUNTS, st.sampled_from([Q1, Q2]))
def test_it_follows_a_line_that_is_amended(before: int, after: int, quantity: str, ends: PartialDate) -> None:
    first, kept = line(**KINDS[before]), line("3")
    ledger = Ledger(POOLS, [first, kept], [given(first, POOLS[before], Q1, "2")])
    now = replace(first, quantity=Decimal(quantity), ends=ends, **{"pool_kind": "compute", "unit": "P", "precision": None} | KINDS[after])
    now.id = first.id
    touched = ledger.amend([now], [])
    assert touched is not None and touched.kinds >= {first.pool_kind, now.pool_kind}
    same(ledger, [now, kept], [given(now, POOLS[before], Q1, "2")])


def test_what_lies_outside_the_span_has_to_be_made_anew() -> None:
    need = line()
    ledger = Ledger(POOLS, [need], [])
    assert ledger.allocate([given(need, POOLS[0], Q4, "1")], []) is None
    assert ledger.amend([line(starts=Q3, ends=Q3)], []) is None


def test_what_a_line_misses_and_where_a_pool_is_over() -> None:
    need, pool = line("8"), POOLS[0]
    ledger = Ledger(POOLS, [need], [given(need, pool, Q1, "8"), given(need, pool, Q2, "11")])
    assert ledger.missing(need.id) == {} and ledger.over(pool.id) == 1
    assert ledger.allocate([], [a.id for a in ledger.of_line(need.id) if a.quarter == Q2]) is not None
    assert ledger.missing(need.id) == {Q2: Decimal(8)} and ledger.over(pool.id) == 0
    assert ledger.of_pool(pool.id) == ledger.of_line(need.id)
