"""The command `demo`: the sample workspace and every document of it, without a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli.words import Answer, Asked, Command, Slot

if TYPE_CHECKING:
    from planner.progress import Progress
    from planner.workspace import Workspace

SAMPLE = "示例.planner"


def _demo(asked: Asked) -> Answer:
    from planner.paths import trouble
    from planner.workspace import Workspace

    folder = asked.path("folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, folder) from error
    path = folder / SAMPLE
    if not path.exists():
        _build(path, asked.progress)
    with Workspace.open(path) as workspace:
        plain = {"workspace": str(path), "imported": _imported(workspace), "issued": _issue_all(workspace, folder, asked.progress)}
    return Answer(plain, _lines(plain))


def _build(path: Path, progress: Progress) -> None:
    """The sample year in a new file; what was not built to its end leaves no file."""
    from planner.services.recovering import take_away
    from planner.workspace import Workspace

    try:
        with Workspace.create(path) as workspace:
            workspace.sampling.build(progress)
    except BaseException:
        take_away(path)
        raise


def _imported(workspace: Workspace) -> dict[str, int]:
    """Received files, records that came of them, and cells that a person should look at."""
    from planner.domain.round import Origin, Submission

    sent, origins = workspace.drafting.find(Submission), workspace.drafting.find(Origin)
    doubtful = sum("problem" in spot for origin in origins for spot in (origin.cells or {}).values())
    left = sum((file.rows_held or 0) + (file.rows_refused or 0) for file in sent)
    return {"files": len(sent), "records": sum(file.rows_new or 0 for file in sent), "problems": doubtful + left}


def _issue_all(workspace: Workspace, folder: Path, progress: Progress) -> list[str]:
    """Every document as a workbook and as a PDF."""
    from planner.services.issuing import Order

    orders = [Order(kind.name, tuple(folder / f"{kind.title}.{ending}" for ending in ("xlsx", "pdf")))
              for kind in workspace.issuing.documents()]
    return [str(file) for file in workspace.issuing.issue(orders, progress).files]


def _lines(plain: Mapping[str, Any]) -> Iterator[str]:
    imported = plain["imported"]
    yield f"示例工作区：{plain['workspace']}"
    yield f"导入 {imported['files']} 个报送文件，{imported['records']} 条记录，{imported['problems']} 处须核对。"
    yield "已出表："
    yield from (f"  {file}" for file in plain["issued"])


DEMO = Command("demo", "建一个示例工作区：导入示例报送表，配好供给，跟踪项目，出全部报表", _demo, (
    Slot("folder", "文件夹", "放示例工作区和报表的文件夹；已有示例时不重建，只重新出表"),))
