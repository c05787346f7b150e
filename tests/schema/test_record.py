"""A record is read as a whole: every problem is told, and what is absent stays what the declaration says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

import pytest

from planner.errors import InvalidRecord, Problem
from planner.schema.catalogue import Term
from planner.schema.choices import Choice
from planner.schema.fields import Text
from planner.schema.numbers import Money, Whole
from planner.schema.record import Record, Vocabulary, defaults_of, draft, draft_all, fields_of, parse, plain_of
from tests.schema.kinds import COLOURS


@dataclass(kw_only=True, eq=False)
class Ship(Record):
    kind: ClassVar[str] = "ship"
    label: ClassVar[str] = "船"

    title: Annotated[str, Text(label="船名", required=True, limit=5)]
    colour: Annotated[str, Choice(label="颜色", among=COLOURS, required=True)] = "r"
    price: Annotated[Decimal | None, Money(label="价格")] = None
    crew: Annotated[int | None, Whole(label="船员", most=30)] = None

    def problems(self) -> list[Problem]:
        return [Problem("crew", "nobody")] if self.crew == 0 else [Problem("crew", "few", warning=True)] if self.crew == 1 else []


def test_fields_stand_in_the_order_of_declaration_and_what_every_record_has_last() -> None:
    assert list(fields_of(Ship)) == ["title", "colour", "price", "crew", "removed", "extra"]
    assert defaults_of(Ship)["colour"] == "r" and "title" not in defaults_of(Ship)


def test_every_problem_is_told_not_only_the_first() -> None:
    meant, problems = parse(Ship, {"title": "六个汉字的船", "price": "很贵", "crew": "5", "mast": "3"})
    assert {(p.field, p.code) for p in problems} == {("title", "too_long"), ("price", "not_a_number"), ("mast", "unknown_field")}
    assert meant == {"crew": 5}


def test_what_is_required_and_has_no_default_must_be_there() -> None:
    with pytest.raises(InvalidRecord) as refused:
        draft(Ship, {"crew": "5"})
    assert [(p.field, p.code) for p in refused.value.problems] == [("title", "missing")]
    assert draft(Ship, {"title": "甲"}).colour == "r"


def test_a_refusal_says_what_would_be_taken() -> None:
    _, [problem] = parse(Ship, {"title": "甲", "colour": "紫"})
    assert "红" in problem.params["takes"]


def test_rules_of_the_record_block_and_warnings_do_not() -> None:
    with pytest.raises(InvalidRecord):
        draft(Ship, {"title": "甲", "crew": "0"})
    assert draft(Ship, {"title": "甲", "crew": "1"}).crew == 1


def test_many_are_refused_together_each_by_its_place() -> None:
    with pytest.raises(InvalidRecord) as refused:
        draft_all(Ship, [{"title": "甲"}, {}, {"title": "乙", "crew": "0"}])
    assert [(p.where, p.code) for p in refused.value.problems] == [("第 2 条", "missing"), ("第 3 条", "nobody")]
    assert [ship.title for ship in draft_all(Ship, [{"title": "甲"}, {"title": "乙"}])] == ["甲", "乙"]


def test_plain_leaves_out_what_is_empty() -> None:
    ship = draft(Ship, {"title": "甲", "price": "1.2亿"})
    assert plain_of(ship) == {"id": ship.id, "title": "甲", "colour": "r", "price": "12000.00"}


def test_the_offices_terms_are_taken_where_it_has_them() -> None:
    words = Vocabulary({"colour": [Term("v", "紫")]})
    assert draft(Ship, {"title": "甲", "colour": "紫"}, words).colour == "v"
    with pytest.raises(InvalidRecord):
        draft(Ship, {"title": "甲", "colour": "紫"})
