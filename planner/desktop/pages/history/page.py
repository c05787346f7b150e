"""The page of what was done: operations at the left, at the right what the chosen one changed from what to what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.desktop.actions import EDIT
from planner.desktop.columns import Column
from planner.desktop.following import FollowingPage
from planner.desktop.forms.history import Ui_HistoryPage
from planner.desktop.page import Desk, lay_out
from planner.desktop.roles import dress
from planner.desktop.table import RowTable
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS
from planner.schema.text import folded

if TYPE_CHECKING:
    from planner.services.wording import Difference
    from planner.store.history import Operation

LIMIT = 2000
SHOWN_RECORDS = 300
STATES = {"": "全部状态", "stands": "仍有效", "gone": "已撤销"}
_PLACES = {Scenario.kind: "scenarios", Project.kind: "tracking", Demand.kind: "supply", Allocation.kind: "supply", Variant.kind: "planning",
           **{pool.kind: "supply" for pool in POOLS.values()}}


def moment(at: dt.datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


class HistoryPage(FollowingPage):
    """Everything that was ever done in this workspace, newest first; nothing here can be changed, only taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_HistoryPage)
        self._keeping = desk.workspace.keeping
        self._all: list[Operation] = []
        self.operations = RowTable(self._columns(), lambda operation: operation.id, self)
        self.differences = RowTable(_difference_columns(), lambda difference: f"{difference.key}/{difference.field}", self)
        self.ui.operations.show_table(self.operations, settings=desk.settings, name="history", elastic="name")
        self.ui.differences.show_table(self.differences, settings=desk.settings, name="history.differences", elastic="after")
        self.ui.differences.when_empty("选择一次操作，这里显示它改了什么")
        dress("title", self.ui.page_title)
        dress("section", self.ui.named)
        dress("hint", self.ui.described)
        for state, words in STATES.items():
            self.ui.states.addItem(words, state)
        self.ui.split.setSizes([600, 520])
        self._wire()

    def _columns(self) -> tuple[Column, ...]:
        def tone(operation: Operation) -> str:
            return "" if self._keeping.stands(operation.id) else "muted"

        return (
            Column("at", "时间", lambda operation: moment(operation.at), 16, tone=tone, rank=lambda operation: operation.at),
            Column("name", "操作", lambda operation: operation.name, 24, tone=tone),
            Column("actor", "谁", lambda operation: operation.actor, 8, tone=tone),
            Column("count", "记录数", lambda operation: f"{operation.count:,}", 6, "right", tone=tone,
                   rank=lambda operation: operation.count),
            Column("state", "状态", self.state_of, 6, tone=tone))

    def _wire(self) -> None:
        ui = self.ui
        self.take_back_action = self.offer(EDIT, "撤销这次操作", self.take_back, button=ui.take_back)
        self.visit_action = self.offer(EDIT, "转到记录", self.visit, button=ui.visit)
        ui.search.textChanged.connect(self._filter)
        ui.actors.activated.connect(self._filter)
        ui.states.activated.connect(self._filter)
        ui.operations.picked.connect(self._show)
        ui.differences.picked.connect(self._judge)
        ui.differences.doubleClicked.connect(self.visit)

    # what is shown

    def state_of(self, operation: Operation) -> str:
        if self._keeping.stands(operation.id):
            return ""
        return "撤销" if operation.takes_back else "已撤销"

    def fetch(self) -> None:
        self._all = self._keeping.history(limit=LIMIT)
        chosen = self.ui.actors.currentData()
        self.ui.actors.clear()
        self.ui.actors.addItem("所有人", "")
        for actor in sorted({operation.actor for operation in self._all}):
            self.ui.actors.addItem(actor, actor)
        self.ui.actors.setCurrentIndex(max(0, self.ui.actors.findData(chosen)))
        self._filter()

    def _filter(self, _: object = None) -> None:
        wanted = [folded(word) for word in self.ui.search.text().split()]
        actor, state = self.ui.actors.currentData(), self.ui.states.currentData()
        shown = [operation for operation in self._all if actor in ("", operation.actor) and self._in_state(operation, state)
                 and all(word in folded(f"{operation.name} {operation.actor} {moment(operation.at)}") for word in wanted)]
        self.operations.show(shown)
        if not self.ui.operations.current_key() and shown:
            self.ui.operations.pick(self.operations.key(0))
        self._say_empty(shown)
        more = f"（只列最近 {LIMIT:,} 次）" if len(self._all) == LIMIT else ""
        self.counted.emit(f"{len(shown):,} / {len(self._all):,} 次操作{more}")
        self._show()

    def _in_state(self, operation: Operation, state: str) -> bool:
        return not state or (state == "stands") == self._keeping.stands(operation.id)

    def _say_empty(self, shown: list[Operation]) -> None:
        blank = self.ui.operations.blank
        if shown:
            blank.hide()
        elif self._all:
            blank.say("没有符合条件的操作", act=("清除筛选", self.clear))
        else:
            blank.say("还没有任何操作", "新增、导入、修改都会记在这里。", ("导入表格", lambda: self.desk.go("importing")))

    def clear(self) -> None:
        """Show everything again."""
        self.ui.search.clear()
        self.ui.actors.setCurrentIndex(0)
        self.ui.states.setCurrentIndex(0)
        self._filter()

    @property
    def chosen(self) -> Operation | None:
        things = self.ui.operations.picked_things()
        return things[0] if len(things) == 1 else None

    def _show(self) -> None:
        """What the chosen operation did; a large import shows its first records and says so."""
        operation = self.chosen
        self.ui.named.setText(operation.name if operation else "")
        self.ui.described.setText("")
        found: list[Difference] = []
        if operation is not None:
            changes = self._keeping.changes_of(operation.id)
            found = self._keeping.differences(changes[:SHOWN_RECORDS])
            more = f"，下面列出前 {SHOWN_RECORDS} 条" if len(changes) > SHOWN_RECORDS else ""
            self.ui.described.setText(f"{operation.actor}，{moment(operation.at)}，涉及 {operation.count:,} 条记录{more}")
        self.differences.show(found)
        self._judge()

    def _judge(self) -> None:
        operation = self.chosen
        self.take_back_action.setEnabled(operation is not None and self._keeping.stands(operation.id)
                                         and not self.desk.workspace.looking)
        self.visit_action.setEnabled(self._target is not None)

    @property
    def _target(self) -> Difference | None:
        things = self.ui.differences.picked_things()
        return things[0] if things and things[0].kind in _PLACES else None

    # what can be done

    def take_back(self) -> None:
        """Undo the chosen operation; refused where something later stands on what it made."""
        operation = self.chosen
        if operation is not None:
            self.desk.attempt(lambda: self._keeping.undo(operation.id))

    def visit(self, _: object = None) -> None:
        """Show the record of the chosen line on its own page."""
        if self._target:
            self.desk.go(_PLACES[self._target.kind], self._target.key)

    def search_field(self) -> QLineEdit:
        field: QLineEdit = self.ui.search
        return field


def _difference_columns() -> tuple[Column, ...]:
    return (
        Column("record", "记录", lambda difference: difference.record, 22),
        Column("field", "字段", lambda difference: difference.field, 16),
        Column("before", "原来", lambda difference: difference.before or ("" if difference.made else "（空）"), 14, tone=lambda _: "muted"),
        Column("after", "改为", lambda difference: difference.after or "（空）", 22))
