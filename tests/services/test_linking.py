"""Which record a row means: exact names, the sender among namesakes, and never a guess."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.demand import Demand
from planner.domain.project import QuarterReport
from planner.services.linking import Candidate, Links

CANDIDATES = {
    "scenario": [Candidate("s1", {"number": "CJ-1", "title": "港区无人集卡"}, frozenset({"港航集团"})),
                 Candidate("s2", {"number": "CJ-2", "title": "智能分拣"}, frozenset({"甲公司"})),
                 Candidate("s3", {"number": "", "title": "智能分拣"}, frozenset({"乙公司"}))],
    "project": [Candidate("p1", {"number": "P-1", "title": "港区无人集卡"}, source="s1"),
                Candidate("p2", {"number": "P-2", "title": "焊缝质检"})],
}


def resolved(record: Any, sender: str = "", **said: str) -> tuple[Any, list[tuple[str, str]]]:
    values: dict[str, Any] = {name.replace("__", "."): text for name, text in said.items()}
    problems = Links(CANDIDATES.__getitem__).resolve(record, values, sender)
    assert not any("." in name for name in values)
    return next(iter(values.values()), None), [(problem.code, problem.params["near"]) for problem in problems]


@pytest.mark.parametrize(("said", "key"), [
    ({"project__number": "P-2"}, "p2"), ({"project__title": "焊缝 质检"}, "p2"),
    ({"project__number": "ｐ-２", "project__title": "焊缝质检"}, "p2"),
    ({"project__number": "17", "project__title": "焊缝质检"}, "p2")])
def test_exact_names(said: dict[str, str], key: str) -> None:
    found, problems = resolved(QuarterReport, **said)
    assert (found, problems) == (key, [])
    assert found.name == "P-2 焊缝质检"


def test_a_scenario_goes_before_the_project_that_came_of_it() -> None:
    assert resolved(Demand, scenario__title="港区无人集卡") == ("s1", [])
    assert resolved(Demand, scenario__number="P-1") == ("p1", [])


def test_namesakes() -> None:
    assert resolved(Demand, scenario__title="智能分拣") == (None, [("link_ambiguous", "CJ-2 智能分拣、智能分拣")])
    assert resolved(Demand, "乙公司", scenario__title="智能分拣") == ("s3", [])
    assert resolved(Demand, "丙公司", scenario__title="智能分拣")[0] is None
    assert resolved(Demand, scenario__number="CJ-2", scenario__title="智能分拣") == ("s2", [])


def test_a_number_and_a_title_that_contradict() -> None:
    assert resolved(QuarterReport, project__number="P-1", project__title="焊缝质检") == (
        None, [("link_ambiguous", "P-1 港区无人集卡、P-2 焊缝质检")])


def test_what_is_not_there() -> None:
    assert resolved(QuarterReport, project__title="隧道巡检") == (None, [("link_unknown", "")])
    assert resolved(QuarterReport, project__title="无人集卡") == (None, [("link_near", "P-1 港区无人集卡")])
