"""Proposing: the best plan for a variant as a table of changes with reasons, which people then apply or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.domain.assigning import Assignment
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.feasibility import Drawn, required, violations
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.domain.supply import POOLS
from planner.errors import Problem, RuleBroken
from planner.progress import Progress
from planner.schema.change import News
from planner.schema.dates import PartialDate
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary
from planner.services.formulating import Case, Wishes, assignments, model_of, wishes_filled
from planner.services.reasoning import LeftOut, blocking, left_out, moved, named_conflict, warnings

if TYPE_CHECKING:
    from planner.optimizer.model import Plan
    from planner.services.supplying import Supplying
    from planner.store.store import Store

GAP = 0.001


@dataclass(frozen=True)
class Move:
    """One change against the variant: what stands, what is proposed, and why."""

    demand: str
    pool: str
    quarter: PartialDate
    before: Decimal
    after: Decimal
    unit: str
    reason: Problem


@dataclass(frozen=True)
class Proposal:
    """The best plan that was found for a variant; scores in points. Nothing is written until it is applied.

    `gap` says how far the score may be below the best, as a part of the bound. `moves` is all that differs from
    the variant, `warnings` what the records have that keeps a scenario out or is out of order.
    """

    variant: Variant
    score: Decimal
    bound: Decimal
    gap: float
    chosen: tuple[str, ...]
    assigned: tuple[Assignment, ...]
    moves: tuple[Move, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Problem, ...]
    seconds: float
    stopped: bool
    standing: frozenset[tuple[str, str, str, Decimal]] = field(repr=False, default=frozenset())


class Proposing:
    """Asks the optimizer, checks what it answers, explains it, and applies it when told to."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], supplying: Supplying) -> None:
        self._store = store
        self._words = words
        self._supplying = supplying

    def propose(self, variant: str | None = None, wishes: Wishes | None = None, progress: Progress | None = None, *,
                gap: float = GAP, seconds: float | None = None) -> Proposal:
        """The best plan; writes nothing. Cancelling the progress ends with the best so far.

        Raises RuleBroken: plan_unsound with every bad row before anything is sought, plan_impossible with the smallest
        conflict, plan_not_found when time was too short, plan_wrong if the answer fails the independent check.
        """
        from planner.optimizer.checking import Unsound, faults
        from planner.optimizer.explaining import conflict
        from planner.optimizer.planning import NoPlan, plan

        chosen = self._supplying.variant(variant)
        case = self.case(chosen, wishes or Wishes())
        model = model_of(case)
        try:
            found = plan(model, progress, gap=gap, seconds=seconds)
        except Unsound as unsound:
            raise RuleBroken("plan_unsound", problems=blocking(case, unsound.faults)) from None
        except NoPlan as none:
            if none.stopped:
                raise RuleBroken("plan_not_found") from None
            raise RuleBroken("plan_impossible", conflict=named_conflict(case, conflict(model, progress))) from None
        assigned = _all_assigned(case, found)
        _demand_right(case, found.chosen, assigned)
        return Proposal(
            chosen, _points(found.score), _points(found.bound), found.gap,
            tuple(thing.id for thing in case.candidates if thing.id in found.chosen), assigned,
            tuple(_moves(case, found.chosen, assigned)), left_out(case, model, found), warnings(case, faults(model)),
            found.seconds, found.stopped, _fingerprint(case.allocations))

    def apply(self, proposal: Proposal) -> News:
        """Write the moves as one operation. Raises RuleBroken("plan_outdated") if the variant was changed since."""
        from planner.messages import sentence

        name = proposal.variant.id if self._known(proposal.variant) else None
        standing = self._supplying.allocations(name)
        if _fingerprint(standing) != proposal.standing:
            raise RuleBroken("plan_outdated", variant=proposal.variant.title)
        heard: list[News] = []
        self._store.listeners.append(heard.append)
        try:
            self._supplying.assign_all([Assignment(m.demand, m.pool, m.quarter, m.after, f"优化建议：{sentence(m.reason)}")
                                        for m in proposal.moves], variant=name, name="采用优化建议")
        finally:
            self._store.listeners.remove(heard.append)
        return heard[-1]

    def case(self, variant: Variant, wishes: Wishes) -> Case:
        """All that the plan of a variant depends on."""
        with self._store.reading() as unit:
            things: list[Record] = [*unit.of(Scenario).find(), *unit.of(Project).find()]
            weightings = unit.of(Weighting).find()
            return Case(things, [pool for record in POOLS.values() for pool in unit.of(record).find()], unit.of(Demand).find(),
                        unit.of(Allocation).find(Query(where={"variant": [variant.id]})), unit.of(PlanRule).find(),
                        weightings[-1] if weightings else Weighting(), wishes)

    def _known(self, variant: Variant) -> bool:
        return any(known.id == variant.id for known in self._supplying.variants())


def _points(hundredths: float) -> Decimal:
    return (Decimal(round(hundredths)) / 100).normalize() + 0


def _all_assigned(case: Case, found: Plan) -> tuple[Assignment, ...]:
    needed = assignments(case, found.amounts)
    return (*needed, *wishes_filled(case, found.chosen, needed))


def _demand_right(case: Case, chosen: frozenset[str], assigned: Sequence[Assignment]) -> None:
    """The independent check of what will be shown, on the records alone."""
    rules = [rule for rule in case.rules if rule.scenario not in case.wishes.inside | case.wishes.outside]
    wrong = violations(Drawn(chosen, assigned, case.locked), case.pools, list(case.lines.values()), rules, case.sectors)
    if wrong:
        from planner.messages import sentence

        raise RuleBroken("plan_wrong", problems=[sentence(problem) for problem in wrong])


def _moves(case: Case, chosen: frozenset[str], assigned: Iterable[Assignment]) -> Iterable[Move]:
    """Every assignment that differs, in the order of the candidates' lines."""
    before = {(a.demand, a.pool, a.quarter): a.quantity for a in case.standing}
    after = {(one.demand, one.pool, one.quarter): one.quantity for one in assigned}
    order = {key: at for at, key in enumerate(case.lines)}
    scores = dict(zip((thing.id for thing in case.candidates), case.scores(), strict=True))
    for slot in sorted(before.keys() | after.keys(), key=lambda slot: (order[slot[0]], slot[2], slot[1])):
        was, will = before.get(slot, Decimal(0)), after.get(slot, Decimal(0))
        if was != will:
            line = case.lines[slot[0]]
            reason = moved(line.scenario in chosen, required(line), will > was, _points(scores[line.scenario]))
            yield Move(*slot, was, will, case.sources[slot[1]].measure, reason)


def _fingerprint(allocations: Iterable[Allocation]) -> frozenset[tuple[str, str, str, Decimal]]:
    return frozenset((a.demand, a.pool, a.quarter.text, a.quantity) for a in allocations)
