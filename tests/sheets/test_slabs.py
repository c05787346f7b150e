"""What the reading process sends is what the program gets, in pieces of bounded size; what is no list is refused on the way."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.sheets import wire
from planner.sheets.grid import Cell, Fault, Sheet
from planner.sheets.slabs import MARK, Incoming, Outgoing
from planner.sheets.wire import Leaf, Reading, TooLarge, pack, unpack

CELLS = st.one_of(
    st.none(), st.just(""), st.text(max_size=5), st.floats(allow_nan=False), st.booleans(), st.integers(-10**9, 10**9),
    st.dates(), st.datetimes(), st.times(), st.just(Fault("#REF!")), st.sampled_from((0.0, 1.0, "1", "无", dt.date(2025, 3, 1))))
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=9)


def cut(row: list[Cell]) -> tuple[Cell, ...]:
    """As it arrives: without a blank tail, blanks inside it being None."""
    kept = [None if cell == "" else cell for cell in row]
    while kept and kept[-1] is None:
        kept.pop()
    return tuple(kept)


def told(grid_rows: list[list[Cell]], size: int = 4_000) -> list[tuple[Cell, ...]]:
    outgoing, incoming, found = Outgoing(), Incoming(), []
    for first in range(0, len(grid_rows), size):
        found += incoming.rows(outgoing.slab([list(cut(row)) for row in grid_rows[first:first + size]]))
    return found


@given(ROWS, st.integers(1, 4))
def test_every_cell_arrives_with_its_kind(rows: list[list[Cell]], size: int) -> None:
    found = told(rows, size)
    assert found == [cut(row) for row in rows]
    assert [list(map(type, row)) for row in found] == [list(map(type, cut(row))) for row in rows]


def test_equal_texts_are_one_object_and_are_sent_once() -> None:
    outgoing, text = Outgoing(), "港区无人集卡协同调度"
    first, second = outgoing.slab([[text + "。"]]), outgoing.slab([[text + "。"], [text[:3] + text[3:] + "。"]])
    incoming = Incoming()
    (one,), (two,), (three,) = (*incoming.rows(first), *incoming.rows(second))
    assert one is two is three
    assert text.encode() not in second and outgoing.characters == 33


def reading(rows: list[list[Cell]]) -> Reading:
    return Reading("xlsx", [Leaf(Sheet("表", (), [(0, 0, 1, 1)], struck=frozenset({3})), rows)])


def arrived(messages: Iterable[bytes]) -> list[Sheet]:
    return unpack([message if message.startswith(MARK) else json.loads(message) for message in messages]).sheets


def test_a_long_sheet_goes_in_slabs_and_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_SLAB", 20_000)
    messages = list(pack(reading([[n, f"场景{n}", n / 4] for n in range(5_000)])))
    assert max(map(len, messages)) < 40_000
    sheet, = arrived(messages)
    assert (sheet.rows[4_999], len(sheet.rows), sheet.merges, sheet.struck) == (
        (4999, "场景4999", 1249.75), 5_000, [(0, 0, 1, 1)], frozenset({3}))


def test_a_file_that_begins_anew_counts_once() -> None:
    messages = (*pack(reading([["甲"]])), *pack(reading([["乙"]])))
    assert [sheet.rows for sheet in arrived(messages)] == [[("乙",)]]


@pytest.mark.parametrize("rows", [
    [["长" * 30_000] * 20 for _ in range(100)], [["x"] * 16_000 for _ in range(800)], [[] for _ in range(1_048_600)]])
def test_what_is_no_list_is_refused(rows: list[list[Cell]]) -> None:
    with pytest.raises(TooLarge):
        list(pack(reading(rows)))


def test_a_stray_mark_far_away_is_set_apart() -> None:
    rows: list[list[Cell]] = [["甲", "乙"], *([] for _ in range(3_000)), ["远"], ["近", *([None] * 150), "旁"]]
    sheet, = arrived(pack(reading([["丙", *([None] * 150), "旁"], *rows])))
    assert sheet.rows == [("丙", *([None] * 99)), ("甲", "乙")]
    assert {"A3003": "远", "EV1": "旁"}.items() <= sheet.beyond.items()
