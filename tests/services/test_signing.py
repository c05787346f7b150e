"""The office says once who it is; every paper bears it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from planner.domain.office import Office
from planner.errors import InvalidRecord
from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.create(folder / "a.planner", Settings(office="本机填的单位")) as opened:
        yield opened


def test_this_machines_name_counts_until_the_workspace_has_one(workspace: Workspace) -> None:
    assert workspace.signing.office().name == "本机填的单位"
    workspace.signing.amend({"filer": "王五"})
    assert (workspace.signing.office().name, workspace.signing.office().filer) == ("本机填的单位", "王五")
    workspace.signing.amend({"title": "澜江市人工智能办公室"})
    assert (workspace.signing.office().name, workspace.signing.office().filer) == ("澜江市人工智能办公室", "王五")
    assert workspace.drafting.count(Office) == 1
    workspace.keeping.undo()
    assert workspace.signing.office().name == "本机填的单位"


def test_it_stands_on_the_papers(workspace: Workspace, folder: Path) -> None:
    workspace.signing.amend({"title": "澜江市人工智能办公室", "leader": "张三", "filer": "王五", "phone": "0571-8888"})
    workspace.issuing.write("scenario-list", folder / "a.pdf")
    with pypdfium2.PdfDocument(folder / "a.pdf") as pdf:
        text = "".join(pdf[0].get_textpage().get_text_range().split())
    for said in ("填报单位（盖章）：澜江市人工智能办公室", "单位负责人：张三", "填表人：王五", "联系电话：0571-8888", "审核人："):
        assert said in text


def test_what_cannot_be_meant_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidRecord):
        workspace.signing.amend({"objection_days": "0"})
