"""Reasoning: what the optimizer says about keys and amounts, as problems about records that people know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.domain.selection import capped
from planner.errors import Problem
from planner.schema.dates import PartialDate
from planner.services.formulating import Case, amount

if TYPE_CHECKING:
    from planner.optimizer.checking import Fault
    from planner.optimizer.explaining import Shortage, WhyNot

ALL_QUARTERS = "全部季度"


@dataclass(frozen=True)
class Short:
    """These pools together lack so much in a quarter (None: over all quarters), everything else staying as it is."""

    pools: tuple[str, ...]
    quarter: PartialDate | None
    amount: Decimal
    unit: str


@dataclass(frozen=True)
class LeftOut:
    """A candidate that is not chosen: what binds, and every reason."""

    key: str
    title: str
    score: Decimal
    short: tuple[Short, ...]
    reasons: tuple[Problem, ...]


def in_points(hundredths: float) -> Decimal:
    """A score of the optimizer as people see it."""
    return (Decimal(round(hundredths)) / 100).normalize() + 0


def left_out(case: Case, found_why: Iterable[WhyNot]) -> tuple[LeftOut, ...]:
    """Why each candidate that is not chosen is not."""
    titles = {thing.id: thing.name for thing in case.candidates}
    scores = dict(zip(titles, case.scores(), strict=True))
    found = []
    for why in found_why:
        short = tuple(_short(case, lack) for lack in why.short)
        found.append(LeftOut(why.item, titles[why.item], Decimal(scores[why.item]) / 100, short,
                             tuple(_reasons(case, why, short)) or (Problem("", "left_would_fit"),)))
    return tuple(found)


def _short(case: Case, lack: Shortage) -> Short:
    pools = tuple(dict.fromkeys(key for key, _ in lack.cells))
    period = lack.cells[0][1]
    quarter = None if period is None else case.quarters[period]
    return Short(pools, quarter, amount(case, pools[0], lack.amount), case.sources[pools[0]].measure)


def _reasons(case: Case, why: WhyNot, short: Iterable[Short]) -> Iterator[Problem]:
    if why.decided:
        yield Problem("", "left_decided")
    rules = {rule.id: rule.title for rule in case.rules}
    yield from (Problem("", "left_rule", {"rule": rules[key]}) for key in why.rules)
    yield from _unserved(case, why.unserved)
    for one in short:
        names = "、".join(sorted(case.sources[pool].title for pool in one.pools))
        yield Problem("", "left_short", {"quarter": one.quarter.shown if one.quarter else ALL_QUARTERS, "pools": names,
                                         "amount": f"{one.amount:f}", "unit": one.unit})
    bound = {key for one in short for key in one.pools}
    yield from (Problem("", "left_budget", {"rule": rule.title}) for rule in case.rules
                if bound.intersection(pool.id for pool in capped(rule, case.pools)))


def _unserved(case: Case, slots: Iterable[tuple[str, int]]) -> Iterator[Problem]:
    by_line: dict[str, list[int]] = {}
    for line, period in slots:
        by_line.setdefault(line, []).append(period)
    yield from (_no_supply(case, line, periods) for line, periods in by_line.items())


def _no_supply(case: Case, key: str, periods: Iterable[int]) -> Problem:
    line = case.lines[key]
    title = next(thing.name for thing in case.candidates if thing.id == line.scenario)
    quarters = "、".join(case.quarters[period].shown for period in sorted(periods))
    return Problem("demand", "plan_no_supply", {"scenario": title, "line": line_name(case, key), "quarters": quarters}, where=key)


def line_name(case: Case, key: str) -> str:
    """What people call a demand line: its specification, or kind, amount and unit."""
    from planner.domain.catalogues import catalogue

    line = case.lines[key]
    kind = catalogue("pool_kind").label(line.pool_kind)
    return " ".join(filter(None, (kind, line.spec, f"{line.quantity.normalize():f}{line.unit}")))


_CODES: Mapping[str, str] = {
    "negative": "plan_negative", "absurd": "plan_absurd", "circle": "plan_circle", "all_required": "plan_all_required",
    "required_without": "plan_required_without", "locked_over": "plan_locked_over", "locked_outside": "plan_locked_outside",
    "never_open": "plan_never_open",
}


def warnings(case: Case, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """The faults that only keep a candidate out or are out of order, with the row's key as `where`."""
    found = (_no_supply(case, fault.subject, fault.params["periods"]) if fault.code == "no_supply" else _problem(case, fault)
             for fault in faults if not fault.blocking)
    return tuple(found)


def blocking(case: Case, faults: Iterable[Fault]) -> list[str]:
    """The faults on which no solver starts, as sentences."""
    from planner.messages import sentence

    return [sentence(_problem(case, fault)) for fault in faults]


def _problem(case: Case, fault: Fault) -> Problem:
    names = _names(case)
    params: dict[str, Any] = {"name": names.get(fault.subject, fault.subject), "pool": names.get(fault.subject, ""),
                              "line": names.get(fault.subject, ""), **fault.params}
    params["names"] = " → ".join(names.get(key, key) for key in fault.params.get("items", ()))
    params["count"] = len(fault.params.get("members", ()))
    period = fault.params.get("period")
    params["quarter"] = ALL_QUARTERS if period is None else case.quarters[period].shown
    return Problem("", _CODES.get(fault.code, "plan_unsound"), params, where=fault.subject)


def _names(case: Case) -> dict[str, str]:
    names = {thing.id: thing.name for thing in (*case.candidates, *case.pools, *case.rules)}
    return names | {key: line_name(case, key) for key in case.lines}


def named_conflict(case: Case, demands: Iterable[tuple[str, str]]) -> list[str]:
    """A smallest conflict in the words of the records."""
    from planner.messages import sentence

    names = _names(case)
    codes = {"supply": "conflict_supply", "item": "conflict_item"}
    return [sentence(Problem("", codes.get(kind, "conflict_rule"), {"name": names.get(key, key)})) for kind, key in demands]
