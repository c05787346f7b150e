"""Proposing on a real workspace: what is chosen and why not, bad input by its row, and one operation that undo takes back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.domain.demand import Allocation, Demand
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.domain.supply import ComputePool, Dataset, FinancePool, Pool, TalentPool
from planner.domain.supposing import Cut, Delay, MustBeIn
from planner.errors import InvalidRecord, RuleBroken
from planner.messages import sentence
from planner.progress import Progress
from planner.schema.dates import PartialDate
from planner.services.formulating import Wishes
from planner.services.proposing import Proposal
from planner.workspace import Workspace


def scenario(workspace: Workspace, title: str, **written: object) -> str:
    return workspace.drafting.add(Scenario, {"title": title} | written).id


def need(workspace: Workspace, key: str, **written: object) -> Demand:
    return workspace.supplying.demand(key, {
        "pool_kind": "compute", "quantity": "8", "unit": "P", "starts": "2026Q1", "ends": "2026Q2"} | written)


def pool(workspace: Workspace, record: type[Pool] = ComputePool, **written: object) -> Pool:
    return workspace.drafting.add(record, {"title": "市智算中心", "capacity": "10"} | written)


@pytest.fixture
def two(workspace: Workspace) -> tuple[str, str]:
    """Two scenarios for which the compute reaches once; the first has the better score."""
    first, second = scenario(workspace, "智慧港口集装箱调度"), scenario(workspace, "城市内涝预警")
    need(workspace, first, priority="1")
    need(workspace, second, priority="4")
    pool(workspace)
    return first, second


def reasons(proposal: Proposal) -> dict[str, list[str]]:
    return {left.title: [sentence(reason) for reason in left.reasons] for left in proposal.left_out}


def test_the_better_one_is_in_and_the_other_is_told_what_it_lacks(workspace: Workspace, two: tuple[str, str]) -> None:
    before = workspace.keeping.history()
    proposal = workspace.proposing.propose()
    assert proposal.chosen == (two[0],)
    assert proposal.score == proposal.bound
    assert [(one.quarter.text, one.quantity) for one in proposal.assigned] == [("2026-Q1", 8), ("2026-Q2", 8)]
    assert reasons(proposal) == {"城市内涝预警": ["2026年第一季度“市智算中心”还缺 6 P", "2026年第二季度“市智算中心”还缺 6 P"]}
    assert workspace.keeping.history() == before


def test_a_proposal_is_applied_as_one_operation_that_undo_takes_back(workspace: Workspace, two: tuple[str, str]) -> None:
    other = workspace.drafting.find(Demand)[1]
    workspace.supplying.assign(other.id, workspace.supplying.pools()[0].id, "2026Q1", "5")
    proposal = workspace.proposing.propose()
    assert [(move.before, move.after, sentence(move.reason)) for move in proposal.moves] == [
        (0, 8, "入选，得分 56"), (0, 8, "入选，得分 56"), (5, 0, "未入选")]
    news = workspace.proposing.apply(proposal)
    assert news.name == "采用优化建议"
    assert sorted(a.quantity for a in workspace.supplying.allocations()) == [8, 8]
    assert workspace.proposing.propose().moves == ()
    workspace.keeping.undo()
    assert [a.quantity for a in workspace.supplying.allocations()] == [5]


def test_a_proposal_that_was_overtaken_is_not_applied(workspace: Workspace, two: tuple[str, str]) -> None:
    proposal = workspace.proposing.propose()
    workspace.supplying.assign(workspace.drafting.find(Demand)[1].id, workspace.supplying.pools()[0].id, "2026Q1", "5")
    with pytest.raises(RuleBroken, match="plan_outdated"):
        workspace.proposing.apply(proposal)


def test_what_people_approved_stays(workspace: Workspace, two: tuple[str, str]) -> None:
    other = workspace.drafting.find(Demand)[1]
    for quarter in ("2026Q1", "2026Q2"):
        workspace.supplying.assign(other.id, workspace.supplying.pools()[0].id, quarter, "8")
    workspace.drafting.amend_all(Allocation, workspace.drafting.keys(Allocation), {"status": "approved"})
    proposal = workspace.proposing.propose()
    assert proposal.chosen == (two[1],)
    assert proposal.moves == ()


def test_rules_on_record_and_wishes_hold(workspace: Workspace, two: tuple[str, str]) -> None:
    pool(workspace, title="区智算中心")
    assert set(workspace.proposing.propose().chosen) == set(two)
    workspace.drafting.add(PlanRule, {"title": "水陆二选一", "rule": "exclusive", "scenario": two[0], "other": two[1]})
    proposal = workspace.proposing.propose()
    assert proposal.chosen == (two[0],)
    assert reasons(proposal)["城市内涝预警"] == ["与条件“水陆二选一”不符"]
    assert workspace.proposing.propose(wishes=Wishes(inside=frozenset({two[1]}))).chosen == (two[1],)


def test_what_contradicts_is_named(workspace: Workspace, two: tuple[str, str]) -> None:
    workspace.drafting.add(PlanRule, {"title": "港口先行", "rule": "prerequisite", "scenario": two[1], "other": two[0]})
    with pytest.raises(RuleBroken) as refused:
        workspace.proposing.propose(wishes=Wishes(inside=frozenset({two[1]})))
    assert refused.value.code == "plan_impossible"
    assert set(refused.value.params["conflict"]) == {"供给“市智算中心”的可用量", "条件“港口先行”", "“城市内涝预警”已定入选或不入选"}


def test_circular_prerequisites_are_named_before_the_solver_starts(workspace: Workspace, two: tuple[str, str]) -> None:
    for one, other in (two, two[::-1]):
        workspace.drafting.add(PlanRule, {"title": "互为前置", "rule": "prerequisite", "scenario": one, "other": other})
    with pytest.raises(RuleBroken) as refused:
        workspace.proposing.propose()
    assert refused.value.params["problems"] == ["前置关系成环：智慧港口集装箱调度 → 城市内涝预警"]


def test_a_demand_that_nothing_can_serve_is_named_with_its_row(workspace: Workspace, two: tuple[str, str]) -> None:
    line = need(workspace, two[0], pool_kind="talent", quantity="3", unit="人月")
    proposal = workspace.proposing.propose()
    told = "“智慧港口集装箱调度”的需求“人才 3人月”在2026年第一季度、2026年第二季度没有可用的供给"
    assert [(problem.where, sentence(problem)) for problem in proposal.warnings] == [(line.id, told)]
    assert reasons(proposal)["智慧港口集装箱调度"] == [told]
    assert proposal.chosen == (two[1],)


def test_money_is_spent_over_all_quarters_of_its_year_and_data_are_shared(workspace: Workspace) -> None:
    keys = [scenario(workspace, title) for title in ("智慧港口集装箱调度", "城市内涝预警", "手术辅助规划")]
    for key in keys:
        need(workspace, key, pool_kind="finance", quantity="100.01", unit="万元", ends="2026Q3")
        need(workspace, key, pool_kind="dataset", quantity="1", unit="次")
    pool(workspace, FinancePool, title="市级专项", source="市级财政", capacity="200.02", budget_year="2026")
    pool(workspace, FinancePool, title="上年结转", source="市级财政", capacity="900", budget_year="2025")
    workspace.drafting.add(Dataset, {"title": "港口作业数据"})
    proposal = workspace.proposing.propose()
    assert len(proposal.chosen) == 2
    spent = [one.quantity for one in proposal.assigned if one.quantity != 1]
    assert sum(spent) == Decimal("200.02")
    assert [(s.quarter, s.amount, s.unit) for s in proposal.left_out[0].short] == [(None, Decimal("100.01"), "万元")]


def test_precision_in_the_specification_binds(workspace: Workspace) -> None:
    key = scenario(workspace, "大模型微调")
    need(workspace, key, spec="FP16 训练")
    pool(workspace, title="双精度平台", precision="FP64")
    assert workspace.proposing.propose().chosen == ()
    right = pool(workspace, title="智算平台", precision="FP16")
    assert {one.pool for one in workspace.proposing.propose().assigned} == {right.id}


def test_a_mere_wish_is_filled_from_what_is_left(workspace: Workspace, two: tuple[str, str]) -> None:
    wish = need(workspace, two[0], quantity="5", must_have="否")
    proposal = workspace.proposing.propose()
    assert proposal.chosen == (two[0],)
    assert [one.quantity for one in proposal.assigned if one.demand == wish.id] == [2, 2]


def test_the_weights_that_people_see_decide(workspace: Workspace) -> None:
    urgent = scenario(workspace, "城市内涝预警")
    told = scenario(workspace, "智慧港口集装箱调度", stage="shortlisted", owner="港务集团", contact="李四", location="港区", content="调度")
    need(workspace, urgent, priority="1")
    need(workspace, told, priority="5")
    pool(workspace)
    assert workspace.proposing.propose().chosen == (urgent,)
    workspace.drafting.add(Weighting, {"title": "重成熟度", "priority": "10", "readiness": "60", "completeness": "30"})
    assert workspace.proposing.propose().chosen == (told,)


def test_a_cancelled_search_still_answers(workspace: Workspace, two: tuple[str, str]) -> None:
    progress = Progress()
    progress.cancel()
    proposal = workspace.proposing.propose(progress=progress)
    assert proposal.chosen == (two[0],)
    assert proposal.stopped


def test_talent_of_a_closed_pool_serves_nobody(workspace: Workspace, two: tuple[str, str]) -> None:
    need(workspace, two[0], pool_kind="talent", quantity="3", unit="人月")
    pool(workspace, TalentPool, title="算法团队", ends="2026-03")
    proposal = workspace.proposing.propose()
    assert [sentence(problem) for problem in proposal.warnings] == [
        "“智慧港口集装箱调度”的需求“人才 3人月”在2026年第二季度没有可用的供给"]


def kinds(proposal: Proposal) -> dict[str, str]:
    return {turn.title: turn.kind for turn in proposal.turns}


def test_what_becomes_of_each_candidate_is_told_against_the_variant(workspace: Workspace, two: tuple[str, str]) -> None:
    for quarter in ("2026Q1", "2026Q2"):
        workspace.supplying.assign(workspace.drafting.find(Demand)[1].id, workspace.supplying.pools()[0].id, quarter, "8")
    proposal = workspace.proposing.propose()
    assert kinds(proposal) == {"智慧港口集装箱调度": "enters", "城市内涝预警": "leaves"}
    enters, leaves = proposal.turns
    assert len(enters.moves) == len(leaves.moves) == 2 and enters.inside and not leaves.inside
    assert [sentence(reason) for reason in leaves.reasons] == reasons(proposal)["城市内涝预警"]
    workspace.proposing.apply(proposal)
    assert kinds(workspace.proposing.propose()) == {"智慧港口集装箱调度": "stays", "城市内涝预警": "waits"}


def test_a_decision_is_the_first_reason(workspace: Workspace, two: tuple[str, str]) -> None:
    workspace.drafting.add(PlanRule, {"title": "防汛优先", "rule": "required", "scenario": two[1]})
    turn = next(turn for turn in workspace.proposing.propose().turns if turn.key == two[1])
    assert sentence(turn.reasons[0]) == "条件“防汛优先”要求入选"


def test_the_greedy_rule_stands_beside_and_is_never_better(workspace: Workspace, two: tuple[str, str]) -> None:
    proposal = workspace.proposing.propose()
    assert proposal.rule is not None and proposal.rule <= proposal.score <= proposal.bound


def test_what_would_have_to_go_so_that_another_comes_in(workspace: Workspace, two: tuple[str, str]) -> None:
    proposal = workspace.proposing.propose()
    assert workspace.proposing.way_in(proposal, two[1]).leaves == ("智慧港口集装箱调度",)
    big = scenario(workspace, "全域仿真")
    need(workspace, big, quantity="12")
    proposal = workspace.proposing.propose()
    assert workspace.proposing.way_in(proposal, big).leaves is None


def test_a_proposal_is_kept_as_a_variant_and_the_first_stays(workspace: Workspace, two: tuple[str, str]) -> None:
    pools = workspace.supplying.pools()
    line = workspace.drafting.find(Demand)[0]
    locked = workspace.supplying.assign(line.id, pools[0].id, "2026Q1", "8")
    assert locked is not None
    workspace.drafting.amend(Allocation, locked.id, {"status": "approved"})
    first = workspace.supplying.current()
    made = workspace.proposing.keep(workspace.proposing.propose(), "建议方案")
    assert made.copied_from == first.id
    kept = {a.quarter.text: a.status for a in workspace.supplying.allocations(made.id)}
    assert kept == {"2026-Q1": "approved", "2026-Q2": "planned"}
    assert len(workspace.supplying.allocations(first.id)) == 1
    workspace.keeping.undo()
    assert [v.title for v in workspace.supplying.variants()] == [first.title]


def test_a_third_less_in_one_quarter_lets_fewer_in(workspace: Workspace, two: tuple[str, str]) -> None:
    pool(workspace, title="区智算中心", capacity="6")
    assert len(workspace.proposing.propose().chosen) == 2
    cut = Cut(PartialDate("2026-Q2"), Decimal("0.8"), kind="compute")
    proposal = workspace.proposing.propose(supposed=[cut])
    assert proposal.chosen == (two[0],)
    assert reasons(proposal)["城市内涝预警"] == ["2026年第二季度“区智算中心、市智算中心”还缺 3.2 P"]
    assert workspace.proposing.propose(supposed=[cut, MustBeIn(frozenset({two[1]}))]).chosen == (two[1],)


def test_money_that_comes_later_serves_no_earlier_quarter(workspace: Workspace) -> None:
    key = scenario(workspace, "智慧港口集装箱调度")
    need(workspace, key, pool_kind="finance", quantity="50", unit="万元")
    fund = pool(workspace, FinancePool, title="市级专项", capacity="100", source="city", budget_year="2026")
    assert workspace.proposing.propose().chosen == (key,)
    assert workspace.proposing.propose(supposed=[Delay(fund.id, 1)]).chosen == ()
    assert workspace.proposing.propose(supposed=[Cut(PartialDate("2026-Q2"), Decimal("0.4"), pool=fund.id)]).chosen == ()


def test_the_same_comes_from_a_process_of_its_own_and_from_a_second_asking(workspace: Workspace, two: tuple[str, str]) -> None:
    heard: list[tuple[Decimal | None, Decimal | None]] = []
    here = workspace.proposing.propose()
    there = workspace.proposing.propose(apart=True, heard=lambda *said: heard.append(said))
    assert (there.chosen, there.assigned, there.score) == (here.chosen, here.assigned, here.score)
    assert heard[-1] == (here.score, here.bound)
    workspace.drafting.add(PlanRule, {"title": "港口先行", "rule": "prerequisite", "scenario": two[1], "other": two[0]})
    with pytest.raises(RuleBroken) as refused:
        workspace.proposing.propose(wishes=Wishes(inside=frozenset({two[1]})), apart=True)
    assert refused.value.code == "plan_impossible" and refused.value.params["conflict"]


def test_bad_rows_are_named_from_a_process_of_its_own_too(workspace: Workspace, two: tuple[str, str]) -> None:
    for one, other in (two, two[::-1]):
        workspace.drafting.add(PlanRule, {"title": "互为前置", "rule": "prerequisite", "scenario": one, "other": other})
    with pytest.raises(RuleBroken) as refused:
        workspace.proposing.propose(apart=True)
    assert refused.value.params["problems"] == ["前置关系成环：智慧港口集装箱调度 → 城市内涝预警"]


def test_whoever_stops_at_once_gets_the_best_so_far_or_hears_that_there_is_none(workspace: Workspace, two: tuple[str, str]) -> None:
    progress = Progress()
    progress.cancel()
    try:
        assert workspace.proposing.propose(progress=progress, apart=True).stopped
    except RuleBroken as refused:
        assert refused.code == "plan_not_found"


def test_a_budget_of_a_source_and_year_is_kept_and_named(workspace: Workspace) -> None:
    keys = [scenario(workspace, title) for title in ("智慧港口集装箱调度", "城市内涝预警")]
    for key, priority in zip(keys, ("1", "4"), strict=True):
        need(workspace, key, pool_kind="finance", quantity="50", unit="万元", priority=priority)
    for title, source in (("市级专项甲", "city"), ("市级专项乙", "city"), ("省级专项", "province")):
        pool(workspace, FinancePool, title=title, capacity="60", source=source, budget_year="2026")
    rule = {"title": "市级压减", "rule": "budget", "source": "city", "year": "2026", "amount": "40"}
    workspace.drafting.add(PlanRule, rule)
    assert set(workspace.proposing.propose().chosen) == set(keys), "40 of the city and 60 of the province reach for both"
    workspace.drafting.add(PlanRule, rule | {"title": "省级压减", "source": "province", "amount": "20"})
    proposal = workspace.proposing.propose()
    assert proposal.chosen == (keys[0],)
    assert sum(one.quantity for one in proposal.assigned) == 50
    assert {"受条件“市级压减”限制", "受条件“省级压减”限制"} <= set(reasons(proposal)["城市内涝预警"])


def test_a_budget_of_another_year_does_not_bind_and_one_without_an_amount_is_no_rule(workspace: Workspace) -> None:
    key = scenario(workspace, "智慧港口集装箱调度")
    need(workspace, key, pool_kind="finance", quantity="50", unit="万元")
    pool(workspace, FinancePool, title="市级专项", capacity="60", source="city", budget_year="2026")
    workspace.drafting.add(PlanRule, {"title": "明年压减", "rule": "budget", "source": "city", "year": "2027", "amount": "1"})
    assert workspace.proposing.propose().chosen == (key,)
    with pytest.raises(InvalidRecord):
        workspace.drafting.add(PlanRule, {"title": "没有金额", "rule": "budget", "source": "city"})
