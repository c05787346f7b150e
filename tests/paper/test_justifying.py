"""A filled line ends at the edge and nothing inside it is torn apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.paper.fonts import Faces
from planner.paper.justifying import WIDEST, spread

FACES = Faces()
PIECES = ("人工智能", "，", "1500PFLOPS", "（试行）", "——", "12,345.60", "〔2022〕")
TEXT = st.lists(st.sampled_from(PIECES), min_size=2, max_size=12).map("".join)


@given(TEXT, st.floats(0.1, 60.0))
def test_the_line_ends_where_it_should(text: str, extra: float) -> None:
    words = spread(text, 0.0, 0.0, extra, ("Song", 12.0), FACES)
    assert "".join(word.text for word in words) == text
    last = words[-1]
    end = last.x + FACES.width(last.text, "Song", 12.0) + last.spread * (len(last.text) - 1)
    whole = FACES.width(text, "Song", 12.0)
    assert end == pytest.approx(whole + extra) or (len(words) == 1 and end == pytest.approx(whole))


@given(TEXT, st.floats(0.1, 60.0))
def test_words_numbers_and_dashes_stay_close(text: str, extra: float) -> None:
    for word in spread(text, 0.0, 0.0, extra, ("Song", 12.0), FACES):
        if word.spread:
            assert not any(char.isascii() for char in word.text)
            assert "——" not in word.text


def test_a_line_is_rather_ragged_than_torn() -> None:
    assert [word.spread for word in spread("甲乙", 0.0, 0.0, 12.0 * WIDEST + 1, ("Song", 12.0), FACES)] == [0.0]
