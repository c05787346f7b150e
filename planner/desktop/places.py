"""The pages in the order of work: one line for each; a page's module is imported when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from planner.desktop.page import Desk, Page


@dataclass(frozen=True)
class Place:
    """A page's name in settings and links, its title in the rail, its module and class, and what it needs."""

    name: str
    title: str
    module: str
    page: str
    needs_workspace: bool = True

    def make(self, desk: Desk) -> Page:
        made: Page = getattr(import_module(f"planner.desktop.pages.{self.module}"), self.page)(desk)
        return made


PLACES: tuple[Place, ...] = (
    Place("start", "开始", "start.page", "StartPage", needs_workspace=False),
    Place("scenarios", "场景清单", "scenarios.page", "ScenariosPage"),
    Place("importing", "导入", "importing.page", "ImportingPage"),
    Place("supply", "要素配置", "supply.page", "SupplyPage"),
    Place("planning", "方案", "planning.page", "PlanningPage"),
    Place("tracking", "项目跟踪", "tracking.page", "TrackingPage"),
    Place("reports", "报表", "reports.page", "ReportsPage"),
    Place("history", "历史", "history.page", "HistoryPage"),
)


def named(name: str) -> Place:
    return next(place for place in PLACES if place.name == name)
