"""Commands that write documents: documents, issue, issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot
from planner.errors import NotUnderstood

if TYPE_CHECKING:
    from planner.schema.document import Issued


def _documents(asked: Asked) -> Answer:
    from planner.cli.layout import table
    from planner.services.issuing import Issuing

    kinds = Issuing.documents()
    plain = {"documents": [{"name": kind.name, "title": kind.title, "formats": list(kind.formats), "scopes": list(kind.scopes)}
                           for kind in kinds]}
    return Answer(plain, table([[kind.name, kind.title, "、".join(kind.formats), "、".join((*kind.scopes, "as_of"))] for kind in kinds],
                               ["报表", "名称", "格式", "可以限定的范围"]))


def _issue(asked: Asked) -> Answer:
    from planner.services.issuing import Order
    from planner.workspace import Workspace

    target = Path(asked.option("--output") or "")
    with Workspace.open(asked.path("workspace")) as workspace:
        handed = workspace.issuing.issue([Order(asked.word("document"), (target,), dict(asked.pairs("--scope")))], asked.progress)
        made = handed.papers[0].files[target]
        lost = workspace.issuing.unprintable(handed.papers[0].document) if made.missing_characters else []
    plain = {"file": str(target), "pages": made.pages, "rows": made.rows, "missing_characters": list(made.missing_characters),
             "operation": handed.operation}
    return Answer(plain, _lines(target, made, [one.shown for one in lost]))


def _issued(asked: Asked) -> Answer:
    if asked.given("--differences") or asked.given("--again"):
        return _one_issued(asked)
    from planner.cli.layout import table
    from planner.domain.issuance import Issuance
    from planner.schema.record import fields_of
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        found = workspace.archiving.issued()
    fields = fields_of(Issuance)
    names = ("document", "title", "as_of", "issued", "issuer", "scope", "batch", "position", "figures", "files", "pages", "rows")
    plain = {"issued": [{"id": one.id, **{name: fields[name].plain(getattr(one, name)) for name in names}} for one in found]}
    shown = ("title", "as_of", "issued", "issuer", "rows", "pages")
    return Answer(plain, table([[*(fields[name].show(getattr(one, name)) for name in shown), one.id[:8]] for one in found],
                               [*(fields[name].label for name in shown), "ID"]))


def _lines(target: Path, made: Issued, lost: Sequence[str]) -> Iterator[str]:
    yield f"已出表：{target}（{made.rows} 行" + (f"，{made.pages} 页）" if made.pages else "）")
    if lost:
        yield "这些字没有字形，印成了□："
        yield from (f"  {one}" for one in lost)


def _one_issued(asked: Asked) -> Answer:
    """An issued document compared with today, or printed again from its kept figures."""
    from dataclasses import asdict

    from planner.cli import naming
    from planner.cli.layout import table
    from planner.domain.issuance import Issuance
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        if not asked.given("--again"):
            found = workspace.issuing.compare(naming.one(workspace, Issuance, asked.option("--differences") or "").id)
            rows = [[one.table, one.row, one.column or "整行", one.then, one.now] for one in found]
            return Answer({"differences": [asdict(one) for one in found]}, table(rows, ["表", "行", "栏目", "当时", "现在"]))
        if not asked.option("--output"):
            raise NotUnderstood("option_missing", name="--output", about=_OUTPUT.about, command="issued")
        target = Path(asked.option("--output") or "")
        again = workspace.archiving.reissue(naming.one(workspace, Issuance, asked.option("--again") or "").id, target, asked.progress)
    said = {True: "与当时的文件逐字节相同", False: "数据与当时相同，但排版或字体已有变化，文件与当时的不同", None: "当时没有出过这种格式"}
    plain = {"file": str(target), "pages": again.made.pages, "rows": again.made.rows, "same": again.same}
    return Answer(plain, [f"已按留存数据重出：{target}（{said[again.same]}）"])


_OUTPUT = Option("--output", "写到哪个文件；结尾 .xlsx 出工作簿，.pdf 出 PDF", "文件", short="-o")
ISSUED = Command("issued", "列出出过的报表；与现在比较，或照原样重出", _issued, (WORKSPACE,), (
    Option("--differences", "列出这份报表的哪些数字与现在不同", "ID"),
    Option("--again", "用当时留存的数据重出这份报表", "ID"), _OUTPUT,
), detail="""例：
  planner issued 我的场景.planner
  planner issued 我的场景.planner --differences 5c1f
  planner issued 我的场景.planner --again 5c1f -o 重出.pdf""")
DOCUMENTS = Command("documents", "列出可以出的报表", _documents)
ISSUE = Command("issue", "出一份报表，工作簿或 PDF", _issue, (
    WORKSPACE, Slot("document", "报表", "报表的英文名，见 planner documents")), (
    Option("--output", "写到哪个文件；结尾 .xlsx 出工作簿，.pdf 出 PDF，.docx 出 Word", "文件", short="-o", needed=True),
    Option("--scope", "限定范围，如 sector=农业、as_of=2025-06-30", "范围=值", many=True),
), detail="""例：
  planner issue 我的场景.planner scenario-list -o 农业场景清单.pdf --scope sector=农业""")
