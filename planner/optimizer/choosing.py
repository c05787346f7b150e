"""The best choice of items: a model with flows where it is small, else one without, to which violated cuts are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.optimizer.greedy import Greedy
from planner.optimizer.layout import INFINITE, Arena, Layout, Row
from planner.optimizer.programme import Programme, solve
from planner.optimizer.routing import Router
from planner.optimizer.watch import Watch

if TYPE_CHECKING:
    from planner.optimizer.programme import Values

FLOWS_UP_TO = 6_000      # flow columns; beyond them the model without flows is quicker (measured, docs/architecture.md)
RELAXED_FROM = 1_200     # flow columns; up to here the solver is done before a first look would be
RELAXED_ROUNDS = 40
COARSE = 0.006           # first searches without flows end early: they only have to find the missing cuts
NEAR_ROUNDS, NEAR_NODES, NEAR_GAP = 4, 500, 0.001   # of the search near the relaxed values, which only has to find a good plan
WHOLE = 1e-6             # a relaxed value this near to 0 or 1 is taken for it
SLACK = 1e-5             # cuts violated by less, as a part of their capacity, are left to the exact check


@dataclass(frozen=True)
class Choice:
    """The columns of the best plan found, its score and the proved bound; no columns when no plan exists or was found."""

    columns: tuple[int, ...] | None
    score: int
    bound: float
    infeasible: bool = False


class Chooser:
    """Searches one layout. `flows` None lets the size decide."""

    def __init__(self, layout: Layout, watch: Watch, gap: float, *, flows: bool | None = None) -> None:
        self._layout, self._watch, self._gap = layout, watch, gap
        self._flows = layout.links <= FLOWS_UP_TO if flows is None else flows
        self._routers = [Router(arena) for arena in layout.arenas]
        self._greedy = Greedy(layout)
        self._cuts: dict[Row, None] = {}
        self._implied: frozenset[Row] = frozenset()   # cuts that flows keep by themselves, and would only slow down
        self._best: list[float] | None = None
        self._score = 0
        self._bound = float(sum(layout.scores))

    def choose(self) -> Choice:
        """Search until the gap is reached or the watch says stop; the first answer comes from the greedy rule."""
        self._offer(self._greedy.fill(self._greedy.by_thrift()))
        self._offer(self._greedy.fill(self._greedy.by_score()))
        if not self._flows or self._layout.links > RELAXED_FROM:
            self._relax()
        self._implied = frozenset(self._cuts) if self._flows else frozenset()
        while not self._watch.stop():
            if self._search():
                break
        columns = None if self._best is None else tuple(at for at, value in enumerate(self._best) if value)
        return Choice(columns, self._score, self._bound, infeasible=self._bound == -INFINITE)

    def _search(self) -> bool:
        """One run of the solver; True when nothing is left to do."""
        coarse = not self._flows and (self._watch.gap is None or self._watch.gap > COARSE)
        gap = max(self._gap, COARSE if coarse else 0.0)
        answer = solve(self._programme(flows=self._flows), self._watch, gap=gap, start=self._best, hear=self._hear)
        if answer.infeasible:
            self._bound = -INFINITE if self._best is None else float(self._score)
            return True
        self._lower(answer.bound)
        if answer.values is None:
            return True
        fits = self._weigh(answer.values)
        return (fits and gap <= self._gap) or self._close_enough()

    def _weigh(self, values: Values) -> bool:
        """Offer a solution, or what can be carried out of it; True when it is one that can be carried out as it is."""
        whole = [float(value > 0.5) for value in values[:len(self._layout.scores)]]
        violated = self._violated(whole, exactly=True)
        self._offer(self._greedy.fill(self._greedy.by_values(whole)) if violated else whole)
        self._cuts.update(dict.fromkeys(violated))
        return not violated

    def _relax(self) -> None:
        """Cuts at the relaxed values, until none is violated; the order of these values is a good one to fill in."""
        for _ in range(RELAXED_ROUNDS):
            answer = solve(self._programme(), self._watch, relaxed=True)
            if answer.values is None or self._watch.stop():
                return
            self._lower(answer.bound)
            values = answer.values.tolist()
            cuts = self._violated(values, exactly=False)
            self._cuts.update(dict.fromkeys(cuts))
            if not cuts:
                self._offer(self._greedy.fill(self._greedy.by_values(values)))
                self._refine(values)
                return

    def _refine(self, relaxed: Sequence[float]) -> None:
        """Search near the relaxed values: open is what they leave open, and where the best plan so far is of another mind."""
        for _ in range(NEAR_ROUNDS):
            if self._best is None or self._watch.stop() or self._close_enough():
                return
            programme = self._programme()
            for at, best in enumerate(self._best):
                if abs(relaxed[at] - best) < WHOLE:
                    programme.lower[at] = programme.upper[at] = best
            answer = solve(programme, self._watch, gap=NEAR_GAP, start=self._best, nodes=NEAR_NODES)
            if answer.values is None or self._weigh(answer.values):
                return

    def _violated(self, values: Sequence[float], *, exactly: bool) -> list[Row]:
        found = []
        for arena, router in zip(self._layout.arenas, self._routers, strict=True):
            row = violated_cut(arena, router, values, exactly=exactly)
            if row is not None and (exactly or row not in self._cuts):
                found.append(row if row not in self._cuts else cover(row, values))
        return found

    def _programme(self, *, flows: bool = False) -> Programme:
        layout, cuts = self._layout, [cut for cut in self._cuts if cut not in self._implied]
        programme = Programme(list(map(float, layout.scores)), list(map(float, layout.lower)), list(map(float, layout.upper)),
                              len(layout.scores), [*layout.rows, *cuts])
        for arena in layout.arenas:
            if flows:
                add_flows(programme, arena)
            else:
                programme.rows.append(total_row(arena))
        return programme

    def _offer(self, columns: Sequence[float] | None) -> None:
        """Keep a plan that can be carried out if it is better."""
        if columns is None:
            return
        score = sum(score for score, value in zip(self._layout.scores, columns, strict=True) if value)
        if self._best is None or score > self._score:
            self._best, self._score = list(columns), score
            self._watch.heard(score=score)

    def _lower(self, bound: float) -> None:
        """Scores are whole numbers, so that a bound between two of them is the lower."""
        if bound < self._bound:
            self._bound = max(float(int(bound + 1e-6)), float(self._score))
            self._watch.heard(bound=self._bound)

    def _hear(self, gain: float, bound: float, values: Values | None) -> None:
        self._lower(bound)
        if values is not None:
            whole = [float(value > 0.5) for value in values[:len(self._layout.scores)]]
            violated = self._violated(whole, exactly=True)
            self._offer(self._greedy.fill(self._greedy.by_values(whole)) if violated else whole)

    def _close_enough(self) -> bool:
        return self._best is not None and self._bound - self._score <= self._gap * max(self._bound, 1.0)


def violated_cut(arena: Arena, router: Router, values: Sequence[float], *, exactly: bool) -> Row | None:
    """The minimum cut of an arena that the column values overload: its loads within what its cells have."""
    import numpy as np

    needs = [sum(amount * values[column] for column, amount in loads.items()) for loads in arena.loads]
    routing = router.route(np.array(np.rint(needs) if exactly else np.floor(needs), np.int64))
    if not routing.unmet:
        return None
    capacity = sum(arena.capacity[cell] for cell in routing.narrow)
    if not exactly and routing.unmet <= SLACK * capacity:
        return None
    loads: dict[int, int] = {}
    for number in routing.excess:
        for column, amount in arena.loads[number].items():
            loads[column] = loads.get(column, 0) + amount
    return -INFINITE, capacity, tuple(loads), tuple(map(float, loads.values()))


def cover(cut: Row, values: Sequence[float]) -> Row:
    """For a cut that is violated by less than the solver's tolerance: not all of these columns together."""
    columns = tuple(column for column in cut[2] if values[column] > 0.5)
    return -INFINITE, len(columns) - 1, columns, (1.0,) * len(columns)


def total_row(arena: Arena) -> Row:
    """All that is needed in an arena within all that it has."""
    loads: dict[int, int] = {}
    for load in arena.loads:
        for column, amount in load.items():
            loads[column] = loads.get(column, 0) + amount
    return -INFINITE, sum(arena.capacity), tuple(loads), tuple(map(float, loads.values()))


def add_flows(programme: Programme, arena: Arena) -> None:
    """Flow columns from each cell to each class that it can serve, in parts of the arena's greatest load."""
    size = float(max((amount for load in arena.loads for amount in load.values()), default=1))
    into: list[list[int]] = [[] for _ in arena.cells]
    for access, load in zip(arena.access, arena.loads, strict=True):
        first = len(programme.gains)
        columns = tuple(range(first, first + len(access)))
        for cell, column in zip(access, columns, strict=True):
            programme.gains.append(0.0)
            programme.lower.append(0.0)
            programme.upper.append(arena.capacity[cell] / size)
            into[cell].append(column)
        programme.rows.append((0, 0, (*columns, *load), ((1.0,) * len(columns)) + tuple(-a / size for a in load.values())))
    for capacity, flowing in zip(arena.capacity, into, strict=True):
        programme.rows.append((-INFINITE, capacity / size, tuple(flowing), (1.0,) * len(flowing)))
