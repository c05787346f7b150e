"""Which titles are shown to a person side by side, and which never."""

from __future__ import annotations

import pytest

from planner.domain.likeness import Likeness


def alike(one: str, other: str) -> bool:
    known = Likeness()
    known.add("one", one, "市交通局")
    return known.alike(other, "市港航局") == ["one"]


@pytest.mark.parametrize(("one", "other"), [
    ("港区无人集卡协同调度", "港区无人集卡与场桥协同调度示范应用"), ("政企远程协同会商试点", "政企远程协同会商"),
    ("青岭区船闸过闸智能调度应用示范", "船闸过闸智能调度场景"),
    ("ＡＩ 影像辅助诊断", "AI影像辅助诊断项目"), ("全市果园无人机精准喷防", "果园无人机精准喷防"),
])
def test_the_same_in_other_words_is_proposed_whichever_came_first(one: str, other: str) -> None:
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(("one", "other"), [
    ("智慧港口调度平台一期", "智慧港口调度平台二期"), ("人民医院东区影像诊断", "人民医院西区影像诊断"),
    ("第一中学智能题库建设", "第十一中学智能题库建设"), ("2025年度暴雨预警", "2026年度暴雨预警"),
    ("东屏区医院周边智慧停车诱导", "白沙区医院周边智慧停车诱导"), ("信号灯片区自适应配时", "中心城区停车一码通"), ("诊断", "诊断"),
])
def test_what_is_told_apart_by_number_side_or_place_is_not(one: str, other: str) -> None:
    assert not alike(one, other) and not alike(other, one)


def test_the_closest_comes_first() -> None:
    known = Likeness()
    for key, title in (("far", "港区无人集卡与场桥协同调度系统"), ("near", "港区无人集卡协同调度")):
        known.add(key, title, "市交通局")
    assert known.alike("港区无人集卡协同调度示范", "市港航局")[0] == "near"


def test_one_department_is_asked_nothing_about_its_own() -> None:
    known = Likeness()
    known.add("one", "港区无人集卡协同调度", "市交通局")
    assert known.alike("港区无人集卡协同调度示范", "市交通局") == []
