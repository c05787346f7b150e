"""Who has answered a round is counted per department, and silence shows."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.answers import abbreviates, answers
from planner.domain.round import Round, Submission
from planner.schema.dates import PartialDate

ROUND = Round(number="1", title="第一批", targets=("市交通局", "市卫生健康委（市中医药局）", "市教育局"))


def sent(department: str | None, hour: int, round: str = ROUND.id, **counts: object) -> Submission:
    received = dt.datetime(2026, 3, 1, hour, tzinfo=dt.UTC)
    return Submission(title="表.xlsx", sha256=str(hour), received=received, department=department, round=round, **counts)  # type: ignore[arg-type]


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


def test_a_file_that_was_taken_in_twice_is_one_file_and_waits_as_it_was_said_last() -> None:
    first = sent("市交通局", 9, rows_new=3, rows_held=2)
    again = sent("市交通局", 11, rows_new=1, rows_same=3, rows_held=1)
    again.sha256 = first.sha256
    answer = answers(ROUND, [first, again])[0]
    assert (answer.received, answer.new, answer.held) == (1, 4, 1)


def test_without_a_round_everything_that_came_counts() -> None:
    assert [a.department for a in answers(None, [sent("市交通局", 9), sent("市教育局", 10, round="other")])] == ["市交通局", "市教育局"]


@pytest.mark.parametrize(("short", "full"), [
    ("卫健委", "市卫生健康委员会"), ("市发改委", "澜江市发展和改革委员会"), ("工信局", "市工业和信息化局"),
    ("交通局", "市交通运输局"), ("市教育局", "教育局"),
])
def test_an_abbreviation_is_known(short: str, full: str) -> None:
    assert abbreviates(short, full) and not abbreviates(full, "市水务局")


@pytest.mark.parametrize(("one", "other"), [
    ("教育局", "体育局"), ("水利局", "水务局"), ("市局", "市教育局"), ("民政局", "市人民政府办公室")])
def test_other_departments_are_not_taken_for_each_other(one: str, other: str) -> None:
    assert not abbreviates(one, other) and not abbreviates(other, one)


def test_an_abbreviation_counts_for_the_department_that_was_asked_unless_it_may_be_two() -> None:
    assert not answers(ROUND, [sent("卫健委", 9)])[1].missing
    both = Round(number="2", title="第二批", targets=("市交通运输局", "市交通管理局"))
    found = answers(both, [sent("交通局", 9, round=both.id)])
    assert [a.missing for a in found] == [True, True, False]
