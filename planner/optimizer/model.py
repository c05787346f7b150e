"""A choice to be made, in plain numbers: items with scores, lines that need supply, what supplies them, and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

Cell = tuple[str, int | None]   # a supply in one period; the period is None where the amount holds for all of them
Slot = tuple[str, int]          # a line in one period
Cells = Mapping[tuple[str, str, int], int]   # (line, supply, period) -> amount

SHARE_WHOLE = 10_000   # shares are whole ten-thousandths, so that they are exact


class Stance(Enum):
    """Whether people have already decided on an item."""

    FREE = "free"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Item:
    """Something to be chosen or not; `score` in the caller's smallest step."""

    key: str
    score: int
    stance: Stance = Stance.FREE


@dataclass(frozen=True)
class Supply:
    """Gives so much in each period (None: without limit), and nothing in periods that are not named."""

    key: str
    gives: Mapping[int, int | None]

    def cell(self, period: int) -> Cell | None:
        return (self.key, period) if period in self.gives else None

    def capacities(self) -> dict[Cell, int | None]:
        return {(self.key, period): amount for period, amount in self.gives.items()}


@dataclass(frozen=True)
class Budget:
    """Gives one amount (None: without limit) over all of its periods together."""

    key: str
    periods: frozenset[int]
    amount: int | None

    def cell(self, period: int) -> Cell | None:
        return (self.key, None) if period in self.periods else None

    def capacities(self) -> dict[Cell, int | None]:
        return {(self.key, None): self.amount}


@dataclass(frozen=True)
class Line:
    """What an item needs in each period, from any of `supplies`; when `whole`, from one and the same in all periods.

    Amounts are whole numbers of the smallest unit; a line's supplies count in the same unit.
    """

    key: str
    item: str
    needs: Mapping[int, int]
    supplies: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True)
class Group:
    """At least and at most so many of the members are chosen; an either/or is a group with `most` 1."""

    key: str
    members: tuple[str, ...]
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Share:
    """The members are at least and at most so many ten-thousandths of all that are chosen."""

    key: str
    members: tuple[str, ...]
    least: int = 0
    most: int = SHARE_WHOLE


@dataclass(frozen=True)
class Prerequisite:
    """`item` is chosen only together with `other`."""

    key: str
    item: str
    other: str


@dataclass(frozen=True)
class Model:
    """Everything that a choice depends on.

    `locks` are decided amounts: they stay, take their supply first and count towards their line's need. `current` is
    the plan in force, against which change is counted.
    """

    items: tuple[Item, ...]
    lines: tuple[Line, ...] = ()
    supplies: tuple[Supply | Budget, ...] = ()
    groups: tuple[Group, ...] = ()
    shares: tuple[Share, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    locks: Cells = field(default_factory=dict)
    current: Cells = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What was found: the chosen items, what serves them (locks included), and how far it may be from the best.

    `bound` is the highest score that any plan can have, as far as it was proved. `pools` counts the pairs of an item
    and a supply that serves it, `changed` those that the current plan does not have or no longer has.
    """

    chosen: frozenset[str]
    amounts: Cells
    score: int
    bound: float
    pools: int = 0
    changed: int = 0
    seconds: float = 0.0
    stopped: bool = False

    @property
    def gap(self) -> float:
        """(bound - score) / bound; 0 when the plan is proved to be the best."""
        return max(0.0, (self.bound - self.score) / self.bound) if self.bound > 0 else 0.0
