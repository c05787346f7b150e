"""Which field each column of a table fills: by its heading first, then by what its cells look like; sure or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.schema.choices import Choice
from planner.schema.dates import When, quarters_in
from planner.schema.fields import Field, Text
from planner.schema.identity import Phone
from planner.schema.numbers import Number
from planner.schema.record import Record, defaults_of
from planner.sheets.grid import Cell
from planner.sheets.understanding.evidence import fit
from planner.sheets.understanding.headings import AND, Heading, Lexicon, bare, plain

SURE = 0.9
_SUGGESTED = 55.0
_LOOKS_LIKE, _BY_LOOKS = 0.8, 60.0


@dataclass(frozen=True)
class Match:
    """What a column was taken for: a field, two joined by "+", or None; `suggestions` with their `reasons` are for a
    person to choose from."""

    field: str | None
    confidence: float = 0.0
    reason: str = ""
    suggestions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.field.split(AND)) if self.field else ()


@dataclass
class Assignment:
    """The choices for all columns of one table under one kind of record."""

    record: type[Record]
    naming: tuple[str, ...]
    choices: dict[int, Match] = field(default_factory=dict)

    @property
    def taken(self) -> dict[str, int]:
        """Field -> its column."""
        return {name: column for column, choice in self.choices.items() for name in choice.fields}

    @property
    def subject(self) -> int | None:
        """The column that says which one a row is about."""
        taken = self.taken
        return next((taken[name] for name in reversed(self.naming) if name in taken), None)

    @property
    def complete(self) -> bool:
        """Whether what a record of this kind must have is there."""
        return self.subject is not None

    @property
    def weight(self) -> float:
        return sum(choice.confidence * len(choice.fields) for choice in self.choices.values())


@dataclass(frozen=True)
class _Bid:
    score: float
    column: int
    target: str
    reason: str


class Mapper:
    """Maps the columns of one table."""

    def __init__(self, lexicon: Lexicon, columns: Sequence[int], headings: Sequence[Heading],
                 samples: Mapping[int, Sequence[Cell]], units: frozenset[int] = frozenset()) -> None:
        """`units` are columns that hold nothing but units: no field takes them but one of that name."""
        self._lexicon = lexicon
        self._units = units
        self._headings = dict(zip(columns, headings, strict=True))
        self._samples = samples
        self._fits: dict[tuple[int, int], float | None] = {}

    def to(self, record: type[Record], chosen: Mapping[int, str] | None = None, remembered: Mapping[str, str] | None = None) -> Assignment:
        """One field for each column and one column for each field, and suggestions for the others; see `sure`."""
        return self.offered(self.sure(record, chosen, remembered))

    def sure(self, record: type[Record], chosen: Mapping[int, str] | None = None,
             remembered: Mapping[str, str] | None = None) -> Assignment:
        """The columns that somebody is sure of; what a person has chosen comes first.

        `chosen` maps columns and `remembered` folded headings to fields, "" meaning none.
        """
        found = Assignment(record, self._lexicon.naming(record))
        taken: set[str] = set()
        for column, target, reason in self._decided(record, chosen or {}, remembered or {}):
            found.choices[column] = Match(target or None, 1.0, reason)
            taken.update(target.split(AND) if target else ())
        for bid in self._bids(record):
            parts = bid.target.split(AND)
            if bid.score >= SURE and bid.column not in found.choices and not taken.intersection(parts):
                found.choices[bid.column] = Match(bid.target, min(bid.score, 1.0), bid.reason)
                taken.update(parts)
        return found

    def offered(self, found: Assignment) -> Assignment:
        """With suggestions for the columns that nobody is sure of."""
        bids, taken = self._bids(found.record), set(found.taken)
        for column in self._headings:
            if column not in found.choices:
                found.choices[column] = self._open(found.record, column, taken, bids)
        return found

    def _decided(self, record: type[Record], chosen: Mapping[int, str], remembered: Mapping[str, str]) -> list[tuple[int, str, str]]:
        fields = self._lexicon.fields[record]
        decided = {column: (target, "由人指定") for column, target in chosen.items() if column in self._headings}
        for column, name in self._headings.items():
            target = remembered.get(name.text, remembered.get(plain(name.text)))
            if target is not None and column not in decided and all(part in fields for part in target.split(AND) if part):
                decided[column] = (target, "以前确认过")
        done: list[tuple[int, str, str]] = []
        taken: set[str] = set()
        for column, (target, reason) in decided.items():
            if not taken.intersection(target.split(AND)) or not target:
                done.append((column, target, reason))
                taken.update(target.split(AND) if target else ())
        return done

    def _bids(self, record: type[Record]) -> list[_Bid]:
        bids = [_Bid(self._weighed(record, column, target, score), column, target, reason)
                for column, name in self._headings.items()
                for target, (score, reason) in self._lexicon.match(record, name).items()
                if column not in self._units or target == "unit"]
        return sorted(bids, key=lambda bid: (-bid.score, bid.column))

    def _weighed(self, record: type[Record], column: int, target: str, score: float) -> float:
        """A heading's score, corrected by whether the cells can be read as that field."""
        fields = self._lexicon.fields[record]
        if self._headings[column].unit == "%" and any(isinstance(fields[part], Text) for part in target.split(AND)):
            return score - 0.2
        share = self._fit([fields[part] for part in target.split(AND)], column)
        if share is None:
            return score
        if share >= 0.5:
            return score + 0.02 * share
        firm = score >= 0.98
        return score - (0.04 if firm else 0.15) * (1 - share) - (0.0 if firm else 0.02)

    def _fit(self, kinds: Sequence[Field], column: int) -> float | None:
        key = (id(kinds[0]) + len(kinds), column)
        if key not in self._fits:
            self._fits[key] = fit(kinds, self._samples.get(column, ()))
        return self._fits[key]

    def _open(self, record: type[Record], column: int, taken: set[str], bids: Sequence[_Bid]) -> Match:
        """A column that nobody could be sure of: likely fields in order, each with its reason."""
        near: dict[str, tuple[float, str]] = {}
        said = {bid.target: (bid.score * 100, bid.reason) for bid in bids if bid.column == column}
        for found in (said, self._alike(record, column), self._by_cells(record, column)):
            near |= {target: one for target, one in found.items() if one[0] > near.get(target, (0.0, ""))[0]}
        free = [(score, target, reason) for target, (score, reason) in near.items() if not taken.intersection(target.split(AND))]
        ranked = sorted(free, key=lambda one: (-one[0], one[1]))
        if not ranked and column in self._units:
            return Match(None, 0.0, "左边一栏的单位")
        if not ranked:
            clash = next((bid for bid in bids if bid.column == column and bid.score >= SURE), None)
            return Match(None, 0.0, "这一含义已有另一栏" if clash else "没有相近的字段，作为附加信息保留")
        score, target, reason = ranked[0]
        labels = self._lexicon.fields[record]
        names = "、".join(labels[part].label for part in target.split(AND))
        return Match(None, min(score / 100, 0.89), f"可能是“{names}”（{reason}），请确认", tuple(target for _, target, _ in ranked[:4]),
                     tuple(reason for _, _, reason in ranked[:4]))

    def _by_cells(self, record: type[Record], column: int) -> dict[str, tuple[float, str]]:
        """Fields whose values are told by their looks alone: telephones, terms of a catalogue, points in time."""
        found = {}
        for name, kind in self._lexicon.fields[record].items():
            if column in self._units or not isinstance(kind, Phone | Choice | When):
                continue
            share = self._fit([kind], column)
            if share is not None and share >= _LOOKS_LIKE and not self._figures(kind, column):
                found[name] = (_BY_LOOKS * share, f"内容像“{kind.label}”")
        return found

    def _figures(self, kind: Field, column: int) -> bool:
        """Whether bare figures are all that speaks for a point in time."""
        return isinstance(kind, When) and all(isinstance(cell, int | float) for cell in self._samples.get(column, ()))

    def _alike(self, record: type[Record], column: int) -> dict[str, tuple[float, str]]:
        from rapidfuzz import fuzz

        name = bare(self._headings[column].text)
        if len(name) < 2 or column in self._units:
            return {}
        likeness: dict[str, tuple[float, str]] = {}
        for target in self._lexicon.targets(record):
            best = max((fuzz.ratio(name, other) for other in self._lexicon.names(record, target)), default=0.0)
            if best >= _SUGGESTED:
                likeness[target] = (best * 0.85, "名称相近")
        return likeness


def _said(lexicon: Lexicon, found: Assignment, name: str, around: str) -> bool:
    """Whether a field without a column is told otherwise: a unit beside its figure, a quarter by the title."""
    fields = lexicon.fields[found.record]
    kind = fields[name]
    beside = any(isinstance(other := fields[taken], Number) and other.unit_in == name for taken in found.taken)
    return beside or (isinstance(kind, When) and kind.finest == "quarter" and bool(quarters_in(around)))


def _fits(lexicon: Lexicon, record: type[Record], target: str) -> bool:
    return all(part in lexicon.fields[record] for part in target.split(AND) if part)


def recognised(mapper: Mapper, lexicon: Lexicon, around: str, chosen: Mapping[int, str],
               remembered: Mapping[str, str]) -> Assignment | None:
    """The kind of record whose fields explain the table best; words in titles and names speak for a kind."""
    best, best_weight = None, 0.0
    for record in lexicon.records:
        found = mapper.sure(record, {c: t for c, t in chosen.items() if _fits(lexicon, record, t)}, remembered)
        marked = any(mark in around for mark in lexicon.marks(record))
        needed = [name for name, kind in lexicon.fields[record].items() if kind.required and name not in defaults_of(record)]
        missing = [name for name in needed if name not in found.taken and name not in found.naming
                   and not _said(lexicon, found, name, around)]
        weight = found.weight + (1.5 if marked else 0.0) - 2.0 * len(missing)
        named = found.complete
        if (named and found.weight >= 1.9) or (marked and found.weight >= 3.9):
            weight -= 0.0 if named else 3.0
            if weight > best_weight:
                best, best_weight = found, weight
    return mapper.offered(best) if best else None
