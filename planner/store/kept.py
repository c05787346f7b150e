"""How each kind of field is kept in the file: exact, sortable, and the same on every database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from typing import Any

from planner.schema.dates import Instant, PartialDate, When
from planner.schema.fields import Field, Flag, Mapped, Names
from planner.schema.numbers import Amount, Money, Number, Percent, Quantity

Turn = Callable[[Any], Any]
_PACK = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Form:
    """How a value is turned on its way into the file and out of it; None is never turned."""

    inward: Turn
    outward: Turn


@singledispatch
def form_of(kind: Field) -> Form | None:
    """The form of this kind's values; None where they are kept as they are meant."""
    return None


@form_of.register
def _(kind: Flag) -> Form | None:
    return Form(bool, bool)


@form_of.register(Names)
@form_of.register(Mapped)
def _(kind: Field) -> Form | None:
    return Form(lambda value: packed(kind.plain(value)), lambda text: kind.revive(json.loads(text)))


@form_of.register
def _(kind: Number) -> Form | None:
    return _scaled(kind.places)


@form_of.register
def _(kind: Money) -> Form | None:
    return _scaled(6)


@form_of.register
def _(kind: Percent) -> Form | None:
    return _scaled(2)


@form_of.register
def _(kind: Quantity) -> Form | None:
    return Form(lambda amount: f"{amount.value.normalize():f} {amount.unit}", _amount)


@form_of.register
def _(kind: When) -> Form | None:
    return Form(_sortable, lambda text: PartialDate(text.rpartition(" ")[2]))


@form_of.register
def _(kind: Instant) -> Form | None:
    return Form(_instant, kind.revive)


def packed(plain: Any) -> str:
    """JSON that is the same for the same value."""
    return _PACK(plain)


def _instant(moment: dt.datetime) -> str:
    """Of one width, so that text order is the order of time; the C library would shorten years before 1000."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _scaled(places: int) -> Form:
    return Form(lambda value: int(value.scaleb(places)), lambda kept: _tidy(Decimal(kept).scaleb(-places)))


def _tidy(value: Decimal) -> Decimal:
    return value.normalize() + 0


def _amount(kept: str) -> Amount:
    value, _, unit = kept.partition(" ")
    return Amount(Decimal(value), unit)


def _sortable(date: PartialDate) -> str:
    """Sorts as PartialDate does: by the last day, then by the first; the form as written stands last."""
    return f"{date.last.isoformat()} {date.first.isoformat()} {date.text}".replace("-", "", 4)
