"""Supposing: what people would do if supply were less, money later or a scenario settled; nothing of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.domain.catalogues import catalogue
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.domain.supposing import Change, Cut, Delay, Effect, MustBeIn, Unserved, effects, unserved
from planner.errors import InvalidRecord, Problem
from planner.schema.dates import When
from planner.schema.fields import Field, Link
from planner.schema.numbers import Number, Whole, trimmed
from planner.schema.record import Record
from planner.services.drafting import read_all

if TYPE_CHECKING:
    from planner.services.weighing import Weighing
    from planner.store.store import Store

_ANY_POOL = " ".join(record.kind for record in POOLS.values())
CUT: Mapping[str, Field] = {
    "what": Link(label="供给", to=_ANY_POOL, required=True, hint="一类供给或其中一项"),
    "quarter": When(label="季度", finest="quarter", required=True),
    "percent": Number(label="增减百分比", places=1, least=Decimal(-100), most=Decimal(1000), required=True, hint="减少两成写 -20")}
DELAY: Mapping[str, Field] = {"pool": Link(label="供给", to=_ANY_POOL, required=True),
                              "quarters": Whole(label="推迟几个季度", least=1, most=20, required=True)}
INSIDE: Mapping[str, Field] = {"scenario": Link(label="场景或项目", to="scenario project", required=True)}


@dataclass(frozen=True)
class Supposed:
    """What would be otherwise, against a variant: pools by the quarter, and what scenarios that must be in still lack."""

    effects: tuple[Effect, ...]
    unserved: tuple[Unserved, ...]
    titles: Mapping[str, str]


class Supposing:
    """Reads suppositions as people write them, says them in words, and works out what they come to."""

    def __init__(self, store: Store, weighing: Weighing) -> None:
        self._store, self._weighing = store, weighing

    def cut(self, written: Mapping[str, object]) -> Cut:
        """`what` is a kind of supply or the key of a pool, `percent` what it is more or less by. Raises InvalidRecord."""
        meant = _read(CUT, written)
        factor = 1 + meant["percent"] / 100
        kind = meant["what"] in POOLS
        return Cut(meant["quarter"], factor, kind=meant["what"] if kind else "", pool="" if kind else meant["what"])

    def delay(self, written: Mapping[str, object]) -> Delay:
        """A `pool` that comes so many `quarters` later. Raises InvalidRecord."""
        meant = _read(DELAY, written)
        return Delay(meant["pool"], meant["quarters"])

    def inside(self, written: Mapping[str, object]) -> MustBeIn:
        """A `scenario` that must be in. Raises InvalidRecord."""
        return MustBeIn(frozenset({_read(INSIDE, written)["scenario"]}))

    def sentence(self, change: Change) -> str:
        """A supposition in plain words."""
        from planner.messages import sentence

        if isinstance(change, Cut):
            percent = (change.factor - 1) * 100
            code = "suppose_more" if percent > 0 else "suppose_less"
            told = {"quarter": change.quarter.shown, "what": self._named(change.pool or change.kind), "percent": trimmed(abs(percent))}
            return sentence(Problem("", code, told))
        if isinstance(change, Delay):
            return sentence(Problem("", "suppose_late", {"what": self._named(change.pool), "quarters": change.quarters}))
        names = "、".join(f"“{self._named(key)}”" for key in sorted(change.scenarios))
        return sentence(Problem("", "suppose_inside", {"what": names}))

    def against(self, changes: Sequence[Change], variant: str | None = None) -> Supposed:
        """What these suppositions change for a variant as it is assigned. Raises RuleBroken("unknown_variant")."""
        base, supposed = self._weighing.suppose((), variant), self._weighing.suppose(changes, variant)
        settled = frozenset(key for change in changes if isinstance(change, MustBeIn) for key in change.scenarios)
        found, lacking = effects(base, supposed), unserved(supposed, settled)
        keys = dict.fromkeys([*(key for one in found for key in one.scenarios), *(one.scenario for one in lacking)])
        return Supposed(found, lacking, self._titles(list(keys)))

    def _named(self, key: str) -> str:
        if key in POOLS:
            return catalogue("pool_kind").label(key)
        records: tuple[type[Record], ...] = (*POOLS.values(), Scenario, Project)
        with self._store.reading() as unit:
            found = (thing.name for record in records for thing in unit.of(record).many([key]))
            return next(found, "（已移除）")

    def _titles(self, keys: Sequence[str]) -> dict[str, str]:
        with self._store.reading() as unit:
            return {thing.id: thing.name for record in (Scenario, Project) for thing in unit.of(record).many(keys)}


def _read(fields: Mapping[str, Field], written: Mapping[str, object]) -> dict[str, Any]:
    meant, problems = read_all(fields, {name: written.get(name, "") for name in fields})
    if problems:
        raise InvalidRecord(problems)
    return meant
