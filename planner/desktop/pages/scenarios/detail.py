"""Everything about the scenario before the eyes: its form, what it needs, what became of it, where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.desktop.binding import Binding
from planner.desktop.columns import columns_of
from planner.desktop.dialogs import run
from planner.desktop.pages.scenarios.trail import HISTORY, steps
from planner.desktop.record_dialog import RecordDialog, among
from planner.desktop.roles import dress
from planner.desktop.sources import SOURCES, Found, Originals, found_of
from planner.desktop.table import RowTable
from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.errors import InvalidRecord
from planner.messages import sentence

if TYPE_CHECKING:
    from planner.desktop.page import Desk
    from planner.schema.change import News

_DEMAND = ("pool_kind", "quantity", "unit", "starts", "ends", "spec")
_SECTIONS = ("basics", "people", "work", "means", "course", "office", "extra")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
Amend = Callable[[str, Mapping[str, str]], None]


class Detail(QObject):
    """The right side of the page. `amend` takes a finished edit and raises what is refused."""

    edited = Signal()

    def __init__(self, ui: Any, desk: Desk, amend: Amend, rounds: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self.ui, self._desk, self._amend, self._rounds = ui, desk, amend, rounds
        self._work = desk.workspace
        self._originals = Originals(desk, ui.detail)
        self._fields = self._work.words.fields_of(Scenario)
        self.record: Scenario | None = None
        self._kept: dict[str, dict[str, str]] = {}
        self._dress()
        self.binding = Binding(ui.detail, self._fields)
        self.binding.edited.connect(self._take)
        self._align_labels()
        demand = self._work.words.fields_of(Demand)
        self.demands = RowTable(columns_of(demand, _DEMAND), lambda line: line.id, self)
        self.history = RowTable(HISTORY, lambda step: step.key, self)
        self.sources = RowTable(SOURCES, lambda found: found.name, self)
        for name, table in (("demands", self.demands), ("history", self.history), ("sources", self.sources)):
            getattr(ui, name).show_table(table, settings=desk.settings, name=f"scenarios.{name}")
        ui.tabs.currentChanged.connect(self._fill_tab)
        ui.sources.picked.connect(self._enable_source)

    def _dress(self) -> None:
        dress("section", self.ui.named, *(getattr(self.ui, f"{name}_title") for name in _SECTIONS))
        dress("warning", self.ui.warnings)
        dress("problem", self.ui.problems)
        dress("hint", self.ui.extra)
        self.ui.form_area.setFocusPolicy(self.ui.sources.focusPolicy().NoFocus)

    def _align_labels(self) -> None:
        """The sections are forms of their own; their editors begin at one edge all the same."""
        labels = [getattr(self.ui, f"{name}_label") for name in self.binding.editors]
        widest = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(widest)

    def offer_rounds(self) -> None:
        """The rounds that a scenario may belong to, as they are now."""
        self.binding.offer("round", list(self._rounds.items()))

    # what is shown

    def show(self, record: Scenario | None, chosen: int = 1) -> None:
        """Another record, or the same as it is now; what is being typed into the same one is left alone."""
        if record is not None and self.record is not None and record.id == self.record.id:
            self.record = record
            self.binding.refresh(record)
        else:
            self._leave()
            self.record = record
            self.binding.fill(record)
            self._return()
        self._head(chosen)
        self._fill_tab()

    def _head(self, chosen: int) -> None:
        ui, record = self.ui, self.record
        ui.tabs.setEnabled(record is not None)
        ui.form.setEnabled(record is not None and record.removed is None)
        named = record.title if record else "没有选中场景"
        ui.named.setText(f"{named}（共选中 {chosen} 项）" if chosen > 1 else named)
        doubts = [*record.problems(), self._desk.workspace.keeping.doubt(record)] if record else []
        warned = [f"▲ {_said(self._fields, doubt)}" for doubt in doubts if doubt]
        if record and record.removed:
            warned.insert(0, f"▲ 已移除：{record.removed}")
        ui.warnings.setText("\n".join(warned))
        ui.warnings.setVisible(bool(warned))
        extra = "\n".join(f"{name}：{text}" for name, text in (record.extra or {}).items()) if record else ""
        ui.extra.setText(extra)
        for widget in (ui.extra, ui.extra_title):
            widget.setVisible(bool(extra))

    def _fill_tab(self, _: int = 0) -> None:
        """Only what can be seen is asked for."""
        record, tab = self.record, self.ui.tabs.currentWidget()
        if tab is self.ui.demands_tab:
            self.demands.show(self._work.supplying.demands(record.id) if record else ())
            _say(self.ui.demands.blank, self.demands, "还没有要素需求", "写明要多少算力、数据、人才和资金，才能配置。")
        elif tab is self.ui.history_tab:
            operations = self._work.keeping.history(record.id) if record else []
            self.history.show(steps(operations, self._fields, self._named))
            _say(self.ui.history.blank, self.history, "没有改动记录", "")
        elif tab is self.ui.sources_tab:
            self.sources.show(found_of(self._work.collecting.sources(record.id), self._fields) if record else ())
            _say(self.ui.sources.blank, self.sources, "不是从文件导入的", "各项内容由本办直接录入，见“历史”。")
            self._enable_source()

    def _named(self, key: str) -> str:
        return self._rounds.get(key, key)

    def hear(self, news: News) -> None:
        """The demand or the history of the record may have changed with an operation on something else."""
        if self.record is not None and news.keys(Demand.kind):
            self._fill_tab()

    # what is edited

    def settle(self) -> None:
        """Take over what is being typed."""
        self.binding.settle()

    def _take(self, written: dict[str, str]) -> None:
        if self.record is None:
            return
        try:
            self._amend(self.record.id, written)
        except InvalidRecord as error:
            self._kept.setdefault(self.record.id, {}).update(written)
            self.binding.mark(error.problems)
            return
        self.binding.accept(written)
        self.binding.refresh(self.record)
        kept = self._kept.pop(self.record.id, {})
        again = {name: text for name, text in kept.items() if name not in written}
        if again:
            self._take(again)

    def _leave(self) -> None:
        self.binding.settle()

    def _return(self) -> None:
        """What was refused when this record was before the eyes last is shown and refused again, so that nobody loses it."""
        for name, text in list(self._kept.get(self.record.id, {}).items()) if self.record else ():
            self.binding.write(name, text)

    # demand and sources

    def add_demand(self) -> None:
        """A demand line of this scenario."""
        if self.record is not None:
            fields = among(self._work.words.fields_of(Demand), without=("scenario",))
            dialog = RecordDialog(f"新增需求：{self.record.title}", fields,
                                  partial(self._work.supplying.demand, self.record.id), self.ui.detail)
            dialog.fill(None, {"priority": 3, "starts": None})
            run(dialog)

    def to_supply(self) -> None:
        """See the demand where it is served."""
        lines = self.ui.demands.picked_keys() or [line.id for line in self.demands.things]
        self._desk.go("supply", lines[0] if lines else "")

    @property
    def _source(self) -> Found | None:
        return next(iter(self.ui.sources.picked_things() or self.sources.things), None)

    def _enable_source(self) -> None:
        for button in (self.ui.open_source, self.ui.save_source):
            button.setEnabled(bool(self.sources.things))

    def open_source(self) -> None:
        """Show a copy of the received file in the program that this machine has for it."""
        if self._source is not None:
            self._originals.open(self._source.source.submission, self._source.source.file)

    def save_source(self) -> None:
        """Write the received file, as it came, to a place that the person names."""
        if self._source is not None:
            self._originals.save(self._source.source.submission, self._source.source.file)


def _said(fields: Mapping[str, Any], problem: Any) -> str:
    label = fields[problem.field].label if problem.field in fields else ""
    return f"{label}：{sentence(problem)}" if label else sentence(problem)


def _say(blank: Any, table: RowTable, sentence_: str, hint: str) -> None:
    if table.things:
        blank.hide()
    else:
        blank.say(sentence_, hint)
