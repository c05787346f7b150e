"""Weighing: plan variants copied, compared, supposed otherwise, and one of them adopted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.domain.comparison import Comparison, compared
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.selection import Weighting, points_of, score
from planner.domain.supply import POOLS, Pool
from planner.domain.supposing import Change, Supposition, suppose
from planner.domain.variants import figures
from planner.errors import RuleBroken
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary, draft
from planner.schema.text import tidy
from planner.services.drafting import read_one

if TYPE_CHECKING:
    from planner.store.store import Store, Unit

AT_ONCE = range(2, 5)


class Weighing:
    """Which of several plans for the same supply and demand is the better one."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary]) -> None:
        self._store = store
        self._words = words

    def free(self, title: str) -> str:
        """The title as it would be written. Raises InvalidRecord, RuleBroken("title_taken")."""
        with self._store.reading() as unit:
            written: str = read_one(self._words(), Variant, "title", title)
            demand_free(unit, written)
        return written

    def begin(self, title: str) -> Variant:
        """A new variant that assigns nothing yet. Raises InvalidRecord, RuleBroken("title_taken")."""
        made = draft(Variant, {"title": title}, self._words())
        with self._store.changing("新增方案") as unit:
            demand_free(unit, made.title)
            unit.of(Variant).add(made)
        return made

    def copy(self, variant: str, title: str) -> Variant:
        """Another variant with the same assignments, to be changed; the copy is not adopted. Raises RuleBroken("title_taken")."""
        made = draft(Variant, {"title": title}, self._words())
        with self._store.changing("复制方案") as unit:
            demand_free(unit, made.title)
            source = _variant(unit, variant)
            made.copied_from, made.basis = source.id, source.basis
            unit.of(Variant).add(made)
            unit.of(Allocation).add_all([copied(allocation, made.id) for allocation in _given(unit, source.id)])
        return made

    def rename(self, variant: str, title: str) -> None:
        """Call a variant otherwise. Raises InvalidRecord, RuleBroken("title_taken")."""
        written = read_one(self._words(), Variant, "title", title)
        with self._store.changing("方案改名") as unit:
            chosen = _variant(unit, variant)
            demand_free(unit, written, beside=chosen)
            chosen.title = written

    def remove(self, variant: str, reason: str) -> None:
        """Take a variant out of use; what it assigns goes and comes back with it.

        Raises RuleBroken("reason_missing"), and ("variant_adopted") for the plan that holds.
        """
        if not tidy(reason):
            raise RuleBroken("reason_missing")
        with self._store.changing("移除方案") as unit:
            chosen = _variant(unit, variant)
            if chosen.adopted:
                raise RuleBroken("variant_adopted", title=chosen.title)
            chosen.removed = tidy(reason)

    def adopt(self, variant: str, on: object, basis: str) -> Variant:
        """Make one variant the plan that holds, with the day and what it rests on; any other ceases to. One operation.

        Raises InvalidRecord for the date, RuleBroken("reason_missing") without a basis.
        """
        words = self._words()
        day, why = read_one(words, Variant, "adopted_on", on), read_one(words, Variant, "basis", basis)
        if day is None or not why:
            raise RuleBroken("reason_missing")
        with self._store.changing("采纳方案") as unit:
            chosen = _variant(unit, variant)
            for other in unit.of(Variant).find():
                if other.adopted and other.id != chosen.id:
                    other.adopted = other.adopted_on = None
            chosen.adopted, chosen.adopted_on, chosen.basis = True, day, why
        return chosen

    def compare(self, variants: Sequence[str]) -> Comparison:
        """Two to four variants (keys or titles) side by side. Raises RuleBroken("compare_two_to_four", "unknown_variant")."""
        if len(set(variants)) not in AT_ONCE:
            raise RuleBroken("compare_two_to_four", count=len(set(variants)))
        return self.beside(variants)

    def beside(self, variants: Sequence[str] | None = None) -> Comparison:
        """The figures of these variants, or of all of them; of one alone too. Raises RuleBroken("unknown_variant")."""
        with self._store.reading() as unit:
            pools, demands = _supply(unit), unit.of(Demand).find()
            things = _asking(unit, demands)
            names = [v.id for v in unit.of(Variant).find()] if variants is None else list(dict.fromkeys(variants))
            sectors = {thing.id: thing.sector or "" for thing in things}
            worth = _points(unit, things, demands)
            found = [figures(one, pools, demands, _given(unit, one.id), sectors, worth)
                     for one in (_variant(unit, name) for name in names)]
            return compared(found, demands)

    def suppose(self, changes: Sequence[Change], variant: str | None = None) -> Supposition:
        """The plan under other circumstances; nothing is written. Without a name the adopted variant, else the first."""
        with self._store.reading() as unit:
            given = _given(unit, _variant(unit, variant).id) if variant or unit.of(Variant).count() else []
            return suppose(_supply(unit), unit.of(Demand).find(), given, changes)


def _variant(unit: Unit, name: str | None) -> Variant:
    variants = unit.of(Variant).find()
    if name is None:
        return next((v for v in variants if v.adopted), variants[0])
    found = next((v for v in variants if tidy(name) in (v.id, v.title)), None)
    if found is None:
        raise RuleBroken("unknown_variant", name=name, known=[v.title for v in variants])
    return found


def demand_free(unit: Unit, title: str, *, beside: Variant | None = None) -> None:
    """Raises RuleBroken("title_taken"): two variants of one name could not be told apart."""
    if any(v.title == title and v is not beside for v in unit.of(Variant).find()):
        raise RuleBroken("title_taken", title=title)


def copied(allocation: Allocation, variant: str) -> Allocation:
    """The same assignment in another variant."""
    return Allocation(demand=allocation.demand, pool=allocation.pool, variant=variant, quarter=allocation.quarter,
                      quantity=allocation.quantity, status=allocation.status, basis=allocation.basis)


def _given(unit: Unit, variant: str) -> list[Allocation]:
    return unit.of(Allocation).find(Query(where={"variant": [variant]}))


def _supply(unit: Unit) -> list[Pool]:
    return [pool for record in POOLS.values() for pool in unit.of(record).find()]


def _asking(unit: Unit, demands: Sequence[Demand]) -> list[Scenario | Project]:
    wanted = list({line.scenario for line in demands})
    return [*unit.of(Scenario).many(wanted), *unit.of(Project).many(wanted)]


def _points(unit: Unit, things: Sequence[Record], demands: Sequence[Demand]) -> dict[str, Decimal]:
    """What each scenario scores by the weights that hold."""
    weightings = unit.of(Weighting).find()
    weights = (weightings[-1] if weightings else Weighting()).weights
    return {key: Decimal(score(given, weights)) / 100 for key, given in points_of(things, demands).items()}
