"""What the search box looks into, and the order of Chinese text, by the most used reading of each character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from planner.domain.scenario import Scenario
from planner.store.finding import searchable, sound

HAN = st.integers(0x4E00, 0x9FA5).map(chr)


@given(HAN)
def test_a_character_is_spelt_as_the_dictionary_spells_it_alone(character: str) -> None:
    [reading] = lazy_pinyin(character, style=Style.NORMAL)
    *_, full, initial = searchable(Scenario(title=character)).split("\n")
    assert (full, initial) == (reading.replace("ü", "v"), reading[0].replace("ü", "v"))


def test_what_is_no_chinese_stays_as_it_is() -> None:
    assert searchable(Scenario(title="AI 港口2期")).split("\n")[-2:] == ["aigangkou2qi", "aigk2q"]


@pytest.mark.parametrize(("before", "after"), [("西安", "先锋"), ("AI", "城市"), ("城市", "智慧"), ("", "一")])
def test_text_is_ordered_by_syllables(before: str, after: str) -> None:
    assert sound(before) < sound(after)
