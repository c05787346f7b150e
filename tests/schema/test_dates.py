"""Dates keep the precision with which they were written, and are ordered by what they cover."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.schema.dates import Instant, PartialDate, When, partial_date, quarter_of, quarters
from planner.schema.fields import Refused
from tests.schema.kinds import DATES, DAYS

WHEN = When(label="时间")


@pytest.mark.parametrize(("written", "text", "shown"), [
    ("2025", "2025", "2025年"), ("2025年", "2025", "2025年"), ("2025年底", "2025", "2025年"), ("2025年底前", "2025", "2025年"),
    ("2025年上半年", "2025-H1", "2025年上半年"), ("2025H2", "2025-H2", "2025年下半年"),
    ("2025年第三季度", "2025-Q3", "2025年第三季度"), ("2025Q3", "2025-Q3", "2025年第三季度"), ("2025年3季度", "2025-Q3", "2025年第三季度"),
    ("2025年三季度", "2025-Q3", "2025年第三季度"), ("2025-Q3", "2025-Q3", "2025年第三季度"),
    ("2025.3", "2025-03", "2025年3月"), ("2025年03月", "2025-03", "2025年3月"), ("202503", "2025-03", "2025年3月"),
    ("2025年3月底前", "2025-03", "2025年3月"), ("二〇二五年三月", "2025-03", "2025年3月"),
    ("2025/3/5", "2025-03-05", "2025年3月5日"), ("2025年3月5日", "2025-03-05", "2025年3月5日"), ("20250305", "2025-03-05", "2025年3月5日"),
    ("２０２５－０３－０５", "2025-03-05", "2025年3月5日"), ("2025-03-05 00:00:00", "2025-03-05", "2025年3月5日"),
    (dt.date(2025, 3, 5), "2025-03-05", "2025年3月5日"), (dt.datetime(2025, 3, 5, 8), "2025-03-05", "2025年3月5日")])  # noqa: DTZ001
def test_precision_is_kept(written: object, text: str, shown: str) -> None:
    date = WHEN.read(written)
    assert (date.text, WHEN.show(date)) == (text, shown)


@pytest.mark.parametrize("written", ["2025-02-30", "2025年13月", "待定", "45000", "1900年", "2200", "25年", "2025年第五季度", "2025-00"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        WHEN.read(written)
    assert refused.value.code == "not_a_date"


def test_where_quarters_are_meant_nothing_else_is_taken() -> None:
    with pytest.raises(Refused) as refused:
        When(label="季度", finest="quarter").read("2025年3月")
    assert refused.value.code == "not_a_quarter"


@given(DATES)
def test_a_point_covers_from_its_first_to_its_last_day(date: PartialDate) -> None:
    days = {"day": (1, 1), "month": (28, 31), "quarter": (90, 92), "half": (181, 184), "year": (365, 366)}[date.precision]
    assert days[0] <= (date.last - date.first).days + 1 <= days[1]
    assert WHEN.read(date.text) == date


@given(st.lists(DATES, min_size=2, max_size=6))
def test_order_is_that_of_the_last_day_covered(dates: list[PartialDate]) -> None:
    ordered = sorted(dates)
    assert [d.last for d in ordered] == sorted(d.last for d in dates)


@given(DAYS, st.integers(0, 30))
def test_quarters_run_without_a_hole(day: dt.date, count: int) -> None:
    last = quarter_of(min(day + dt.timedelta(days=91 * count), dt.date(2100, 12, 31)))
    span = quarters(quarter_of(day), last)
    assert (span[0], span[-1]) == (quarter_of(day), last)
    assert all((b.first - a.last).days == 1 for a, b in pairwise(span))


@pytest.mark.parametrize(("first", "last", "found"), [
    ("2025", "2025", 4), ("2025-H1", "2025-H1", 2), ("2025-03", "2025-04", 2), ("2025-Q3", "2025-Q3", 1), ("2025-Q3", "2025-Q1", 0)])
def test_a_point_touches_the_quarters_that_it_covers(first: str, last: str, found: int) -> None:
    assert len(quarters(PartialDate(first), PartialDate(last))) == found


ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))])


@given(st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1), timezones=ZONES))  # noqa: DTZ001
def test_moments_are_kept_in_universal_time(moment: dt.datetime) -> None:
    kind = Instant(label="时间")
    assert kind.read(moment) == moment and kind.read(moment.isoformat()) == moment
    assert kind.plain(kind.read(moment)).endswith("+00:00")


@pytest.mark.parametrize("raw", ["昨天", "2025", 3, None])
def test_what_is_no_moment(raw: Any) -> None:
    kind = Instant(label="时间", required=True)
    with pytest.raises(Refused) as refused:
        kind.read(raw)
    assert refused.value.code in {"not_a_moment", "missing"}


def test_a_remark_behind_a_date_is_a_doubt() -> None:
    reading = partial_date("2024年4月（已完成）")
    assert (reading.value.text, [doubt.code for doubt in reading.doubts]) == ("2024-04", ["inferred"])
    with pytest.raises(Refused):
        partial_date("2024年4月（5月）")


@pytest.mark.parametrize(("written", "text"), [("24Q2", "2024-Q2"), ("24H1", "2024-H1")])
def test_two_figures_of_a_year(written: str, text: str) -> None:
    assert partial_date(written).value.text == text
