"""The terminal's commands: words in, one JSON object or plain Chinese out, and an exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from planner import messages
from planner.cli import issuing, keeping, reading, records
from planner.errors import Cancelled, FileTrouble, PlannerError, RuleBroken, SheetUnreadable, StoreTrouble

Answer = Mapping[str, Any]


class _Words(argparse.ArgumentParser):
    """Refuses wrong words in Chinese instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise RuleBroken("usage", text="命令或参数不对，请核对。")


def main(argv: Sequence[str]) -> int:
    """0 done, 1 refused, 2 unreadable file or damaged workspace, 130 cancelled."""
    try:
        chosen = _parser().parse_args(list(argv))
        run: Callable[[argparse.Namespace], Answer] = chosen.run
        answer = run(chosen)
    except PlannerError as error:
        return _refuse(error, "--json" in argv)
    except (Cancelled, KeyboardInterrupt):
        return 130
    _say(answer, chosen.json)
    return 2 if "error" in answer else 0


def _parser() -> argparse.ArgumentParser:
    parser = _Words(prog="planner", description="人工智能应用场景年度计划")
    commands = parser.add_subparsers(required=True, parser_class=_Words)
    for group in (reading, records, issuing, keeping):
        group.offer(commands)
    for command in set(commands.choices.values()):
        command.add_argument("--json", action="store_true", help="输出 JSON")
    return parser


def _say(answer: Answer, plain: bool) -> None:
    if plain:
        print(json.dumps(answer, ensure_ascii=False))
        return
    for name, value in answer.items():
        print(f"{name}：{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")


def _refuse(error: PlannerError, plain: bool) -> int:
    notice = messages.notice(error)
    if plain:
        print(json.dumps({"error": {"code": error.code, "message": notice.text, "advice": notice.advice}}, ensure_ascii=False))
    else:
        print(notice.text, notice.advice, file=sys.stderr)
    return 2 if isinstance(error, SheetUnreadable | StoreTrouble | FileTrouble) else 1


