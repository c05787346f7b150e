"""What is done with a variant as a whole: begun, copied, renamed, removed, adopted; each is asked in place and is one operation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.desktop.page import Desk
from planner.desktop.pages.planning.inset import Inset
from planner.desktop.record_dialog import Written
from planner.desktop.view import TableView
from planner.domain.demand import Variant
from planner.schema.dates import PartialDate
from planner.schema.fields import Field, Text


class Doing:
    """Works on the one variant that is chosen in the list, and chooses what it has made."""

    def __init__(self, desk: Desk, inset: Inset, listed: TableView) -> None:
        self._desk, self._workspace, self._weighing = desk, desk.workspace, desk.workspace.weighing
        self._inset, self._list = inset, listed

    @property
    def _one(self) -> Variant | None:
        chosen = self._list.picked_things()
        return chosen[0] if len(chosen) == 1 else None

    def _fields(self, *names: str, required: bool = False) -> dict[str, Field]:
        fields = self._workspace.words.fields_of(Variant)
        return {name: replace(fields[name], derived=False, required=required or fields[name].required) for name in names}

    def begin(self) -> None:
        """A variant that assigns nothing yet."""
        self._inset.ask("新增方案", self._fields("title"), lambda w: self._made(self._weighing.begin(w["title"])), does="新增")

    def copy(self) -> None:
        """Another variant with the same assignments."""
        variant = self._one
        if variant is not None:
            key = variant.id
            self._inset.ask(f"复制“{variant.title}”", self._fields("title"),
                            lambda w: self._copy(key, self._weighing.free(w["title"])), does="复制",
                            values={"title": f"{variant.title}（副本）"}, hint="新方案带有同样的配置，可以另行修改。")

    def rename(self, _: object = None) -> None:
        variant = self._one
        if variant is not None:
            key = variant.id
            self._inset.ask(f"“{variant.title}”改名", self._fields("title"), lambda w: self._weighing.rename(key, w["title"]),
                            does="改名", values={"title": variant.title})

    def remove(self) -> None:
        """Take the variant out of use, with the reason."""
        variant = self._one
        if variant is not None:
            key, reason = variant.id, Text(label="移除原因", required=True, limit=200)
            self._inset.ask(f"移除“{variant.title}”", {"reason": reason}, lambda w: self._weighing.remove(key, w["reason"]),
                            does="移除", hint="不会真正删除，可以撤销。")

    def adopt(self) -> None:
        """Make the variant the plan that holds; the day and what it rests on are asked for."""
        variant = self._one
        if variant is not None:
            key, today = variant.id, dt.datetime.now().astimezone().date()
            self._inset.ask(f"采纳“{variant.title}”", self._fields("adopted_on", "basis", required=True),
                            lambda w: self._adopted(key, w), does="采纳", hint="采纳后以它为准，原来采纳的方案改为草案。",
                            values={"adopted_on": PartialDate.of(today.year, today.month, today.day), "basis": variant.basis})

    def _copy(self, variant: str, title: str) -> None:
        """Thousands of assignments take a while."""
        self._desk.begin("复制方案", lambda progress: self._weighing.copy(variant, title), self._made)

    def _adopted(self, variant: str, written: Written) -> None:
        self._weighing.adopt(variant, written["adopted_on"], written["basis"])

    def _made(self, variant: Variant) -> None:
        self._list.pick(variant.id)
