"""The workspace file as the services use it: found, changed by name, told, and the same after it was closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from planner.domain.organisation import Contact, Organisation
from planner.domain.scenario import Scenario
from planner.errors import NotFound, NothingToRedo, NothingToUndo, UndoConflict
from planner.schema.change import News
from planner.schema.dates import PartialDate
from planner.schema.query import Query
from planner.store.store import Store


def write(store: Store, *titles: str, **values: object) -> list[str]:
    with store.changing("新增场景") as unit:
        made = [Scenario(title=title, **values) for title in titles]  # type: ignore[arg-type]
        for scenario in made:
            unit.of(Scenario).add(scenario)
    return [scenario.id for scenario in made]


def titles(store: Store, query: Query) -> list[str]:
    with store.reading() as unit:
        return [scenario.title for scenario in unit.of(Scenario).find(query)]


def set_title(store: Store, key: str, title: str) -> None:
    with store.changing("修改场景") as unit:
        unit.of(Scenario).get(key).title = title


@contextmanager
def opened(path: Path, *, new: bool = False) -> Iterator[Store]:
    store = Store.create(path, actor="张三") if new else Store.open(path, actor="张三")
    try:
        yield store
    finally:
        store.close()


def test_a_record_comes_back_as_it_was_written(path: Path) -> None:
    with opened(path, new=True) as store:
        [key] = write(store, "港区调度", investment=Decimal("1200.123456"), starts=PartialDate("2025-Q3"), partners=("甲", "乙"))
    with opened(path) as store, store.reading() as unit:
        found = unit.of(Scenario).get(key)
    assert (found.investment, found.starts, found.partners) == (Decimal("1200.123456"), PartialDate("2025-Q3"), ("甲", "乙"))


def test_text_is_ordered_by_pinyin_and_empty_last(store: Store) -> None:
    write(store, "银行风控", "智慧港口", "AI 诊断", "城市大脑")
    assert titles(store, Query(order="title")) == ["AI 诊断", "城市大脑", "银行风控", "智慧港口"]
    assert titles(store, Query(order="title", descending=True)) == ["智慧港口", "银行风控", "城市大脑", "AI 诊断"]


@pytest.mark.parametrize("typed", ["港口", "gangkou", "zhgk", "ＺＨＧＫ", "港 智慧"])
def test_search_takes_characters_pinyin_and_initials(store: Store, typed: str) -> None:
    write(store, "智慧港口", "银行风控")
    assert titles(store, Query(search=typed)) == ["智慧港口"]


def test_search_takes_wildcards_for_what_they_are(store: Store) -> None:
    write(store, "达标率100%场景", "达标率一般")
    assert titles(store, Query(search="100%")) == ["达标率100%场景"]
    assert titles(store, Query(search="_")) == []


def test_where_takes_several_values_and_empty(store: Store) -> None:
    write(store, "甲", sector="E01")
    write(store, "乙", sector="E02")
    write(store, "丙")
    assert titles(store, Query(where={"sector": ["E01", None]})) == ["甲", "丙"]
    assert titles(store, Query(where={"sector": []})) == []
    with store.reading() as unit:
        assert unit.of(Scenario).groups("sector") == {"E01": 1, "E02": 1, None: 1}


def test_many_gives_the_order_asked_and_leaves_out_what_is_gone(store: Store) -> None:
    first, second = write(store, "甲", "乙")
    with store.reading() as unit:
        assert [s.title for s in unit.of(Scenario).many([second, "nobody", first])] == ["乙", "甲"]
        with pytest.raises(NotFound):
            unit.of(Scenario).get("nobody")


def test_what_fails_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.changing("新增场景") as unit:
        unit.of(Scenario).add(Scenario(title="甲"))
        unit.of(Scenario).add_all([Scenario(title="乙")])
        raise ZeroDivisionError
    assert titles(store, Query()) == []
    assert store.history() == []


def test_a_change_outside_a_named_operation_is_refused_or_goes_nowhere(store: Store) -> None:
    [key] = write(store, "甲")
    with store.reading() as unit:
        unit.of(Scenario).get(key).title = "乙"
        with pytest.raises(RuntimeError):
            unit.of(Scenario).add(Scenario(title="丙"))
        with pytest.raises(RuntimeError):
            unit.of(Scenario).add_all([Scenario(title="丙")])
        with pytest.raises(driver.OperationalError, match="readonly"):
            unit.connection.execute("UPDATE scenario SET title = '乙'")
    assert titles(store, Query()) == ["甲"]


def test_what_was_made_empty_stays_empty_when_it_is_done_again(store: Store) -> None:
    [key] = write(store, "甲", stage=None)
    store.undo()
    store.redo()
    with store.reading() as unit:
        assert unit.of(Scenario).get(key).stage is None
    assert all(check.ok for check in store.check())


def test_an_operation_that_changes_nothing_is_none(store: Store) -> None:
    [key] = write(store, "甲")
    with store.changing("修改场景") as unit:
        unit.of(Scenario).get(key).title = "乙"
        unit.of(Scenario).find(Query())
        unit.of(Scenario).get(key).title = "甲"
    assert [operation.name for operation in store.history()] == ["新增场景"]


def test_what_is_written_without_a_record_is_not_kept(store: Store) -> None:
    with store.changing("修改场景") as unit:
        name = unit.keep_file(b"bytes")
    with store.reading() as unit, pytest.raises(NotFound):
        unit.received_file(name)


def test_those_who_listen_hear_every_operation_once(store: Store) -> None:
    heard: list[News] = []
    store.listeners.append(heard.append)
    [key] = write(store, "甲")
    store.undo()
    store.redo()
    assert [news.name for news in heard] == ["新增场景", "撤销：新增场景", "重做：新增场景"]
    assert all(news.keys("scenario") == {key} for news in heard)


def test_undo_and_redo_walk_by_name_and_after_a_restart(path: Path) -> None:
    with opened(path, new=True) as store:
        [key] = write(store, "甲")
        set_title(store, key, "乙")
        store.undo()
    with opened(path) as store:
        assert (store.undoable(), store.redoable()) == ("新增场景", "修改场景")
        store.redo()
        assert titles(store, Query()) == ["乙"]
        store.undo()
        store.undo()
        assert titles(store, Query()) == []
        with pytest.raises(NothingToUndo):
            store.undo()


def test_a_new_operation_ends_what_could_be_redone(store: Store) -> None:
    write(store, "甲")
    store.undo()
    write(store, "乙")
    with pytest.raises(NothingToRedo):
        store.redo()


def test_an_old_operation_is_taken_back_alone(store: Store) -> None:
    write(store, "甲")
    operation = store.history()[0].id
    write(store, "乙")
    store.undo(operation)
    assert titles(store, Query()) == ["乙"]
    with pytest.raises(NotFound):
        store.undo(operation)


def test_taking_back_is_refused_when_the_record_was_changed_since(store: Store) -> None:
    [key] = write(store, "甲")
    operation = store.history()[0].id
    set_title(store, key, "甲二期")
    with pytest.raises(UndoConflict) as refused:
        store.undo(operation)
    assert refused.value.params == {"operation": "新增场景", "records": ["甲二期"]}
    assert titles(store, Query()) == ["甲二期"]


def test_taking_back_is_refused_when_another_record_points_to_it(store: Store) -> None:
    with store.changing("新增单位") as unit:
        unit.of(Organisation).add(Organisation(title="市工信局"))
    office = store.history()[0].id
    with store.reading() as unit:
        key = unit.of(Organisation).keys()[0]
    with store.changing("新增联系人") as unit:
        unit.of(Contact).add(Contact(title="王五", organisation=key))
    with pytest.raises(UndoConflict):
        store.undo(office)


def test_the_history_of_a_record_says_from_what_to_what(store: Store) -> None:
    [key] = write(store, "甲")
    set_title(store, key, "乙")
    newest, oldest = store.history(key)
    assert (newest.name, newest.actor) == ("修改场景", "张三")
    assert (newest.changes[0].before, newest.changes[0].after) == ({"title": "甲"}, {"title": "乙"})
    assert oldest.changes[0].before is None


def test_received_files_are_kept_once_as_they_came(store: Store) -> None:
    with store.changing("导入") as unit:
        name = unit.keep_file(b"\x00PK bytes")
        assert unit.keep_file(b"\x00PK bytes") == name
        unit.of(Scenario).add(Scenario(title="甲"))
    with store.reading() as unit:
        assert unit.received_file(name) == b"\x00PK bytes"


def test_it_gets_ready_beside_the_work_and_even_after_it_was_closed(path: Path) -> None:
    with opened(path, new=True) as store:
        getting_ready = threading.Thread(target=store.get_ready)
        getting_ready.start()
        write(store, "甲")
        getting_ready.join()
        assert titles(store, Query()) == ["甲"]
    store.get_ready()


def test_writers_wait_for_each_other(store: Store) -> None:
    def work(number: int) -> None:
        for turn in range(5):
            write(store, f"场景{number}-{turn}")
            time.sleep(0)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(titles(store, Query())) == 20
    assert all(check.ok for check in store.check())
