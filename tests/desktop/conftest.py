"""Windows for the tests of this room: without a workspace, on an empty one, and on one where something stands on every page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop import theme
from planner.desktop.pages.importing.page import ImportingPage
from planner.desktop.window import Window
from planner.domain.organisation import Organisation
from planner.domain.project import Project, ProjectIssue
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.settings import Settings
from planner.workspace import Workspace

Opened = Callable[..., Window]
LAPTOP = (1366, 768)


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with records of every kind that a page shows; tests work on copies of it."""
    path = tmp_path_factory.mktemp("样 本") / "临海 年度.planner"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_HOME", str(tmp_path_factory.mktemp("建样本")))
        with Workspace.create(path, Settings(actor="王芳")) as workspace:
            _fill(workspace)
    return path


def _fill(workspace: Workspace) -> None:
    drafting, supplying, tracking = workspace.drafting, workspace.supplying, workspace.tracking
    drafting.add(Organisation, {"title": "临海港务集团有限公司"})
    drafting.add(POOLS["compute"], {"title": "市智算中心一期", "capacity": "10"})
    keys = []
    for number in range(1, 13):
        scenario = drafting.add(Scenario, {"title": f"港区无人集卡与场桥协同调度示范应用（第{number}批）", "department": "市交通运输局"})
        keys.append(scenario.id)
    drafting.amend(Scenario, keys[0], {"contact": "李工"})
    drafting.remove(Scenario, [keys[-1]], "重复报送")
    demand = supplying.demand(keys[0], {"pool_kind": "compute", "quantity": "12", "unit": "P", "starts": "2026Q1", "ends": "2026Q4"})
    supplying.assign(demand.id, supplying.pools("compute")[0].id, "2026Q1", "8")
    project = tracking.start(keys[0])
    tracking.plan(project.id, [{"title": "方案评审", "due": "2026年3月", "weight": "40"},
                               {"title": "上线试运行", "due": "2026年9月", "weight": "60"}])
    tracking.report(project.id, {"quarter": "2026Q1", "percent": "10", "done": "完成方案评审。"})
    drafting.add(ProjectIssue, {
        "project": project.id, "title": "数据接口尚未开放", "issue_kind": "other", "level": "normal", "state": "new"})
    drafting.add(Project, {"title": "影像辅助诊断", "builder": "市第一人民医院"})


@pytest.fixture
def open_window(qtbot: QtBot, folder: Path, filled_file: Path) -> Iterator[Opened]:
    """`open_window("filled" | "empty" | "")` shows a window at a laptop's size; without a word it has no workspace."""
    windows: list[Window] = []

    def opened(state: str = "", page: str = "start", settings: Settings | None = None) -> Window:
        window = Window(settings or Settings(actor="王芳"))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*LAPTOP)
        window.go("start")
        if state == "empty":
            window.take(Workspace.create(folder / "空 工作区.planner", window.settings), page)
        elif state == "filled":
            shutil.copyfile(filled_file, folder / "工作 区.planner")
            window.take(Workspace.open(folder / "工作 区.planner", window.settings), page)
        window.show()
        qtbot.waitExposed(window)
        return window

    theme.ensure_chinese()
    yield opened
    for window in windows:
        window.tasks.close()
        window.close_workspace(show_start=False)


@pytest.fixture
def importing(open_window: Opened, qtbot: QtBot) -> Callable[..., ImportingPage]:
    """`importing(*paths, state="empty")` shows the importing page with these files read."""
    def opened(*paths: Path, state: str = "empty") -> ImportingPage:
        page = open_window(state, "importing", Settings(actor="王芳", office="云川市科技局")).page
        assert isinstance(page, ImportingPage)
        if paths:
            page.receive(paths)
        qtbot.waitUntil(lambda: not page.receiving.busy, timeout=60000)
        return page

    return opened
