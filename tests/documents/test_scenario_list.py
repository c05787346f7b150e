"""The published list: grouped, summed, and without a person in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from planner.documents import scenario_list
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.schema.document import Document, Paragraph, Table
from planner.schema.record import SEED

Made = Callable[[int], list[Scenario]]


def compose(scenarios: list[Scenario]) -> Document:
    return scenario_list.compose(Office(title="办公室"), scenarios, SEED, as_of=dt.date(2025, 6, 20))


def table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def test_nobody_is_named(scenarios: Made) -> None:
    text = repr(compose(scenarios(30)))
    assert "港区" in text
    assert "张三丰" not in text
    assert "13800138000" not in text


def test_sectors_come_in_the_order_of_the_catalogue_and_the_rest_last(scenarios: Made) -> None:
    found = table(compose(scenarios(80)))
    groups = [str(row.values[0]) for row in found.rows if row.role == "group"]
    order = [term.label for term in SEED.fields_of(Scenario)["sector"].among.terms]  # type: ignore[attr-defined]
    names = [group.partition("、")[2].partition("（")[0] for group in groups]
    assert names == [name for name in [*order, "未定领域"] if name in names]
    assert names[-1] == "未定领域"
    assert [group.partition("、")[0] for group in groups][:3] == ["一", "二", "三"]


def test_each_sum_is_that_of_its_rows(scenarios: Made) -> None:
    found = table(compose(scenarios(80)))
    money = [column.name for column in found.columns].index("investment")
    part, whole = Decimal(0), Decimal(0)
    for row in found.rows:
        if row.role == "record":
            part += row.values[money] or 0
            whole += row.values[money] or 0
        elif row.role == "subtotal":
            assert row.values[money] == part
            part = Decimal(0)
    assert found.rows[-1].role == "total"
    assert found.rows[-1].values[money] == whole


def test_columns_that_nobody_has_filled_are_left_out(scenarios: Made) -> None:
    bare = [Scenario(title="甲"), Scenario(title="乙")]
    assert {"number", "location"}.isdisjoint(column.name for column in table(compose(bare)).columns)
    assert "number" in [column.name for column in table(compose(scenarios(4))).columns]


def test_what_must_be_settled_before_publishing_is_said() -> None:
    closed = [Scenario(title="甲", publish_ok=False), Scenario(title="乙", publish_ok=True, secrecy_checked=True)]
    notes = [block.text for block in compose(closed).blocks if isinstance(block, Paragraph)]
    assert notes == ["注：2项未报计划投资，未计入小计与合计；1项尚未注明同意公开并经保密审查，对外发布前应予核定。"]


def test_an_empty_list_has_its_head_and_no_sum() -> None:
    assert list(table(compose([])).rows) == []
