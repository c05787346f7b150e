"""The papers on which something is decided: summary, cards, gaps, comparison, brief and book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from planner.documents import collection_summary, gap_sheet, variant_comparison
from planner.domain.balance import balance
from planner.domain.comparison import compared
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.office import Office
from planner.domain.round import Submission
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool, Pool
from planner.domain.variants import figures
from planner.schema.dates import PartialDate
from planner.schema.document import Attachment, Bars, Document, Heading, OnePage, Paragraph, Table
from planner.schema.record import SEED
from planner.services.penning import write

DAY = dt.date(2025, 6, 20)
FIRST, SECOND = PartialDate("2025-Q1"), PartialDate("2025-Q2")


def table(document: Document) -> Table:
    inside = [block for one in document.blocks for block in (one.blocks if isinstance(one, OnePage) else (one,))]
    return next(block for block in inside if isinstance(block, Table))


def test_the_summary_counts_each_department_once() -> None:
    scenarios = [Scenario(title="甲", department="交通局", stage=stage, investment=Decimal(10))
                 for stage in ("submitted", "returned", "checked", "running", "withdrawn")] + [Scenario(title="乙")]
    sent = [Submission(title="a.xlsx", sha256="0", received=dt.datetime(2025, 3, 1, tzinfo=dt.UTC), department=name, rows_refused=bad)
            for name, bad in (("交通局", 2), ("交通局", 0), ("卫健委", 0))]
    found = table(collection_summary.compose(Office(title="办公室"), scenarios, sent, SEED, as_of=DAY))
    rows = {row.values[1]: row.values[2:] for row in found.rows}
    assert rows["交通局"] == (2, 1, 5, 2, 1, 1, 1, 5, Decimal(50))
    assert rows["卫健委"] == (1, 0, 0, 0, 0, 0, 0, 0, Decimal(0))
    assert found.rows[-1].values[2:5] == (3, 1, 6)


@pytest.fixture
def short() -> tuple[list[Pool], list[Demand], list[Allocation]]:
    pools: list[Pool] = [ComputePool(id="c", title="智算", capacity=Decimal(10))]
    demands = [Demand(id=name, scenario=name, pool_kind="compute", quantity=Decimal(8), unit="P", starts=FIRST, ends=SECOND, must_have=must)
               for name, must in (("a", True), ("b", None))]
    given = [Allocation(demand="a", pool="c", variant="v", quarter=quarter, quantity=Decimal(8)) for quarter in (FIRST, SECOND)]
    return pools, demands, given


def test_the_gap_sheet_tells_rates_and_what_lacks(short: tuple[list[Pool], list[Demand], list[Allocation]]) -> None:
    pools, demands, given = short
    document = gap_sheet.compose(Office(title="办公室"), balance(pools, demands, given), demands, given, {"b": "场景乙"}, SEED, as_of=DAY)
    page = document.blocks[0]
    assert isinstance(page, OnePage)
    bars = next(block for block in page.blocks if isinstance(block, Bars))
    assert bars.series == (("满足率", (Decimal(50),)), ("缺口率", (Decimal(50),)))
    assert table(document).rows[0].values[1:6] == ("场景乙", "compute", "P", Decimal(8), Decimal(8))
    first = next(block.text for block in page.blocks if isinstance(block, Paragraph))
    assert first == "一是1类要素中1类存在缺口，最紧的是算力（P），满足率50%。"


def test_variants_are_measured_alike(short: tuple[list[Pool], list[Demand], list[Allocation]]) -> None:
    pools, demands, given = short
    found = compared([figures(Variant(id=name, title=name), pools, demands, part, {}) for name, part in (("全", given), ("半", given[:1]))],
                     demands)
    document = variant_comparison.compose(Office(title="办公室"), found, demands, {"a": "场景甲"}, SEED, as_of=DAY)
    rows = {row.values[0]: row.values[2:] for row in table(document).rows if row.role == "record"}
    assert rows["配足的需求"] == (1, 0)
    assert rows["配足的必须满足项"] == (1, 0)
    assert rows["已配"] == (16, 8)
    assert rows["缺口"] == (16, 24)
    chosen, differing = [block for block in document.blocks if isinstance(block, Table)][1:]
    assert [row.values[1:] for row in chosen.rows] == [("场景甲", "入选", "部分满足")]
    assert [row.values[1:] for row in differing.rows] == [("场景甲", "compute", "P", 16, 16, 8)]


def text_of(document: Document, path: Path) -> list[str]:
    write(document, path)
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]


def test_every_card_is_one_page_whatever_it_says(cards: Callable[..., Document], folder: Path) -> None:
    pages = text_of(cards(4, "长文字，" * 2000), folder / "a.pdf")
    assert len(pages) == 4
    assert all("审核人：" in page for page in pages)


def test_the_brief_takes_a_leaf_or_two(briefs: Callable[[int], Document], folder: Path) -> None:
    for count in (0, 5, 300):
        assert len(text_of(briefs(count), folder / "a.pdf")) <= 2


def test_the_book_has_its_chapters_and_attachments(books: Callable[[int], Document], folder: Path) -> None:
    document = books(40)
    assert len([block for block in document.blocks if isinstance(block, Heading) and block.level == 1]) == 5
    assert [block.number for block in document.blocks if isinstance(block, Attachment)] == ["附件1", "附件2"]
    pages = text_of(document, folder / "a.pdf")
    assert len(pages) >= 8
    assert "目" in pages[1]
    assert "附件2" in pages[1]
