"""The terminal's commands: words in, one JSON object or plain Chinese out, and an exit code."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from planner.cli import (
    amending,
    exploring,
    issuing,
    keeping,
    listing,
    manual,
    planning,
    reading,
    sample,
    showing,
    supplying,
    supposing,
    tracking,
)
from planner.cli.progress import telling
from planner.cli.words import Answer, Command, nearest, understand
from planner.errors import Cancelled, NotUnderstood, PlannerError

GROUPS: Mapping[str, Sequence[Command]] = {
    "开始": (sample.DEMO, keeping.NEW),
    "收表": (reading.READ, reading.IMPORT),
    "查改": (listing.LIST, showing.SHOW, amending.ADD, amending.AMEND, amending.REMOVE),
    "配置与跟踪": (supplying.BALANCE, supplying.ASSIGN, planning.PROPOSE, planning.COPY, planning.COMPARE, planning.ADOPT,
              supposing.SUPPOSE, exploring.FRONTIER, exploring.WEIGHTS, tracking.START, tracking.PLAN),
    "出表": (issuing.DOCUMENTS, issuing.ISSUE, issuing.ISSUED),
    "留痕": (keeping.HISTORY, keeping.UNDO, keeping.REDO),
    "保管": (keeping.CHECK, keeping.BACKUP, keeping.RESTORE),
}
COMMANDS: Mapping[str, Command] = {command.name: command for commands in GROUPS.values() for command in commands}
_ASK_FOR_HELP = ("--help", "-h")


def main(argv: Sequence[str]) -> int:
    """0 done, 1 refused, 2 unreadable file or damaged workspace, 130 cancelled."""
    as_json = "--json" in argv
    try:
        answer = _answer(list(argv))
    except (PlannerError, Cancelled, KeyboardInterrupt) as error:
        return _refuse(error, as_json)
    _print([json.dumps(answer.plain, ensure_ascii=False)] if as_json and answer.plain else answer.lines)
    return answer.code


def _answer(argv: list[str]) -> Answer:
    name = next((word for word in argv if not word.startswith("-")), "")
    asks = any(word in _ASK_FOR_HELP for word in argv)
    if not name and (asks or not argv):
        return Answer({}, manual.overview(GROUPS))
    if name not in COMMANDS:
        raise NotUnderstood("unknown_command", name=name or argv[0], nearest=_nearest(name or argv[0]))
    command = COMMANDS[name]
    if asks:
        return Answer({}, manual.usage(command))
    argv.remove(name)
    with telling() as progress:
        return command.run(understand(command, argv, progress))


def _nearest(written: str) -> list[str]:
    """Commands whose word or Chinese sentence is like what was written."""
    meant = [name for name, command in COMMANDS.items() if written in command.about] if written else []
    return meant or nearest(written, COMMANDS)


def _refuse(error: BaseException, as_json: bool) -> int:
    from planner.cli.refusal import refusal

    told = refusal(error)
    if as_json:
        _print([json.dumps({"error": told.plain}, ensure_ascii=False)])
    else:
        with contextlib.suppress(OSError):
            print(*filter(None, told.lines), sep="\n", file=sys.stderr)
    return told.code


def unforeseen(report: Path | None, as_json: bool) -> None:
    """What nobody foresaw, in plain words; the report of it lies on this machine."""
    _refuse(PlannerError("planner"), as_json)
    if report and not as_json:
        print(f"崩溃报告：{report}", file=sys.stderr)


def _print(lines: Iterable[str]) -> None:
    """Lines to the output; who reads it may have heard enough, as `head` does."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
