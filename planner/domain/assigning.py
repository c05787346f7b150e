"""What may be assigned to what: the rules between a demand line, a pool and a quarter; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.balance import ZERO, needs, open_in
from planner.domain.catalogues import catalogue
from planner.domain.demand import Allocation, Demand
from planner.domain.supply import CONSUMED, PERMITTED, Dataset, Pool, permission_problem
from planner.errors import Problem
from planner.schema.dates import PartialDate


@dataclass(frozen=True)
class Assignment:
    """So much of a pool for a demand line in a quarter, not yet written; 0 takes back what stands there."""

    demand: str
    pool: str
    quarter: PartialDate
    quantity: Decimal
    basis: str = ""


def unfit(line: Demand, pool: Pool) -> Problem | None:
    """Why a pool can never serve a line: another kind or another unit (rule 12: units are not converted silently)."""
    if pool.supplies != line.pool_kind:
        return Problem("pool", "kind_differs", {"pool": pool.title, "line": line.name})
    if pool.measure != line.unit:
        return Problem("pool", "unit_differs", {"pool": pool.title, "pool_unit": pool.measure, "line": line.name,
                                                 "line_unit": line.unit})
    if line.precision and pool.grade and line.precision != pool.grade:
        precisions = catalogue("precision")
        return Problem("pool", "precision_differs", {"pool": pool.title, "pool_precision": precisions.label(pool.grade),
                                                     "line": line.name, "line_precision": precisions.label(line.precision)})
    return None


def closed(line: Demand, pool: Pool, quarter: PartialDate) -> Problem | None:
    """Why a pool that fits cannot serve a line in this quarter, rules 15 and 16 (data permissions) included."""
    if quarter not in needs(line):
        return Problem("quarter", "outside_span", {"quarter": quarter.shown, "line": line.name})
    if not open_in(pool, quarter):
        return Problem("quarter", "pool_closed", {"pool": pool.title, "quarter": quarter.shown})
    return permission_problem(pool, quarter) if isinstance(pool, Dataset) else None


def serves(line: Demand, pool: Pool, quarter: PartialDate) -> bool:
    """Whether this pool may be given to this line in this quarter."""
    return unfit(line, pool) is None and closed(line, pool, quarter) is None


def topped_up(line: Demand, pool: Pool, missing: Mapping[PartialDate, Decimal], left: Mapping[PartialDate, Decimal | None],
              given: Mapping[PartialDate, Decimal]) -> list[Assignment]:
    """What a pool can still give of what a line misses, quarter by quarter and never more than it has left (None: no limit).

    `given` is what it gives the line already. Money that one quarter takes is not there in the next.
    """
    wishes, spent = [], ZERO
    for quarter, need in missing.items():
        room = left.get(quarter)
        take = need if room is None else min(need, room - spent)
        if take > 0 and serves(line, pool, quarter):
            wishes.append(Assignment(line.id, pool.id, quarter, given.get(quarter, ZERO) + take))
            spent += take if pool.supplies in CONSUMED else ZERO
    return wishes


def excess(line: Demand, given: Iterable[Allocation]) -> Problem | None:
    """What is assigned above the need: money over all quarters together, everything else by the quarter."""
    if line.pool_kind in PERMITTED:
        return None
    if line.pool_kind in CONSUMED:
        total = sum((a.quantity for a in given), ZERO)
        return _over(line, "全部季度", total, line.quantity) if total > line.quantity else None
    totals: defaultdict[PartialDate, Decimal] = defaultdict(Decimal)
    for allocation in given:
        totals[allocation.quarter] += allocation.quantity
    need = needs(line)
    over = next((quarter for quarter in sorted(totals) if totals[quarter] > need.get(quarter, ZERO)), None)
    return None if over is None else _over(line, over.shown, totals[over], need.get(over, ZERO))


def _over(line: Demand, quarter: str, total: Decimal, need: Decimal) -> Problem:
    figures: Mapping[str, str] = {"total": f"{total.normalize():f}", "need": f"{need.normalize():f}"}
    return Problem("quantity", "over_demand", {"quarter": quarter, "line": line.name, **figures})
