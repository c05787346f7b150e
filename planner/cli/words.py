"""The words of a command line: what a command takes, and what a person has written for each part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.errors import NotUnderstood
from planner.progress import Progress


@dataclass(frozen=True)
class Slot:
    """A word that has its place; people see `shown`, and `many` takes this one and all that follow."""

    name: str
    shown: str
    about: str
    many: bool = False


@dataclass(frozen=True)
class Option:
    """A word with dashes; `value` names what stands behind it, "" makes it a switch; `many` may be said repeatedly."""

    name: str
    about: str
    value: str = ""
    short: str = ""
    many: bool = False
    needed: bool = False


@dataclass(frozen=True)
class Answer:
    """What a command has to say: to programs (JSON's keys are a contract), to people (lines), and the exit code."""

    plain: Mapping[str, Any]
    lines: Iterator[str] | Sequence[str] = ()
    code: int = 0


@dataclass(frozen=True)
class Asked:
    """What was written, by the names of slots and options."""

    said: Mapping[str, Sequence[str]]
    progress: Progress = field(default_factory=Progress)

    def word(self, name: str) -> str:
        return self.said[name][0]

    def words(self, name: str) -> list[str]:
        return list(self.said.get(name, ()))

    def path(self, name: str) -> Path:
        return Path(self.word(name))

    def given(self, name: str) -> bool:
        return name in self.said

    def option(self, name: str) -> str | None:
        """The value of an option; what was said last counts."""
        return self.said[name][-1] if name in self.said else None

    def count(self, name: str, otherwise: int) -> int:
        """A whole number of at least one. Raises NotUnderstood."""
        written = self.option(name)
        if written is None:
            return otherwise
        if not written.isdecimal() or int(written) < 1:
            raise NotUnderstood("not_a_count", name=name, text=written)
        return int(written)

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """What was written as 栏目=值, several times. Raises NotUnderstood."""
        parted = [word.partition("=") for word in self.words(name)]
        for left, mark, _ in parted:
            if not (left.strip() and mark):
                raise NotUnderstood("not_a_pair", text=left)
        return [(left.strip(), right.strip()) for left, _, right in parted]


@dataclass(frozen=True)
class Command:
    """A verb of the terminal; `detail` says more, with examples."""

    name: str
    about: str
    run: Callable[[Asked], Answer]
    slots: tuple[Slot, ...] = ()
    options: tuple[Option, ...] = ()
    detail: str = ""


WORKSPACE = Slot("workspace", "工作区", "工作区文件")
JSON = Option("--json", "结果输出为一个 JSON 对象，供其他程序读取")
HELP = Option("--help", "显示这份说明", short="-h")


def understand(command: Command, words: Sequence[str], progress: Progress) -> Asked:
    """What was written behind a command's name. Raises NotUnderstood, naming what is wrong and what comes nearest."""
    placed, said = _sort(command, words)
    said |= _placed(command, placed)
    for option in command.options:
        if option.needed and option.name not in said:
            raise NotUnderstood("option_missing", name=option.name, about=option.about, command=command.name)
    return Asked(said, progress)


def _sort(command: Command, words: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The words that have their place, and the options with their values. Behind `--` nothing is an option."""
    known = {name: option for option in (*command.options, JSON, HELP) for name in (option.name, option.short) if name}
    placed: list[str] = []
    said: dict[str, list[str]] = {}
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return [*placed, *waiting], said
        if not word.startswith("-") or word == "-":
            placed.append(word)
            continue
        name, mark, value = word.partition("=")
        if name not in known:
            raise NotUnderstood("unknown_option", name=name, nearest=nearest(name, known), command=command.name)
        option = known[name]
        said.setdefault(option.name, []).append(_value(option, mark, value, waiting))
    return placed, said


def _value(option: Option, mark: str, value: str, waiting: Iterator[str]) -> str:
    if not option.value:
        if mark:
            raise NotUnderstood("value_unwanted", name=option.name)
        return ""
    found = value if mark else next(waiting, None)
    if found is None or (not mark and found.startswith("--")):
        raise NotUnderstood("value_missing", name=option.name, value=option.value)
    return found


def _placed(command: Command, words: list[str]) -> dict[str, list[str]]:
    taken: dict[str, list[str]] = {}
    for slot in command.slots:
        if not words:
            raise NotUnderstood("word_missing", slot=slot.shown, about=slot.about, command=command.name)
        taken[slot.name], words = (words, []) if slot.many else (words[:1], words[1:])
    if words:
        raise NotUnderstood("word_unwanted", text=words[0], command=command.name)
    return taken


def nearest(written: str, known: Mapping[str, Any] | Sequence[str], most: int = 3) -> list[str]:
    """The known words that look most like what was written, the nearest first; never none."""
    from difflib import SequenceMatcher

    by_likeness = sorted(known, key=lambda word: SequenceMatcher(None, written, word).ratio(), reverse=True)
    return by_likeness[:most]
