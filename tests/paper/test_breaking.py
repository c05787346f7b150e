"""Line breaking keeps marks in place, words whole, and loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.paper.breaking import NO_END, NO_START, atoms, lines

CHINESE = st.text("人工智能场景规划", min_size=1, max_size=5)
PIECES = st.one_of(
    CHINESE,
    st.sampled_from(
        ["，", "。", "、", "；", "（试行）", "《办法》", "“AI+”", "12,345.60", "1500PFLOPS", "37.5%", "——", "……"]
    ),
)
TEXT = st.lists(PIECES, min_size=1, max_size=30).map("".join)


def em(text: str) -> float:
    return sum(1.0 if ord(char) > 0x2FF else 0.5 for char in text)


@given(TEXT)
def test_atoms_lose_nothing(text: str) -> None:
    assert "".join(atoms(text)) == text


@given(TEXT, st.integers(20, 40))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    found = lines(text, width, em)
    assert "".join(found) == text
    assert all(em(line) <= width for line in found)


@given(
    st.lists(st.one_of(CHINESE, st.sampled_from(["甲，", "（乙）", "《丙》", "12,345.60", "丁……"])), min_size=1).map(
        "".join
    )
)
def test_no_mark_stands_where_it_may_not(text: str) -> None:
    found = lines(text, 30, em)
    assert all(line[0] not in NO_START for line in found[1:])
    assert all(line[-1] not in NO_END for line in found[:-1])


def test_numbers_and_words_stay_whole() -> None:
    assert lines("投资12,345.60万元", 5, em) == ["投资", "12,345.60", "万元"]
    assert lines("建设1500PFLOPS算力", 5.5, em) == ["建设", "1500PFLOPS", "算力"]


def test_line_ends_of_the_writer_stay() -> None:
    assert lines("甲\n乙", 10, em) == ["甲", "乙"]
    assert lines("", 10, em) == [""]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert lines("abcdefgh", 2, em) == ["abcd", "efgh"]
