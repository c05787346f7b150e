"""The column of each kind of field, for the tables that are made, migrated and mapped."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from sqlalchemy import BigInteger, Boolean, String, TypeDecorator, UnicodeText
from sqlalchemy.types import TypeEngine

from planner.schema.choices import Choice
from planner.schema.dates import Instant, When
from planner.schema.fields import Field, Flag, Link, Mapped, Names, Text
from planner.schema.identity import CreditCode, Phone
from planner.schema.numbers import Money, Number, Percent, Quantity, Whole
from planner.store.kept import Form, form_of

KEY = String(36)


class Kept(TypeDecorator[Any]):
    """A column whose values are turned on the way in and out; None stays None."""

    impl: Any = UnicodeText
    cache_ok = True

    def __init__(self, kind: Field, base: TypeEngine[Any], form: Form) -> None:
        super().__init__()
        self.kind = f"{type(kind).__name__} {kind.label} {getattr(kind, 'places', '')}"
        self.impl = base
        self._form = form

    def process_bind_param(self, value: Any, dialect: object) -> Any:
        return None if value is None else self._form.inward(value)

    def process_result_value(self, value: Any, dialect: object) -> Any:
        return None if value is None else self._form.outward(value)


def column_type(kind: Field) -> TypeEngine[Any]:
    """The type of the column that keeps a field of this kind; a kind without one is an error of the programmer."""
    base, form = _base(kind), form_of(kind)
    return base if form is None else Kept(kind, base, form)


@singledispatch
def _base(kind: Field) -> TypeEngine[Any]:
    raise TypeError(kind)


@_base.register
def _(kind: Text) -> TypeEngine[Any]:
    return String(kind.limit)


@_base.register(CreditCode)
def _(kind: CreditCode) -> TypeEngine[Any]:
    return String(18)


@_base.register(Phone)
def _(kind: Phone) -> TypeEngine[Any]:
    return String(200)


@_base.register(Link)
def _(kind: Link) -> TypeEngine[Any]:
    return KEY


@_base.register(Choice)
def _(kind: Choice) -> TypeEngine[Any]:
    return String(60)


@_base.register(Flag)
def _(kind: Flag) -> TypeEngine[Any]:
    return Boolean()


@_base.register(Names)
@_base.register(Mapped)
def _(kind: Field) -> TypeEngine[Any]:
    return UnicodeText()


@_base.register(Whole)
@_base.register(Number)
@_base.register(Money)
@_base.register(Percent)
def _(kind: Field) -> TypeEngine[Any]:
    return BigInteger()


@_base.register(Quantity)
def _(kind: Quantity) -> TypeEngine[Any]:
    return String(60)


@_base.register(When)
def _(kind: When) -> TypeEngine[Any]:
    return String(40)


@_base.register(Instant)
def _(kind: Instant) -> TypeEngine[Any]:
    return String(32)
