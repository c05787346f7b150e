"""The page of plan variants on a real workspace: copied, renamed, compared, adopted in place, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from planner.desktop.editors import write as put
from planner.desktop.pages.planning.chart import round_step
from planner.desktop.pages.planning.comparison import DIFFERS
from planner.desktop.pages.planning.page import PlanningPage
from planner.desktop.saving import save
from planner.desktop.tokens import tokens_of
from planner.desktop.view import TableView
from planner.desktop.window import Window
from planner.domain.catalogues import catalogue
from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.domain.selection import PlanRule, Weighting
from planner.domain.supply import ComputePool
from planner.settings import Settings
from planner.workspace import Workspace
from tests.desktop.test_conventions import _inner, cut, visible

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


def idle(page: PlanningPage, qtbot: QtBot) -> None:
    """Nothing runs for the page any more."""
    window = page.window()
    assert isinstance(window, Window)
    qtbot.waitUntil(lambda: not window.status.busy and not page.proposal.ui.running.busy
                    and not page.frontier.ui.running.busy, timeout=60000)


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


def test_four_long_names_leave_room_for_each_other(page: PlanningPage, qtbot: QtBot) -> None:
    long = "兼顾重点产业链与民生保障并预留四分之一算力机动的年度配置方案"
    for number in range(2):
        page.desk.workspace.weighing.begin(f"{long}（{number}）")
    page.choose_all()
    qtbot.waitUntil(lambda: len(page.comparison.keys) == 4)
    heads = [column for column in page.comparison.measures.columns if column.name in page.comparison.keys]
    assert max(len(column.label) for column in heads) <= 10
    assert {column.hint for column in heads} == set(titles(page))


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
    qtbot.waitUntil(lambda: [variant.title for variant in page.chosen] == ["冲刺方案"])
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
    assert page.variants.cells(0)[0][1] == "● 已采纳"
    assert page.ui.described.text() == "2026年2月26日采纳\n依据：专题会议纪要〔2026〕3号"
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
    idle(page, qtbot)
    rows = [[cell for cell in row if cell is not None] for row in load_workbook(path).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert ["入选", "个", 2, 1] in rows


def test_where_there_is_no_variant_nothing_is_measured_and_nothing_can_be_saved(qtbot: QtBot, folder: Path) -> None:
    window = Window(Settings())
    qtbot.addWidget(window)
    window.take(Workspace.create(folder / "空.planner"), "planning")
    window.show()
    assert isinstance(window.page, PlanningPage)
    part = window.page.comparison
    qtbot.waitUntil(lambda: bool(part.ui.measures.blank.sentence))
    assert part.measures.rowCount() == 0 and not part.ui.save_pdf.isEnabled() and not part.ui.beside.isEnabled()
    window.page.ui.tabs.setCurrentWidget(window.page.proposal)
    window.page.proposal.ui.propose.click()
    idle(window.page, qtbot)
    assert window.page.proposal.ui.summary.text() == "还没有场景提出需求，没有可选的。"
    assert not window.page.proposal.ui.keep.isEnabled()
    window.close_workspace(show_start=False)


# conditions


def test_looking_at_the_conditions_writes_nothing_and_a_weight_is_one_step(page: PlanningPage, qtbot: QtBot) -> None:
    work, before = page.desk.workspace, page.desk.workspace.keeping.history()
    page.ui.tabs.setCurrentWidget(page.conditions)
    assert page.conditions.weights.values == {"priority": 50, "readiness": 30, "completeness": 20}
    assert work.keeping.history() == before
    page.conditions.weights.figures["readiness"].setValue(0)
    assert [w.weights for w in work.drafting.find(Weighting)] == [(50, 0, 20)]
    page.conditions.weights.sliders["priority"].setValue(20)
    assert [w.weights for w in work.drafting.find(Weighting)] == [(20, 0, 20)]
    work.keeping.undo()
    qtbot.waitUntil(lambda: page.conditions.weights.values["priority"] == 50)


def test_a_rule_is_told_in_plain_words(page: PlanningPage) -> None:
    work = page.desk.workspace
    page.ui.tabs.setCurrentWidget(page.conditions)
    assert page.conditions.ui.rules.blank.sentence == "还没有条件"
    one, other = (thing.id for thing in work.drafting.find(Scenario))
    work.drafting.add(PlanRule, {"title": "水陆", "rule": "exclusive", "scenario": one, "other": other})
    work.drafting.add(PlanRule, {"title": "交通", "rule": "share", "sector": "E03", "least": "10", "most": "30"})
    work.drafting.add(PlanRule, {"title": "市级", "rule": "budget", "source": "city", "year": "2026", "amount": "3000"})
    assert [page.conditions.sentence(rule) for rule in page.conditions.rules.things] == [
        "“智慧交通”与“影像诊断”至多选一个", f"{catalogue('sector').label('E03')}领域的场景占入选数至少 10%、至多 30%",
        "2026年 市级财政至多 3,000.00 万元"]
    page.conditions.ui.rules.pick(page.conditions.rules.key(0))
    page.conditions.remove()
    assert [rule.title for rule in work.drafting.find(PlanRule)] == ["交通", "市级"]


# the proposal


@pytest.fixture
def proposed(page: PlanningPage, qtbot: QtBot) -> PlanningPage:
    """Supply for only one of the two, and a proposal for the variant that serves neither of them."""
    work = page.desk.workspace
    work.drafting.amend(ComputePool, work.supplying.pools()[0].id, {"capacity": "10"})
    work.drafting.amend(Demand, work.supplying.demands()[0].id, {"priority": "1"})
    empty = work.weighing.begin("空方案")
    page.ui.variants.pick(empty.id)
    page.ui.tabs.setCurrentWidget(page.proposal)
    assert page.proposal.ui.turns.blank.sentence == "还没有建议"
    page.proposal.ui.propose.click()
    assert page.proposal.ui.running.isVisible() and not page.proposal.ui.propose.isEnabled()
    idle(page, qtbot)
    return page


def test_a_proposal_is_read_before_it_is_taken(proposed: PlanningPage, qtbot: QtBot) -> None:
    part, work = proposed.proposal, proposed.desk.workspace
    assert [part.turns.cells(row)[0][:2] for row in range(2)] == [("▲ 入选", "智慧交通"), ("— 未入选", "影像诊断")]
    assert "距最优不超过 0.00%" in part.ui.summary.text() and "入选 1" in part.ui.summary.text()
    assert "得分" in part.ui.why.toPlainText() and part.moves.rowCount() == 1
    assert work.supplying.allocations("空方案") == []
    part.ui.apply.click()
    qtbot.waitUntil(lambda: [a.quantity for a in work.supplying.allocations("空方案")] == [8], timeout=20000)
    idle(proposed, qtbot)
    assert part.proposal is None and work.keeping.undoable() == "采用优化建议"
    work.keeping.undo()
    assert work.supplying.allocations("空方案") == []


def test_why_not_and_what_would_let_it_in(proposed: PlanningPage, qtbot: QtBot) -> None:
    part = proposed.proposal
    part.ui.kinds.setCurrentIndex(part.ui.kinds.findData("waits"))
    part.ui.kinds.activated.emit(0)
    assert part.turns.rowCount() == 1
    assert "2026年第一季度“市智算中心”还缺 6 P" in part.ui.why.toPlainText()
    part.ui.way_in.click()
    idle(proposed, qtbot)
    told = part.ui.why.toPlainText()
    assert "增加供给：2026年第一季度“市智算中心”增加 6 P" in told
    assert "最少让 1 个场景退出：智慧交通" in told


def test_a_filter_by_name(proposed: PlanningPage) -> None:
    part = proposed.proposal
    part.ui.search.setText("影像")
    assert [turn.title for turn in part.turns.things] == ["影像诊断"]
    part.ui.search.setText("没有")
    assert part.ui.turns.blank.sentence == "没有符合筛选的场景"


def test_a_proposal_is_kept_as_another_variant(proposed: PlanningPage, qtbot: QtBot) -> None:
    work = proposed.desk.workspace
    proposed.proposal.ui.keep.click()
    write(proposed, title=BASE)
    assert "已有名为" in proposed.ui.inset.refusal
    write(proposed, title="建议方案")
    qtbot.waitUntil(lambda: "建议方案" in titles(proposed), timeout=20000)
    idle(proposed, qtbot)
    assert [a.quantity for a in work.supplying.allocations("建议方案")] == [8] and work.supplying.allocations("空方案") == []


def test_what_is_required_from_here_is_a_rule_and_the_proposal_says_that_it_is_old(proposed: PlanningPage) -> None:
    part, work = proposed.proposal, proposed.desk.workspace
    part.ui.turns.pick(part.turns.key(1))
    part.ui.require.click()
    assert [(rule.rule, rule.title) for rule in work.drafting.find(PlanRule)] == [("required", "影像诊断必须入选")]
    assert "请重新生成" in part.ui.summary.text() and not part.ui.apply.isEnabled()


def test_what_contradicts_is_listed(proposed: PlanningPage, qtbot: QtBot) -> None:
    part, work = proposed.proposal, proposed.desk.workspace
    for thing in work.drafting.find(Scenario):
        work.drafting.add(PlanRule, {"title": f"{thing.title}必选", "rule": "required", "scenario": thing.id})
    part.ui.propose.click()
    idle(proposed, qtbot)
    assert set(part.notes.things) == {"供给“市智算中心”的可用量", "“智慧交通”已定入选或不入选", "“影像诊断”已定入选或不入选"}
    assert part.ui.details.currentWidget() is part.ui.notes_tab and part.ui.propose.isEnabled()


def test_a_search_that_is_stopped_leaves_the_page_as_it_was_or_with_the_best(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.tabs.setCurrentWidget(page.proposal)
    page.proposal.ui.propose.click()
    page.proposal.ui.running.stop.click()
    idle(page, qtbot)
    assert page.proposal.ui.propose.isEnabled()


def test_a_page_that_is_thrown_away_ends_its_search(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.tabs.setCurrentWidget(page.proposal)
    page.proposal.ui.propose.click()
    window = page.window()
    assert isinstance(window, Window)
    window.close_workspace()
    assert window.stack.shown is not None and window.stack.shown.name == "start"


# what if


def suppose(page: PlanningPage, what: str, quarter: str, percent: str) -> None:
    page.supposing.ui.cut.click()
    binding = page.ui.inset.binding
    assert binding is not None
    box = binding.editors["what"]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(what))
    write(page, quarter=quarter, percent=percent)


def test_a_fifth_less_is_seen_at_once_and_changes_nothing(page: PlanningPage, qtbot: QtBot) -> None:
    work, before = page.desk.workspace, page.desk.workspace.keeping.history()
    page.ui.tabs.setCurrentWidget(page.supposing)
    assert page.supposing.ui.changes.blank.sentence == "还没有假设" and not page.supposing.ui.propose.isEnabled()
    suppose(page, "全部算力", "2026年", "-30")
    assert page.ui.inset.refusal
    write(page, quarter="2026年第一季度", percent="-30")
    qtbot.waitUntil(lambda: page.supposing.effects.rowCount() == 1)
    assert page.supposing.effects.cells(0)[0] == ("市智算中心", "2026年第一季度", "20 P", "14 P", "▲ 超配 2 P", "智慧交通、影像诊断")
    assert page.supposing.ui.summary.text() == "1 处供给不够，涉及 2 个场景。"
    assert work.keeping.history() == before


def test_a_proposal_under_a_supposition_is_kept_not_applied(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.tabs.setCurrentWidget(page.supposing)
    suppose(page, "市智算中心", "2026Q1", "-30")
    page.supposing.ui.propose.click()
    idle(page, qtbot)
    part = page.proposal
    assert page.ui.tabs.currentWidget() is part
    assert part.ui.summary.text().startswith("假设：2026年第一季度“市智算中心”减少 30%。")
    assert [turn.kind for turn in part.turns.things] == ["leaves", "stays"]
    assert not part.ui.apply.isEnabled()
    part.ui.keep.click()
    page.ui.inset.does.click()
    name = "2026年第一季度“市智算中心”减少 30%"
    qtbot.waitUntil(lambda: name in titles(page), timeout=20000)
    idle(page, qtbot)
    assert [a.quantity for a in page.desk.workspace.supplying.allocations(name)] == [8]


def test_a_supposition_is_let_go(page: PlanningPage, qtbot: QtBot) -> None:
    page.ui.tabs.setCurrentWidget(page.supposing)
    suppose(page, "全部算力", "2026Q1", "-30")
    page.supposing.ui.changes.pick("0")
    page.supposing.ui.remove.click()
    qtbot.waitUntil(lambda: page.supposing.effects.rowCount() == 0)
    assert page.supposing.changes == []


# frontier and weights


@pytest.fixture
def drawn(page: PlanningPage, qtbot: QtBot) -> PlanningPage:
    """The frontier of compute, of which there is enough for both and not for more."""
    part = page.frontier
    page.ui.tabs.setCurrentWidget(part)
    part.ui.kinds.setCurrentIndex(part.ui.kinds.findData("compute"))
    part.ui.draw.click()
    idle(page, qtbot)
    return page


def test_the_frontier_is_a_picture_and_a_table_of_the_same_points(drawn: PlanningPage, qtbot: QtBot) -> None:
    part = drawn.frontier
    assert [part.points.cells(row)[0] for row in (0, 5, 10)] == [
        ("0%", "0 P", "0", "0"), ("50%", "10 P", "36", "1"), ("100%", "20 P", "72", "2")]
    assert len(part.ui.chart.places()) == part.points.rowCount() == 16
    assert "够" in part.ui.summary.text()


def test_points_are_reached_by_keys_and_mouse_and_say_what_they_are(drawn: PlanningPage, qtbot: QtBot) -> None:
    part = drawn.frontier
    chart = part.ui.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.current == 0 and part.ui.points.current_key() == "0"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription().startswith("供给 10%（2 P）：最高得分")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.places()[-1].toPoint())
    assert chart.current == 15 and part.point is not None and part.point.hundredths == 150
    part.ui.points.pick("50")
    assert chart.current == 5


@pytest.mark.parametrize(("highest", "step"), [(0, 0.25), (72, 20), (3761, 1000), (4197, 2000), (15000, 5000), (0.9, 0.25)])
def test_the_scale_has_round_figures(highest: float, step: float) -> None:
    assert round_step(highest) == pytest.approx(step)


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_the_picture_can_be_seen_in_both_themes(drawn: PlanningPage, theme: str) -> None:
    window = drawn.window()
    assert isinstance(window, Window)
    window.look.choose_theme(theme)
    chart = drawn.frontier.ui.chart
    image = chart.grab().toImage()
    tokens = tokens_of(chart.palette())
    inks = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {tokens.base, tokens.accent, tokens.text} <= inks
    window.look.choose_theme("light")


def test_a_point_becomes_a_variant(drawn: PlanningPage, qtbot: QtBot) -> None:
    part = drawn.frontier
    part.ui.points.pick("50")
    QTest.keyClick(part.ui.chart, Qt.Key.Key_Return)
    drawn.ui.inset.does.click()
    qtbot.waitUntil(lambda: "算力 50% 的方案" in titles(drawn), timeout=20000)
    idle(drawn, qtbot)
    assert [a.quantity for a in drawn.desk.workspace.supplying.allocations("算力 50% 的方案")] == [8]


def test_who_stays_in_whatever_the_weights(page: PlanningPage, qtbot: QtBot) -> None:
    part = page.frontier
    page.ui.tabs.setCurrentWidget(part)
    part.ui.shift.click()
    idle(page, qtbot)
    assert [part.steady.cells(row)[0][0] for row in range(2)] == ["● 始终入选"] * 2
    assert "共试 9 组" in part.ui.summary.text()


@pytest.mark.parametrize(("scale", "size"), [(100, (1366, 768)), (150, (1366, 768)), (150, (1280, 720))])
def test_nothing_is_cut_on_any_tab(proposed: PlanningPage, scale: int, size: tuple[int, int], qtbot: QtBot) -> None:
    window = proposed.window()
    assert isinstance(window, Window)
    window.look.choose_scale(scale)
    window.resize(*size)
    for title, part in proposed.parts:
        proposed.ui.tabs.setCurrentWidget(part)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size, title
        assert cut(window) == [], title
        holes = [view.objectName() for view in part.findChildren(TableView)
                 if view.isVisible() and view.model().rowCount() == 0 and not view.blank.sentence]
        assert holes == [], title


def test_every_tab_speaks_to_those_who_do_not_see_it_and_is_walked_by_keys(proposed: PlanningPage, qtbot: QtBot) -> None:
    window = proposed.window()
    assert isinstance(window, Window)
    for title, part in proposed.parts:
        proposed.ui.tabs.setCurrentWidget(part)
        QApplication.processEvents()
        wanted = [widget for widget in visible(part) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
                  and not _inner(widget) and widget.focusProxy() is None]
        nameless = [widget.objectName() for widget in wanted
                    if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()]
        assert nameless == [], title
        reached, widget = set(), wanted[0]
        for _ in range(2000):
            widget = widget.nextInFocusChain()
            reached.add(widget)
            if widget is wanted[0]:
                break
        assert [one.objectName() for one in wanted if one not in reached] == [], title
    keys = Counter(key.toString() for action in [*window.actions_, *proposed.actions()] for key in action.shortcuts())
    assert [key for key, times in keys.items() if times > 1] == []
