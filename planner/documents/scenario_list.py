"""场景清单: the published form, by sector, with sums for money; persons and telephones are never in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from planner.documents import DocumentKind, day, numeral, reporting, serial, signatures
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.schema.choices import Choice
from planner.schema.document import Block, Column, Document, Paper, Paragraph, Row, Table
from planner.schema.fields import Field, Level
from planner.schema.record import Vocabulary

KIND = DocumentKind("scenario-list", "人工智能应用场景清单", ("sector", "stage", "department", "list_kind", "round"))

ALWAYS = ("title", "content", "owner", "investment", "ends")
WIDTHS = {"number": 17, "title": 26, "scenario_type": 13, "content": 44, "owner": 18, "lead_department": 16,
          "location": 13, "cooperation": 11, "investment": 13, "ends": 12}
NOWHERE = "未定领域"


def compose(office: Office, scenarios: Sequence[Scenario], words: Vocabulary, *, as_of: dt.date,
            scope_text: str = "") -> Document:
    """The list of these scenarios in the order of the sectors; columns that nobody has filled are left out."""
    columns = _columns(scenarios, words)
    table = Table(columns, list(_rows(scenarios, columns, words)))
    return Document(
        KIND.name, KIND.title, (table, *_remarks(scenarios), signatures(office)),
        subtitle=f"（截至{day(as_of)}，共{len(scenarios)}项）",
        above=(reporting(office), f"范围：{scope_text}" if scope_text else "", "单位：万元"),
        paper=Paper("A4", landscape=True), office=office.name, as_of=as_of.isoformat())


def _columns(scenarios: Sequence[Scenario], words: Vocabulary) -> tuple[Column, ...]:
    fields = words.fields_of(Scenario)
    kept = [name for name in WIDTHS if fields[name].level is not Level.SENSITIVE
            and (name in ALWAYS or any(getattr(s, name) for s in scenarios))]
    return (serial(), *(Column(name, fields[name], _heading(fields[name]), WIDTHS[name], sums=name == "investment",
                               key=name == "title") for name in kept))


def _heading(field: Field) -> str:
    """The label without the unit, which stands above the table once for all."""
    return field.label.removesuffix("（万元）")


def _rows(scenarios: Sequence[Scenario], columns: Sequence[Column], words: Vocabulary) -> Iterator[Row]:
    number = 0
    for at, (sector, members) in enumerate(_by_sector(scenarios, words), 1):
        yield Row((f"{numeral(at)}、{sector}（{len(members)}项）",), "group")
        for scenario in members:
            number += 1
            yield Row((number, *(getattr(scenario, c.name) for c in columns[1:])), key=scenario.id)
        yield _sum("小计", members, columns, "subtotal")
    if scenarios:
        yield _sum("合计", scenarios, columns, "total")


def _by_sector(scenarios: Sequence[Scenario], words: Vocabulary) -> Iterator[tuple[str, list[Scenario]]]:
    field = words.fields_of(Scenario)["sector"]
    assert isinstance(field, Choice)
    known = [term.code for term in field.among.terms]
    codes = [*known, *sorted({s.sector for s in scenarios if s.sector} - set(known)), None]
    for code in codes:
        members = sorted((s for s in scenarios if (s.sector or None) == code), key=_place)
        if members:
            yield field.show(code) or NOWHERE, members


def _place(scenario: Scenario) -> tuple[bool, str]:
    return not scenario.number, scenario.number or ""


def _sum(word: str, scenarios: Sequence[Scenario], columns: Sequence[Column], role: str) -> Row:
    total = sum((s.investment for s in scenarios if s.investment), Decimal(0))
    values: dict[str, Any] = {"title": word, "investment": total}
    return Row(tuple(values.get(column.name, "") for column in columns), role)


def _remarks(scenarios: Sequence[Scenario]) -> Iterator[Block]:
    closed = sum(not (s.publish_ok and s.secrecy_checked) for s in scenarios)
    unknown = sum(s.investment is None for s in scenarios)
    said = [f"{unknown}项未报计划投资，未计入小计与合计" if unknown else "",
            f"{closed}项尚未注明同意公开并经保密审查，对外发布前应予核定" if closed else ""]
    if any(said):
        yield Paragraph(f"注：{'；'.join(filter(None, said))}。", small=True)
