"""The rules over one scenario, by their numbers in the data dictionary."""

from __future__ import annotations

import pytest

from planner.domain.scenario import RELEASED, Scenario, formal_problems
from planner.schema.record import parse


def codes(**values: object) -> list[tuple[str, str, bool]]:
    meant, wrong = parse(Scenario, {"title": "港区集装箱智能调度", **values})
    assert not wrong
    return [(p.field, p.code, p.warning) for p in Scenario(**meant).problems()]


def test_a_plain_scenario_has_no_problem() -> None:
    assert codes(starts="2025-03", ends="2026", sector="E01", scenario_type="E01-01") == []


@pytest.mark.parametrize(("title", "wrong"), [("五个字的呢", True), ("六个字的名称", False), ("长" * 40, False), ("长" * 41, True)])
def test_rule_2_titles_are_neither_slogans_nor_paragraphs(title: str, wrong: bool) -> None:
    assert codes(title=title) == ([("title", "title_length", True)] if wrong else [])


def test_rule_5_nothing_ends_before_it_begins() -> None:
    assert codes(starts="2026-03", ends="2026-02") == [("ends", "ends_before_start", False)]
    assert codes(starts="2026-03-05", ends="2026-03") == []
    assert codes(starts="2026-Q1", ends="2026") == []


def test_rule_6_more_than_five_years_or_before_2017_is_doubtful() -> None:
    assert codes(starts="2025", ends="2031") == [("ends", "period_long", True)]
    assert codes(starts="2025-01", ends="2029-12") == []
    assert codes(starts="2016") == [("starts", "starts_early", True)]


def test_a_type_lies_in_its_sector() -> None:
    assert codes(sector="E02", scenario_type="E01-01") == [("scenario_type", "type_outside_sector", False)]


def test_rule_1_the_formal_check_needs_sector_owner_and_contact() -> None:
    assert [p.field for p in formal_problems(Scenario(title="某某场景", contact="李四"))] == ["sector", "owner"]
    assert codes(stage="checked", sector="E01", owner="市港务集团", contact="李四") == []
    assert ("owner", "missing", False) in codes(stage="checked", sector="E01", contact="李四")
    assert codes(stage="submitted") == []


@pytest.mark.parametrize("stage", sorted(RELEASED))
def test_rule_22_nothing_is_published_without_consent_and_secrecy_check(stage: str) -> None:
    assert codes(stage=stage, publish_ok="是") == [("secrecy_checked", "not_cleared", False)]
    assert codes(stage=stage, publish_ok="否", secrecy_checked="是") == [("publish_ok", "not_cleared", False)]
    assert codes(stage=stage, publish_ok="是", secrecy_checked="是") == []
