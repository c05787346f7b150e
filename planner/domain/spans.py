"""From when to when: the rule that every record with two points in time shares."""

from __future__ import annotations

from planner.errors import Problem
from planner.schema.dates import PartialDate


def ends_problem(starts: PartialDate | None, ends: PartialDate | None, field: str = "ends") -> list[Problem]:
    """Rule 5 of the data dictionary: nothing ends before it begins; points that only overlap are allowed."""
    if starts is None or ends is None or ends.last >= starts.first:
        return []
    return [Problem(field, "ends_before_start", {"starts": starts.shown, "ends": ends.shown})]
