"""The page of plan variants on a real workspace: copied, renamed, compared, adopted in place, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from planner.desktop.editors import write as put
from planner.desktop.pages.planning.comparison import DIFFERS
from planner.desktop.pages.planning.page import PlanningPage
from planner.desktop.saving import save
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.settings import Settings
from planner.workspace import Workspace

BASE, SPARE = "年度配置方案", "压缩算力方案"


@pytest.fixture
def page(qtbot: QtBot, folder: Path) -> Iterator[PlanningPage]:
    """Two scenarios of which the base variant serves both and the spare one only the first."""
    window = Window(Settings())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    workspace = Workspace.create(folder / "工作 区.planner")
    pool = workspace.drafting.add(ComputePool, {"title": "市智算中心", "capacity": "20"})
    lines = []
    for title in ("智慧交通", "影像诊断"):
        scenario = workspace.drafting.add(Scenario, {"title": title})
        lines.append(workspace.supplying.demand(scenario.id, {"pool_kind": "compute", "quantity": "8", "unit": "P",
                                                              "starts": "2026Q1", "ends": "2026Q1"}))
    for title, count in ((BASE, 2), (SPARE, 1)):
        variant = workspace.weighing.begin(title)
        for line in lines[:count]:
            workspace.supplying.assign(line.id, pool.id, "2026Q1", "8", variant=variant.id)
    window.take(workspace, "planning")
    window.show()
    assert isinstance(window.page, PlanningPage)
    yield window.page
    window.close_workspace(show_start=False)


def titles(page: PlanningPage) -> list[str]:
    return [variant.title for variant in page.variants.things]


def write(page: PlanningPage, **written: str) -> None:
    """Fill the question asked in place and answer it."""
    for name, text in written.items():
        assert page.ui.inset.binding is not None
        editor = page.ui.inset.binding.editors[name]
        assert put(editor, text)
    page.ui.inset.does.click()


def shown(page: PlanningPage) -> dict[str, tuple[str, ...]]:
    """Name of a measure or scenario -> what stands in the columns of the variants."""
    found = {}
    for table in (page.comparison.measures, page.comparison.states):
        first = next((at for at, column in enumerate(table.columns) if column.name in page.comparison.keys), 0)
        for row in range(table.rowCount()):
            cells = table.cells(row)[0]
            found["".join(cells[:first])] = cells[first:]
    return found


def test_one_variant_is_told_in_figures_two_side_by_side(page: PlanningPage, qtbot: QtBot) -> None:
    assert [variant.title for variant in page.chosen] == [BASE]
    qtbot.waitUntil(lambda: shown(page).get("入选情况入选个") == ("2",))
    assert not page.comparison.ui.only_different.isEnabled()
    page.comparison.ui.beside.click()
    qtbot.waitUntil(lambda: shown(page).get(f"入选情况入选个{DIFFERS}") == ("2", "1"))
    assert shown(page)[f"影像诊断{DIFFERS}"] == ("✓ 入选", "— 未入选")
    assert shown(page)["智慧交通"] == ("✓ 入选", "✓ 入选")
    page.comparison.ui.only_different.click()
    assert "智慧交通" not in shown(page) and f"影像诊断{DIFFERS}" in shown(page)


def test_what_is_asked_of_one_variant_is_off_while_several_are_chosen(page: PlanningPage) -> None:
    assert all(button.isEnabled() for button in (page.ui.copy, page.ui.adopt, page.ui.rename, page.ui.remove, page.ui.allot))
    page.choose_all()
    assert not any(button.isEnabled() for button in (page.ui.copy, page.ui.adopt, page.ui.rename, page.ui.remove, page.ui.allot))


def test_a_copy_is_asked_for_in_place_and_chosen(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.copy.click()
    write(page, title=SPARE)
    assert "已有名为" in page.ui.inset.refusal and page.ui.inset.isVisible()
    write(page, title="冲刺方案")
    qtbot.waitUntil(lambda: titles(page) == [BASE, SPARE, "冲刺方案"])
    assert not page.ui.inset.isVisible()
    assert [variant.title for variant in page.chosen] == ["冲刺方案"]
    assert "复制自：年度配置方案" in page.ui.described.text()
    qtbot.waitUntil(lambda: shown(page).get("入选情况入选个") == ("2",))


def test_a_variant_is_adopted_with_day_and_basis_and_undone(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.variants.pick(page.variants.key(1))
    page.ui.adopt.click()
    write(page, adopted_on="2026-02-30", basis="专题会议纪要〔2026〕3号")
    assert "不是日期" in page.ui.inset.refusal
    write(page, adopted_on="2026年2月26日", basis="")
    assert page.ui.inset.refusal
    write(page, adopted_on="2026年2月26日", basis="专题会议纪要〔2026〕3号")
    qtbot.waitUntil(lambda: titles(page) == [SPARE, BASE])
    assert page.variants.cells(0)[0][1] == "● 已采纳 2026年2月26日"
    assert "专题会议纪要〔2026〕3号" in page.ui.described.text()
    page.desk.workspace.keeping.undo()
    qtbot.waitUntil(lambda: not any(variant.adopted for variant in page.variants.things))


def test_the_variant_that_holds_stays_another_goes_with_a_reason(page: PlanningPage, qtbot: QtBot) -> None:
    page.desk.workspace.weighing.adopt(BASE, "2026-02", "纪要")
    page.ui.remove.click()
    write(page, reason="不再需要")
    assert "已采纳" in page.ui.inset.refusal
    page.ui.inset.leaves.click()
    page.ui.variants.pick(page.variants.key(1))
    page.ui.remove.click()
    write(page, reason="不再需要")
    qtbot.waitUntil(lambda: titles(page) == [BASE])


def test_a_name_is_changed_and_a_question_let_go_changes_nothing(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.rename.click()
    page.ui.inset.leaves.click()
    assert titles(page) == [BASE, SPARE]
    page.ui.rename.click()
    write(page, title="基准方案")
    qtbot.waitUntil(lambda: titles(page) == ["基准方案", SPARE])
    assert page.desk.workspace.keeping.undoable() == "方案改名"


def test_assignments_of_a_variant_are_one_step_away(page: PlanningPage) -> None:
    page.ui.variants.pick(page.variants.key(1))
    page.ui.allot.click()
    window = page.window()
    assert isinstance(window, Window) and window.stack.shown is not None and window.stack.shown.name == "supply"
    assert window.page is not None and window.page.ui.variants.currentText() == SPARE  # type: ignore[attr-defined]


def test_the_comparison_that_is_shown_is_what_is_issued(page: PlanningPage, folder: Path, qtbot: QtBot) -> None:
    page.comparison.ui.beside.click()
    qtbot.waitUntil(lambda: len(page.comparison.keys) == 2)
    path = folder / "方案 比选.xlsx"
    save(page.desk, "variant-comparison", {"variants": "、".join(page.comparison.keys)}, path)
    qtbot.waitUntil(path.exists, timeout=20000)
    rows = [[cell for cell in row if cell is not None] for row in load_workbook(path).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert ["入选", "个", 2, 1] in rows
