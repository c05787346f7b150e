"""What departments call a field: everyday words, idle words around a name, two languages; and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.kinds import IMPORTED
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool, FinancePool
from planner.schema.record import SEED, Record
from planner.sheets.understanding.headings import Lexicon, heading

LEXICON = Lexicon(IMPORTED, SEED)


def surest(written: str, record: type[Record] = Scenario) -> str | None:
    """The field of which a heading alone is sure enough."""
    found = [(score, target) for target, (score, _) in LEXICON.match(record, heading(written.split("/"))).items() if score >= 0.9]
    return max(found)[1] if found else None


@pytest.mark.parametrize(("written", "field"), [
    ("钱（万）", "investment"), ("大概花多少钱", "investment"), ("谁牵头", "lead_department"), ("归谁管", "lead_department"),
    ("主要做什么", "content"), ("找谁", "contact"), ("啥时候干完", "ends"), ("有啥难处", "pain_points"), ("能有啥好处", "benefits"),
    ("拟建场景", "title"), ("对口联系人", "contact"), ("建设要点说明", "content"), ("★所属 领域\n（下拉选择）", "sector"),
    ("场景名称 Scenario Name", "title"), ("Budget", "investment"), ("#", "source_no"), ("＃", "source_no")])
def test_everyday_words(written: str, field: str) -> None:
    assert surest(written) == field


@pytest.mark.parametrize("written", ["已完成投资", "其中财政资金", "年度安排", "项目信息", "是否首创", "", "（  ）", "本季场景"])
def test_words_that_change_the_sense_are_not_idle(written: str) -> None:
    assert surest(written) is None


@pytest.mark.parametrize(("record", "written", "field"), [
    (ComputePool, "智算中心", "title"), (ComputePool, "总算力", "capacity"), (ComputePool, "可提供时间", "starts+ends"),
    (FinancePool, "安排额度", "capacity"), (FinancePool, "使用方向", "purpose")])
def test_supply(record: type[Record], written: str, field: str) -> None:
    assert surest(written, record) == field


@pytest.mark.parametrize("cell", ["1", "农村", "是", "市教育局", "联合创新", "2025年"])
def test_a_cell_is_no_heading(cell: str) -> None:
    assert LEXICON.known(cell) == 0


@given(st.sampled_from([name for record in IMPORTED for target in LEXICON.targets(record) for name in LEXICON.names(record, target)]),
       st.sampled_from(["", "拟建", "所需", "★", "1."]), st.sampled_from(["", "情况", "（必填）", "（万元）", "名称"]))
def test_nothing_known_falls_through_the_sieve(name: str, before: str, after: str) -> None:
    """What is quickly passed over is what a close look would not know either."""
    text = f"{before}{name}{after}"
    closely = [match for record in IMPORTED for match in LEXICON.match(record, heading([text])).values()]
    assert LEXICON.known(text) == (max(score for score, _ in closely) if closely and len(text) <= 40 else 0)


@pytest.mark.parametrize(("written", "field"), [
    ("拟解决难题", "pain_points"), ("预计花费", "investment"), ("推进时限", "ends"), ("应用点位", "location"),
    ("设想名称", "title"), ("牵头处室（联系人）", "lead_department")])
def test_a_word_that_speaks_for_one_field(written: str, field: str) -> None:
    assert surest(written) == field


@pytest.mark.parametrize("written", ["投资及来源", "已完成投资", "2025年投资", "是否解决痛点", "恒甬交通投资有限责任公司", "技术负责人职称",
                                     "保障措施", "创新点", "资金缺口", "投资强度", "投资进度", "行业标准", "宣传渠道", "牵头领导"])
def test_words_of_two_fields_or_of_another_sense_do_not(written: str) -> None:
    assert surest(written) is None
