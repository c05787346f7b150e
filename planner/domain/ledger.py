"""The balance of one variant, kept: its sums follow every change, and are those that `balance` would make anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.balance import (
    ZERO,
    Group,
    KindBalance,
    PoolBalance,
    group_of,
    kind_rows,
    needs,
    only_precisions,
    pool_rows,
    served_of,
)
from planner.domain.demand import Allocation, Demand
from planner.domain.supply import PERMITTED, Pool
from planner.schema.dates import PartialDate, quarters

Amounts = Mapping[PartialDate, Decimal]
_NOTHING: Amounts = {}


@dataclass(frozen=True)
class Touched:
    """Whose figures are no longer what they were: demand lines, pools, and kinds of supply."""

    lines: frozenset[str]
    pools: frozenset[str]
    kinds: frozenset[str]


class Ledger:
    """Pools, demand lines and what is given, by key. Allocations of lines or pools that are not there are left out."""

    def __init__(self, pools: Iterable[Pool], demands: Iterable[Demand], allocations: Iterable[Allocation]) -> None:
        self.pools = {pool.id: pool for pool in pools}
        self.lines = {line.id: line for line in demands}
        self._only = only_precisions(list(self.pools.values()))
        self._given: dict[str, Allocation] = {}
        self._of_line: defaultdict[str, dict[str, Allocation]] = defaultdict(dict)
        self._of_pool: defaultdict[str, dict[str, Allocation]] = defaultdict(dict)
        self._wanted = {line.id: needs(line) for line in self.lines.values()}
        self._served: dict[str, dict[PartialDate, Decimal]] = {}
        self._need: defaultdict[Group, defaultdict[PartialDate, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        self._assigned: defaultdict[Group, defaultdict[PartialDate, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        self._members: Counter[Group] = Counter()
        self._rows: dict[str, tuple[PoolBalance, ...]] = {}
        self._over: dict[str, int] = {}
        for allocation in allocations:
            self._put(allocation)
        self.span = self._span()
        for line in self.lines:
            self._count(line, 1)

    # what it says

    def wanted(self, line: str) -> Amounts:
        """What a line needs in each of its quarters."""
        return self._wanted.get(line, _NOTHING)

    def served(self, line: str) -> Amounts:
        """What it was given in each quarter, from whichever pools."""
        return self._served.get(line, _NOTHING)

    def missing(self, line: str) -> dict[PartialDate, Decimal]:
        """The quarters in which a line has less than it needs, and how much less."""
        served = self.served(line)
        return {q: need - served.get(q, ZERO) for q, need in self.wanted(line).items() if served.get(q, ZERO) < need}

    def of_line(self, line: str) -> list[Allocation]:
        return list(self._of_line.get(line, {}).values())

    def of_pool(self, pool: str) -> list[Allocation]:
        return list(self._of_pool.get(pool, {}).values())

    def pool(self, key: str) -> tuple[PoolBalance, ...]:
        """A pool in every quarter of the span."""
        rows = self._rows.get(key)
        if rows is None:
            pool, given = self.pools[key], defaultdict[PartialDate, Decimal](Decimal)
            for allocation in self._of_pool.get(key, {}).values():
                given[allocation.quarter] += Decimal(1) if pool.supplies in PERMITTED else allocation.quantity
            rows = self._rows[key] = tuple(pool_rows(pool, self.span, given))
        return rows

    def over(self, pool: str) -> int:
        """In how many quarters a pool gives more than it has."""
        if pool not in self._over:
            self._over[pool] = sum(1 for row in self.pool(pool) if row.over)
        return self._over[pool]

    def groups(self) -> list[Group]:
        """The groups of demand that there are."""
        return [group for group, members in self._members.items() if members]

    def group(self, group: Group) -> list[KindBalance]:
        """A group of demand in every quarter of the span, against the supply that there is of it."""
        return kind_rows(group, list(self.pools.values()), self.span, self._need[group], self._assigned[group])

    def group_of(self, line: str) -> Group:
        return group_of(self.lines[line], self._only)

    # what changes it

    def allocate(self, changed: Iterable[Allocation], gone: Iterable[str]) -> Touched | None:
        """Take allocations as they are now, and let go of those with these keys.

        None when a quarter was touched that lies outside the span: then everything has to be made anew.
        """
        new = [a for a in changed if a.demand in self.lines and a.pool in self.pools]
        if any(a.quarter not in self.span for a in new):
            return None
        keys = [*gone, *(a.id for a in new)]
        old = [self._given[key] for key in keys if key in self._given]
        lines = frozenset(a.demand for a in (*old, *new))
        pools = frozenset(a.pool for a in (*old, *new))
        for line in lines:
            self._count(line, -1)
        for allocation in old:
            self._drop(allocation)
        for allocation in new:
            self._put(allocation)
        for line in lines:
            self._count(line, 1)
        return self._touched(lines, pools)

    def amend(self, changed: Iterable[Demand], gone: Iterable[str]) -> Touched | None:
        """Take demand lines as they are now, and let go of those with these keys; None as with `allocate`."""
        new = list(changed)
        keys = frozenset((*gone, *(line.id for line in new)))
        known = [key for key in keys if key in self.lines]
        if any(self._of_line.get(key) for key in keys if key not in {line.id for line in new}):
            return None
        before = {self.lines[key].pool_kind for key in known}
        for key in known:
            self._count(key, -1)
            del self.lines[key], self._wanted[key]
        for line in new:
            self.lines[line.id], self._wanted[line.id] = line, needs(line)
        for line in new:
            self._count(line.id, 1)
        if self._span() != self.span:
            return None
        touched = self._touched(keys, frozenset(a.pool for key in keys for a in self.of_line(key)))
        return Touched(touched.lines, touched.pools, touched.kinds | before)

    def _touched(self, lines: frozenset[str], pools: frozenset[str]) -> Touched:
        for pool in pools:
            self._rows.pop(pool, None)
            self._over.pop(pool, None)
        return Touched(lines, pools, frozenset(self.lines[line].pool_kind for line in lines if line in self.lines))

    def _put(self, allocation: Allocation) -> None:
        if allocation.demand in self.lines and allocation.pool in self.pools:
            self._given[allocation.id] = allocation
            self._of_line[allocation.demand][allocation.id] = allocation
            self._of_pool[allocation.pool][allocation.id] = allocation

    def _drop(self, allocation: Allocation) -> None:
        for held in (self._given, self._of_line[allocation.demand], self._of_pool[allocation.pool]):
            held.pop(allocation.id, None)

    def _count(self, line: str, sign: int) -> None:
        """Add a line to the sums of its group, or take it out as it was added."""
        group = self.group_of(line)
        if sign > 0:
            served = served_of({line: self.lines[line]}, self._of_line.get(line, {}).values())
            self._served[line] = {quarter: amount for (_, quarter), amount in served.items()}
        self._members[group] += sign
        for sums, amounts in ((self._need, self._wanted[line]), (self._assigned, self._served[line])):
            for quarter, amount in amounts.items():
                sums[group][quarter] += sign * amount
        if sign < 0:
            del self._served[line]

    def _span(self) -> Sequence[PartialDate]:
        """From the first quarter of which anything is said to the last; quarters are written so that they sort as text."""
        points = [q.text for wanted in self._wanted.values() for q in wanted] + [a.quarter.text for a in self._given.values()]
        return quarters(PartialDate(min(points)), PartialDate(max(points))) if points else []
