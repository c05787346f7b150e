"""What the page of supply holds of the workspace: the ledger of one variant and the names of whom it serves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.ledger import Ledger, Touched
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.schema.change import Change
from planner.schema.query import Query
from planner.schema.text import folded

if TYPE_CHECKING:
    from planner.schema.change import News
    from planner.workspace import Workspace

_ANEW = frozenset({Variant.kind, *(pool.kind for pool in POOLS.values())})
_MANY = 2000
GONE = "（已移除）"


class Held:
    """`follow` takes an operation over in place, where that is less work than asking for everything."""

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self.variant: str | None = None
        self.ledger = Ledger((), (), ())
        self.names: dict[str, str] = {}
        self.short: dict[str, int] = {}
        self.gaps: Counter[str] = Counter()
        self._texts: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    def load(self, variant: str | None) -> None:
        """Ask for everything of a variant; without one nothing is given yet."""
        supplying, self.variant = self._work.supplying, variant
        self.ledger = Ledger(supplying.pools(), supplying.demands(), supplying.allocations(variant) if variant else ())
        self.names = {}
        for record in (Scenario, Project):
            self.names.update(self._work.drafting.values(record, Query(), ("id", "title")))
        self.short, self.gaps, self._texts = {}, Counter(), {}
        self._judge(self.ledger.lines)

    def _judge(self, lines: Iterable[str]) -> None:
        """Count anew in how many quarters these lines are short, and how many lines of each kind are."""
        known = self.ledger.lines
        for key in lines:
            self._texts.pop(key, None)
            if self.short.pop(key, 0):
                self.gaps[self._kinds[key]] -= 1
            if key in known:
                self._kinds[key] = known[key].pool_kind
                self.short[key] = len(self.ledger.missing(key))
                self.gaps[known[key].pool_kind] += bool(self.short[key])

    def has(self, line: Demand, wanted: Sequence[str]) -> bool:
        """Whether all of these (folded) words are found in whose demand it is or what it is."""
        if not wanted:
            return True
        text = self._texts.get(line.id)
        if text is None:
            text = self._texts[line.id] = folded(f"{self.name(line)} {line.spec or ''}")
        return all(word in text for word in wanted)

    def name(self, line: Demand) -> str:
        """Whose demand it is."""
        return self.names.get(line.scenario, GONE)

    def follow(self, news: News) -> Touched | None:
        """Whose figures an operation has changed; None when everything has to be asked for again."""
        changes: dict[str, list[Change]] = {}
        for change in news.changes:
            changes.setdefault(change.kind, []).append(change)
        if not _ANEW.isdisjoint(changes) or sum(map(len, changes.values())) > _MANY:
            return None
        lines, pools, kinds = self._rename(changes), frozenset[str](), frozenset[str]()
        for take, kind in ((self._lines, Demand.kind), (self._allocations, Allocation.kind)):
            touched = take(changes[kind]) if kind in changes else Touched(lines, pools, kinds)
            if touched is None:
                return None
            lines, pools, kinds = lines | touched.lines, pools | touched.pools, kinds | touched.kinds
        self._judge(lines)
        return Touched(lines, pools, kinds)

    def _rename(self, changes: dict[str, list[Change]]) -> frozenset[str]:
        """Take over names; the lines of those that are called otherwise now, or are gone or back."""
        renamed = set()
        for record in (Scenario, Project):
            names = dict.fromkeys((change.key for change in changes.get(record.kind, [])), GONE)
            names |= {thing.id: thing.name for thing in self._work.drafting.many(record, list(names)) if thing.removed is None}
            renamed |= {key for key, name in names.items() if self.names.get(key, GONE) != name}
            self.names |= names
        return frozenset(key for key, line in self.ledger.lines.items() if line.scenario in renamed) if renamed else frozenset()

    def _lines(self, changes: list[Change]) -> Touched | None:
        if any(change.key not in self.ledger.lines and change.before is not None for change in changes):
            return None
        now = [line for line in self._work.drafting.many(Demand, [change.key for change in changes]) if line.removed is None]
        return self.ledger.amend(now, {change.key for change in changes}.difference(line.id for line in now))

    def _allocations(self, changes: list[Change]) -> Touched | None:
        now = [given for given in self._work.drafting.many(Allocation, [change.key for change in changes])
               if given.removed is None and given.variant == self.variant]
        return self.ledger.allocate(now, {change.key for change in changes}.difference(given.id for given in now))
