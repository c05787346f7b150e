"""Every kind of field keeps its values exactly, and sorts in the database as it does in Python."""

from __future__ import annotations

import datetime as dt
import sqlite3
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select
from sqlalchemy.dialects import sqlite

from planner.domain.kinds import EVERY
from planner.schema.dates import Instant, PartialDate, When
from planner.schema.fields import Field, Names
from planner.schema.numbers import Amount, Money, Number, Percent, Quantity
from planner.schema.record import fields_of
from planner.store.columns import column_type
from planner.store.kept import form_of

DATES = st.dates(dt.date(1949, 1, 1), dt.date(2100, 12, 31))
PARTIAL = st.one_of(
    DATES.map(lambda day: PartialDate.of(day.year, day.month, day.day)), DATES.map(lambda day: PartialDate.of(day.year, day.month)),
    DATES.map(lambda day: PartialDate.of(day.year)), DATES.map(lambda day: PartialDate(f"{day.year}-Q{day.month // 4 + 1}")),
    DATES.map(lambda day: PartialDate(f"{day.year}-H{day.month // 7 + 1}")))


def kept(kind: Field, values: list[Any]) -> list[Any]:
    """The values after a way through a real column, ordered by it: mapped, and as plain rows, which must not differ."""
    mapped, plain = kept_by_sqlalchemy(kind, values), kept_plain(kind, values)
    assert mapped == plain
    return plain


def kept_plain(kind: Field, values: list[Any]) -> list[Any]:
    form, connection = form_of(kind), sqlite3.connect(":memory:")
    assert form is not None
    connection.execute(f"CREATE TABLE t (value {column_type(kind).compile(sqlite.dialect())})")
    connection.executemany("INSERT INTO t VALUES (?)", [(form.inward(value),) for value in values])
    found = [form.outward(value) for value, in connection.execute("SELECT value FROM t ORDER BY value")]
    connection.close()
    return found


def kept_by_sqlalchemy(kind: Field, values: list[Any]) -> list[Any]:
    engine = create_engine("sqlite://")
    column: Column[Any] = Column("value", column_type(kind))
    table = Table("t", MetaData(), column)
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"value": value} for value in values])
        found = list(connection.scalars(select(table.c.value).order_by(table.c.value)))
    engine.dispose()
    return found


@given(st.lists(PARTIAL, min_size=1, max_size=8))
def test_dates_keep_their_precision_and_order(dates: list[PartialDate]) -> None:
    assert [d.text for d in kept(When(label="日期"), dates)] == [d.text for d in sorted(dates, key=lambda d: (d.last, d.first, d.text))]


@given(st.lists(st.decimals(0, 10_000_000, places=6), min_size=1, max_size=8))
def test_money_is_exact_to_the_fen_and_sorts_as_a_number(amounts: list[Decimal]) -> None:
    assert kept(Money(label="投资"), amounts) == sorted(amounts)


@given(st.lists(st.decimals(0, 1_000_000, places=3), min_size=1, max_size=8))
def test_numbers_are_exact(amounts: list[Decimal]) -> None:
    assert kept(Number(label="规模"), amounts) == sorted(amounts)


@given(st.decimals(0, 100, places=2))
def test_percent_is_exact(value: Decimal) -> None:
    assert kept(Percent(label="进度"), [value]) == [value]


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), min_size=1, max_size=5, unique=True))
def test_names_keep_their_order(names: list[str]) -> None:
    assert kept(Names(label="单位"), [tuple(names)]) == [tuple(names)]


@given(st.decimals(0, 100_000, places=3))
def test_amounts_keep_their_unit(value: Decimal) -> None:
    kind = Quantity(label="算力", units=(("P", ()), ("张", ())))
    assert kept(kind, [Amount(value, "张")]) == [Amount(value, "张")]


@given(st.lists(st.datetimes(timezones=st.just(dt.UTC)), min_size=1, max_size=5))
def test_instants_keep_their_zone_and_order(moments: list[dt.datetime]) -> None:
    assert kept(Instant(label="时间"), moments) == sorted(moments)


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.kind)
def test_every_field_of_every_record_has_a_column(record: type) -> None:
    for kind in fields_of(record).values():
        assert column_type(kind) is not None
    with pytest.raises(TypeError):
        column_type(object())  # type: ignore[arg-type]
