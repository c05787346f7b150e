"""What was issued agrees with itself, is kept, can be compared with today and comes out of the printer again as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.issuance import Issuance
from planner.domain.scenario import Scenario
from planner.errors import Cancelled, NotFound, RuleBroken
from planner.progress import Progress
from planner.schema.document import Table
from planner.services.issuing import Order
from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """Six scenarios of two sectors."""
    with Workspace.create(folder / "工作 区.planner", Settings(actor="李四", office="先导区办公室")) as opened:
        for at in range(1, 7):
            opened.drafting.add(Scenario, {"title": f"场景{at}", "sector": "制造" if at % 2 else "医疗", "investment": f"{at * 100}"})
        yield opened


def titled(workspace: Workspace, title: str) -> Scenario:
    return next(thing for thing in workspace.drafting.find(Scenario) if thing.title == title)


def issue(workspace: Workspace, path: Path, scope: dict[str, str] | None = None) -> Issuance:
    workspace.issuing.issue([Order("scenario-list", (path,), scope or {})])
    return workspace.archiving.issued()[0]


def test_it_is_noted_what_was_issued_when_and_by_whom(workspace: Workspace, folder: Path) -> None:
    before = workspace.store.position()
    kept = issue(workspace, folder / "清单.pdf", {"sector": "制造", "as_of": "2025-06-20"})
    assert (kept.document, kept.scope, kept.issuer, kept.rows) == ("scenario-list", {"sector": "制造"}, "李四", 3)
    assert kept.as_of is not None
    assert kept.as_of.text == "2025-06-20"
    assert kept.position == before
    assert workspace.keeping.history()[0].name == "出具 人工智能应用场景清单"
    assert list(kept.files or {}) == ["清单.pdf"]


def test_it_is_printed_again_to_the_byte_whatever_was_changed_since(workspace: Workspace, folder: Path) -> None:
    files = folder / "清单.pdf", folder / "清单.xlsx"
    workspace.issuing.issue([Order("scenario-list", files)])
    workspace.drafting.amend(Scenario, titled(workspace, "场景1").id, {"investment": "999"})
    key = workspace.archiving.issued()[0].id
    for file in files:
        again = workspace.archiving.reissue(key, folder / f"重出{file.suffix}")
        assert again.same
        assert (folder / f"重出{file.suffix}").read_bytes() == file.read_bytes()


def test_a_file_that_is_not_the_one_of_then_is_told(workspace: Workspace, folder: Path) -> None:
    kept = issue(workspace, folder / "清单.pdf")
    assert workspace.archiving.reissue(kept.id, folder / "b.xlsx").same is None
    with workspace.store.changing("改动") as unit:
        unit.of(Issuance).get(kept.id).files = {"清单.pdf": "0" * 64}
    assert workspace.archiving.reissue(kept.id, folder / "b.pdf").same is False


def test_undo_takes_the_note_back(workspace: Workspace, folder: Path) -> None:
    issue(workspace, folder / "清单.pdf")
    workspace.keeping.undo()
    assert workspace.archiving.issued() == []
    workspace.keeping.redo()
    assert len(workspace.archiving.issued()) == 1
    assert all(check.ok for check in workspace.keeping.check())


def test_what_differs_today_is_named(workspace: Workspace, folder: Path) -> None:
    kept = issue(workspace, folder / "清单.pdf")
    assert workspace.issuing.compare(kept.id) == []
    changed, gone = titled(workspace, "场景2"), titled(workspace, "场景4")
    workspace.drafting.amend(Scenario, changed.id, {"investment": "250"})
    workspace.drafting.remove(Scenario, [gone.id], "重复")
    added = workspace.drafting.add(Scenario, {"title": "新场景", "sector": "制造"})
    found = [(one.row, one.column, one.then, one.now, one.key) for one in workspace.issuing.compare(kept.id)]
    assert ("场景2", "计划投资", "200.00", "250.00", changed.id) in found
    assert ("场景4", "", "有", "", gone.id) in found
    assert ("新场景", "", "", "有", added.id) in found
    assert ("合计", "计划投资", "2,100.00", "1,750.00", "") in found
    assert len([one for one in found if one[0] == "小计"]) == 1


def test_a_figure_leads_to_its_record_as_it_was(workspace: Workspace, folder: Path) -> None:
    kept, target = issue(workspace, folder / "清单.pdf"), titled(workspace, "场景3")
    workspace.drafting.amend(Scenario, target.id, {"investment": "9", "title": "改了名的场景"})
    added = workspace.drafting.add(Scenario, {"title": "新场景"})
    was = workspace.archiving.source(kept.id, target.id)
    assert isinstance(was, Scenario)
    assert (was.title, was.investment, was.sector) == ("场景3", 300, target.sector)
    with pytest.raises(NotFound):
        workspace.archiving.source(kept.id, added.id)


def test_every_row_of_every_document_leads_somewhere_or_is_a_sum(workspace: Workspace, folder: Path) -> None:
    workspace.issuing.issue([Order("scenario-list", (folder / "a.pdf",)), Order("review-summary", (folder / "b.pdf",))])
    for kept in workspace.archiving.issued():
        rows = [row for block in workspace.archiving.document(kept.id).blocks if isinstance(block, Table) for row in block.rows
                if row.role == "record"]
        assert all(workspace.archiving.source(kept.id, row.key).name in map(str, row.values) for row in rows)


def test_everything_at_once_agrees_even_when_somebody_writes_meanwhile(workspace: Workspace, folder: Path) -> None:
    target, told = titled(workspace, "场景1").id, []

    def disturb(what: str, done: int, total: int) -> None:
        if what == "汇总数据" and done == 1 and not told:
            told.append(what)
            workspace.drafting.amend(Scenario, target, {"investment": "777"})

    scope = {"as_of": "2025-06-20"}
    handed = workspace.issuing.issue([Order("scenario-list", (folder / f"{at}.xlsx",), scope) for at in range(3)], Progress(disturb))
    assert told
    assert handed.papers[0].document == handed.papers[1].document == handed.papers[2].document
    kept = workspace.archiving.issued()
    assert {one.batch for one in kept} == {handed.operation}
    assert len({one.figures for one in kept}) == 1
    number = max((kept[0].position or {}).values())
    assert workspace.store.position() == {workspace.store.site: number + 1}
    assert "777.00" in str([column.shown(value) for table in handed.papers[0].document.blocks if isinstance(table, Table)
                            for row in table.rows if row.role == "record" for column, value in zip(table.columns, row.values, strict=True)])


def test_a_dated_folder_takes_all_documents(workspace: Workspace, folder: Path) -> None:
    handed = workspace.issuing.issue_all(folder, {"as_of": "2025-06-20", "quarter": "2025Q2"})
    names = sorted(path.name for path in (folder / "2025-06-20 报表").iterdir())
    assert len(names) == sum(len(kind.formats) for kind in workspace.issuing.documents()) == len(handed.files)
    assert names[0].startswith("01 ")
    again = workspace.issuing.issue_all(folder, {"as_of": "2025-06-20"}, names=["scenario-list"])
    assert again.files[0].parent.name == "2025-06-20 报表（2）"
    assert len({one.batch for one in workspace.archiving.issued()}) == 2


def test_cancelling_leaves_neither_files_nor_a_note(workspace: Workspace, folder: Path) -> None:
    progress, before = Progress(), workspace.store.position()
    progress._tell = lambda what, done, total: progress.cancel() if what == "写出" else None
    with pytest.raises(Cancelled):
        workspace.issuing.issue_all(folder, {"as_of": "2025-06-20"}, progress=progress)
    assert not (folder / "2025-06-20 报表").exists()
    assert workspace.store.position() == before


def test_a_preview_is_not_noted(workspace: Workspace, folder: Path) -> None:
    workspace.issuing.write("scenario-list", folder / "a.pdf")
    assert workspace.archiving.issued() == []


def test_a_copy_that_is_looked_at_may_be_printed(workspace: Workspace, folder: Path) -> None:
    copy = workspace.keeping.backup(folder / "副本.planner").file
    with Workspace.open(copy, Settings(), looking=True) as looking:
        assert looking.issuing.issue([Order("scenario-list", (folder / "a.pdf",))]).operation == ""
        assert (folder / "a.pdf").exists()
        assert looking.archiving.issued() == []


def test_damaged_figures_are_not_printed(workspace: Workspace, folder: Path) -> None:
    kept = issue(workspace, folder / "清单.pdf")
    with workspace.store._connections.writing() as connection:
        connection.execute("UPDATE received SET content = ?", (b"x",))
    with pytest.raises(RuleBroken) as raised:
        workspace.archiving.reissue(kept.id, folder / "b.pdf")
    assert raised.value.code == "figures_damaged"
    with pytest.raises(NotFound):
        workspace.archiving.document("none")
    assert [check.name for check in workspace.keeping.check() if not check.ok] == ["原始文件"]
