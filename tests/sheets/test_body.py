"""Rows kept by column: what was put in comes out in the row's own terms, and only what is taken for good stays changed."""

from __future__ import annotations

from planner.domain.scenario import Scenario
from planner.schema.record import fields_of
from planner.sheets.book import GROUP, RECORD, CellProblem
from planner.sheets.grid import Sheet
from planner.sheets.understanding.body import Body, problems_of
from planner.sheets.understanding.cells import Meant, Trouble
from planner.sheets.understanding.page import Page

PAGE = Page(Sheet("表", [
    ["场景", "牵头", "电话", "备"], ["集卡", "甲局", "138", "x"], ["一、交通", None, None, "7"], ["巡检", "同上", None, None]],
    struck=frozenset({3})))


def body() -> Body:
    return Body(PAGE, 1, [RECORD, GROUP, RECORD], (0, 1, 2, 3), figures=frozenset({3}), extras={3: "备注"})


def test_values_come_with_their_texts_cells_and_extras() -> None:
    rows = body()
    rows.fill("title", 0, ["集卡", None, "巡检"])
    first, group, last = rows
    assert (first.row, first.kind, first.values, first.texts) == (2, RECORD, {"title": "集卡"}, {"title": "集卡"})
    assert (first.cells, first.extra, first.struck) == ({"title": "A2"}, {"备注": "x"}, False)
    assert (group.kind, group.text, group.values) == (GROUP, "一、交通", {})
    assert (last.cells, last.struck, len(rows)) == ({"title": "A4"}, True, 3)
    assert rows[-1].row == rows[2:][0].row == 4


def test_a_content_that_counts_elsewhere_is_shown_with_its_place() -> None:
    rows = body()
    rows.move(1, {2: (1, "甲局")})
    rows.fill("lead_department", 1, ["甲局", None, "甲局"])
    assert (rows[2].texts, rows[2].cells) == ({"lead_department": "甲局"}, {"lead_department": "B2"})


def test_the_first_column_that_gives_a_value_counts() -> None:
    rows = body()
    rows.fill("owner", 1, ["甲局", None, None])
    rows.fill("owner", 0, ["集卡", None, "巡检"])
    assert [row.values.get("owner") for row in rows] == ["甲局", None, "巡检"]
    assert rows[2].cells == {"owner": "A4"}


def test_what_stands_beside_waits_for_the_fields_own_column() -> None:
    rows, fields = body(), fields_of(Scenario)
    for at in (0, 2):
        rows.take(at, Meant((("contact", "李工"),), beside=(("phone", "139"), ("lead_department", "乙局"))), [], (at, 0))
    rows.fill("phone", 2, ["138", None, None])
    rows.fill("lead_department", 1, ["甲局", None, None])
    rows.settle(fields)
    assert (rows[0].values["phone"], rows[2].values["phone"], rows[2].cells["phone"]) == ("138、139", "139", "A4")
    assert [(p.field, p.code) for p in rows[0].problems] == [("lead_department", "ambiguous")]
    assert not rows[2].problems


def test_a_refused_cell_keeps_its_text_and_place() -> None:
    rows = body()
    meant = Meant(troubles=(Trouble("investment", "not_a_number", "x"),))
    rows.take(0, meant, problems_of(meant, "D"), (0, 3))
    assert (rows[0].values, rows[0].texts, rows[0].cells) == ({}, {"investment": "x"}, {"investment": "D2"})
    assert rows[0].problems == [CellProblem("D", "investment", "not_a_number", "x")]


def test_only_a_row_taken_for_good_stays_changed() -> None:
    rows = body()
    rows.fill("title", 0, ["集卡", None, "巡检"])
    rows[0].values["title"] = "别的"
    assert rows[0].values["title"] == "集卡"
    rows.own(0).values["title"] = "别的"
    rows.put(0, "owner", "甲局", (0, 1))
    rows.give("分组", ["交通", "", "交通"])
    assert (rows[0].values, rows[0].cells["owner"]) == ({"title": "别的", "owner": "甲局"}, "B2")
    assert (rows[0].extra, list(rows.values("title"))) == ({"备注": "x", "分组": "交通"}, ["别的", None, "巡检"])
