"""The shipped catalogues hold together, and an office adds its own terms."""

from __future__ import annotations

import pytest

from planner.domain.catalogues import LocalTerm, catalogue, seeds, vocabulary
from planner.domain.kinds import EVERY
from planner.domain.scenario import Scenario
from planner.schema.choices import Choice, Choices
from planner.schema.record import draft, fields_of
from planner.schema.text import folded


@pytest.mark.parametrize("name", seeds())
def test_codes_and_names_mean_one_term_each(name: str) -> None:
    terms = seeds()[name].terms
    assert len({term.code for term in terms}) == len(terms) > 1
    for term in terms:
        for written in (term.code, term.label, *term.aka):
            same = [t for t in terms if folded(written) in {folded(n) for n in (t.code, t.label, *t.aka)}]
            assert same == [term], f"{written} names {[t.label for t in same]}"


def test_every_type_lies_in_a_sector_and_every_sector_in_a_group() -> None:
    assert all(term.parent in catalogue("sector") for term in catalogue("scenario_type").terms)
    assert all(term.parent in catalogue("sector_group") for term in catalogue("sector").terms)


def test_every_catalogue_is_chosen_from_somewhere() -> None:
    used = {kind.among.name for record in EVERY for kind in fields_of(record).values() if isinstance(kind, Choice | Choices)}
    assert set(seeds()) - used <= {"sector_group"}


def test_an_office_adds_a_sector_of_its_own() -> None:
    words = vocabulary([LocalTerm(catalogue="sector", code="L01", title="低空经济", aka=("低空",))])
    assert draft(Scenario, {"title": "无人机巡检", "sector": "低空"}, words).sector == "L01"
