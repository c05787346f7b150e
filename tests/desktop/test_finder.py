"""A link to one of many, found by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.desktop.editors import offer, on_edit, put, written
from planner.desktop.finder import SHOWN, Finder
from planner.domain.demand import Demand
from planner.schema.record import fields_of

FIELD = fields_of(Demand)["scenario"]


@pytest.fixture
def finder(qtbot: QtBot) -> Finder:
    made = Finder()
    qtbot.addWidget(made)
    offer(made, [(f"k{number}", f"港区无人集卡第{number}批") for number in range(100_000)])
    made.show()
    return made


def test_only_the_first_hang_below_and_the_field_says_how_to_find_the_others(finder: Finder) -> None:
    assert finder.count() == SHOWN + 1 and "100,000" in finder.line.placeholderText()


def test_what_is_typed_is_found_and_chosen_with_enter(finder: Finder, qtbot: QtBot) -> None:
    edits: list[str] = []
    on_edit(finder, lambda: edits.append(finder.key))
    assert finder.matches("无人 99999") == ["k99999"] and len(finder.matches("港区")) == SHOWN
    finder.line.setText("99999")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.key == written(finder) == "k99999" and finder.currentText() == "港区无人集卡第99999批"
    assert edits[-1] == "k99999"


def test_words_that_name_nothing_or_several_give_way_to_what_was_chosen(finder: Finder) -> None:
    put(finder, FIELD, "k70000")
    for text in ("没有的", "999"):
        finder.setEditText(text)
        assert written(finder) == "k70000" and finder.currentText() == "港区无人集卡第70000批"
    finder.setEditText("")
    assert written(finder) == ""


def test_what_is_gone_is_chosen_no_longer(finder: Finder) -> None:
    put(finder, FIELD, "k3")
    offer(finder, [("k3", "港区无人集卡"), ("k4", "智慧灌溉")])
    assert finder.key == "k3" and finder.line.placeholderText() == ""
    offer(finder, [("k4", "智慧灌溉")])
    assert finder.key == "" and finder.currentText() == ""
