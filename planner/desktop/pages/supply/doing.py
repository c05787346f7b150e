"""What an official does about supply: pools, demand lines, variants, and giving, each as one named operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog, QWidget

from planner.desktop.dialogs import run
from planner.desktop.pages.supply.grid_view import Written
from planner.desktop.pages.supply.held import Held
from planner.desktop.record_dialog import RecordDialog, among
from planner.domain.assigning import Assignment, topped_up
from planner.domain.demand import Allocation, Demand, Variant
from planner.domain.supply import POOLS, Pool
from planner.errors import InvalidRecord, Problem, RuleBroken
from planner.messages import Notice
from planner.schema.dates import PartialDate
from planner.schema.fields import Refused
from planner.schema.record import Record

if TYPE_CHECKING:
    from planner.desktop.page import Desk

NOTHING_TO_ADD = Notice("没有可补的", "所选的季度不缺，或所选的供给没有余量、不能配给这条需求。", "请换一项供给，或选别的季度。")
_BULK = ("starts", "ends", "priority", "must_have", "precision", "spec")


class Doing:
    """Each method asks what it has to ask and does one operation; `kind` is the kind of supply that is looked at."""

    def __init__(self, desk: Desk, held: Held, over: QWidget) -> None:
        self._desk, self._held, self._over = desk, held, over
        self._work = desk.workspace
        self.kind = next(iter(POOLS))

    def _words(self) -> str:
        return self._work.words.fields_of(Demand)["pool_kind"].show(self.kind)

    # giving

    def assign(self, demand: str, pool: str, quarter: PartialDate, written: str) -> bool:
        """A figure written into one cell; whether it was taken."""
        return self._desk.attempt(lambda: [self._work.supplying.assign(
            demand, pool, quarter.text, written, variant=self._held.variant)]) is not None

    def take_figures(self, line: Demand | None, name: str, written: Written) -> None:
        """Many cells as one operation. What cannot be given, or is no figure, is said and nothing is changed."""
        if line is not None:
            self._desk.attempt(lambda: self._work.supplying.assign_all(
                self._wishes(line.id, written), variant=self._held.variant, name=name))

    def _wishes(self, demand: str, written: Written) -> list[Assignment]:
        field, wishes, wrong = self._work.words.fields_of(Allocation)["quantity"], [], []
        for slot, text in written:
            if slot is None:
                raise RuleBroken("outside_grid", text=text)
            try:
                wishes.append(Assignment(demand, slot[0], slot[1], field.read(text or "0")))
            except Refused as refusal:
                wrong.append(Problem("quantity", refusal.code, refusal.params, where=slot[1].shown))
        if wrong:
            raise InvalidRecord(wrong, kind=Allocation.kind)
        return wishes

    def top_up(self, line: Demand, slots: Sequence[tuple[str, PartialDate]]) -> None:
        """Give what the line misses in these quarters from these pools, as far as they have it."""
        ledger = self._held.ledger
        missing, wishes = ledger.missing(line.id), list[Assignment]()
        for key in dict.fromkeys(pool for pool, _ in slots):
            wanted = {q: missing[q] for pool, q in slots if pool == key and q in missing}
            left = {row.quarter: None if row.available is None else row.available - row.assigned for row in ledger.pool(key)}
            given = {a.quarter: a.quantity for a in ledger.of_line(line.id) if a.pool == key}
            found = topped_up(line, ledger.pools[key], wanted, left, given)
            missing = {q: need - sum(w.quantity - given.get(q, 0) for w in found if w.quarter == q) for q, need in missing.items()}
            missing = {q: need for q, need in missing.items() if need > 0}
            wishes += found
        if wishes:
            self._desk.attempt(lambda: self._work.supplying.assign_all(wishes, variant=self._held.variant, name="补足缺口"))
        else:
            self._desk.tell(NOTHING_TO_ADD, "amber")

    def release(self, line: Demand | None) -> None:
        """Take back everything that was given to a line."""
        if line is not None:
            self._desk.attempt(lambda: self._work.supplying.release(line.id, variant=self._held.variant))

    # pools and lines

    def _ask(self, title: str, record: type[Record], take: Any, *, thing: Record | None = None,
             values: Mapping[str, Any] | None = None, without: tuple[str, ...] = ()) -> None:
        fields = among(self._work.words.fields_of(record), without=without)
        offered = list(self._held.names.items())
        dialog = RecordDialog(title, fields, take, self._over, choices={"scenario": offered} if "scenario" in fields else None)
        dialog.fill(thing, values)
        run(dialog)

    def add_pool(self) -> None:
        record = POOLS[self.kind]
        self._ask(f"新增{record.label}", record, partial(self._work.drafting.add, record), values={"unit": record.unit_default})

    def amend_pool(self, pool: Pool) -> None:
        record = type(pool)
        self._ask(f"修改{record.label}", record, partial(self._work.drafting.amend, record, pool.id), thing=pool)

    def add_demand(self) -> None:
        """A line for a scenario or project; its kind is the one that is looked at."""
        kind = self.kind
        self._ask(f"新增{self._words()}需求", Demand, partial(self.take_demand, kind), without=("pool_kind",),
                  values={"unit": POOLS[kind].unit_default, "priority": 3})

    def take_demand(self, kind: str, written: Mapping[str, object]) -> Demand:
        """Write a demand line of this kind. Raises what the service refuses."""
        return self._work.supplying.demand(str(written.get("scenario", "")), {**written, "pool_kind": kind})

    def amend_demands(self, lines: Sequence[Demand]) -> None:
        """One line in full, or several in what they are to have in common."""
        if len(lines) == 1:
            self._ask("修改需求", Demand, partial(self._work.drafting.amend, Demand, lines[0].id), thing=lines[0], without=("pool_kind",))
        elif lines:
            every = self._work.words.fields_of(Demand)
            names = [name for name in _BULK if name != "precision" or self.kind == "compute"]
            run(RecordDialog(f"批量修改需求（已选 {len(lines)} 条）", {name: every[name] for name in names},
                             partial(self.amend_many, [line.id for line in lines]), self._over, hint="只改填写了的栏目，留空的保持不变。"))

    def amend_many(self, keys: Sequence[str], written: Mapping[str, str]) -> None:
        """Give several lines the same values, as one operation. Raises what the service refuses."""
        wanted = {name: text for name, text in written.items() if text}
        if wanted:
            self._work.drafting.amend_each(Demand, dict.fromkeys(keys, wanted), name=f"批量修改需求（{len(keys)} 条）")

    def remove(self, record: type[Record], keys: Sequence[str]) -> None:
        if keys:
            self._desk.attempt(lambda: self._work.drafting.remove(record, keys, "移除"))

    def add_variant(self) -> Variant | None:
        """Another what-if beside the ones there are."""
        title, taken = QInputDialog.getText(self._over, "新增方案", "方案名称：")
        return self._desk.attempt(lambda: self._work.drafting.add(Variant, {"title": title})) if taken else None
