"""From which supplies the chosen items are served: as few pairs as possible, then as little change as possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.optimizer.layout import INFINITE, Layout
from planner.optimizer.programme import Programme, solve
from planner.optimizer.watch import Watch

Pair = tuple[str, str]   # an item and a supply that serves it

FREE_UP_TO = 400      # slots x supplies; up to here the choice itself may still change among equal scores
EXACT_UP_TO = 3_000   # beyond, pairs are saved while routing, without proof
NODES = 300           # ends a long search at the same place on every machine


@dataclass(frozen=True)
class Placement:
    """The layout's columns and the pairs that may be used."""

    columns: tuple[int, ...]
    pairs: frozenset[Pair]


def place(layout: Layout, columns: Sequence[int], score: int, watch: Watch) -> Placement | None:
    """The pairs for a choice of this score; None where there are too many to weigh them one against another."""
    size = sum(len(access) for access in layout.reach.values())
    watch.what = "挑选尽量少的供给"
    if size > EXACT_UP_TO or watch.stop():
        return None
    draft = _Draft(layout, None if size <= FREE_UP_TO else frozenset(columns), score)
    fewest = draft.best(watch, lambda pair: 0.0 if pair in draft.settled else -1.0)
    if fewest is None:
        return None
    draft.limit_pairs(len(fewest.pairs - draft.settled))
    nearest = draft.best(watch, lambda pair: 1.0 if pair in draft.current else 0.0 if pair in draft.settled else -1.0)
    return nearest or fewest


class _Draft:
    """The programme over choices, pairs and parts of each slot, with the score held."""

    def __init__(self, layout: Layout, fixed: frozenset[int] | None, score: int) -> None:
        self._layout = layout
        item_of = {line.key: line.item for line in layout.model.lines}
        self.settled = frozenset((item_of[line], supply) for line, supply, _ in layout.model.locks)
        self.current = frozenset((item_of[line], supply) for line, supply, _ in layout.model.current if line in item_of)
        lower, upper = _bounds(layout, fixed)
        self._programme = Programme([0.0] * len(lower), lower, upper, 0, list(layout.rows))
        self._pairs = self._add_pairs(item_of)
        self._add_parts(item_of)
        scores = tuple(range(layout.items))
        self._programme.rows.append((score, INFINITE, scores, tuple(map(float, layout.scores[:layout.items]))))

    def _add_pairs(self, item_of: dict[str, str]) -> dict[Pair, int]:
        programme = self._programme
        pairs = dict.fromkeys((item_of[line], cell[0]) for (line, _), access in self._layout.reach.items() for cell in access)
        numbered = {pair: len(programme.gains) + at for at, pair in enumerate(pairs)}
        programme.gains += [0.0] * len(pairs)
        programme.lower += [0.0] * len(pairs)
        programme.upper += [1.0] * len(pairs)
        programme.integers = len(programme.gains)
        return numbered

    def _add_parts(self, item_of: dict[str, str]) -> None:
        """A part of each slot from each cell; whole lines have their own column instead."""
        layout, programme = self._layout, self._programme
        place = {item.key: number for number, item in enumerate(layout.model.items)}
        whole = {line.key for line in layout.model.lines if line.whole}
        taken: dict[object, list[tuple[int, float]]] = {}
        for slot, access in layout.reach.items():
            parts = []
            for cell in access:
                column = layout.whole.get((slot[0], cell[0])) if slot[0] in whole else self._part()
                if column is None:
                    continue
                parts.append(column)
                taken.setdefault(cell, []).append((column, float(layout.remaining[slot])))
                programme.rows.append((-INFINITE, 0, (column, self._pairs[item_of[slot[0]], cell[0]]), (1.0, -1.0)))
            if slot[0] not in whole:
                programme.rows.append((0, 0, (*parts, place[item_of[slot[0]]]), (*(1.0 for _ in parts), -1.0)))
        for cell, amount in layout.left.items():
            if amount is not None and cell in taken:
                columns, factors = zip(*taken[cell], strict=True)
                programme.rows.append((-INFINITE, amount, columns, factors))

    def _part(self) -> int:
        programme = self._programme
        programme.gains.append(0.0)
        programme.lower.append(0.0)
        programme.upper.append(1.0)
        return len(programme.gains) - 1

    def limit_pairs(self, most: int) -> None:
        """No more pairs from now on than this, those that the locks settle not counted."""
        columns = tuple(column for pair, column in self._pairs.items() if pair not in self.settled)
        self._programme.rows.append((-INFINITE, most, columns, (1.0,) * len(columns)))

    def best(self, watch: Watch, gain: Callable[[Pair], float]) -> Placement | None:
        for pair, column in self._pairs.items():
            self._programme.gains[column] = gain(pair)
        values = solve(self._programme, watch, nodes=NODES).values
        if values is None:
            return None
        used = frozenset(pair for pair, column in self._pairs.items() if values[column] > 0.5)
        return Placement(tuple(at for at in range(len(self._layout.scores)) if values[at] > 0.5), used)


def _bounds(layout: Layout, fixed: frozenset[int] | None) -> tuple[list[float], list[float]]:
    if fixed is None:
        return list(map(float, layout.lower)), list(map(float, layout.upper))
    chosen = [float(at in fixed) for at in range(layout.items)]
    free = len(layout.scores) - layout.items
    return [*chosen, *[0.0] * free], [*chosen, *[1.0] * free]

