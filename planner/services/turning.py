"""Turning: what a plan changes against the variant, for every candidate and every assignment, with a reason each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.assigning import Assignment
from planner.domain.feasibility import required
from planner.domain.variants import IN, OUT, states_of
from planner.errors import Problem
from planner.schema.dates import PartialDate
from planner.services.formulating import Case
from planner.services.reasoning import LeftOut, in_points


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
class Turn:
    """What becomes of one candidate against the variant, and why.

    `kind`: enters (it was not in), leaves (it had something), shifts (it stays and is served otherwise), stays, waits.
    """

    key: str
    title: str
    score: Decimal
    kind: str
    moves: tuple[Move, ...]
    reasons: tuple[Problem, ...]

    @property
    def inside(self) -> bool:
        return self.kind in ("enters", "shifts", "stays")


def moves_of(case: Case, chosen: frozenset[str], assigned: Iterable[Assignment]) -> Iterator[Move]:
    """Every assignment that differs, in the order of the candidates' lines."""
    before = {(a.demand, a.pool, a.quarter): a.quantity for a in case.standing}
    after = {(one.demand, one.pool, one.quarter): one.quantity for one in assigned}
    order = {key: at for at, key in enumerate(case.lines)}
    scores = dict(zip((thing.id for thing in case.candidates), case.scores(), strict=True))
    for slot in sorted(before.keys() | after.keys(), key=lambda slot: (order[slot[0]], slot[2], slot[1])):
        was, will = before.get(slot, Decimal(0)), after.get(slot, Decimal(0))
        if was != will:
            line = case.lines[slot[0]]
            reason = moved(line.scenario in chosen, required(line), will > was, in_points(scores[line.scenario]))
            yield Move(*slot, was, will, case.sources[slot[1]].measure, reason)


def turns_of(case: Case, chosen: frozenset[str], moves: Iterable[Move], left: Iterable[LeftOut]) -> tuple[Turn, ...]:
    """What becomes of every candidate, in their order."""
    mine: defaultdict[str, list[Move]] = defaultdict(list)
    for move in moves:
        mine[case.lines[move.demand].scenario].append(move)
    before = states_of(list(case.lines.values()), case.standing)
    why = {one.key: one.reasons for one in left}
    inside = _why_in(case)
    found = []
    for thing, score in zip(case.candidates, case.scores(), strict=True):
        points, was = in_points(score), before.get(thing.id, OUT)
        if thing.id in chosen:
            kind = "enters" if was != IN else "shifts" if mine[thing.id] else "stays"
            reasons = (*inside.get(thing.id, ()), Problem("", "turn_in", {"score": f"{points:f}"}))
        else:
            kind, reasons = "waits" if was == OUT else "leaves", why.get(thing.id, ())
        found.append(Turn(thing.id, thing.name, points, kind, tuple(mine[thing.id]), reasons))
    return tuple(found)


def _why_in(case: Case) -> dict[str, list[Problem]]:
    """What people had decided in favour of a candidate."""
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    for key in case.wishes.inside:
        found[key].append(Problem("", "turn_wished"))
    for rule in case.rules:
        if rule.rule == "required" and rule.scenario:
            found[rule.scenario].append(Problem("", "turn_required", {"rule": rule.title}))
        if rule.rule == "prerequisite" and rule.other:
            found[rule.other].append(Problem("", "turn_before", {"rule": rule.title}))
    for key in dict.fromkeys(case.lines[a.demand].scenario for a in case.locked):
        found[key].append(Problem("", "turn_locked"))
    return found


def moved(chosen: bool, needed: bool, more: bool, score: Decimal) -> Problem:
    """Why an assignment changes."""
    if not chosen:
        return Problem("", "move_out")
    if not needed:
        return Problem("", "move_wish")
    return Problem("", "move_in", {"score": f"{score:f}"}) if more else Problem("", "move_other")
