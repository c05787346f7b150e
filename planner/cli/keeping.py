"""Commands that keep a workspace safe: undo, redo, check, backup."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

HELP = {"undo": "撤销最近的操作", "redo": "重做", "check": "检查工作区", "backup": "备份"}


def offer(commands: Any) -> None:
    for name, words in HELP.items():
        command = commands.add_parser(name, help=words)
        command.add_argument("workspace", type=Path)
        command.add_argument("-o", "--output", type=Path)
        command.set_defaults(run=_run, verb=name)


def _run(asked: argparse.Namespace) -> dict[str, Any]:
    from planner.workspace import Workspace

    with Workspace.open(asked.workspace) as workspace:
        keeping = workspace.keeping
        if asked.verb == "check":
            checks = keeping.check()
            return {"ok": all(c.ok for c in checks), "checks": [{"name": c.name, "ok": c.ok, "found": c.found} for c in checks]}
        if asked.verb == "backup":
            made = keeping.backup(asked.output)
            return {"file": str(made.file), "sha256": made.sha256, "counts": made.counts}
        news = keeping.undo() if asked.verb == "undo" else keeping.redo()
        return {"operation": news.operation, "name": news.name}
