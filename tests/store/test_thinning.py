"""Backups grow fewer with age, never all at once, and thinning day by day loses nothing that is wanted later."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.store.thinning import LATEST, worth_keeping


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]  # year, month, day and perhaps an hour


NOW = at(2026, 11, 25, 18)
TIMES = st.lists(st.timedeltas(dt.timedelta(days=-3), dt.timedelta(days=900)).map(lambda ago: NOW - ago), max_size=80, unique=True)
WORK = st.lists(st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=20)), max_size=120)


def working(gaps: list[dt.timedelta]) -> list[dt.datetime]:
    """The moments at which an office makes its backups, one after the other."""
    moment, times = at(2024, 1, 1, 9), []
    for gap in gaps:
        moment += gap
        times.append(moment)
    return times


def daily(days: int) -> list[dt.datetime]:
    return [NOW - dt.timedelta(days=day, hours=hour) for day in range(days) for hour in (0, 4)]


@given(TIMES)
def test_the_last_two_days_and_the_newest_are_whole_and_nothing_is_made_up(times: list[dt.datetime]) -> None:
    kept = worth_keeping(times, NOW)
    assert set(kept) <= set(times) and kept == sorted(kept, reverse=True)
    assert {time for time in times if NOW - time <= LATEST} <= set(kept)
    assert not times or kept[0] == max(times)
    assert len([time for time in kept if NOW - time > LATEST]) <= 12 + 10 + 9


@given(TIMES)
def test_what_was_thinned_is_thin(times: list[dt.datetime]) -> None:
    kept = worth_keeping(times, NOW)
    assert worth_keeping(kept, NOW) == kept


@given(WORK)
def test_thinning_after_every_backup_reaches_as_far_back_as_thinning_once(gaps: list[dt.timedelta]) -> None:
    """The same days; of the weeks that lie in two months perhaps another day, but no month is missed."""
    times, kept = working(gaps), list[dt.datetime]()
    for time in times:
        kept = worth_keeping([*kept, time], time)
    wanted = worth_keeping(times, times[-1]) if times else []
    days = len([time for time in wanted if times[-1] - time <= LATEST]) + 12
    assert kept[:days] == wanted[:days]
    assert {(time.year, time.month) for time in kept} == {(time.year, time.month) for time in wanted}


def test_an_office_at_work_every_day_can_go_back_twelve_days_ten_weeks_and_nine_months() -> None:
    kept = worth_keeping(daily(800), NOW)
    latest = [time for time in kept if NOW - time <= LATEST]
    assert len(latest) == 5 and len(kept) == 5 + 12 + 10 + 9
    days, weeks, months = kept[5:17], kept[17:27], kept[27:]
    assert [time.date() for time in days] == [dt.date(2026, 11, 22) - dt.timedelta(days=day) for day in range(12)]
    assert [time.weekday() for time in weeks] == [6] * 10 and weeks[0].date() == dt.date(2026, 11, 8)
    assert [(time.year, time.month, (time + dt.timedelta(days=1)).day) for time in months] == [
        (2026, 8, 1), (2026, 7, 1), (2026, 6, 1), (2026, 5, 1), (2026, 4, 1), (2026, 3, 1), (2026, 2, 1), (2026, 1, 1), (2025, 12, 1)]


def test_a_clock_that_was_wrong_costs_no_backup() -> None:
    ahead = [at(2099, 1, 1, hour) for hour in range(5)]
    assert set(ahead) <= set(worth_keeping([*ahead, *daily(5)], NOW))
