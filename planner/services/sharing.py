"""Sharing pools out by hand's simplest rule: line after line, from the pool that fits best, as long as there is some left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from planner.domain.assigning import Assignment, serves
from planner.domain.balance import available, needs
from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.supply import CONSUMED, PERMITTED, FinancePool, Pool
from planner.schema.dates import PartialDate


class Shares:
    """What is left of every pool while lines are served one after another.

    `parts` maps a kind of supply to the part of it that may be used (0.7); the pools titled in `unlimited` are given out
    beyond what they have.
    """

    def __init__(self, pools: Sequence[Pool], parts: Mapping[str, float], unlimited: frozenset[str]) -> None:
        self._pools = pools
        self._parts = {kind: Decimal(str(part)) for kind, part in parts.items()}
        self._unlimited = unlimited
        self._given: dict[tuple[str, str], Decimal] = {}

    def give(self, line: Demand, basis: str) -> Iterator[Assignment]:
        """What this line gets in each of its quarters; it may be less than it needs."""
        for quarter, need in needs(line).items():
            open_need = need
            for pool in self._fitting(line, quarter):
                part = min(open_need, self._left(pool, quarter, open_need))
                if part > 0:
                    self._take(pool, quarter, part)
                    yield Assignment(line.id, pool.id, quarter, part, basis)
                    open_need -= part

    def _fitting(self, line: Demand, quarter: PartialDate) -> list[Pool]:
        """The pools that may serve the line; where it names one, or a source of money, that alone."""
        fitting = [pool for pool in self._pools if serves(line, pool, quarter)]
        named = [pool for pool in fitting if line.spec and named_by(pool, line.spec)]
        return named or ([] if line.pool_kind in CONSUMED | PERMITTED else fitting)

    def _left(self, pool: Pool, quarter: PartialDate, need: Decimal) -> Decimal:
        whole = available(pool, quarter)
        if whole is None or pool.title in self._unlimited or pool.supplies in PERMITTED:
            return need
        return whole * self._parts.get(pool.supplies, Decimal(1)) - self._given.get(_slot(pool, quarter), Decimal(0))

    def _take(self, pool: Pool, quarter: PartialDate, part: Decimal) -> None:
        slot = _slot(pool, quarter)
        self._given[slot] = self._given.get(slot, Decimal(0)) + part


def named_by(pool: Pool, spec: str) -> bool:
    """Whether a line's text names this pool, or the source of its money."""
    if pool.title in spec:
        return True
    if not isinstance(pool, FinancePool):
        return False
    source = catalogue("finance_source")[pool.source]
    return any(name in spec for name in (source.label, *source.aka))


def _slot(pool: Pool, quarter: PartialDate) -> tuple[str, str]:
    return pool.id, "" if pool.supplies in CONSUMED else quarter.text
