"""Everything about the project before the eyes: its light and why, its milestones as a bar, reports, issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from planner.desktop.columns import columns_of
from planner.desktop.pages.tracking.bar import shares
from planner.desktop.pages.tracking.lights import light_said
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.project import Milestone, ProjectIssue, QuarterReport, weights_problem
from planner.messages import sentence
from planner.schema.dates import When
from planner.schema.record import Record

if TYPE_CHECKING:
    from planner.desktop.page import Desk
    from planner.services.tracking import Standing

PARTS: Mapping[str, tuple[type[Record], tuple[str, ...], str]] = {
    "milestones": (Milestone, ("title", "weight", "due", "done", "deliverable"), "title"),
    "reports": (QuarterReport, ("quarter", "percent", "invested", "done", "coordinate"), "done"),
    "issues": (ProjectIssue, ("title", "issue_kind", "level", "state", "due", "owner"), "title"),
}
_NONE = Decimal(0)
_EMPTY = {"milestones": "还没有节点，点“编排节点”写明计划完成时间和权重", "reports": "还没有季报，每季填一次",
          "issues": "没有登记问题"}


class Detail(QObject):
    """The right side of the page."""

    def __init__(self, ui: Any, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.ui, self._desk = ui, desk
        dress("section", ui.named, ui.light)
        dress("hint", ui.reasons)
        dress("warning", ui.weights)
        self.parts = {name: self._part(name) for name in PARTS}

    def _part(self, name: str) -> RowTable:
        record, names, elastic = PARTS[name]
        columns = columns_of(self._desk.workspace.words.fields_of(record), names)
        wide = tuple(replace(column, width=15) if column.name == "quarter" or isinstance(column.field, When) else column
                     for column in columns)
        table = RowTable(wide, lambda thing: thing.id, self)
        view = getattr(self.ui, name)
        view.show_table(table, settings=self._desk.settings, name=f"tracking.{name}", elastic=elastic)
        view.when_empty(_EMPTY[name])
        return table

    def show(self, standing: Standing | None) -> None:
        """Another project, or the same as it stands now."""
        ui = self.ui
        ui.detail.setEnabled(standing is not None)
        for name, table in self.parts.items():
            things = list(getattr(standing, name)) if standing else []
            if [thing.id for thing in things] == [thing.id for thing in table.things]:
                table.renew(things)
            else:
                table.show(things)
        ui.named.say(standing.project.title if standing else "没有选中项目")
        ui.light.setText(light_said(standing) if standing else "")
        reasons = [f"· {sentence(problem)}" for problem in standing.light.reasons] if standing else []
        ui.reasons.setText("\n".join(reasons) if reasons else "节点、进度和季报都正常。" if standing else "")
        ui.release_light.setVisible(bool(standing and standing.project.light_override))
        self._show_plan(standing)

    def _show_plan(self, standing: Standing | None) -> None:
        milestones = standing.milestones if standing else ()
        today = dt.datetime.now().astimezone().date()
        actual, planned = (standing.light.actual, standing.light.planned) if standing else (_NONE, _NONE)
        self.ui.bar.show_plan(shares(milestones, today), actual, planned)
        wrong = weights_problem(milestones) if milestones else None
        self.ui.weights.setText(f"▲ {sentence(wrong)}" if wrong else "")
        self.ui.weights.setVisible(wrong is not None)
