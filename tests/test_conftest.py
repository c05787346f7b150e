"""The ground the tests stand on keeps its promises."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from planner.paths import machine_folder


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.com", 443)])
def test_another_machine_cannot_be_reached(address: tuple[str, int]) -> None:
    with socket.socket() as outward, pytest.raises(AssertionError, match="without a network"):
        outward.connect(address)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()) as there:
        assert there.getpeername() == here.getsockname()


def test_each_test_has_a_home_of_its_own(machine_home: Path) -> None:
    assert machine_folder() == machine_home
    assert not list(machine_home.iterdir())


def test_the_screen_is_in_memory() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == os.environ.get("PLANNER_TEST_PLATFORM", "offscreen")


def test_folders_have_blanks_and_chinese_characters_in_their_names(folder: Path) -> None:
    assert folder.is_dir()
    assert " " in folder.name
    assert not folder.name.isascii()
