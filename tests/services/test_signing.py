"""The office says once who it is; every paper bears it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from planner.domain.office import Office
from planner.errors import InvalidRecord
from planner.paths import resource
from planner.services.issuing import Order
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


def test_the_offices_typefaces_are_on_what_is_issued_and_on_what_is_printed_again(workspace: Workspace, folder: Path) -> None:
    (folder / "字 体").mkdir()
    with TTFont(resource("fonts", "Kai.ttf")) as font:
        font["name"].setName("仿宋_GB2312", 1, 3, 1, 0x804)
        font["OS/2"].fsType = 0
        font.save(folder / "字 体" / "a.ttf")
    workspace.issuing.issue([Order("public-notice", (folder / "a.pdf",))])
    workspace.settings.fonts = str(folder / "字 体")
    assert {face: one.name for face, one in workspace.issuing.typefaces().faces.items()} == {"Fang": "仿宋_GB2312"}
    workspace.issuing.issue([Order("public-notice", (folder / "b.pdf",))])
    newest, oldest = workspace.archiving.issued()
    assert workspace.archiving.reissue(newest.id, folder / "c.pdf").same is True
    assert workspace.archiving.reissue(oldest.id, folder / "d.pdf").same is False
    assert "FandolKai" in faces(folder / "b.pdf")
    assert "FandolKai" not in faces(folder / "a.pdf")


def faces(path: Path) -> str:
    """The names of the fonts inside."""
    with pikepdf.open(path) as pdf:
        return " ".join(str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values())
