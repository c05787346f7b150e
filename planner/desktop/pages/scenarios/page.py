"""The page on which the scenario list is drafted: sectors and filters, the table, and everything about the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from planner.desktop.actions import DATA, EDIT
from planner.desktop.asking import Asking
from planner.desktop.columns import Column, columns_of
from planner.desktop.filters import Options
from planner.desktop.forms.scenarios import Ui_ScenariosPage
from planner.desktop.narrowing import Narrowing, Narrowings
from planner.desktop.page import Desk, Page, lay_out
from planner.desktop.pages.scenarios.detail import Detail
from planner.desktop.pages.scenarios.doing import Doing
from planner.desktop.roles import dress
from planner.desktop.table import RecordTable
from planner.domain.catalogues import catalogue
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.errors import InvalidRecord, PlannerError
from planner.messages import Notice
from planner.schema.choices import Choice
from planner.schema.query import Query

if TYPE_CHECKING:
    from planner.schema.change import Change, News

_FILTERS = ("stage", "lead_department", "department", "round")
_FIRST = ("number", "title", "stage", "sector", "scenario_type", "lead_department", "owner", "investment", "ends")
_HIDDEN = frozenset({"number", "source_no", "list_kind", "partners", "contact", "phone", "location", "technologies", "cooperation",
                     "funding", "compute_need", "talent_need", "progress", "publish_ok", "secrecy_checked", "starts", "department",
                     "round"})
_LIST, _COVERAGE = 0, 1
_THOUGHT = {"search": 1.0, "count": 1.0}
_KEPT = "narrowed:scenarios"
EDITABLE = Qt.ItemFlag.ItemIsEditable


class ScenariosPage(Page):
    """Narrow at the left and above, look at and edit in the table, see everything about one at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ui = lay_out(self, Ui_ScenariosPage)
        self._work = desk.workspace
        self._fields = self._work.words.fields_of(Scenario)
        self._rounds: dict[str, str] = {}
        self.narrowings = Narrowings()
        self._total = 0
        self._stale, self._narrow = True, False
        self._asking, self._counting = (Asking(desk.complain, self, costs=_THOUGHT) for _ in range(2))
        self.doing = Doing(desk, self, self.ui.asking, self._rounds)
        self.table = RecordTable(self._work.drafting, Scenario, self._columns(), self._amend, self, ask=self._ask_rows)
        self.ui.table.show_table(self.table, settings=desk.settings, name="scenarios", hidden=_HIDDEN)
        self.detail = Detail(self.ui, desk, self._amend_in_form, self._rounds, self)
        self._lay_out()
        self._wire()
        self._offer()
        self._recall()

    def _recall(self) -> None:
        """What the list of this workspace was narrowed to when it was left."""
        kept = self.desk.settings.window.get(_KEPT)
        if isinstance(kept, list) and len(kept) == 2 and kept[0] == str(self._work.path):
            self.narrowings = Narrowings.of_kept(kept[1], self._fields)
            self._show_choices()

    def _columns(self) -> tuple[Column, ...]:
        rest = [name for name, field in self._fields.items() if not field.derived and getattr(field, "lines", 1) == 1]
        columns = columns_of(self._fields, [*_FIRST, *(name for name in rest if name not in _FIRST)])
        linked = replace(next(c for c in columns if c.name == "round"), show=self._round_words, width=18, field=None)
        return tuple(linked if column.name == "round" else column for column in columns)

    def _round_words(self, record: Scenario) -> str:
        return self._rounds.get(record.round or "", "")

    def _lay_out(self) -> None:
        ui = self.ui
        dress("title", ui.page_title)
        dress("hint", ui.chips.counts)
        for words in ("清单", "类型覆盖"):
            ui.views.addTab(words)
        ui.views.setDrawBase(False)
        ui.views.setUsesScrollButtons(False)
        ui.sectors.offer(catalogue("sector_group"), self._catalogue("sector"))
        for name in _FILTERS:
            getattr(ui, f"filter_{name}").serve(name, self._fields[name].label, lambda name=name: self._options(name))
        ui.split.setSizes([170, 640, 350])
        ui.split.setStretchFactor(1, 1)
        ui.restore.hide()

    def _catalogue(self, name: str) -> Any:
        field = self._fields[name]
        assert isinstance(field, Choice)
        return field.among

    def _wire(self) -> None:
        ui = self.ui
        ui.search.textChanged.connect(self._searched)
        ui.sectors.narrowed.connect(self.narrow)
        for name in _FILTERS:
            getattr(ui, f"filter_{name}").narrowed.connect(self.narrow)
        ui.removed_too.toggled.connect(self._among_removed)
        ui.chips.freed.connect(lambda name: self.narrow(name, None))
        ui.chips.freed_all.connect(self.free)
        ui.show_detail.toggled.connect(lambda _: self._make_room())
        ui.table.picked.connect(self._picked)
        ui.views.currentChanged.connect(self._viewed)
        ui.coverage.narrowed.connect(self._look_into)
        self.table.reloaded.connect(self._reloaded)
        down = QShortcut(QKeySequence("Down"), ui.search)
        down.activated.connect(ui.table.setFocus)

    def _offer(self) -> None:
        ui = self.ui
        self.offer(DATA, "新增场景…", self.add, keys="Ctrl+N", button=ui.add)
        self._of_one = [self.offer(DATA, "复制为新场景", self.duplicate, keys="Ctrl+D"),
                        self.offer(DATA, "立项", self.start, button=ui.start)]
        self._of_many = [self.offer(DATA, "批量修改…", self.amend_many, keys="Ctrl+Shift+E", button=ui.amend_many),
                         self.offer(DATA, "移除…", self.remove, button=ui.remove)]
        self._of_removed = self.offer(DATA, "恢复", self.restore, button=ui.restore)
        self.offer(EDIT, "复制所选行（含表头）", lambda: ui.table.copy(head=True), keys="Ctrl+Shift+C")
        self.offer(DATA, "新增需求…", self.detail.add_demand, button=ui.add_demand)
        self.offer(DATA, "到要素配置", self.detail.to_supply, button=ui.to_supply)
        self.offer(DATA, "打开原文件", self.detail.open_source, button=ui.open_source)
        self.offer(DATA, "另存原文件…", self.detail.save_source, button=ui.save_source)
        for action in (*self._of_one, *self._of_many, self._of_removed):
            ui.table.addAction(action)
        delete = QShortcut(QKeySequence("Delete"), ui.table)
        delete.activated.connect(self.remove)

    # what is asked for

    def enter(self) -> None:
        if self._stale:
            self.reload()

    def leave(self) -> None:
        self.detail.settle()
        self.ui.table.keep_columns()

    def hear(self, news: News) -> None:
        if news.keys(Round.kind):
            self._know_rounds()
        touched = news.keys(Scenario.kind)
        if touched:
            self.table.hear(news)
            if self.ui.table.current_key() in touched:
                self._show_chosen()
            if any(map(self._counts_differ, news.changes)):
                self._count()
        self.detail.hear(news)

    def _counts_differ(self, change: Change) -> bool:
        """Whether a change can move a scenario from one count to another."""
        if change.kind != Scenario.kind:
            return False
        if change.before is None or change.after is None or self.narrowings.search:
            return True
        return not {"sector", "scenario_type", "removed", *self.narrowings.chosen}.isdisjoint({*change.before, *change.after})

    def reload(self) -> None:
        """Ask for everything again."""
        self._stale = False
        self._know_rounds()
        self._ask()

    def _know_rounds(self) -> None:
        self._rounds.clear()
        self._rounds.update({thing.id: thing.title for thing in self._work.drafting.find(Round)})
        self.detail.offer_rounds()

    def narrow(self, name: str, narrowing: Narrowing | None) -> None:
        """Take over a choice for a field; None gives it free."""
        self._become(self.narrowings.but(name, narrowing))

    def free(self) -> None:
        """Give up every choice and the search."""
        self._become(self.narrowings.freed())

    def _searched(self, text: str) -> None:
        if text != self.narrowings.search:
            self._become(replace(self.narrowings, search=text))

    def _among_removed(self, on: bool) -> None:
        if on != self.narrowings.removed:
            self._become(replace(self.narrowings, removed=on))

    def _become(self, narrowings: Narrowings) -> None:
        """Every part says what is chosen now, wherever it was chosen."""
        self.detail.settle()
        self.narrowings = narrowings
        self.desk.settings.window[_KEPT] = [str(self._work.path), narrowings.kept()]
        self._show_choices()
        self._ask()

    def _show_choices(self) -> None:
        narrowings, ui = self.narrowings, self.ui
        if ui.search.text() != narrowings.search:
            ui.search.setText(narrowings.search)
        ui.removed_too.setChecked(narrowings.removed)
        ui.sectors.show_choice(narrowings.chosen.get("sector"))
        for name in _FILTERS:
            getattr(ui, f"filter_{name}").show_choice(narrowings.chosen.get(name))
        ui.chips.show_all(narrowings)

    def _ask_rows(self, question: Callable[[], list[str]], answered: Callable[[list[str]], None]) -> None:
        """Searching takes longer than what is not searched for, so one tells nothing about the other."""
        self._asking.ask(question, answered, "search" if self.narrowings.search else "")

    def _ask(self) -> None:
        self.table.ask(self.narrowings.query())

    def _options(self, name: str) -> Options:
        """What a field could be narrowed to under the other choices, the most frequent first; terms in their own order."""
        counts = self._work.drafting.groups(Scenario, name, self.narrowings.query(without=name))
        field = self._fields[name]
        if isinstance(field, Choice):
            found = [(term.code, term.label, counts[term.code]) for term in field.among.terms if counts.get(term.code)]
            return [*found, *((None, "", counts[None]) for _ in range(1) if counts.get(None))]
        words = self._rounds.get if name == "round" else lambda value, _: value
        return [(value, words(value, value) or "", count) for value, count in sorted(counts.items(), key=lambda item: -item[1])]

    # what is shown

    def _reloaded(self) -> None:
        self._say_empty()
        self._show_chosen()
        if self.ui.table.picked_count() == 0 and self.table.rowCount():
            self.ui.table.pick(self.table.key(0))
        self._count()

    def _count(self) -> None:
        """Sectors and totals follow after the rows, for they cost as much."""
        narrowings, drafting = self.narrowings, self._work.drafting

        def question() -> tuple[dict[Any, int], int, dict[Any, int]]:
            every = Query(removed=narrowings.removed)
            types = drafting.groups(Scenario, "scenario_type", every) if self.ui.views.currentIndex() == _COVERAGE else {}
            return drafting.groups(Scenario, "sector", narrowings.query(without="sector")), drafting.count(Scenario, every), types

        self._counting.ask(question, self._counted, "count")

    def _counted(self, answer: tuple[dict[Any, int], int, dict[Any, int]]) -> None:
        sectors, self._total, types = answer
        self.ui.sectors.show_counts(sectors)
        if self.ui.views.currentIndex() == _COVERAGE:
            self.ui.coverage.show_counts(types)
        self._say_counts()

    def _say_counts(self) -> None:
        shown, chosen = self.table.rowCount(), self.ui.table.picked_count()
        words = f"已筛选 {shown:,} / 共 {self._total:,}" if self.narrowings else f"共 {self._total:,} 项"
        self.ui.chips.counts.setText(words)
        self.counted.emit(f"{words}，选中 {chosen:,}" if chosen > 1 else words)

    def _say_empty(self) -> None:
        blank = self.ui.table.blank
        if self.table.rowCount():
            blank.hide()
        elif self.narrowings:
            blank.say("没有符合筛选的场景", "换一个词，或放宽筛选条件。", ("清除筛选", self.free))
        elif self.narrowings.removed:
            blank.say("没有已移除的场景", "移除的场景连同理由保存在这里，可以恢复。", ("回到清单", lambda: self._among_removed(False)))
        else:
            blank.say("还没有场景", "可以逐条新增，也可以把部门报来的表格拖进窗口导入。", ("新增场景…", self.add))

    def _picked(self) -> None:
        self.ui.asking.hide()
        self._show_chosen()
        self._say_counts()

    @property
    def chosen(self) -> Scenario | None:
        """The scenario before the eyes."""
        row = self.table.row_of(self.ui.table.current_key())
        found: Scenario | None = self.table.thing(row) if row >= 0 else None
        return found

    def _show_chosen(self) -> None:
        record, count = self.chosen, self.ui.table.picked_count()
        self.detail.show(record, count)
        gone = self.narrowings.removed
        for action in self._of_one:
            action.setEnabled(record is not None and not gone)
        for action in self._of_many:
            action.setEnabled(count > 0 and not gone)
        self._of_removed.setEnabled(count > 0 and gone)
        self.ui.restore.setVisible(gone)
        self.ui.remove.setVisible(not gone)
        self._of_one[1].setText("查看项目" if record and self.doing.project_of(record.id) else "立项")
        self.ui.start.setText(self._of_one[1].text())

    def _viewed(self, place: int) -> None:
        self.ui.stack.setCurrentIndex(place)
        for widget in (self.ui.search, self.ui.amend_many, self.ui.start, self.ui.remove):
            widget.setVisible(place == _LIST)
        if place == _COVERAGE:
            self.ui.coverage.offer(catalogue("sector_group"), self._catalogue("sector"), self._catalogue("scenario_type"))
            self._count()

    def _look_into(self, sector: Narrowing, kind: Narrowing | None) -> None:
        """From the coverage to the scenarios of a sector, or of one type."""
        self.ui.views.setCurrentIndex(_LIST)
        self._become(self.narrowings.freed().but("sector", sector).but("scenario_type", kind))

    def fit(self, narrow: bool) -> None:
        super().fit(narrow)
        self._narrow = narrow
        self._make_room()

    def _make_room(self) -> None:
        """A narrow window has no room for the sectors beside the details."""
        details = self.ui.show_detail.isChecked()
        self.ui.detail.setVisible(details)
        self.ui.sectors.setVisible(not (self._narrow and details))

    def search_field(self) -> QLineEdit:
        field: QLineEdit = self.ui.search
        return field

    def show_record(self, key: str) -> None:
        self.ui.views.setCurrentIndex(_LIST)
        if not self.ui.table.pick(key):
            gone = self._work.drafting.get(Scenario, key).removed is not None
            self._become(Narrowings(removed=gone))
            self.ui.table.pick(key)

    # what is done

    def _amend(self, key: str, name: str, written: object) -> bool:
        """An edit in the table."""
        thing = self._work.drafting.get(Scenario, key)
        edit = self.doing.with_outdated(thing, {name: str(written)})
        try:
            self._work.drafting.amend(Scenario, key, edit)
        except InvalidRecord as error:
            self.desk.complain(error, {name: field.label for name, field in self._fields.items()})
            return False
        except PlannerError as error:
            self.desk.complain(error)
            return False
        self.desk.hush()
        return True

    def _amend_in_form(self, key: str, written: Mapping[str, str]) -> None:
        self._work.drafting.amend(Scenario, key, written)

    def edit(self) -> None:
        """F2: the cell with the focus, or the form."""
        view = self.ui.table
        index = view.currentIndex()
        if view.hasFocus() and index.isValid() and self.table.flags(index) & EDITABLE:
            view.edit(index)
        elif self.chosen is not None:
            self.ui.show_detail.setChecked(True)
            self.ui.tabs.setCurrentIndex(0)
            self.detail.binding.focus(["title"])

    def add(self) -> None:
        """A new scenario, in the sector and round that are looked at."""
        values = {name: self.narrowings.single(name) for name in ("sector", "scenario_type", "lead_department", "round")}
        self._show_new(self.doing.add({name: value for name, value in values.items() if value is not None}))

    def duplicate(self) -> None:
        if self.chosen is not None:
            self._show_new(self.doing.duplicate(self.chosen))

    def _show_new(self, key: str) -> None:
        if key and not self.ui.table.pick(key):
            self.desk.tell(Notice("已新增", "新增的场景不在当前筛选之内。"), act=("显示它", lambda: self.show_record(key)))

    def amend_many(self) -> None:
        keys = self.ui.table.picked_keys()
        if keys:
            self.doing.ask_many(keys)

    def remove(self) -> None:
        keys: Sequence[str] = self.ui.table.picked_keys()
        if keys and not self.narrowings.removed:
            self.doing.ask_reason(keys)

    def restore(self) -> None:
        keys = self.ui.table.picked_keys()
        if keys and self.narrowings.removed:
            self.doing.restore(keys)

    def start(self) -> None:
        if self.chosen is not None:
            self.detail.settle()
            self.doing.start(self.chosen.id)
