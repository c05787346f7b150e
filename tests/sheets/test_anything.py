"""Whatever stands on a sheet, there is an answer, and nothing that stood in a table's rows has gone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.kinds import IMPORTED
from planner.errors import SheetUnreadable
from planner.progress import Progress
from planner.schema.record import SEED
from planner.schema.text import tidy
from planner.sheets.book import RECORD, Hints, ReadTable
from planner.sheets.grid import Cell, Fault, Grid, Sheet, position, shown
from planner.sheets.intake import understand
from planner.sheets.understanding.headings import Lexicon
from planner.sheets.understanding.marks import is_ditto, is_none

LEXICON = Lexicon(IMPORTED, SEED)
WORDS = (
    "序号", "场景名称", "所属领域", "需求单位", "联系人", "联系电话", "计划投资(万元)", "建设周期", "完成时限", "形象进度",
    "配合单位", "备注",
    "企业名称", "合计", "小计", "一、制造领域（共2项）", "同上", "无", "/", "制造", "E01", "约500万元", "2025年底前", "2025.3-2026.5",
    "13800000000", "☆甲局、乙局", "注：估算", "附件1", "（1）", "80%", "单位：万元", "填表人：张三", "是否首创")
CELLS = st.one_of(
    st.none(), st.sampled_from(WORDS), st.text(max_size=12), st.integers(-10**9, 10**12), st.booleans(), st.just(Fault("#REF!")),
    st.floats(allow_nan=False, allow_infinity=False), st.dates(dt.date(1950, 1, 1)), st.times(), st.datetimes())
ROWS = st.lists(st.lists(CELLS, max_size=7), min_size=1, max_size=14)
MERGES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5), st.integers(0, 4), st.integers(0, 4)), max_size=3)


def sheet(rows: list[list[Cell]], spans: list[tuple[int, int, int, int]]) -> Sheet:
    return Sheet("表", rows, [(top, left, top + down, left + across) for top, left, down, across in spans])


def read(page: Sheet, path: Path) -> list[ReadTable]:
    try:
        return understand(Grid("xlsx", [page]), path, "", LEXICON, Hints(), Progress()).tables
    except SheetUnreadable as error:
        assert error.code in ("empty", "no_table")
        return []


@settings(max_examples=150)
@given(ROWS, MERGES)
def test_any_grid_has_an_answer(rows: list[list[Cell]], spans: list[tuple[int, int, int, int]]) -> None:
    for table in read(sheet(rows, spans), Path(__file__)):
        for row in table.rows:
            assert row.kind != RECORD or row.row >= 1


HEAD: list[Cell] = ["序号", "场景名称", "所属领域", "联系电话", "计划投资（万元）", "完成时限", "是否首创"]


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=8))
def test_nothing_in_a_table_is_dropped(body: list[list[Cell]]) -> None:
    """Every cell of a record's row is a value, a problem or kept beside; where tables stand side by side, in one of them."""
    rows: list[list[Cell]] = [HEAD, *body]
    tables = read(sheet(rows, []), Path(__file__))
    for n, cells in enumerate(rows):
        here = [(table, row) for table in tables for row in table.rows if row.row == n + 1]
        if any(n + 1 in table.header_rows for table in tables) or not any(row.kind == RECORD for _, row in here):
            continue
        kept = {position(place)[1] for _, row in here if row.kind == RECORD for place in row.cells.values()}
        kept |= {position(f"{problem.column}1")[1] for _, row in here for problem in row.problems if problem.column}
        said = " ".join(row.text if row.kind != RECORD else tidy(" ".join(map(str, row.extra.values()))) for _, row in here)
        for column, cell in enumerate(cells):
            text = tidy(shown(cell))
            assert not text or column in kept or is_none(text) or is_ditto(text) or text in said, (here, column, text)


@pytest.mark.parametrize("body", [
    [[None, "场景名称", "需求单位"], ["老城区", "甲路信号", "交警支队"]],
    [[None, None, "场景名称", "需求单位"], ["老城区", None, "甲路信号", "交警支队"]],
    [["场景名称", "需求单位", None, "场景名称"], ["甲路信号", "交警支队", None, "另有一项待定"]]])
def test_what_stands_beside_a_head_belongs_to_its_rows(body: list[list[Cell]]) -> None:
    tables = read(sheet(body, []), Path(__file__))
    told = [*(text for table in tables for row in table.rows for text in (*row.texts.values(), *row.extra.values(), row.text))]
    assert {str(cell) for cell in body[1] if cell} <= {str(text) for text in told}
