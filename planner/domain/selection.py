"""What a plan aims at: the rules that people set on the choice of scenarios, and the points by which they are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.domain.supply import FinancePool, Pool
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Link, Text
from planner.schema.numbers import Money, Percent, Whole
from planner.schema.record import Record

DROPPED = frozenset({"declined"})
_STAGE_POINTS: Mapping[str, int] = {
    "draft": 20, "returned": 20, "submitted": 40, "checked": 60, "in_review": 70, "reserve": 50, "declined": 0, "shortlisted": 90}
_FURTHER = 100   # announced and everything after
_TOLD = ("owner", "contact", "location", "pain_points", "content", "benefits", "investment", "starts", "ends", "technologies")


@dataclass(kw_only=True, eq=False)
class PlanRule(Record):
    """A rule on the choice (方案条件), for every variant.

    `other` is the second scenario of 二选一, or the one that must be chosen too; `least` and `most` are per cent of the
    number of chosen scenarios that a sector has. 预算上限 is an `amount` of a source of money, of one budget `year` or of all.
    """

    kind: ClassVar[str] = "plan_rule"
    label: ClassVar[str] = "方案条件"

    title: Annotated[str, Text(label="条件名称", required=True, limit=60, width=20, found=True)]
    rule: Annotated[str, Choice(label="条件类型", among=catalogue("plan_rule"), required=True, width=10)]
    scenario: Annotated[str | None, Link(label="场景", to="scenario project")] = None
    other: Annotated[str | None, Link(label="另一场景", to="scenario project")] = None
    sector: Annotated[str | None, Choice(label="所属领域", among=catalogue("sector"), width=10)] = None
    least: Annotated[Decimal | None, Percent(label="至少占比", width=8)] = None
    most: Annotated[Decimal | None, Percent(label="至多占比", width=8)] = None
    source: Annotated[str | None, Choice(label="资金来源", among=catalogue("finance_source"), width=12)] = None
    year: Annotated[PartialDate | None, When(label="预算年度", width=10)] = None
    amount: Annotated[Decimal | None, Money(label="金额上限（万元）", width=12)] = None
    basis: Annotated[str | None, Text(label="依据", limit=500, lines=2, width=20)] = None

    def problems(self) -> list[Problem]:
        needed = {"share": ("sector",), "exclusive": ("scenario", "other"), "prerequisite": ("scenario", "other"),
                  "budget": ("source", "amount")}
        found = [Problem(name, "missing") for name in needed.get(self.rule, ("scenario",)) if getattr(self, name) is None]
        if self.rule == "share" and self.least is None and self.most is None:
            found.append(Problem("least", "missing"))
        if self.least is not None and self.most is not None and self.least > self.most:
            found.append(Problem("most", "out_of_range", {"least": self.least, "most": 100}))
        if self.scenario is not None and self.scenario == self.other:
            found.append(Problem("other", "same_scenario"))
        return found


def capped(rule: PlanRule, pools: Iterable[Pool]) -> list[FinancePool]:
    """The money that a 预算上限 speaks of: of its source, and of its year where it names one."""
    if rule.rule != "budget":
        return []
    return [pool for pool in pools if isinstance(pool, FinancePool) and pool.source == rule.source and (
        rule.year is None or pool.budget_year is None or (
            pool.budget_year.first <= rule.year.last and rule.year.first <= pool.budget_year.last))]


@dataclass(kw_only=True, eq=False)
class Weighting(Record):
    """How much each criterion counts (评分权重), out of their sum; the newest one holds."""

    kind: ClassVar[str] = "weighting"
    label: ClassVar[str] = "评分权重"

    title: Annotated[str, Text(label="名称", required=True, limit=60, width=16)] = "评分权重"
    priority: Annotated[int, Whole(label="需求优先级", most=100, width=10)] = 50
    readiness: Annotated[int, Whole(label="办理进度", most=100, width=10)] = 30
    completeness: Annotated[int, Whole(label="材料完整度", most=100, width=10)] = 20

    @property
    def weights(self) -> tuple[int, ...]:
        """In the order of the points of `points`."""
        return self.priority, self.readiness, self.completeness


def points(scenario: Record, demands: Iterable[Demand]) -> tuple[int, ...]:
    """0 to 100 for each criterion: the best priority among its demand lines, how far it has come, how much is told of it.

    Priority 1 gives 100, 5 gives 20; a line without one counts as 3. A project has come as far as can be.
    """
    best = min((line.priority or 3 for line in demands), default=3)
    if not isinstance(scenario, Scenario):
        return (6 - best) * 20, _FURTHER, _FURTHER
    told = sum(getattr(scenario, name) not in (None, (), "") for name in _TOLD)
    return (6 - best) * 20, _STAGE_POINTS.get(scenario.stage or "draft", _FURTHER), told * 100 // len(_TOLD)


def points_of(things: Iterable[Record], demands: Iterable[Demand]) -> dict[str, tuple[int, ...]]:
    """Scenario or project -> its points."""
    lines: defaultdict[str, list[Demand]] = defaultdict(list)
    for line in demands:
        lines[line.scenario].append(line)
    return {thing.id: points(thing, lines[thing.id]) for thing in things}


def score(given: Sequence[int], weights: Sequence[float]) -> int:
    """The weighted mean of the points in hundredths of a point, rounded down."""
    total = sum(weights)
    return int(100 * sum(p * w for p, w in zip(given, weights, strict=True)) / total + 1e-9) if total else 0
