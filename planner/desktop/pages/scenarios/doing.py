"""What an official does to scenarios: add, copy, amend many, remove with a reason, restore, make a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from planner.desktop.binding import outdated
from planner.desktop.dialogs import run
from planner.desktop.inplace import InPlace
from planner.desktop.record_dialog import RecordDialog
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.schema.query import Query

if TYPE_CHECKING:
    from planner.desktop.page import Desk

T = TypeVar("T")
MANY = 500
REASONS = ("重复报送", "报送单位撤回", "不再实施", "不属于征集范围")
_NEW = ("title", "sector", "scenario_type", "list_kind", "owner", "lead_department", "contact", "phone", "investment", "starts",
        "ends", "round", "content")
_BULK = ("sector", "scenario_type", "stage", "lead_department", "department", "round", "list_kind", "funding", "publish_ok",
         "secrecy_checked")
_OWN = ("number", "source_no", "status", "progress", "secrecy_checked")


class Doing:
    """Each method asks what it has to ask and does one named operation; `rounds` are key and words."""

    def __init__(self, desk: Desk, over: QWidget, asking: InPlace, rounds: Mapping[str, str]) -> None:
        self._desk, self._over, self._asking, self._rounds = desk, over, asking, rounds
        self._work = desk.workspace
        self._fields = self._work.words.fields_of(Scenario)

    def _dialog(self, title: str, names: Sequence[str], take: Callable[[Mapping[str, str]], object], hint: str = "") -> RecordDialog:
        fields = {name: self._fields[name] for name in names}
        return RecordDialog(title, fields, take, self._over, choices={"round": list(self._rounds.items())}, hint=hint)

    def add(self, values: Mapping[str, object]) -> str:
        """Ask for a new scenario that begins with these values; gives its key, or nothing."""
        made: list[str] = []
        dialog = self._dialog("新增场景", _NEW, lambda written: made.append(self._work.drafting.add(Scenario, written).id))
        dialog.fill(None, {"list_kind": "opportunity", **values})
        run(dialog)
        return made[0] if made else ""

    def duplicate(self, source: Scenario) -> str:
        """A draft with the same contents; what belongs to the one alone is left empty."""
        written = {name: field.show(getattr(source, name)) for name, field in self._fields.items()
                   if not field.derived and name not in _OWN and getattr(source, name) is not None}
        written |= {"title": f"{source.title}（副本）", "stage": "draft"}
        made = self._desk.attempt(lambda: self._work.drafting.add(Scenario, written))
        return made.id if made is not None else ""

    def ask_many(self, keys: Sequence[str]) -> None:
        """Give several scenarios the same values; what is left empty in the dialog stays as it is."""
        dialog = self._dialog(f"批量修改（已选 {len(keys)} 项）", _BULK, lambda written: self.amend_many(keys, written),
                              hint="只改填写了的栏目，留空的保持不变。")
        run(dialog)

    def amend_many(self, keys: Sequence[str], written: Mapping[str, str]) -> None:
        """One operation over all keys; types that do not lie within a new sector are emptied with it."""
        wanted = {name: text for name, text in written.items() if text}
        if not wanted:
            return
        each = {thing.id: self.with_outdated(thing, wanted) for thing in self._work.drafting.many(Scenario, keys)}
        name = f"批量修改场景（{len(keys)} 项）"
        self._briefly(name, len(keys), lambda: self._work.drafting.amend_each(Scenario, each, name=name))

    def with_outdated(self, thing: Scenario, written: Mapping[str, str]) -> dict[str, str]:
        """An edit, and with it the emptying of terms that do not lie within what it chooses."""
        rest = outdated(self._fields, written, lambda name: getattr(thing, name))
        return {**written, **{name: empty for name, empty in rest.items() if name not in written}}

    def _briefly(self, title: str, count: int, work: Callable[[], T]) -> None:
        """Few are done at once, so that a dialog can say what is refused; many beside the UI thread."""
        if count <= MANY:
            work()
        else:
            self._desk.begin(title, lambda _: work())

    def ask_reason(self, keys: Sequence[str]) -> None:
        """Remove with a reason that the person chooses or writes, over the list."""
        self._asking.ask(f"移除所选 {len(keys):,} 项的理由（移除后可恢复）", lambda _, reason: self._remove(keys, reason),
                         text=REASONS[0], suggestions=REASONS, hint="写明理由")

    def remove(self, keys: Sequence[str], reason: str) -> None:
        self._desk.attempt(lambda: self._remove(keys, reason))

    def _remove(self, keys: Sequence[str], reason: str) -> None:
        self._briefly(f"移除 {len(keys)} 项", len(keys), lambda: self._work.drafting.remove(Scenario, keys, reason))

    def restore(self, keys: Sequence[str]) -> None:
        self._desk.attempt(lambda: self._briefly(f"恢复 {len(keys)} 项", len(keys),
                                                 lambda: self._work.drafting.restore(Scenario, keys)))

    def project_of(self, key: str) -> str:
        """The key of the project that was made of a scenario, if there is one."""
        found = self._work.drafting.keys(Project, Query(where={"scenario": [key]}))
        return found[0] if found else ""

    def start(self, key: str) -> None:
        """Make a project of a scenario, or go to the one there is."""
        project = self.project_of(key)
        if not project:
            made = self._desk.attempt(lambda: self._work.tracking.start(key))
            project = made.id if made is not None else ""
        if project:
            self._desk.go("tracking", project)
