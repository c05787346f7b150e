"""一天的工作: what the office does at the window from morning to evening, by clicks and keys on real files, and over a restart."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop import theme
from planner.desktop.window import Window
from planner.paths import resource
from planner.settings import Settings
from tests.stories.hand import Hand

Sit = Callable[[], Hand]
SENT = ("市工信局2026年人工智能应用场景征集汇总表.xlsx", "住建局场景报送表（OA导出）.xls")


@pytest.fixture(scope="session")
def screen(qapp: QApplication) -> None:
    theme.ensure_chinese()


@pytest.fixture
def sit(qtbot: QtBot, screen: None) -> Iterator[Sit]:
    """Start the program and sit down at it; a second time ends it first, as a restart does."""
    windows: list[Window] = []

    def start() -> Hand:
        for window in windows:
            window.close()
        window = Window(Settings.load())
        window.settings.actor = window.settings.actor or "王芳"
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.go("start")
        qtbot.waitExposed(window)
        hand = Hand(window)
        hand.rest()
        return hand

    yield start
    for window in windows:
        window.close()


@pytest.fixture(scope="session")
def with_sample(tmp_path_factory: pytest.TempPathFactory, screen: None) -> Path:
    """A machine on which somebody has clicked 打开示例 for the first time; stories work on copies of it."""
    home = tmp_path_factory.mktemp("有示例的电脑")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_HOME", str(home))
        window = Window(Settings(actor="王芳"))
        window.show()
        window.go("start")
        hand = Hand(window)
        hand.rest()
        hand.press("打开示例")
        hand.rest(lambda: window.has_workspace)
        assert "示例已建好" in hand.said
        window.close()
        window.deleteLater()
    return home


@pytest.fixture
def sample(with_sample: Path, machine_home: Path, sit: Sit) -> Hand:
    """At the start page of that machine."""
    shutil.copytree(with_sample / "示例", machine_home / "示例")
    shutil.copy(with_sample / "sites.json", machine_home)
    return sit()


@pytest.fixture
def office(sit: Sit, folder: Path) -> Hand:
    """At a workspace of one's own, made by the button and the dialog for its name."""
    hand = sit()
    hand.save_as("新建工作区", folder / "我的 2026.planner")
    hand.rest(lambda: hand.window.has_workspace)
    return hand


def titles(hand: Hand) -> list[str]:
    table = hand.window.page.ui.table
    return [str(text) for text in hand.texts(table, hand.column(table, "场景名称"))]


def counts(hand: Hand) -> str:
    return str(hand.window.page.ui.chips.counts.text())


def test_a_morning_at_the_sample_find_amend_undo_and_undo_again_after_a_restart(sample: Hand, sit: Sit) -> None:
    hand = sample
    hand.press("打开示例")
    hand.rest(lambda: hand.window.has_workspace)
    everything = len(titles(hand))
    assert everything > 100
    hand.keys("Ctrl+F")
    hand.type("wrjk")
    hand.rest(lambda: 0 < len(titles(hand)) < 10)
    found = titles(hand)
    assert found == ["集装箱无人集卡水平运输扩编"]

    table = hand.window.page.ui.table
    before = str(hand.cell(table, found[0], "计划投资").data())
    hand.write_into(table, hand.cell(table, found[0], "计划投资"), "4321.5")
    assert hand.cell(table, found[0], "计划投资").data() == "4,321.50"
    assert hand.button("撤销").toolTip().startswith("撤销：修改场景")
    hand.press("撤销")
    hand.rest(lambda: hand.cell(table, found[0], "计划投资").data() == before)
    assert hand.button("重做").toolTip().startswith("重做：修改场景")
    hand.press("重做")
    hand.rest(lambda: hand.cell(table, found[0], "计划投资").data() == "4,321.50")

    hand = sit()
    hand.press("打开示例")
    hand.rest(lambda: hand.window.has_workspace)
    assert len(titles(hand)) == everything
    table = hand.window.page.ui.table
    assert hand.cell(table, found[0], "计划投资").data() == "4,321.50"
    assert hand.button("撤销").toolTip().startswith("撤销：修改场景")
    hand.keys("Ctrl+Z", at=hand.window)
    hand.rest(lambda: hand.cell(table, found[0], "计划投资").data() == before)
    assert hand.said == ""


def test_a_folder_of_two_departments_is_dropped_looked_at_accepted_and_withdrawn_by_one_undo(office: Hand, folder: Path) -> None:
    sent = folder / "部门 报送"
    sent.mkdir()
    for name in SENT:
        shutil.copy(resource("samples", "部门报送", name), sent)
    sums = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in sent.iterdir()}
    office.drop([sent])
    page = office.window.page
    office.rest(lambda: page.ui.files.model().rowCount() == 2 and page.ui.rows.model().rowCount() > 0)
    promised = office.texts(page.ui.rows, office.column(page.ui.rows, "场景名称"))
    office.turn_to("场景清单")
    assert titles(office) == [], "nothing is written before it is accepted"
    office.turn_to("导入")
    office.press("全部接收")
    office.rest(office.window.actions_["undo"].isEnabled)
    office.turn_to("场景清单")
    office.rest(lambda: bool(titles(office)))
    assert set(titles(office)) & set(map(str, promised))
    office.keys("Ctrl+Z", at=office.window)
    office.rest(lambda: titles(office) == [])
    assert {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in sent.iterdir()} == sums


def scenario(hand: Hand, title: str, investment: str) -> None:
    """New, by the button and its dialog."""
    hand.turn_to("场景清单")
    hand.fill("新增场景", 场景名称=title, 计划投资=investment)


def need(hand: Hand, title: str, quantity: str) -> None:
    hand.fill("新增需求", 场景=title, 需求量=quantity, 起始季度="2026年第一季度", 截止季度="2026年第二季度")


def test_compute_is_registered_needed_and_given_by_keys_and_every_figure_is_seen(office: Hand) -> None:
    for title in ("港区无人集卡协同调度", "医学影像辅助诊断"):
        scenario(office, title, "1200")
    assert sorted(titles(office)) == ["医学影像辅助诊断", "港区无人集卡协同调度"]
    office.turn_to("要素配置")
    office.fill("新增供给", 供给名称="市智算中心", 每季可用量="10")
    need(office, "港区无人集卡协同调度", "8")
    need(office, "医学影像辅助诊断", "6")
    ui = office.window.page.ui
    lines = [str(text) for text in office.texts(ui.demands, office.column(ui.demands, "场景"))]
    for title, given in (("港区无人集卡协同调度", "8"), ("医学影像辅助诊断", "5")):
        place = next(row for row, text in enumerate(lines) if title in text)
        office.go_to(ui.demands, ui.demands.model().index(place, 0))
        office.write_into(ui.grid, ui.grid.model().index(1, 1), given)
    grid = ui.grid.model()
    office.rest(lambda: "超" in str(grid.index(2, 1).data()))
    assert [str(grid.index(row, 1).data()) for row in (0, 2)] == ["5.0 / 6.0 ▽缺 1.0", "13.0 / 10.0 ▲超 3.0"]
    assert [str(grid.index(row, 2).data()) for row in (0, 2)] == ["0.0 / 6.0 ▽缺 6.0", "0.0 / 10.0"]
    assert office.window.status.counts.text() == "算力：▲超配 1 项供给，▽缺口 2 条需求"
    office.keys("Ctrl+Z", at=office.window)
    office.rest(lambda: str(grid.index(2, 1).data()) == "8.0 / 10.0")
    assert office.window.status.counts.text() == "算力：▲超配 0 项供给，▽缺口 2 条需求"


def test_a_scenario_becomes_a_project_whose_light_turns_red_and_is_overridden_with_a_reason(office: Hand) -> None:
    scenario(office, "病虫害识别与预警", "300")
    office.turn_to("项目跟踪")
    office.during(lambda: office.press("场景立项"), lambda dialog: office.keys("Return", at=dialog))
    ui = office.window.page.ui
    assert [row[1] for row in office.texts(ui.projects)] == ["病虫害识别与预警"]

    def arrange(dialog: QWidget) -> None:
        lines = (("方案评审", "2024年3月", "40"), ("上线试运行", "2024年6月", "50"))
        for row, line in enumerate(lines):
            office.press("加一行", dialog)
            for place, text in enumerate(line):
                office.write_into(dialog.table, dialog.table.model().index(row, place), text)
        office.press("确定", dialog)
        assert dialog.isVisible() and "90" in dialog.problems.text()
        office.write_into(dialog.table, dialog.table.model().index(1, 2), "60")
        office.press("确定", dialog)

    office.during(lambda: office.press("编排节点"), arrange)
    office.rest(lambda: "红灯" in ui.light.text())
    assert "逾期" in ui.light.text() or "逾期" in ui.reasons.text()
    office.tab("季报")
    office.fill("填报", 季度="2024年第二季度", 本季进展="完成样本标注", 形象进度="45%", 本季完成投资="120万元")
    office.rest(lambda: ui.reports.model().rowCount() == 1)
    assert "45%" in office.texts(ui.projects, office.column(ui.projects, "进度"))
    office.press("人工定灯")
    asking = ui.asking
    office.choose(asking.choice, "黄灯")
    office.press("确定", asking)
    assert asking.isVisible() and "理由" in asking.problem.text(), "an override without its reason is not taken"
    office.write(asking.line, "验收材料已齐，待专家签字")
    office.keys("Return", at=asking.line)
    office.rest(lambda: "黄灯（人工定灯：验收材料已齐，待专家签字" in ui.light.text())
    office.keys("Ctrl+Z", at=office.window)
    office.rest(lambda: "红灯" in ui.light.text() and "人工" not in ui.light.text())


def test_the_list_is_issued_as_a_workbook_and_as_a_pdf_and_both_say_what_was_written(office: Hand, folder: Path) -> None:
    for title, investment in (("港区无人集卡协同调度", "1234.56"), ("医学影像辅助诊断", "880")):
        scenario(office, title, investment)
    office.turn_to("报表")
    office.rest(lambda: office.button("PDF…").isEnabled())
    for words, name in (("Excel…", "清单.xlsx"), ("PDF…", "清单.pdf")):
        office.save_as(words, folder / name)
        office.rest(lambda name=name: (folder / name).is_file() and name in office.said)
    cells = [cell.value for sheet in openpyxl.load_workbook(folder / "清单.xlsx").worksheets for row in sheet.iter_rows() for cell in row]
    with pypdfium2.PdfDocument(folder / "清单.pdf") as paper:
        words = re.sub(r"[\s,]", "", "".join(page.get_textpage().get_text_range() for page in paper))
    assert {1234.56, 880} <= {float(value) for value in cells if isinstance(value, int | float)}
    for text in ("港区无人集卡协同调度", "医学影像辅助诊断", "1234.56", "880.00", "2114.56"):
        assert text in words, text
    assert {"港区无人集卡协同调度", "医学影像辅助诊断"} <= {str(value) for value in cells}


def test_the_sample_comes_and_goes_by_one_click_each(sample: Hand, machine_home: Path) -> None:
    hand = sample
    hand.press("打开示例")
    hand.rest(lambda: hand.window.has_workspace)
    hand.turn_to("开始")
    hand.press("移除示例")
    hand.rest(lambda: not hand.window.has_workspace)
    assert not list((machine_home / "示例").glob("*.planner*"))
    assert not hand.button("移除示例").isEnabled()
    assert QApplication.activeModalWidget() is None
