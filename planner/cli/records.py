"""Commands on a workspace's records and documents: new, import."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def offer(commands: Any) -> None:
    new = commands.add_parser("new", help="新建工作区")
    new.add_argument("workspace", type=Path)
    new.set_defaults(run=_new)
    take = commands.add_parser("import", help="导入报送表")
    take.add_argument("workspace", type=Path)
    take.add_argument("files", type=Path, nargs="+")
    for option in ("--record", "--round", "--department"):
        take.add_argument(option)
    take.set_defaults(run=_import)


def _new(asked: argparse.Namespace) -> dict[str, Any]:
    from planner.workspace import Workspace

    with Workspace.create(asked.workspace) as workspace:
        return {"workspace": str(workspace.path)}


def _import(asked: argparse.Namespace) -> dict[str, Any]:
    from planner import messages
    from planner.workspace import Workspace

    with Workspace.open(asked.workspace) as workspace:
        received = workspace.collecting.read(asked.files)
        intake = workspace.collecting.compare(received, record=asked.record, department=asked.department)
        done = workspace.collecting.accept(intake, round=asked.round, department=asked.department)
    return {"operation": done.operation, "files": [
        {"file": f.file, "new": f.new, "changed": f.changed, "same": f.same, "held": f.held, "refused": f.refused,
         "error": None if f.error is None else messages.notice(f.error).text} for f in done.files]}
