"""Rules over all records: what is broken is a fault of what the file says, what is doubtful is none."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.issuance import Issuance
from planner.domain.project import Milestone
from planner.domain.scenario import Scenario
from planner.errors import RuleBroken
from planner.services.checking import BROKEN, DOUBTFUL
from planner.workspace import Workspace


def found(workspace: Workspace) -> dict[str, tuple[bool, int]]:
    return {check.name: (check.ok, check.found) for check in workspace.keeping.check() if check.rule}


def test_records_that_keep_the_rules_have_no_fault(workspace: Workspace) -> None:
    workspace.drafting.add(Scenario, {"title": "港区集装箱智能调度"})
    assert found(workspace) == {BROKEN: (True, 0), DOUBTFUL: (True, 0)}
    assert all(check.ok for check in workspace.keeping.check())


def test_weights_that_are_not_a_hundred_are_broken_and_a_tenfold_investment_is_doubtful(workspace: Workspace) -> None:
    keys = [workspace.drafting.add(Scenario, {"title": f"港区集装箱智能调度{number}", "sector": "E01", "investment": "100万元"}).id
            for number in "一二三四五六"]
    project = workspace.tracking.start(keys[0])
    workspace.tracking.plan(project.id, [{"title": "上线", "due": "2026年3月", "weight": "100"}])
    assert found(workspace)[BROKEN] == (True, 0)
    workspace.drafting.amend(Scenario, keys[5], {"investment": "1200000万元"})
    scenario = workspace.drafting.get(Scenario, keys[5])
    assert (doubt := workspace.keeping.doubt(scenario)) and doubt.code == "investment_outlying"
    assert workspace.keeping.doubt(workspace.drafting.get(Scenario, keys[1])) is None
    point = workspace.drafting.find(Milestone)[0]
    with workspace.store.changing("绕过服务") as unit:
        unit.of(Milestone).get(point.id).weight /= 2
    assert found(workspace) == {BROKEN: (False, 1), DOUBTFUL: (True, 1)}


def test_rule_23_what_was_handed_out_is_not_changed(workspace: Workspace) -> None:
    with workspace.store.changing("出具 清单") as unit:
        paper = Issuance(title="场景清单", document="scenario-list", issued=dt.datetime(2026, 3, 5, tzinfo=dt.UTC), batch=unit.operation,
                         figures="0" * 64)
        unit.of(Issuance).add(paper)
    for change in (lambda: workspace.drafting.remove(Issuance, [paper.id], "写错"),
                   lambda: workspace.drafting.amend(Issuance, paper.id, {"title": "改过的清单"}),
                   lambda: workspace.drafting.restore(Issuance, [paper.id])):
        with pytest.raises(RuleBroken) as refused:
            change()
        assert (refused.value.code, refused.value.params["title"]) == ("settled", "场景清单")
    assert workspace.drafting.get(Issuance, paper.id).removed is None
    workspace.keeping.undo()
    assert workspace.drafting.find(Issuance) == []
