"""Text is brought to one form without losing what can be seen."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from planner.schema.text import display_width, folded, halfwidth, paragraphs, tidy

ANY = st.text(max_size=40)


@given(ANY)
@example("U¯")
@example("a\u200b\u0301")
def test_bringing_to_one_form_twice_changes_nothing(text: str) -> None:
    for form in (tidy, paragraphs, folded, halfwidth):
        assert form(form(text)) == form(text)


def test_full_width_marks_are_kept_in_text_and_folded_for_comparing() -> None:
    assert tidy("智慧　港口（一期）\x07") == "智慧 港口（一期）"
    assert folded("ＡＩ＋ 港口") == "ai+港口"
    assert halfwidth("１，２００") == "1,200"


def test_width_counts_chinese_twice() -> None:
    assert display_width("AI场景") == 6
