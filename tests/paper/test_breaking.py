"""Line breaking keeps marks in place, words whole, and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.paper.breaking import NO_END, NO_START, atoms, balanced, blank_half, lines

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


PROSE = (
    "根据《科技部等六部门关于加快场景创新以人工智能高水平应用促进经济高质量发展的指导意见》（国科发规〔2022〕199号），先导区安排"
    "“AI+制造”等场景46项——其中计划投资128,036.25万元、算力1500PFLOPS（缺口37.5%），面积12.6㎡；联系ai-office@pilot-zone.example.cn，"
    "截至2025年6月20日，第二季度完成≥95%……"
)
WHOLE = ("2022", "199", "128,036.25", "1500PFLOPS", "37.5%", "12.6㎡", "2025年", "6月", "20日", "第二季度", "≥95%", "——", "……", "AI+")


@pytest.mark.parametrize("hang", [False, True])
@pytest.mark.parametrize("width", range(12, 112))
def test_a_hundred_widths_without_a_fault(width: int, hang: bool) -> None:
    found = lines(PROSE, width, em, first=width - 2, hang=hang)
    assert "".join(found) == PROSE
    for at, line in enumerate(found):
        assert em(line) - (blank_half(line, em) if hang else 0) <= (width - 2 if at == 0 else width)
        assert at == 0 or line[0] not in NO_START
        assert at == len(found) - 1 or line[-1] not in NO_END
    edges = {len("".join(found[:at])) for at in range(1, len(found))}
    for word in WHOLE:
        begin = PROSE.index(word)
        assert not edges & set(range(begin + 1, begin + len(word))), f"{word} is broken"


def test_a_mark_may_stand_half_over_the_edge() -> None:
    assert lines("一二三四，五", 4.5, em, hang=True) == ["一二三四，", "五"]
    assert lines("一二三四，五", 4.5, em) == ["一二三", "四，五"]


def test_an_address_longer_than_a_line_is_cut_after_a_mark() -> None:
    assert lines("ai-office@pilot-zone.example.cn", 6, em) == ["ai-office@", "pilot-zone.", "example.cn"]


@given(TEXT, st.integers(12, 40))
def test_titles_are_balanced_in_as_few_lines(text: str, width: int) -> None:
    found, plain = balanced(text, width, em), lines(text, width, em)
    assert "".join(found) == text
    assert len(found) == len(plain)
    assert max(map(em, found)) <= max(map(em, plain))


@pytest.mark.parametrize("width", range(100, 460, 7))
def test_the_terms_of_a_title_stay_whole(width: int) -> None:
    title = "关于公示2025年第一批人工智能应用场景清单的通知"
    found = balanced(title, width, lambda text: em(text) * 22.0)
    assert "".join(found) == title
    for term in ("人工智能", "应用场景", "清单的", "公示", "第一批"):
        assert any(term in line for line in found)
