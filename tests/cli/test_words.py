"""Wrong words: each is named with what comes nearest, in Chinese, and nothing is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cli.main import COMMANDS, main
from planner.cli.words import understand
from planner.errors import NotUnderstood
from planner.progress import Progress

ENGLISH = re.compile(r"usage|error|argument|option|required|invalid|positional|choose from", re.IGNORECASE)


@pytest.mark.parametrize(("words", "code", "named"), [
    (["lsit"], "unknown_command", ["lsit", "list"]),
    (["导入"], "unknown_command", ["import"]),
    (["不在这里.planner"], "unknown_command", ["不在这里.planner"]),
    (["list"], "word_missing", ["工作区"]),
    (["list", "a", "b", "c"], "word_unwanted", ["c"]),
    (["list", "a", "b", "--limt", "3"], "unknown_option", ["--limt", "--limit"]),
    (["list", "a", "b", "--limit"], "value_missing", ["--limit", "条数"]),
    (["list", "a", "scenario", "--limit", "三"], "not_a_count", ["--limit", "三"]),
    (["list", "a", "b", "--limit=0"], "unknown_kind", ["scenario（场景）"]),
    (["list", "a", "scenario", "--limit=0"], "not_a_count", ["0"]),
    (["list", "a", "b", "--removed=1"], "value_unwanted", ["--removed"]),
    (["issue", "a", "b"], "option_missing", ["--output"]),
    (["plan", "a", "b", "评审,2025"], "not_a_milestone", ["评审,2025"]),
])
def test_wrong_words_are_named(planner: Any, words: list[str], code: str, named: list[str]) -> None:
    said = planner(*words, "--json")
    error = said.plain["error"]
    assert (said.code, error["code"], said.err) == (1, code, "")
    assert all(word in error["message"] + error["advice"] for word in named)

    told = planner(*words)
    assert (told.code, told.out) == (1, "")
    assert told.err == f"{error['message']}\n{error['advice']}\n"
    assert "Traceback" not in told.err


def test_every_command_says_its_use_in_chinese(planner: Any) -> None:
    overview = planner("--help").out
    assert not ENGLISH.search(overview.replace("--json", ""))
    for name, command in COMMANDS.items():
        assert f"  {name} " in overview
        said = planner(name, "--help")
        assert said.code == 0
        assert all(slot.shown in said.out for slot in command.slots)
        assert all(option.name in said.out for option in command.options)
        assert said.out.startswith(f"用法：planner {name}")
        assert not ENGLISH.search(said.out), name


@given(st.lists(st.text(min_size=1, max_size=6)))
def test_any_words_are_understood_or_refused(words: list[str]) -> None:
    for command in COMMANDS.values():
        try:
            understand(command, words, Progress())
        except NotUnderstood as refused:
            assert refused.code


def test_a_word_behind_two_dashes_is_no_option(folder: Path) -> None:
    asked = understand(COMMANDS["new"], ["--json", "--", "--帐.planner"], Progress())
    assert asked.path("workspace") == Path("--帐.planner")


def test_options_stand_anywhere_and_the_last_word_counts() -> None:
    asked = understand(COMMANDS["list"], ["--limit", "3", "a", "--where=x=1", "b", "--where", "y=", "--limit=5"], Progress())
    assert asked.count("--limit", 0) == 5
    assert asked.pairs("--where") == [("x", "1"), ("y", "")]


def test_without_words_it_says_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "用法" in capsys.readouterr().out
