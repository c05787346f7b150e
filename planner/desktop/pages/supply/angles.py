"""The angles from which a plan is seen whole: kinds, pools, demand lines over quarters; scenarios over kinds; and what is behind a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from planner.desktop.pages.supply.held import Held
from planner.desktop.pages.supply.lines import ENOUGH, GAP, NEVER, Cell, kind_cell, need_cells, pool_cell, short_quarter
from planner.domain.balance import ZERO, Group
from planner.domain.catalogues import catalogue
from planner.domain.demand import Allocation, Demand
from planner.domain.ledger import Touched
from planner.domain.supply import POOLS
from planner.schema.dates import PartialDate
from planner.schema.numbers import trimmed

KINDS = tuple(POOLS)
Rows = list[tuple[str, str]]
Lines = frozenset[str] | None


@dataclass(frozen=True)
class Part:
    """One of the rows behind a figure: a demand line in a quarter, what it needs and what it was given from where."""

    line: str
    title: str
    spec: str
    source: str
    quarter: str
    need: Decimal
    given: Decimal
    missing: Decimal
    unit: str

    @property
    def key(self) -> str:
        return f"{self.line}/{self.source}/{self.quarter}"


class Angle(Protocol):
    """Rows by key, and what stands in them; `column` counts from 0, None is the whole row."""

    words: str
    hint: str

    def heads(self) -> list[tuple[str, str]]:
        """Short and full words of the columns."""

    def rows(self) -> Rows:
        """Keys and labels: what is over first, then what is short."""

    def cells(self, key: str) -> tuple[Cell, ...]: ...

    def parts(self, key: str, column: int | None, lines: Lines = None) -> list[Part]:
        """The rows behind a figure; only those of these lines, if said."""

    def among(self, touched: Touched) -> Iterable[str]:
        """The rows whose figures an operation has changed."""


def kind_words(kind: str) -> str:
    return catalogue("pool_kind").label(kind)


class _Quarters:
    """What the angles over quarters have in common."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def heads(self) -> list[tuple[str, str]]:
        return [(short_quarter(quarter), quarter.shown) for quarter in self._held.ledger.span]

    def _need_parts(self, lines: Iterable[Demand], column: int | None) -> list[Part]:
        """What lines need in a quarter, or in all of them; what is missing first."""
        ledger = self._held.ledger
        chosen = None if column is None else ledger.span[column]
        found = []
        for line in lines:
            wanted, served = ledger.wanted(line.id), ledger.served(line.id)
            meant = wanted if chosen is None else [chosen] if chosen in wanted else []
            found += [self._part(line, "", quarter, wanted[quarter], served.get(quarter, ZERO)) for quarter in meant]
        return sorted(found, key=lambda part: part.missing, reverse=True)

    def _given_parts(self, given: Iterable[Allocation], column: int | None) -> list[Part]:
        ledger = self._held.ledger
        chosen = None if column is None else ledger.span[column]
        return [self._part(ledger.lines[a.demand], ledger.pools[a.pool].title, a.quarter, ledger.wanted(a.demand).get(a.quarter, ZERO),
                           a.quantity) for a in given if chosen in (None, a.quarter)]

    def _part(self, line: Demand, source: str, quarter: PartialDate, need: Decimal, given: Decimal) -> Part:
        """What the line still misses counts everything that it was given, from wherever."""
        missing = max(ZERO, need - (self._held.ledger.served(line.id).get(quarter, ZERO) if source else given))
        return Part(line.id, self._held.name(line), line.spec or "", source, short_quarter(quarter), need, given, missing, line.unit)


class ByKind(_Quarters):
    """All demand of one kind and unit against all supply of it."""

    words, hint = "按类别", "每格是 需求 / 可用。▲超：需求大于全部供给；▽缺：供给够，还没有配足；✓：已配足。"

    def rows(self) -> Rows:
        groups = sorted(self._held.ledger.groups(), key=self._rank)
        return [(_key(group), f"{kind_words(group[0])}（{self._held.ledger.group(group)[0].unit}）") for group in groups]

    def _rank(self, group: Group) -> tuple[int, int]:
        rows = self._held.ledger.group(group)
        return -sum(1 for row in rows if row.available is not None and row.need > row.available), KINDS.index(group[0])

    def cells(self, key: str) -> tuple[Cell, ...]:
        return tuple(map(kind_cell, self._held.ledger.group(_group(key))))

    def parts(self, key: str, column: int | None, lines: Lines = None) -> list[Part]:
        ledger, group = self._held.ledger, _group(key)
        among = ledger.lines.values() if lines is None else [ledger.lines[line] for line in lines if line in ledger.lines]
        return self._need_parts((line for line in among if ledger.group_of(line.id) == group), column)

    def among(self, touched: Touched) -> Iterable[str]:
        return [_key(group) for group in self._held.ledger.groups() if group[0] in touched.kinds]


class ByPool(_Quarters):
    """Each pool, and whom it serves."""

    words, hint = "按供给", "每格是 已配 / 可用。▲超：配出去的多于可用。选一格，下面列出它供给的需求。"

    def rows(self) -> Rows:
        ledger = self._held.ledger
        pools = sorted(ledger.pools.values(), key=lambda p: (-ledger.over(p.id), KINDS.index(p.supplies), p.title))
        return [(pool.id, f"{kind_words(pool.supplies)}｜{pool.title}（{pool.measure}）") for pool in pools]

    def cells(self, key: str) -> tuple[Cell, ...]:
        return tuple(map(pool_cell, self._held.ledger.pool(key)))

    def parts(self, key: str, column: int | None, lines: Lines = None) -> list[Part]:
        given = self._held.ledger.of_pool(key)
        return self._given_parts(given if lines is None else [a for a in given if a.demand in lines], column)

    def among(self, touched: Touched) -> Iterable[str]:
        return touched.pools


class ByLine(_Quarters):
    """Each demand line, and what it is given."""

    words, hint = "按需求", "每格是 已配 / 需求。▽缺：还差多少；✓：已配足；—：这一季不需要。"

    def rows(self) -> Rows:
        held = self._held
        lines = sorted(held.ledger.lines.values(), key=lambda line: (
            not held.short.get(line.id), not line.must_have, line.priority or 3, held.name(line)))
        return [(line.id, f"{held.name(line)}｜{kind_words(line.pool_kind)} {trimmed(line.quantity)} {line.unit}") for line in lines]

    def cells(self, key: str) -> tuple[Cell, ...]:
        ledger = self._held.ledger
        return need_cells(ledger.wanted(key), ledger.served(key), ledger.span)

    def parts(self, key: str, column: int | None, lines: Lines = None) -> list[Part]:
        line = self._held.ledger.lines[key]
        return self._given_parts(self._held.ledger.of_line(key), column) or self._need_parts([line], column)

    def among(self, touched: Touched) -> Iterable[str]:
        return touched.lines


class ByScenario(_Quarters):
    """Each scenario or project, and how far each kind of its demand is met."""

    words, hint = "按场景", "每格是这类要素 配足的季度数 / 需要的季度数。▽缺：还差几个季度；—：不需要。"

    def __init__(self, held: Held) -> None:
        super().__init__(held)
        self._lines: dict[str, list[str]] = {}

    def heads(self) -> list[tuple[str, str]]:
        return [(kind_words(kind), kind_words(kind)) for kind in KINDS]

    def rows(self) -> Rows:
        held, found = self._held, defaultdict[str, list[str]](list)
        for line in held.ledger.lines.values():
            found[line.scenario].append(line.id)
        self._lines = dict(found)
        names = {key: held.name(held.ledger.lines[lines[0]]) for key, lines in found.items()}
        return sorted(names.items(), key=lambda row: (-sum(held.short.get(line, 0) for line in found[row[0]]), row[1]))

    def _of(self, key: str, kind: str | None) -> list[Demand]:
        lines = self._held.ledger.lines
        return [lines[line] for line in self._lines.get(key, ()) if line in lines and kind in (None, lines[line].pool_kind)]

    def cells(self, key: str) -> tuple[Cell, ...]:
        return tuple(self._cell(self._of(key, kind)) for kind in KINDS)

    def _cell(self, lines: Sequence[Demand]) -> Cell:
        if not lines:
            return NEVER
        wanted = sum(len(self._held.ledger.wanted(line.id)) for line in lines)
        short = sum(self._held.short.get(line.id, 0) for line in lines)
        text = f"{wanted - short} / {wanted}"
        return Cell(f"{text} {GAP} {short} 季", "amber") if short else Cell(f"{text} {ENOUGH}", "green")

    def parts(self, key: str, column: int | None, lines: Lines = None) -> list[Part]:
        mine = self._of(key, None if column is None else KINDS[column])
        return self._need_parts([line for line in mine if lines is None or line.id in lines], None)

    def among(self, touched: Touched) -> Iterable[str]:
        lines = self._held.ledger.lines
        return {lines[key].scenario for key in touched.lines if key in lines}


ANGLES = (ByKind, ByPool, ByLine, ByScenario)


def _key(group: Group) -> str:
    return "/".join(group)


def _group(key: str) -> Group:
    kind, rest = key.split("/", 1)
    unit, precision = rest.rsplit("/", 1)
    return kind, unit, precision
