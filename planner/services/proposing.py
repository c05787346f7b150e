"""Proposing: the best plan for a variant as a table of changes with reasons, which people then apply or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from planner.domain.assigning import Assignment
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.feasibility import Drawn, violations
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.domain.supply import POOLS
from planner.domain.supposing import Change, MustBeIn, suppose
from planner.errors import Problem, RuleBroken
from planner.progress import Progress
from planner.schema.change import News
from planner.schema.query import Query
from planner.schema.record import Record, Vocabulary, draft
from planner.services.formulating import Case, Wishes, assignments, model_of, wishes_filled, within_budgets
from planner.services.reasoning import LeftOut, blocking, in_points, left_out, named_conflict, warnings
from planner.services.turning import Move, Turn, moves_of, turns_of
from planner.services.weighing import copied, demand_free

if TYPE_CHECKING:
    from planner.optimizer.model import Model, Plan
    from planner.optimizer.solving import Solved
    from planner.services.supplying import Supplying
    from planner.store.store import Store

GAP = 0.001
Heard = Callable[[Decimal | None, Decimal | None], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """What a proposal rests on, kept so that questions about it are answered from the same records."""

    case: Case
    model: Model
    plan: Plan
    supposed: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The best plan that was found for a variant; scores in points. Nothing is written until it is applied.

    `gap` says how far the score may be below the best, as a part of the bound; `rule` what the greedy rule reaches, None
    where it finds nothing. `turns` tells what becomes of every candidate, `moves` is all that differs from the variant,
    `warnings` what the records have that keeps a scenario out or is out of order.
    """

    variant: Variant
    score: Decimal
    bound: Decimal
    gap: float
    rule: Decimal | None
    chosen: tuple[str, ...]
    assigned: tuple[Assignment, ...]
    moves: tuple[Move, ...]
    turns: tuple[Turn, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Problem, ...]
    seconds: float
    stopped: bool
    standing: frozenset[tuple[str, str, str, Decimal]] = field(repr=False)
    ground: Ground = field(repr=False)


@dataclass(frozen=True)
class Way:
    """What would let a candidate in: these fewest others would have to go (None: even that does not help)."""

    key: str
    leaves: tuple[str, ...] | None


class Proposing:
    """Asks the optimizer, checks what it answers, explains it, and applies it when told to."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], supplying: Supplying) -> None:
        self._store = store
        self._words = words
        self._supplying = supplying

    def propose(self, variant: str | None = None, wishes: Wishes | None = None, progress: Progress | None = None, *,
                gap: float = GAP, seconds: float | None = None, supposed: Sequence[Change] = (), apart: bool = False,
                heard: Heard | None = None) -> Proposal:
        """The best plan, under these suppositions if there are any; writes nothing. Cancelling ends with the best so far.

        With `apart` the search runs in a process of its own. `heard` is told the best score and the bound on the way.
        Raises RuleBroken: plan_unsound with every bad row before anything is sought, plan_impossible with the smallest
        conflict, plan_not_found when time was too short, plan_wrong if the answer fails the independent check.
        """
        from planner.optimizer.checking import Unsound
        from planner.optimizer.explaining import conflict
        from planner.optimizer.planning import NoPlan
        from planner.optimizer.solving import solved

        chosen = self._supplying.variant(variant)
        case = self.case(chosen, wishes or Wishes(), supposed)
        model = model_of(case)
        try:
            found = search(solved, model, gap, seconds, progress=_listening(progress, heard), apart=apart)
        except Unsound as unsound:
            raise RuleBroken("plan_unsound", problems=blocking(case, unsound.faults)) from None
        except NoPlan as none:
            if none.stopped:
                raise RuleBroken("plan_not_found") from None
            named = named_conflict(case, search(conflict, model, progress=progress, apart=apart))
            raise RuleBroken("plan_impossible", conflict=named) from None
        return self._told(chosen, Ground(case, model, found.plan, tuple(supposed)), found)

    def _told(self, variant: Variant, ground: Ground, found: Solved) -> Proposal:
        case, plan = ground.case, ground.plan
        assigned = assigned_of(case, plan)
        moves, left = tuple(moves_of(case, plan.chosen, assigned)), left_out(case, found.why)
        return Proposal(
            variant, in_points(plan.score), in_points(plan.bound), plan.gap, None if found.rule is None else in_points(found.rule),
            tuple(thing.id for thing in case.candidates if thing.id in plan.chosen), assigned, moves,
            turns_of(case, plan.chosen, moves, left), left, warnings(case, found.faults), plan.seconds, plan.stopped,
            _fingerprint(case.allocations), ground)

    def way_in(self, proposal: Proposal, key: str, progress: Progress | None = None, *, apart: bool = False) -> Way:
        """The fewest chosen candidates that would have to go so that this one comes in, all rules and decisions kept."""
        from planner.optimizer.explaining import let_in

        ground = proposal.ground
        leaving = search(let_in, ground.model, ground.plan, key, progress=progress, apart=apart)
        titles = {thing.id: thing.name for thing in ground.case.candidates}
        return Way(key, None if leaving is None else tuple(sorted(titles[other] for other in leaving)))

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

    def keep(self, proposal: Proposal, title: str) -> Variant:
        """Write the proposal as a variant of its own, the one it was made for staying as it is. Raises RuleBroken("title_taken")."""
        return self.keep_plan(proposal.ground.case, proposal.assigned, title, proposal.variant)

    def keep_plan(self, case: Case, assigned: Sequence[Assignment], title: str, source: Variant) -> Variant:
        """Write a plan as a variant of its own, as one operation; what people had decided keeps its status and basis."""
        made = draft(Variant, {"title": title}, self._words())
        decided = {(a.demand, a.pool, a.quarter): a for a in case.standing}
        with self._store.changing("建议存为新方案") as unit:
            demand_free(unit, made.title)
            made.copied_from = source.id if self._known(source) else None
            unit.of(Variant).add(made)
            unit.of(Allocation).add_all([_allocated(made, one, decided.get((one.demand, one.pool, one.quarter))) for one in assigned])
        return made

    def case(self, variant: Variant, wishes: Wishes, supposed: Sequence[Change] = ()) -> Case:
        """All that the plan of a variant depends on, as it would be under these suppositions."""
        with self._store.reading() as unit:
            things: list[Record] = [*unit.of(Scenario).find(), *unit.of(Project).find()]
            weightings = unit.of(Weighting).find()
            pools = [pool for record in POOLS.values() for pool in unit.of(record).find()]
            given = unit.of(Allocation).find(Query(where={"variant": [variant.id]}))
            found = suppose(pools, unit.of(Demand).find(), given, [change for change in supposed if not isinstance(change, MustBeIn)])
            inside = frozenset(key for change in supposed if isinstance(change, MustBeIn) for key in change.scenarios)
            case = Case(things, found.pools, found.demands, found.allocations, unit.of(PlanRule).find(),
                        weightings[-1] if weightings else Weighting(), replace(wishes, inside=wishes.inside | inside), found.cuts)
            return within_budgets(case)

    def _known(self, variant: Variant) -> bool:
        return any(known.id == variant.id for known in self._supplying.variants())


def search(work: Callable[..., T], *arguments: object, progress: Progress | None, apart: bool) -> T:
    """Let the optimizer work here or in a process of its own. Raises what it raises, and RuleBroken("solver_ended")."""
    if not apart:
        return work(*arguments, progress)
    from planner.optimizer import apart as process

    try:
        return process.apart(work, *arguments, progress=progress)
    except process.Ended:
        raise RuleBroken("solver_ended") from None


def _listening(progress: Progress | None, heard: Heard | None) -> Progress | None:
    if heard is None:
        return progress
    from planner.optimizer.watch import Search

    def found(score: float | None, bound: float | None) -> None:
        heard(*(None if value is None else in_points(value) for value in (score, bound)))

    return Search(progress or Progress(), found)


def assigned_of(case: Case, plan: Plan) -> tuple[Assignment, ...]:
    """Everything that a plan assigns, wishes included. Raises RuleBroken("plan_wrong") where the independent check fails."""
    needed = assignments(case, plan.amounts)
    assigned = (*needed, *wishes_filled(case, plan.chosen, needed))
    rules = [rule for rule in case.rules if rule.scenario not in case.wishes.inside | case.wishes.outside]
    wrong = violations(Drawn(plan.chosen, assigned, case.locked), case.pools, list(case.lines.values()), rules, case.sectors, case.cuts)
    if wrong:
        from planner.messages import sentence

        raise RuleBroken("plan_wrong", problems=[sentence(problem) for problem in wrong])
    return assigned


def _allocated(variant: Variant, one: Assignment, standing: Allocation | None) -> Allocation:
    if standing is not None and standing.quantity == one.quantity:
        return copied(standing, variant.id)
    return Allocation(demand=one.demand, pool=one.pool, variant=variant.id, quarter=one.quarter, quantity=one.quantity, basis="优化建议")


def _fingerprint(allocations: Iterable[Allocation]) -> frozenset[tuple[str, str, str, Decimal]]:
    return frozenset((a.demand, a.pool, a.quarter.text, a.quantity) for a in allocations)
