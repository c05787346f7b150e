"""Whatever is done in whatever order: undo takes it back, redo does it again, and journal and tables always agree."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.domain.catalogues import catalogue
from planner.domain.scenario import Scenario
from planner.errors import UndoConflict
from planner.schema.query import Query
from planner.schema.record import plain_of
from planner.store.store import Store

TITLES = st.text("智慧港口银行 AI%_", min_size=1, max_size=6).filter(str.strip)
SECTORS = st.sampled_from([None, *(term.code for term in catalogue("sector").terms[:3])])


class Work(RuleBasedStateMachine):
    """A person at work; the model keeps the whole content after every operation that stands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.create(self.folder / "工作区.cjgh", actor="张三")
        self.past: list[dict[str, dict[str, object]]] = [{}]
        self.future: list[dict[str, dict[str, object]]] = []

    def content(self, store: Store | None = None) -> dict[str, dict[str, object]]:
        with (store or self.store).reading() as unit:
            found = [*unit.of(Scenario).find(), *unit.of(Scenario).find(Query(removed=True))]
            return {thing.id: plain_of(thing) for thing in found}

    def done(self) -> None:
        now = self.content()
        if now != self.past[-1]:
            self.past.append(now)
            self.future.clear()

    @rule(titles=st.lists(TITLES, min_size=1, max_size=3), sector=SECTORS, bulk=st.booleans())
    def add(self, titles: list[str], sector: str | None, bulk: bool) -> None:
        made = [Scenario(title=title, sector=sector) for title in titles]
        with self.store.changing("新增场景") as unit:
            if bulk:
                unit.of(Scenario).add_all(made)
            else:
                for thing in made:
                    unit.of(Scenario).add(thing)
                    thing.extra = {"附": sector or ""}
        self.done()

    @precondition(lambda self: self.past[-1])
    @rule(data=st.data(), title=TITLES, sector=SECTORS, removed=st.sampled_from([None, "重复"]))
    def amend(self, data: st.DataObject, title: str, sector: str | None, removed: str | None) -> None:
        keys = data.draw(st.lists(st.sampled_from(list(self.past[-1])), min_size=1, max_size=2, unique=True))
        with self.store.changing("修改场景") as unit:
            for thing in unit.of(Scenario).many(keys):
                thing.title = title
                unit.of(Scenario).count()
                thing.sector, thing.removed = sector, removed
        self.done()

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        self.future.append(self.past.pop())
        assert self.content() == self.past[-1]

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.store.redo()
        self.past.append(self.future.pop())
        assert self.content() == self.past[-1]

    @rule(data=st.data())
    def take_back_any(self, data: st.DataObject) -> None:
        """An older operation is taken back wholly or refused wholly; tried on a copy, for it changes the order of undo."""
        standing = [operation.id for operation in self.store.history() if self.store.stands(operation.id)]
        if len(standing) > 1:
            operation = data.draw(st.sampled_from(standing[1:]))
            copy = Store.open(self.store.backup(self.folder / "副本.cjgh").file, actor="李四")
            try:
                copy.undo(operation)
                copy.redo()
            except UndoConflict:
                pass
            assert self.content(copy) == self.content()
            copy.close()
            copy.path.unlink()

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder / "工作区.cjgh", actor="张三")

    @invariant()
    def sound(self) -> None:
        assert all(check.ok for check in self.store.check())
        assert bool(self.store.redoable()) == bool(self.future)
        assert bool(self.store.undoable()) == (len(self.past) > 1)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


Work.TestCase.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
TestWork = Work.TestCase
