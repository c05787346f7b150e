"""Commands that write documents: documents, issue."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def offer(commands: Any) -> None:
    commands.add_parser("documents", help="列出报表").set_defaults(run=_documents)
    issue = commands.add_parser("issue", help="出表")
    issue.add_argument("workspace", type=Path)
    issue.add_argument("document")
    issue.add_argument("-o", "--output", type=Path, required=True)
    issue.add_argument("--scope", action="append", default=[])
    issue.set_defaults(run=_issue)


def _documents(asked: argparse.Namespace) -> dict[str, Any]:
    from planner.services.issuing import Issuing

    return {"documents": [{"name": k.name, "title": k.title, "formats": list(k.formats)} for k in Issuing.documents()]}


def _issue(asked: argparse.Namespace) -> dict[str, Any]:
    from planner.workspace import Workspace

    scope = {key: value for key, _, value in (word.partition("=") for word in asked.scope)}
    with Workspace.open(asked.workspace) as workspace:
        made = workspace.issuing.issue(asked.document, asked.output, scope)
    return {"file": str(asked.output), "pages": made.pages, "rows": made.rows,
            "missing_characters": list(made.missing_characters)}
