"""The dispatch ledger of a quarter: its twenty-one columns, lights in words and shapes, sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from planner.documents import ledger
from planner.domain.lights import Light
from planner.domain.office import Office
from planner.domain.project import Milestone, Project, QuarterReport
from planner.domain.scenario import Scenario
from planner.schema.dates import PartialDate
from planner.schema.document import Document, Paragraph, Table
from planner.schema.record import SEED

QUARTER = PartialDate("2025-Q2")


def line(colour: str = "green", **more: Any) -> ledger.LedgerLine:
    project = Project(title="项目", **({"investment": Decimal(200), "phase": "running"} | more))
    points = [Milestone(project=project.id, title=title, due=PartialDate(due), done=done and PartialDate(done), weight=Decimal(20))
              for title, due, done in (("旧", "2025-03", None), ("旧成", "2025-03", "2025-03"), ("今", "2025-05", None),
                                       ("成", "2025-06", "2025-06-02"), ("后", "2025-09", None))]
    reports = [QuarterReport(project=project.id, quarter=PartialDate(quarter), done=quarter, percent=Decimal(30), invested=Decimal(money))
               for quarter, money in (("2025-Q1", 40), ("2025-Q2", 10), ("2025-Q3", 99))]
    return ledger.LedgerLine(project, Light(colour, colour, (), Decimal(0), Decimal(0)), points, reports, [])


def compose(*lines: ledger.LedgerLine) -> Document:
    return ledger.compose(Office(title="办公室"), lines, SEED, quarter=QUARTER, as_of=dt.date(2025, 6, 20))


def values(document: Document, at: int = 0) -> dict[str, Any]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return dict(zip([column.name for column in table.columns], table.rows[at].values, strict=True))


def test_the_columns_are_those_of_the_dispatch_table() -> None:
    assert len(values(compose(line()))) == 21


@pytest.mark.parametrize(("colour", "phase", "said"), [
    ("green", "running", "● 正常"), ("yellow", "running", "◆ 滞后"), ("red", "running", "▲ 严重滞后"),
    ("green", "accepted", "√ 已完成"), ("red", "ended", "× 已终止")])
def test_lights_are_words_with_shapes(colour: str, phase: str, said: str) -> None:
    assert values(compose(line(colour, phase=phase)))["standing"] == said


def test_only_this_quarter_is_told_and_money_is_summed_up_to_it() -> None:
    told = values(compose(line()))
    assert told["done"] == "2025-Q2"
    assert told["invested"] == Decimal(50)
    assert told["share"] == Decimal(25)
    assert told["points"] == "旧（2025年3月到期未完成）；今（2025年5月到期）；成（2025年6月2日完成）"


def test_a_project_without_a_plan_has_no_share() -> None:
    assert values(compose(line(investment=None)))["share"] is None


def test_the_sums_are_those_of_the_lines(scenarios: Callable[[int], list[Scenario]],
                                         follow: Callable[[Scenario, int], ledger.LedgerLine]) -> None:
    lines = [follow(scenario, at) for at, scenario in enumerate(scenarios(30))]
    total = values(compose(*lines), -1)
    assert total["investment"] == sum(one.project.investment or 0 for one in lines)
    assert total["invested"] == sum(one.invested(QUARTER) for one in lines)


def test_the_standing_is_counted_under_the_table() -> None:
    notes = [block.text for block in compose(line(), line("red"), line("red")).blocks if isinstance(block, Paragraph)]
    assert notes[0].startswith("注：共3项，其中严重滞后2项，正常1项。")
