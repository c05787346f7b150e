"""Who has answered a round is counted per department, and silence shows."""

from __future__ import annotations

import datetime as dt

from planner.domain.answers import answers
from planner.domain.round import Round, Submission
from planner.schema.dates import PartialDate

ROUND = Round(number="1", title="第一批", targets=("市交通局", "市卫生健康委（市中医药局）", "市教育局"))


def sent(department: str | None, hour: int, round: str = ROUND.id, **counts: object) -> Submission:
    received = dt.datetime(2026, 3, 1, hour, tzinfo=dt.UTC)
    return Submission(title="表.xlsx", sha256="0", received=received, department=department, round=round, **counts)  # type: ignore[arg-type]


def test_departments_stand_in_the_order_of_the_notice_then_of_arrival() -> None:
    found = answers(ROUND, [sent("市水务局", 9), sent("市教育局", 10), sent(None, 8)])
    assert [a.department for a in found] == ["市交通局", "市卫生健康委（市中医药局）", "市教育局", "（未注明单位）", "市水务局"]
    assert [a.department for a in found if a.missing] == ["市交通局", "市卫生健康委（市中医药局）"]


def test_rows_are_added_over_a_departments_files() -> None:
    files = [sent("市交通局", 9, rows_new=3, rows_changed=1, rows_refused=2), sent("市交通局 ", 10, rows_new=4, rows_held=1)]
    answer = answers(ROUND, files)[0]
    assert (answer.received, answer.accepted, answer.held, answer.refused) == (2, 8, 1, 2)


def test_a_returned_file_counts_as_returned_and_its_rows_as_nothing() -> None:
    answer = answers(ROUND, [sent("市交通局", 9, rows_refused=5, returned=PartialDate("2026-03-02"))])[0]
    assert (answer.received, answer.returned, answer.accepted, answer.refused) == (1, 1, 0, 0)
    assert not answer.missing


def test_another_rounds_files_do_not_count() -> None:
    assert answers(ROUND, [sent("市交通局", 9, round="other")])[0].missing


def test_a_name_without_its_brackets_is_the_same_department() -> None:
    assert not answers(ROUND, [sent("市卫生健康委", 9)])[1].missing
