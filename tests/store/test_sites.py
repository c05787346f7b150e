"""Which site writes: no two files and no two machines ever count on where the other does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.domain.scenario import Scenario
from planner.store import sites
from planner.store.sites import Sites
from planner.store.store import Store


def test_a_site_is_free_only_where_it_was_given_back(machine_home: Path) -> None:
    first = Sites("区").claim({})
    assert Sites("区").claim({}) != first, "who crashed may have written more than is known here"
    Sites("区").give_back(first, 3)
    assert Sites("区").claim({first: 2}) != first, "an older copy"
    assert Sites("区").claim({first: 4}) != first, "a copy in which somebody went on"
    assert Sites("区").claim({first: 3}) == first
    assert Sites("另一区").claim({first: 3}) != first


def test_a_folder_that_was_carried_to_another_machine_gives_no_site(machine_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Sites("区")
    site = mine.claim({})
    mine.give_back(site, 1)
    monkeypatch.setattr(sites, "machine", lambda: "another laptop")
    there = Sites("区")
    assert there.claim({site: 1}) != site
    assert site in there.mine, "what was done before can still be taken back"
    assert Sites("区").claim({site: 1}) != site, "nor the second time"


@pytest.mark.parametrize("left", ["", "{", "[]", "null", '{"区": 3}', '{"区": []}', '{"machine": 5, "区": {"a": "b"}}'])
def test_a_damaged_list_counts_as_none(machine_home: Path, left: str) -> None:
    (machine_home / "sites.json").write_text(left, encoding="utf-8")
    assert len(Sites("区").claim({"a": 1})) == 36


def test_a_list_that_cannot_be_kept_costs_only_the_site(machine_home: Path, path: Path) -> None:
    (machine_home / "sites.json").mkdir()
    store = Store.create(path, actor="张三")
    with store.changing("新增场景") as unit:
        unit.of(Scenario).add(Scenario(title="甲"))
    store.close()
    again = Store.open(path, actor="张三")
    assert again.site != store.site and len(again.history()) == 1
    again.close()


def test_what_is_kept_says_which_machine_it_is_of(machine_home: Path) -> None:
    Sites("区").claim({})
    assert json.loads((machine_home / "sites.json").read_text(encoding="utf-8"))["machine"] == sites.machine() != ""
