"""Which backups are worth keeping as time goes by: all of the latest, then fewer the older they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

LATEST = dt.timedelta(days=2)
STAGES: tuple[tuple[int, Callable[[dt.datetime], object]], ...] = (
    (12, lambda time: time.date()), (10, lambda time: time.isocalendar()[:2]), (9, lambda time: (time.year, time.month)))


def worth_keeping(times: Iterable[dt.datetime], now: dt.datetime) -> list[dt.datetime]:
    """All of the last two days, then the newest of each of 12 days, before them of 10 weeks, before them of 9 months.

    Newest first. A time ahead of `now` is kept, for the clock was wrong then or is wrong now. Days, weeks and months
    without a backup are not counted, so that a summer without work costs nothing.
    """
    newest = sorted(set(times), reverse=True)
    kept = [time for time in newest if now - time <= LATEST]
    older = newest[len(kept):]
    for count, period in STAGES:
        for _ in range(count):
            older = [time for time in older if not kept or period(time) != period(kept[-1])]
            if not older:
                return kept
            kept.append(older.pop(0))
    return kept
