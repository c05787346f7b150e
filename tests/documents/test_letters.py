"""The letters of the office: who is spoken to, what may be public, where the signature stands; and the papers of a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from planner.documents import allocation_table, meeting_paper, notice, return_letter, review_summary
from planner.domain.balance import Balance, balance
from planner.domain.demand import Allocation, Demand
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.domain.supply import Pool
from planner.schema.document import Attachment, Closing, Document, Heading, Letterhead, OnePage, Paragraph, Table
from planner.schema.fields import Level
from planner.schema.record import SEED, fields_of
from planner.services.penning import write

DAY = dt.date(2025, 6, 20)
OFFICE = Office(title="先导区办公室", letterhead=("先导区办公室文件",), code="先导办", recipients=("各区人民政府",), objection_days=7)
Made = Callable[[int], list[Scenario]]


def table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def said(document: Document) -> str:
    return "".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(pdf[at].get_textpage().get_text_range().split()) for at in range(len(pdf))]


def announced(scenarios: list[Scenario]) -> list[Scenario]:
    for scenario in scenarios:
        scenario.stage, scenario.publish_ok, scenario.secrecy_checked = "announced", True, True
    return scenarios


def test_only_what_is_public_and_cleared_is_announced(scenarios: Made) -> None:
    listed = announced(scenarios(6))
    listed[1].publish_ok, listed[2].secrecy_checked, listed[3].stage = None, False, "published"
    document = notice.compose(notice.ANNOUNCING, OFFICE, listed, SEED, as_of=DAY)
    fields = fields_of(Scenario)
    assert {row.key for row in table(document).rows if row.role == "record"} == {listed[at].id for at in (0, 4, 5)}
    assert all(fields[column.name].level is Level.PUBLIC for column in table(document).columns if column.name != "serial")
    assert "张三丰" not in repr(document)
    assert "的3项场景列入" in said(document)
    assert "共7个工作日" in said(document)


def test_a_column_that_is_not_public_stays_out(scenarios: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(notice.WIDTHS, "contact", 10)
    monkeypatch.setitem(notice.WIDTHS, "investment", 10)
    document = notice.compose(notice.ANNOUNCING, OFFICE, announced(scenarios(3)), SEED, as_of=DAY)
    assert not {"contact", "investment"} & {column.name for column in table(document).columns}


def test_it_begins_with_the_letterhead_and_whom_it_is_for(scenarios: Made) -> None:
    document = notice.compose(notice.PUBLISHING, OFFICE, [], SEED, as_of=DAY, round_title="第一批")
    assert document.title == "关于发布第一批人工智能应用场景清单的通知"
    assert document.blocks[:2] == (Letterhead(("先导区办公室文件",), "先导办〔2025〕　　号"), Paragraph("各区人民政府：", flush=True))
    assert document.blocks[-1] == Closing("先导区办公室", "2025年6月20日")
    plain = notice.compose(notice.PUBLISHING, Office(), [], SEED, as_of=DAY)
    assert plain.blocks[0] == Paragraph("各有关单位：", flush=True)


@pytest.mark.parametrize("lines", range(12, 24))
def test_the_signature_never_stands_on_a_page_without_text(lines: int, tmp_path: Path) -> None:
    text = "\n".join(f"第{at}行正文。" for at in range(lines))
    document = Document("a", "关于某事的通知", (Paragraph(text), Closing("先导区办公室", "2025年6月20日")), letter=True)
    write(document, tmp_path / "a.pdf")
    signed = next(page for page in pages(tmp_path / "a.pdf") if "先导区办公室" in page)
    assert f"第{lines - 1}行正文" in signed
    assert "2025年6月20日" in signed


def test_the_salutation_is_flush_and_the_text_is_not(tmp_path: Path) -> None:
    lines = [return_letter.Line("表", "A5", "计划投资", "约1200", "约数", "数")]
    write(return_letter.compose(Office(title="办公室"), "交通局", "a.xlsx", lines, until=None, as_of=DAY), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        text = pdf[0].get_textpage()
        left = {char: text.get_charbox(text.get_text_range().index(char))[0] for char in ("交通局：", "你单位")}
    assert left["交通局："] == pytest.approx(28 / 25.4 * 72, abs=1.5)
    assert left["你单位"] - left["交通局："] == pytest.approx(2 * 15.75, abs=1.5)


def test_the_table_of_what_is_wrong_is_attached(tmp_path: Path) -> None:
    lines = [return_letter.Line("表", f"A{at}", "计划投资", "约1200", "约数", "数") for at in range(3)]
    document = return_letter.compose(Office(), "", "a.xlsx", lines, until=None, as_of=DAY)
    kinds = [type(block) for block in document.blocks]
    assert kinds[-2:] == [Attachment, Table]
    assert "有3处需要补正" in said(document)
    assert len(table(document).rows) == 3


def test_the_imprint_stands_at_the_foot_of_the_last_page(tmp_path: Path, scenarios: Made) -> None:
    office = Office(title="办公室", copies_to=("市财政局", "市科技局"))
    write(notice.compose(notice.ANNOUNCING, office, announced(scenarios(3)), SEED, as_of=DAY), tmp_path / "a.pdf")
    found = pages(tmp_path / "a.pdf")
    assert "抄送：市财政局，市科技局。" in found[-1]
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        last, text = pdf[len(pdf) - 1], pdf[len(pdf) - 1].get_textpage()
        box = text.get_charbox(text.get_text_range().index("印发"))
        assert last.get_width() < last.get_height()
    assert 35 / 25.4 * 72 < box[1] < 35 / 25.4 * 72 + 14


def entry(title: str, total: int, stage: str = "in_review") -> review_summary.Entry:
    return review_summary.Entry(Scenario(title=title, stage=stage), (Decimal(total),), Decimal(total))


def test_the_review_ranks_and_the_same_total_has_the_same_rank() -> None:
    entries = [entry("乙", 70), entry("甲", 90), entry("丙", 70), entry("丁", 10, "shortlisted"), entry("戊", 99, "submitted")]
    document = review_summary.compose(OFFICE, entries, [review_summary.Criterion("优先级", Decimal(100))], SEED, as_of=DAY)
    assert [(row.values[0], row.values[1], row.values[-1]) for row in table(document).rows] == [
        (1, "甲", "评审中"), (2, "丙", "评审中"), (2, "乙", "评审中"), (4, "丁", "拟入选")]
    assert "共4项，其中评审中3项、拟入选1项。" in said(document)


def test_a_meeting_has_three_conclusions_one_table_and_what_it_settles(scenarios: Made) -> None:
    listed = scenarios(9)
    listed[0].stage = "shortlisted"
    sheet = meeting_paper.compose(OFFICE, listed, [], Balance((), (), ()), SEED, as_of=DAY).blocks[0]
    assert isinstance(sheet, OnePage)
    document = Document("a", "", sheet.blocks)
    conclusions = [block.text[:2] for block in document.blocks if isinstance(block, Paragraph)][:3]
    assert conclusions == ["一是", "二是", "三是"]
    assert sum(isinstance(block, Table) for block in document.blocks) == 1
    assert table(document).size >= 14
    assert table(document).rows[-1].values[1] == 9
    assert isinstance(document.blocks[4], Heading)
    assert "拟入选场景1项转入公示" in said(document)


def test_the_sums_of_the_allocation_table_are_those_of_the_balance(
        supply: Callable[[int], tuple[list[Pool], list[Demand], list[Allocation]]]) -> None:
    pools, demands, given = supply(20)
    found = balance(pools, demands, given)
    document = allocation_table.compose(OFFICE, found, demands, given, pools, {}, SEED, as_of=DAY)
    names = [column.name for column in table(document).columns]
    for quarter in found.quarters:
        for kind, unit in {(part.kind, part.unit) for part in found.kinds}:
            at = names.index(quarter.text)
            assigned = sum((row.values[at] for row in table(document).rows
                            if (row.values[2], row.values[4]) == (kind, unit) and row.values[at]), Decimal(0))
            whole = sum((p.assigned for p in found.pools if (p.kind, p.unit, p.quarter) == (kind, unit, quarter)), Decimal(0))
            assert abs(assigned - whole) <= (Decimal("0.005") * len(demands) if unit == "万元" else 0)
    assert {row.key.split("/")[0] for row in table(document).rows} == {demand.id for demand in demands}


@pytest.mark.parametrize("lines", range(14, 23))
def test_neither_a_heading_nor_the_attachments_part_from_the_text(lines: int, tmp_path: Path) -> None:
    text = "\n".join(f"第{at}行正文。" for at in range(lines))
    blocks = Paragraph(text), Heading("五、下步工作"), Paragraph("继续推进。"), Closing("办公室", "2025年6月20日", ("清单甲", "清单乙"))
    write(Document("a", "关于某事的通知", blocks, letter=True), tmp_path / "a.pdf")
    found = pages(tmp_path / "a.pdf")
    page = next(page for page in found if "五、下步工作" in page)
    assert "继续推进。" in page
    assert "附件：1.清单甲" in page
    assert "2.清单乙办公室2025年6月20日" in page
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        assert [target.get_index() for mark in pdf.get_toc() if (target := mark.get_dest())] == [found.index(page)]
