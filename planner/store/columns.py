"""How each kind of field is kept in a column: exact, sortable, and the same on every database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from functools import singledispatch
from typing import Any

from sqlalchemy import BigInteger, Boolean, String, TypeDecorator, UnicodeText
from sqlalchemy.types import TypeEngine

from planner.schema.choices import Choice
from planner.schema.dates import Instant, PartialDate, When
from planner.schema.fields import Field, Flag, Link, Mapped, Names, Text
from planner.schema.identity import CreditCode, Phone
from planner.schema.numbers import Amount, Money, Number, Percent, Quantity, Whole

KEY = String(36)


class Kept(TypeDecorator[Any]):
    """A column whose values are turned on the way in and out; None stays None."""

    impl: Any = UnicodeText
    cache_ok = True

    def __init__(self, kind: Field, base: TypeEngine[Any], inward: Callable[[Any], Any], outward: Callable[[Any], Any]) -> None:
        super().__init__()
        self.kind = f"{type(kind).__name__} {kind.label} {getattr(kind, 'places', '')}"
        self.impl = base
        self._inward, self._outward = inward, outward

    def process_bind_param(self, value: Any, dialect: object) -> Any:
        return None if value is None else self._inward(value)

    def process_result_value(self, value: Any, dialect: object) -> Any:
        return None if value is None else self._outward(value)


@singledispatch
def column_type(kind: Field) -> TypeEngine[Any]:
    """The type of the column that keeps a field of this kind; a kind without one is an error of the programmer."""
    raise TypeError(kind)


@column_type.register
def _(kind: Text) -> TypeEngine[Any]:
    return String(kind.limit)


@column_type.register(CreditCode)
def _(kind: CreditCode) -> TypeEngine[Any]:
    return String(18)


@column_type.register(Phone)
def _(kind: Phone) -> TypeEngine[Any]:
    return String(200)


@column_type.register(Link)
def _(kind: Link) -> TypeEngine[Any]:
    return KEY


@column_type.register(Choice)
def _(kind: Choice) -> TypeEngine[Any]:
    return String(60)


@column_type.register(Flag)
def _(kind: Flag) -> TypeEngine[Any]:
    return Boolean()


@column_type.register(Whole)
def _(kind: Whole) -> TypeEngine[Any]:
    return BigInteger()


@column_type.register(Names)
@column_type.register(Mapped)
def _(kind: Field) -> TypeEngine[Any]:
    return Kept(kind, UnicodeText(), lambda value: packed(kind.plain(value)), lambda text: kind.revive(json.loads(text)))


@column_type.register(Number)
def _(kind: Number) -> TypeEngine[Any]:
    return _scaled(kind, kind.places)


@column_type.register(Money)
def _(kind: Money) -> TypeEngine[Any]:
    return _scaled(kind, 6)


@column_type.register(Percent)
def _(kind: Percent) -> TypeEngine[Any]:
    return _scaled(kind, 2)


@column_type.register(Quantity)
def _(kind: Quantity) -> TypeEngine[Any]:
    return Kept(kind, String(60), lambda amount: f"{amount.value.normalize():f} {amount.unit}", _amount)


@column_type.register(When)
def _(kind: When) -> TypeEngine[Any]:
    return Kept(kind, String(40), _sortable, lambda text: PartialDate(text.rpartition(" ")[2]))


@column_type.register(Instant)
def _(kind: Instant) -> TypeEngine[Any]:
    return Kept(kind, String(32), _instant, kind.revive)


def _instant(moment: dt.datetime) -> str:
    """Of one width, so that text order is the order of time; the C library would shorten years before 1000."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def packed(plain: Any) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _scaled(kind: Field, places: int) -> TypeEngine[Any]:
    return Kept(kind, BigInteger(), lambda value: int(value.scaleb(places)), lambda kept: _tidy(Decimal(kept).scaleb(-places)))


def _tidy(value: Decimal) -> Decimal:
    return value.normalize() + 0


def _amount(kept: str) -> Amount:
    value, _, unit = kept.partition(" ")
    return Amount(Decimal(value), unit)


def _sortable(date: PartialDate) -> str:
    """Sorts as PartialDate does: by the last day, then by the first; the form as written stands last."""
    return f"{date.last:%Y%m%d} {date.first:%Y%m%d} {date.text}"
