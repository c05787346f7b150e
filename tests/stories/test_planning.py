"""两个方案比选后采纳: a plan is copied, the copy changed, the two compared, one of them adopted and the paper issued."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import load_workbook

BASE, SPARE = "年度基准方案", "保障影像方案"


@pytest.fixture
def lines(office: Any) -> dict[str, str]:
    """The centre has 100 P a quarter; of two scenarios it can serve but one."""
    office.does("add", "算力供给", "供给名称=智算中心", "每季可用量=100")
    made = {}
    for title, quantity in (("港区无人集卡", 60), ("影像辅助诊断", 50)):
        office.does("add", "场景", f"场景名称={title}", "所属领域=交通运输")
        made[title] = office.does("add", "需求", f"场景={title}", "要素类别=算力", f"需求量={quantity}", "单位=P",
                                  "起始季度=2026年第三季度", "截止季度=2026年第三季度")["id"]
    office.does("assign", made["港区无人集卡"], "智算中心", "2026Q3", 60)
    return made


def test_two_plans_are_compared_and_one_is_adopted(office: Any, lines: dict[str, str]) -> None:
    office.does("copy", BASE, SPARE)
    office.does("assign", lines["港区无人集卡"], "智算中心", "2026Q3", 0, "--variant", SPARE)
    office.does("assign", lines["影像辅助诊断"], "智算中心", "2026Q3", 50, "--variant", SPARE)
    found = office.does("compare", BASE, SPARE)
    assert [(row["title"], row["states"]) for row in found["differences"]] == [
        ("港区无人集卡", ["in", "out"]), ("影像辅助诊断", ["out", "in"])]
    assert [one["gaps"][0]["gap"] for one in found["variants"]] == [50, 60]

    assert office.is_refused("copy", BASE, SPARE)["code"] == "title_taken"
    office.does("adopt", SPARE, "--on", "2026-02-26", "--basis", "专题会议纪要〔2026〕3号")
    assert [(v["title"], v.get("adopted_on")) for v in office.does("list", "方案")["records"] if v.get("adopted")] == [
        (SPARE, "2026-02-26")]
    assert [row["assigned"] for row in office.does("balance")["rows"] if row["pool"]] == [50]

    path = office.folder / "方案比选.xlsx"
    office.does("issue", "variant-comparison", "-o", path)
    rows = [[cell for cell in row if cell is not None] for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    assert ["入选", "个", 1, 1] in rows and ["缺口", "P", 50, 60] in rows
    assert [1, "港区无人集卡", "入选", "未入选"] in rows

    assert [office.does("undo")["name"] for _ in range(2)][1] == "撤销：采纳方案"
    assert not any(v.get("adopted") for v in office.does("list", "方案")["records"])
