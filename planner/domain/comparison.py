"""Variants side by side: the measures by which they are compared, said once for the screen, the terminal and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.balance import ZERO
from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.variants import IN, OUT, PARTLY, Figures, Sum

STATES = {IN: "入选", PARTLY: "部分满足", OUT: "未入选"}
SIGNS = {IN: "✓ 入选", PARTLY: "◐ 部分满足", OUT: "— 未入选"}
UNNAMED = "（未填）"
_SUMS: tuple[tuple[str, Callable[[Sum], Decimal]], ...] = (
    ("需求", lambda one: one.need), ("已配", lambda one: one.assigned), ("缺口", lambda one: one.gap))


@dataclass(frozen=True)
class Measure:
    """One figure of every variant, in their order; `group` says to what it belongs."""

    group: str
    name: str
    unit: str
    amounts: tuple[Decimal, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.amounts)) > 1


@dataclass(frozen=True)
class Standing:
    """A scenario and its state in each variant, in their order."""

    scenario: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Several variants over the same demand and supply."""

    figures: tuple[Figures, ...]
    measures: tuple[Measure, ...]

    @property
    def states(self) -> tuple[Standing, ...]:
        """Every scenario that asks for something, with its state in each variant."""
        scenarios = dict.fromkeys(scenario for one in self.figures for scenario in one.states)
        return tuple(Standing(key, tuple(one.states.get(key, OUT) for one in self.figures)) for key in scenarios)

    @property
    def differences(self) -> tuple[Standing, ...]:
        """Those whose state is not the same in all of them."""
        return tuple(row for row in self.states if len(set(row.states)) > 1)


def compared(figures: Sequence[Figures], demands: Sequence[Demand]) -> Comparison:
    """Put variants over the same demand side by side; without any there is nothing to measure."""
    if not figures:
        return Comparison((), ())
    found = (*_chosen(figures), *_served(figures, demands), *_supplied(figures), *_paid(figures), *_covered(figures))
    return Comparison(tuple(figures), found)


def _chosen(figures: Sequence[Figures]) -> Iterator[Measure]:
    for state, name in STATES.items():
        yield Measure("入选情况", name, "个", tuple(Decimal(one.count(state)) for one in figures))
    yield Measure("入选情况", "入选得分合计", "分", tuple(one.score for one in figures))


def _served(figures: Sequence[Figures], demands: Sequence[Demand]) -> Iterator[Measure]:
    must = {line.id for line in demands if line.must_have}
    yield Measure("需求满足", "配足的需求", "条", tuple(Decimal(len(one.full)) for one in figures))
    yield Measure("需求满足", "配足的必须满足项", "条", tuple(Decimal(len(one.full & must)) for one in figures))
    yield Measure("需求满足", "超配的供给", "季·项", tuple(Decimal(one.over) for one in figures))


def _supplied(figures: Sequence[Figures]) -> Iterator[Measure]:
    kinds, none = catalogue("pool_kind"), Sum(ZERO, ZERO, ZERO)
    for kind, unit in dict.fromkeys(key for one in figures for key in one.sums):
        for name, of in _SUMS:
            yield Measure(f"{kinds.label(kind)}（各季度合计）", name, unit, tuple(of(one.sums.get((kind, unit), none)) for one in figures))


def _paid(figures: Sequence[Figures]) -> Iterator[Measure]:
    sources = catalogue("finance_source")
    for source, year in sorted({key for one in figures for key in one.money}, key=lambda key: (key[1], key[0])):
        yield Measure("资金来源", f"{year}年 {sources.label(source)}", "万元",
                      tuple(one.money.get((source, year), ZERO) for one in figures))


def _covered(figures: Sequence[Figures]) -> Iterator[Measure]:
    sectors = catalogue("sector")
    for sector in sorted({sector for one in figures for sector in one.sectors}):
        yield Measure("领域覆盖（入选场景）", sectors.label(sector) or UNNAMED, "个",
                      tuple(Decimal(one.sectors.get(sector, 0)) for one in figures))
