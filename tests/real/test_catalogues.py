"""The shipped catalogues have the guideline's own sectors and scenario types, name by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain.catalogues import catalogue

GUIDELINE = Path(__file__).resolve().parents[3] / "shared" / "policy" / "catalogue.json"


@pytest.fixture(scope="module")
def guideline() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(GUIDELINE.read_text(encoding="utf-8"))
    return content


def test_the_nineteen_sectors_in_their_order(guideline: dict[str, Any]) -> None:
    ours = [(term.code, term.label, term.parent) for term in catalogue("sector").terms]
    assert ours == [(s["code"], s["name_zh"], s["group"]) for s in guideline["sectors"]]
    assert len(ours) == 19


def test_the_eighty_four_scenario_types_in_their_order(guideline: dict[str, Any]) -> None:
    ours = [(term.code, term.label, term.parent) for term in catalogue("scenario_type").terms]
    assert ours == [(t["code"], t["name_zh"], s["code"]) for s in guideline["sectors"] for t in s["scenarios"]]
    assert len(ours) == 84


def test_the_four_groups(guideline: dict[str, Any]) -> None:
    assert [(t.code, t.label) for t in catalogue("sector_group").terms] == [(g["code"], g["name_zh"]) for g in guideline["groups"]]
