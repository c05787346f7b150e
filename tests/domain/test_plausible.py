"""Rules 7 and 8: figures that are well formed and hardly meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plausible import UsualInvestments, funding_problem, funding_total
from planner.domain.scenario import Scenario, formal_problems

AMOUNTS = st.decimals(1, 100_000, places=2)


def usual(*amounts: int, sector: str = "E01") -> UsualInvestments:
    made = UsualInvestments()
    for amount in amounts:
        made.add({"sector": sector, "investment": Decimal(amount)})
    return made


def test_rule_7_yuan_written_as_ten_thousands_is_noticed_with_both_figures() -> None:
    found = usual(80, 120, 200, 300, 500).doubt({"sector": "E01", "investment": Decimal(1_200_000)})
    assert found is not None and (found.field, found.code, found.warning) == ("investment", "investment_outlying", True)
    assert (found.params["usual"], found.params["amount"]) == (Decimal(200), Decimal(1_200_000))


@pytest.mark.parametrize(("sector", "amount"), [("E01", 2000), ("E02", 1_200_000), (None, 1_200_000), ("E01", None)])
def test_rule_7_ten_times_another_sector_or_nothing_is_no_doubt(sector: str | None, amount: int | None) -> None:
    assert usual(80, 120, 200, 300, 500).doubt({"sector": sector, "investment": amount and Decimal(amount)}) is None


def test_rule_7_four_are_too_few_to_know_what_is_usual() -> None:
    assert usual(80, 120, 200, 300).doubt({"sector": "E01", "investment": Decimal(1_200_000)}) is None


@given(st.lists(AMOUNTS, min_size=5, max_size=30), AMOUNTS)
def test_rule_7_does_not_depend_on_the_order_and_asks_for_more_than_half_of_all(amounts: list[Decimal], asked: Decimal) -> None:
    first, second = UsualInvestments(), UsualInvestments()
    for one, other in zip(amounts, reversed(amounts), strict=True):
        first.add({"sector": "E01", "investment": one})
        second.add({"sector": "E01", "investment": other})
    values = {"sector": "E01", "investment": asked}
    assert first.doubt(values) == second.doubt(values)
    assert first.doubt(values) is None or sum(amount * 10 < asked for amount in amounts) * 2 >= len(amounts)


@pytest.mark.parametrize(("text", "total"), [
    ("市财政300万元、单位自筹200万元", "500"), ("省级资金 1,200 万元；自筹0.3亿元", "4200"), ("市级财政（2025年）３００万", "300"),
    ("自筹500000元", "50"), ("市财政", None), ("市财政300万元、自筹", None), ("合计500万元，其中财政300万元", None),
    ("财政约300万元、自筹200万元", None), ("财政60%、自筹40%", None), ("财政100-200万元", None), ("", None)])
def test_rule_8_adds_up_only_what_is_said_in_full(text: str, total: str | None) -> None:
    assert funding_total(text) == (None if total is None else Decimal(total))


@given(st.lists(AMOUNTS, min_size=1, max_size=5), AMOUNTS)
def test_rule_8_holds_exactly_when_the_parts_are_the_whole(parts: list[Decimal], planned: Decimal) -> None:
    text = "、".join(f"来源{'甲乙丙丁戊'[number]}{part}万元" for number, part in enumerate(parts))
    assert funding_problem(text, sum(parts, Decimal(0))) is None
    assert (funding_problem(text, planned) is None) == (abs(sum(parts, Decimal(0)) - planned) <= Decimal("0.01"))


def test_rule_8_warns_while_a_scenario_is_drafted_and_blocks_the_formal_check() -> None:
    scenario = Scenario(title="港区集装箱智能调度", sector="E01", owner="市港务集团", contact="李四", investment=Decimal(600),
                        funding="市财政300万元、自筹200万元")
    assert [(p.code, p.warning) for p in scenario.problems()] == [("funding_differs", True)]
    assert [p.code for p in formal_problems(scenario)] == ["funding_differs"]
    scenario.stage = "checked"
    assert [(p.code, p.warning) for p in scenario.problems()] == [("funding_differs", False)]
