"""A writer that is killed at any moment: what it acknowledged is there, and nothing is half there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.scenario import Scenario
from planner.store.store import Store

WRITER = """
import sys
from pathlib import Path
from planner.domain.scenario import Scenario
from planner.store.store import Store

store = Store.open(Path(sys.argv[1]), actor="张三")
for number in range(10_000):
    with store.changing("新增场景") as unit:
        unit.of(Scenario).add_all([Scenario(title=f"{number}-{half}") for half in "甲乙"])
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [0, 1, 7, 23])
def test_what_was_acknowledged_is_there_and_every_operation_is_whole(path: Path, acknowledged: int) -> None:
    Store.create(path, actor="张三").close()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    heard = -1
    while heard < acknowledged:
        heard = int(writer.stdout.readline())
    writer.kill()
    heard = max([heard, *(int(line) for line in writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()
    store = Store.open(path, actor="张三")
    try:
        with store.reading() as unit:
            titles = {scenario.title for scenario in unit.of(Scenario).find()}
        assert {f"{number}-{half}" for number in range(heard + 1) for half in "甲乙"} <= titles
        assert len(titles) % 2 == 0 and len(titles) == 2 * len(store.history(limit=100_000))
        assert all(found.ok for found in store.check())
    finally:
        store.close()
