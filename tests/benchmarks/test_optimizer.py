"""How quickly plans come, as ratios of one run: with and without flows, and against the greedy rule.

Small by default; PLANNER_BENCHMARK_SIZES=100,300,1000,5000 runs others and prints their figures with -s.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import defaultdict

import pytest

from planner.optimizer.choosing import Chooser, add_flows
from planner.optimizer.greedy import Greedy
from planner.optimizer.layout import INFINITE, Layout, lay_out
from planner.optimizer.model import Group, Item, Line, Model, Prerequisite, Supply
from planner.optimizer.programme import Programme, solve
from planner.optimizer.watch import Watch

SIZES = [int(size) for size in os.environ.get("PLANNER_BENCHMARK_SIZES", "100").split(",")]
KINDS, PERIODS, PLACES = 4, 12, 80
POOLS = {100: 20, 300: 25, 500: 41, 1000: 50, 5000: 200}
LIMIT = float(os.environ.get("PLANNER_BENCHMARK_SECONDS", "20"))


def instance(count: int, seed: int = 1) -> Model:
    """Items of many sizes in places (sector and district), four kinds of rival supply for 45 % of the need, some rules."""
    dice = random.Random(count * 1000 + seed)
    names = [f"s{n}" for n in range(count)]
    pools = [(f"p{n}", n % KINDS, {place for place in range(PLACES) if dice.random() < 0.25}) for n in range(POOLS.get(count, 40))]
    able = {(kind, place): tuple(key for key, of, places in pools if of == kind and place in places) or (f"p{kind}",)
            for kind in range(KINDS) for place in range(PLACES)}
    lines, total, scores = [], defaultdict(int), []
    for name in names:
        size, place, first = dice.lognormvariate(0, 0.8), dice.randrange(PLACES), dice.randrange(PERIODS - 2)
        scores.append(max(500, min(10_000, round(3500 + 1500 * size + dice.gauss(0, 1500)))))
        for kind in range(KINDS):
            if dice.random() < 0.8:
                base = 20_000_000 * size * dice.lognormvariate(0, 0.5)
                needs = {t: round(base * dice.uniform(0.7, 1.3)) for t in range(first, min(PERIODS, first + dice.randrange(2, 7)))}
                lines.append(Line(f"{name}-{kind}", name, needs, able[kind, place]))
                for period, need in needs.items():
                    total[kind, period] += need
    weight = {key: dice.lognormvariate(0, 0.6) for key, _, _ in pools}
    among = {kind: sum(weight[key] for key, of, _ in pools if of == kind) for kind in range(KINDS)}
    supplies = tuple(Supply(key, {t: round(0.45 * total[kind, t] * weight[key] / among[kind]) for t in range(PERIODS)})
                     for key, kind, _ in pools)
    mixed = dice.sample(names, count)
    groups = tuple(Group(f"g{n}", tuple(mixed[3 * n:3 * n + 3]), 0, 1) for n in range(count // 24))
    waits = tuple(Prerequisite(f"v{n}", *dice.sample(mixed[count // 2:][2 * n:2 * n + 2], 2)) for n in range(count // 20))
    return Model(tuple(map(Item, names, scores)), tuple(lines), supplies, groups, (), waits)


class Timed(Watch):
    """Notes when the gap fell below each mark, in seconds of the search."""

    def __init__(self, seconds: float) -> None:
        super().__init__(None, seconds)
        self.marks: dict[float, float] = {}
        self.ended = 0.0

    def heard(self, score: float | None = None, bound: float | None = None) -> None:
        super().heard(score, bound)
        for mark in (0.1, 0.05, 0.025, 0.01, 0.001):
            if self.gap is not None and self.gap <= mark:
                self.marks.setdefault(mark, round(self.seconds, 2))


def bare(layout: Layout) -> Timed:
    """HiGHS by itself on the model with flows shared by classes: the floor."""
    programme = Programme(list(map(float, layout.scores)), list(map(float, layout.lower)), list(map(float, layout.upper)),
                          len(layout.scores), [*layout.rows])
    for arena in layout.arenas:
        add_flows(programme, arena)
    watch = Timed(LIMIT)

    def hear(gain: float, bound: float, _: object) -> None:
        watch.heard(gain if gain > -INFINITE else None, bound if bound < INFINITE else None)

    solve(programme, watch, gap=0.001, hear=hear)
    watch.ended = watch.seconds
    return watch


@pytest.mark.timeout(0)
@pytest.mark.parametrize("size", SIZES)
def test_speed(size: int) -> None:
    model = instance(size)
    began = time.perf_counter()
    layout = lay_out(model)
    laid = time.perf_counter() - began
    greedy = Greedy(layout)
    filled = greedy.fill(greedy.by_thrift())
    assert filled is not None
    by_rule = sum(score for score, value in zip(layout.scores, filled, strict=True) if value)
    found = {}
    for flows in (None, True, False) if size < 5000 else (None,):
        watch = Timed(LIMIT)
        choice = Chooser(layout, watch, 0.001, flows=flows).choose()
        found[flows] = choice, watch
        told = {"gap": f"{(choice.bound - choice.score) / choice.bound:.4f}", "at": watch.marks, "seconds": round(watch.seconds, 1),
                "links": layout.links, "laid": round(laid, 2), "over greedy": f"{choice.score / by_rule - 1:.1%}",
                "greedy / bound": f"{by_rule / choice.bound:.1%}"}
        sys.stdout.write(f"\n{size} flows={flows} {told}")
    if size < 5000:
        floor = bare(layout)
        sys.stdout.write(f"\n{size} HiGHS alone: {floor.marks}, ended at {floor.gap or 0:.4f} after {floor.ended:.1f} s")
    chosen, watch = found[None]
    assert chosen.score >= by_rule
    assert watch.marks[0.025] <= LIMIT
