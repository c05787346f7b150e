"""What a row is, seen quickly or looked at closely: the quick look never says anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.kinds import IMPORTED
from planner.progress import Progress
from planner.schema.record import SEED
from planner.sheets.grid import Cell, Grid, Sheet
from planner.sheets.intake import Hints, understand
from planner.sheets.understanding.headings import Lexicon
from planner.sheets.understanding.rows import Rows

LEXICON = Lexicon(IMPORTED, SEED)
HEAD: list[Cell] = ["序号", "场景名称", "所属领域", "需求单位", "联系电话", "计划投资（万元）", "完成时限", "是否首创"]
WORDS = ("小计", "投资合计：3", "示例", "例", "（示例）", "注：暂估", "设计总院", "一、", "智慧港口（共3项）", "1", "序号", "场景名称",
         "所属领域", "需求单位", "聯繫電話", "计划投资(万元)", "完成时限", "无", "港区无人集卡", "市交通局", "\u3000", "\u200b", "2025-03")
CELLS = st.one_of(st.none(), st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(0, 3000), st.text(max_size=6), st.booleans())
FIGURES = st.builds(lambda word, at, figures: [word if c == at else figures[c] for c in range(8)],
                    st.sampled_from(WORDS), st.integers(0, 3), st.lists(st.integers(0, 3000), min_size=8, max_size=8))
"""One word among figures, as sums and groups are written."""
LINES = st.lists(st.one_of(st.lists(CELLS, min_size=8, max_size=8), FIGURES, st.just(HEAD)), min_size=1, max_size=8)
MERGES = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6), st.integers(0, 2), st.integers(0, 2)), max_size=2)


def kinds(rows: list[list[Cell]], merges: list[tuple[int, int, int, int]]) -> list[list[str]]:
    spans = [(top, left, top + down, left + across) for top, left, down, across in merges]
    book = understand(Grid("xlsx", [Sheet("表", rows, spans)]), Path(__file__), "", LEXICON, Hints(), Progress())
    return [[row.kind for row in table.rows] for table in book.tables]


@settings(max_examples=150)
@given(LINES, MERGES)
def test_a_row_plainly_seen_as_a_record_is_one_when_looked_at_closely(
        lines: list[list[Cell]], merges: list[tuple[int, int, int, int]]) -> None:
    rows = [HEAD, *lines, [1, "港区无人集卡", "交通", "甲局", "138", 5, "2025", "是"]]
    with pytest.MonkeyPatch.context() as patch:
        quick = kinds(rows, merges)
        patch.setattr(Rows, "_is_plain", lambda self, row, filled: False)
        assert kinds(rows, merges) == quick


def test_most_rows_of_a_list_are_seen_plainly() -> None:
    rows: list[list[Cell]] = [HEAD, *([n, f"场景{n}", "交通", "甲局", "138", n, "2025", "是"] for n in range(20))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rows, "_by_cells", lambda self, row, filled, texts: "looked at")
        assert kinds(rows, []) == [["record"] * 20]
