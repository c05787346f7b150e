"""CONTRIBUTING's three steps of a new field: whichever is missing is named here."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from planner.domain.kinds import EVERY
from planner.domain.scenario import Scenario
from planner.schema.record import Record, fields_of

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "planner" / "store" / "migrations" / "versions"
NOT_ON_THE_FORM = {"removed", "extra"}


def test_the_page_of_fields_is_fresh() -> None:
    made = runpy.run_path(str(ROOT / "packaging" / "make_fields.py"))["page"]()
    assert (ROOT / "docs" / "fields.md").read_text(encoding="utf-8") == made, "run packaging/make_fields.py"


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.kind)
def test_every_field_has_its_migration(record: type[Record]) -> None:
    frozen = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FROZEN.glob("*.sql")))
    table = re.search(rf"CREATE TABLE {record.kind} \((.*?)\n\)", frozen, re.DOTALL)
    assert table, f"no revision makes the table {record.kind}"
    columns = set(re.findall(r"^\s+\"?(\w+)\"? [A-Z]", table[1], re.MULTILINE))
    assert set(fields_of(record)) <= columns, f"no revision adds {set(fields_of(record)) - columns} to {record.kind}"


def test_every_field_of_a_scenario_has_its_place_on_the_form() -> None:
    form = (ROOT / "forms" / "scenarios.ui").read_text(encoding="utf-8")
    named = set(re.findall(r'name="(\w+)"', form))
    written = {name for name, field in fields_of(Scenario).items() if not field.derived} - NOT_ON_THE_FORM
    assert written <= named, f"forms/scenarios.ui has no widget for {sorted(written - named)}"
