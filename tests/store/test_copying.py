"""Work is copied while it goes on, nobody waits for it, and what stands in the way is told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from planner.domain.scenario import Scenario
from planner.errors import FileTrouble, PlannerError
from planner.store import backup as backups
from planner.store.copying import Copying
from planner.store.store import Store


def add(store: Store, title: str) -> None:
    with store.changing("新增场景") as unit:
        unit.of(Scenario).add(Scenario(title=title))


def test_a_change_after_the_pause_is_copied_and_one_within_it_is_not() -> None:
    made: list[int] = []
    for pause, expected in ((3600.0, 0), (0.0, 2)):
        copying = Copying(lambda: made.append(1), made.clear, pause)
        for _ in range(2):
            copying.heed_change()
            copying.finish()
        assert len(made) == expected


def test_one_copy_at_a_time_is_enough() -> None:
    gate, made = threading.Event(), []
    copying = Copying(lambda: made.append(gate.wait(10)), made.remove, 0.0)
    for _ in range(5):
        copying.heed_change()
    gate.set()
    copying.finish()
    assert made == [True]


def test_the_copy_of_a_long_days_work_holds_it(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "甲")
    assert backups.backups_of(path) == []
    monkeypatch.setattr("planner.store.copying.time.monotonic", lambda: 1e12)
    add(store, "乙")
    store.copying.finish()
    [copy] = backups.backups_of(path)
    assert backups.last_operation(copy) == store.history(limit=1)[0].id


def test_a_copy_that_cannot_be_made_is_told_and_the_work_goes_on(store: Store, path: Path) -> None:
    told: list[PlannerError] = []
    store.complaints.append(told.append)
    backups.folder_of(path).write_text("a file where the folder should be")
    store.copying.start()
    add(store, "甲")
    store.copying.finish()
    assert [type(error) for error in told] == [FileTrouble]
    assert len(store.history()) == 1


def test_two_copies_at_one_time_do_not_tidy_each_other_away(store: Store, path: Path) -> None:
    add(store, "甲")
    failed: list[BaseException] = []

    def copy() -> None:
        try:
            store.backup()
        except PlannerError as error:
            failed.append(error)

    threads = [threading.Thread(target=copy) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert all(backups.last_operation(copy) for copy in backups.backups_of(path))
