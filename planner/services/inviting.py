"""Inviting (征集): the form that departments are asked to fill in for a round, and who has answered (guideline, article 12)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.answers import Answer, answers
from planner.domain.round import Round, Submission
from planner.domain.scenario import Scenario
from planner.schema.query import Query
from planner.schema.record import Vocabulary

if TYPE_CHECKING:
    from planner.sheets.form.asked import Form
    from planner.store.store import Store

ASKED = ("title", "sector", "scenario_type", "owner", "lead_department", "partners", "contact", "phone", "location", "pain_points",
         "content", "technologies", "cooperation", "investment", "funding", "compute_need", "data_need", "talent_need", "starts",
         "ends", "benefits", "publish_ok", "remarks")
REQUIRED = frozenset({"title", "sector", "owner", "contact", "phone", "pain_points", "content", "starts", "ends", "publish_ok"})


class Inviting:
    """What goes out to the departments before anything comes back."""

    def __init__(self, store: Store, words: Callable[[], Vocabulary], office: Callable[[], str]) -> None:
        self._store = store
        self._words = words
        self._office = office

    def form(self, round: str) -> Form:
        """The collection form of a round, its choices with the office's own terms. Raises NotFound."""
        from planner.sheets.form.asked import Asked, Form

        with self._store.reading() as unit:
            asked_for = unit.of(Round).get(round)
        fields = self._words().fields_of(Scenario)
        asked = tuple(Asked(name, fields[name], name in REQUIRED) for name in ASKED)
        return Form(f"{asked_for.title}场景征集表", Scenario.kind, asked_for.number, asked, self._notes(asked_for))

    def _notes(self, asked_for: Round) -> tuple[str, ...]:
        until = f"于 {asked_for.closes.shown}前" if asked_for.closes else ""
        basis = f"依据《{asked_for.notice_no}》，" if asked_for.notice_no else ""
        office = self._office() or "征集单位"
        return (f"{basis}请各部门、各单位{until}将本电子表和盖章扫描件一并报送{office}。",
                "一行填一个场景。先选“所属领域”，再选“场景类型”；目录里没有合适的，可直接填写。",
                "本表不得填写涉密内容；联系人和电话只供办理使用，不对外公开。")

    def answers(self, round: str = "") -> tuple[Answer, ...]:
        """Per department: received, accepted, returned, missing; without a round of everything that came. Raises NotFound."""
        with self._store.reading() as unit:
            asked_for = unit.of(Round).get(round) if round else None
            return answers(asked_for, unit.of(Submission).find(Query(where={"round": [round]} if round else {})))

    def received(self, round: str = "") -> list[Submission]:
        """The files that came (for a round), as often as they were taken in or returned, the newest first."""
        with self._store.reading() as unit:
            found = unit.of(Submission).find(Query(where={"round": [round]} if round else {}))
        return sorted(found, key=lambda sent: sent.received, reverse=True)

    def write_form(self, round: str, path: Path) -> Form:
        """Write the form of a round as .xlsx; gives what was asked. Raises NotFound, FileTrouble."""
        from planner.sheets.form.writing import write_form

        form = self.form(round)
        write_form(form, path)
        return form
