"""Records as an office has them, the same in every run, and the documents composed from them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from planner.documents import (
    allocation_table,
    collection_summary,
    gap_sheet,
    ledger,
    meeting_paper,
    notice,
    plan_book,
    project_card,
    quarterly_brief,
    return_letter,
    review_summary,
    scenario_list,
    supply_balance,
    variant_comparison,
)
from planner.domain.balance import balance
from planner.domain.catalogues import catalogue
from planner.domain.comparison import compared as compare
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.lights import light_of
from planner.domain.office import Office
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.domain.round import Submission
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool, Dataset, FinancePool, Pool, TalentPool
from planner.domain.variants import figures
from planner.schema.dates import PartialDate, quarters
from planner.schema.document import Document
from planner.schema.record import SEED

OFFICE = Office(title="先导区办公室", letterhead=("先导区办公室文件",), code="先导办", filer="王五", phone="010-12345678",
                address="先导区大道1号", recipients=("各区人民政府", "市有关部门"), copies_to=("市人民政府办公室", "市财政局"))
DAY = dt.date(2025, 6, 20)
PLACES = ("市交通运输局", "市卫生健康委员会", "高新技术产业开发区管理委员会", "市政务服务和数据管理局（试点）")
PARTS = ("围绕港区作业建设智能调度系统，", "接入视频1200路、传感器3.5万个，", "实现“一网统管”；", "识别准确率≥95%，",
         "处理时间由2小时缩短到15分钟以内。", "覆盖面积12.6㎡，温升−3℃，", "由张㛃、王𬱖、龙䶮负责，", "见附件①第〇号，")


def made(count: int) -> list[Scenario]:
    """So many scenarios over all sectors, some without number, money or sector."""
    chance, sectors = random.Random(7), [*(term.code for term in catalogue("sector").terms), None]
    return [Scenario(
        id=f"s{at}", title=f"港区无人集卡协同调度（第{at}期）", number=f"CJ-2025-02-{at:03}" if at % 5 else None,
        sector=chance.choice(sectors), owner=chance.choice(PLACES), lead_department=chance.choice(PLACES), secrecy_checked=True,
        content="".join(chance.choices(PARTS, k=chance.randint(1, 6))), investment=None if at % 9 == 4 else Decimal(
            chance.randint(1, 50_000_000)) / 10_000, ends=PartialDate(chance.choice(("2025-12", "2026", "2026-Q2", "2025-11-30"))),
        contact="张三丰", phone="13800138000", department=PLACES[at % 4],
        pain_points="".join(PARTS[: at % 8]) or None, stage=("submitted", "returned", "checked", "running")[at % 4],
        publish_ok=at % 4 > 0) for at in range(count)]


def followed(scenario: Scenario, at: int) -> ledger.LedgerLine:
    """A project of the scenario with milestones, reports and, now and then, an issue."""
    project = Project(id=f"p{at}", number=f"XM-{at:03}", title=scenario.title, sector=scenario.sector, builder=PLACES[at % 4],
                      leader="李四", starts=PartialDate("2024-10"), ends=PartialDate("2025-12"), investment=scenario.investment,
                      phase=("running", "running", "accepted", "ended")[at % 4], goal=PARTS[at % len(PARTS)])
    points = [Milestone(project=project.id, title="方案评审", due=PartialDate("2024-12"), weight=Decimal(40),
                        done=PartialDate("2024-12") if at % 3 else None),
              Milestone(project=project.id, title="上线试运行", due=PartialDate("2025-06"), weight=Decimal(60))]
    reports = [QuarterReport(project=project.id, quarter=PartialDate(quarter), done=PARTS[(at + n) % len(PARTS)],
                             percent=Decimal(20 + n * 5), invested=Decimal(at * 7 + n) / 8, filer="王五",
                             filed_on=PartialDate("2025-06-18")) for n, quarter in enumerate(("2025-Q1", "2025-Q2"))]
    issues = [ProjectIssue(project=project.id, title="算力不足", level="major")] if at % 4 == 0 else []
    return ledger.LedgerLine(project, light_of(project, points, reports, DAY), points, reports, issues)


def supplied(count: int) -> tuple[list[Pool], list[Demand], list[Allocation]]:
    """Pools that are short in places, demand lines, and what is assigned to two thirds of them."""
    chance = random.Random(8)
    pools: list[Pool] = [ComputePool(id="c", title="先导区智算中心", provider="市数据集团", capacity=Decimal(20)),
                         FinancePool(id="f", title="市级专项资金", source="city", capacity=Decimal(5000)),
                         TalentPool(id="t", title="算法工程师", capacity=Decimal(30)), Dataset(id="d", title="城市交通数据")]
    span = quarters(PartialDate("2025"), PartialDate("2025"))
    demands = [Demand(id=f"n{at}", scenario=f"s{at}", pool_kind=pool.supplies, quantity=Decimal(chance.randint(2, 60)) / 2,
                      unit=pool.measure, starts=span[0], ends=span[-1], priority=chance.randint(1, 5), must_have=at % 3 == 0)
               for at in range(count) for pool in [pools[at % 4]]]
    given = [Allocation(demand=demand.id, pool=pools[at % 4].id, variant="v", quarter=span[at % 3],
                        quantity=demand.quantity / (4 if at % 4 == 1 else 1)) for at, demand in enumerate(demands) if at % 3]
    return pools, demands, given


def listed(count: int) -> Document:
    return scenario_list.compose(OFFICE, made(count), SEED, as_of=DAY)


def tracked(count: int) -> Document:
    lines = [followed(scenario, at) for at, scenario in enumerate(made(count))]
    return ledger.compose(OFFICE, lines, SEED, quarter=PartialDate("2025-Q2"), as_of=DAY)


def extracted(count: int) -> Document:
    return ledger.compose(OFFICE, lined(count), SEED, quarter=PartialDate("2025-Q2"), as_of=DAY, kind=ledger.EXTRACT)


def balanced(count: int) -> Document:
    pools, demands, given = supplied(count)
    titles = {scenario.id: scenario.title for scenario in made(count)}
    return supply_balance.compose(OFFICE, balance(pools, demands, given), demands, given, pools, titles, SEED,
                                  as_of=DAY, variant_title="年度基准方案")


def lined(count: int) -> list[ledger.LedgerLine]:
    return [followed(scenario, at) for at, scenario in enumerate(made(count))]


def named(count: int) -> dict[str, str]:
    return {scenario.id: scenario.title for scenario in made(count)}


def collected(count: int) -> Document:
    sent = [Submission(title=f"{at}.xlsx", sha256="0", received=dt.datetime(2025, 3, 1, tzinfo=dt.UTC), department=PLACES[at % 3],
                       rows_refused=at % 2) for at in range(count // 4)]
    return collection_summary.compose(OFFICE, made(count), sent, SEED, as_of=DAY, round_title="2025年第一批")


def carded(count: int) -> Document:
    _, demands, given = supplied(min(count, 12))
    subjects = [project_card.Subject(line, scenario, [d for d in demands if d.scenario == scenario.id], given)
                for line, scenario in zip(lined(min(count, 12)), made(min(count, 12)), strict=True)]
    return project_card.compose(OFFICE, subjects, SEED, as_of=DAY)


def gapped(count: int) -> Document:
    pools, demands, given = supplied(count)
    return gap_sheet.compose(OFFICE, balance(pools, demands, given), demands, given, named(count), SEED, as_of=DAY,
                             variant_title="年度基准方案")


def compared(count: int) -> Document:
    pools, demands, given = supplied(count)
    figured = [figures(Variant(id=f"v{at}", title=title, basis="优先保障必须满足的需求", adopted=at == 0), pools, demands, part, {})
               for at, (title, part) in enumerate((("基准方案", given), ("压减方案", given[::2])))]
    found = compare(figured if count else [], demands)
    return variant_comparison.compose(OFFICE, found, demands, named(count), SEED, as_of=DAY)


def briefed(count: int) -> Document:
    return quarterly_brief.compose(OFFICE, made(count), lined(count), balance(*supplied(count)), SEED,
                                   quarter=PartialDate("2025-Q2"), as_of=DAY)


def booked(count: int) -> Document:
    return plan_book.compose(OFFICE, made(count), lined(count), balance(*supplied(count)), [listed(count), balanced(count)], SEED,
                             as_of=DAY, variant_title="年度基准方案")


def reviewed(count: int) -> Document:
    criteria = [review_summary.Criterion("需求优先级", Decimal(60)), review_summary.Criterion("材料完整度", Decimal(40))]
    entries = [review_summary.Entry(s, [Decimal(at % 7) * 10, Decimal(50)], Decimal(at % 7) * 6 + 20) for at, s in enumerate(made(count))]
    return review_summary.compose(OFFICE, entries, criteria, SEED, as_of=DAY, round_title="2025年第一批")


def noticed(count: int, kind: notice.DocumentKind = notice.ANNOUNCING) -> Document:
    scenarios = made(count)
    for scenario in scenarios:
        scenario.stage, scenario.publish_ok = "announced" if kind is notice.ANNOUNCING else "published", True
    return notice.compose(kind, OFFICE, scenarios, SEED, as_of=DAY, round_title="2025年第一批")


def published(count: int) -> Document:
    return noticed(count, notice.PUBLISHING)


def met(count: int) -> Document:
    return meeting_paper.compose(OFFICE, made(count), lined(count), balance(*supplied(count)), SEED, as_of=DAY,
                                 variant_title="年度基准方案")


def assigned(count: int) -> Document:
    pools, demands, given = supplied(count)
    return allocation_table.compose(OFFICE, balance(pools, demands, given), demands, given, pools, named(count), SEED, as_of=DAY,
                                    variant_title="年度基准方案")


def returned(count: int) -> Document:
    lines = [return_letter.Line("场景征集表", f"F{at + 5}", "计划投资", "约1,200万元左右", "“约1,200万元左右”是约数，请填写确定的数",
                                "请填以万元为单位的数，也可写明单位，如 120、350万元、1.2亿元") for at in range(count)]
    return return_letter.compose(OFFICE, "市交通运输局", "交通局 场景征集表（终稿）.xlsx", lines, until=PartialDate("2025-06-30"),
                                 as_of=DAY)


COMPOSED: dict[str, Callable[[int], Document]] = {
    "scenario-list": listed, "project-ledger": tracked, "supply-balance": balanced, "collection-summary": collected,
    "project-card": carded, "gap-sheet": gapped, "variant-comparison": compared, "quarterly-brief": briefed, "plan-book": booked,
    "review-summary": reviewed, "public-notice": noticed, "release-notice": published, "meeting-paper": met,
    "allocation-table": assigned, "return-letter": returned, "ledger-extract": extracted}


@pytest.fixture(params=COMPOSED)
def compose(request: pytest.FixtureRequest) -> Callable[[int], Document]:
    """Each document in turn, composed from a number of records."""
    return COMPOSED[request.param]


@pytest.fixture
def composed() -> Callable[[str, int], Document]:
    """One document by its name."""
    return lambda name, count: COMPOSED[name](count)


@pytest.fixture
def scenarios() -> Callable[[int], list[Scenario]]:
    return made


@pytest.fixture
def follow() -> Callable[[Scenario, int], ledger.LedgerLine]:
    return followed


@pytest.fixture
def supply() -> Callable[[int], tuple[list[Pool], list[Demand], list[Allocation]]]:
    return supplied


@pytest.fixture
def cards() -> Callable[..., Document]:
    """Cards of so many projects whose scenarios all say the same long text."""
    def composed(count: int, text: str) -> Document:
        scenarios = made(count)
        for scenario in scenarios:
            scenario.pain_points = scenario.content = scenario.benefits = text
        lines = [followed(scenario, at) for at, scenario in enumerate(scenarios)]
        subjects = [project_card.Subject(line, scenario, [], []) for line, scenario in zip(lines, scenarios, strict=True)]
        return project_card.compose(OFFICE, subjects, SEED, as_of=DAY)
    return composed


@pytest.fixture
def briefs() -> Callable[[int], Document]:
    return briefed


@pytest.fixture
def books() -> Callable[[int], Document]:
    return booked
