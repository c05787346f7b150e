"""Commands for received files: read, import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot

_MOST_PROBLEMS = 20


def _read(asked: Asked) -> Answer:
    from planner import messages
    from planner.domain.kinds import IMPORTED
    from planner.errors import SheetUnreadable
    from planner.sheets.contract import as_json, error_as_json
    from planner.sheets.intake import read_book

    path = asked.path("file")
    try:
        plain = as_json(read_book(path, IMPORTED, progress=asked.progress))
    except SheetUnreadable as error:
        notice = messages.notice(error)
        return Answer(error_as_json(path.name, error), [notice.text, notice.advice], 2)
    return Answer(plain, _understood(plain))


def _understood(book: Mapping[str, Any]) -> Iterator[str]:
    """What was read, for people: tables, the meaning of their columns, and what should be looked at."""
    from planner.domain.kinds import KINDS

    yield f"{book['file']}：{len(book['tables'])} 张表"
    for table in book["tables"]:
        record = KINDS.get(table["record"] or "")
        records = [row for row in table["rows"] if row["kind"] == "record"]
        yield ""
        yield f"工作表“{table['sheet']}” {table['range']}：{record.label if record else '没有认出类别'}，{len(records)} 条记录"
        yield from _columns(table, record)
        yield from _problems(records, record)
    if book["problems"]:
        yield ""
        yield from (problem["message"] for problem in book["problems"])


def _columns(table: Mapping[str, Any], record: Any) -> Iterator[str]:
    from planner.cli import layout

    labels = _labels(record)
    yield from layout.table([[column["column"], column["header"], labels.get(column["field"], "附加信息"),
                              f"{column['confidence']:.0%}" if column["field"] else ""] for column in table["columns"]],
                            ["列", "表头", "读作", "把握"], [3], 40)


def _problems(records: list[Mapping[str, Any]], record: Any) -> Iterator[str]:
    from planner.errors import Problem
    from planner.messages import sentence

    labels = _labels(record)
    found = [(row["row"], problem) for row in records for problem in row["problems"]]
    if found:
        yield f"须核对 {len(found)} 处：" + (f"（列出前 {_MOST_PROBLEMS} 处）" if len(found) > _MOST_PROBLEMS else "")
    for row, problem in found[:_MOST_PROBLEMS]:
        said = sentence(Problem(problem["field"] or "", problem["code"], {"text": problem["text"]}))
        yield f"  {problem['column']}{row} {labels.get(problem['field'], '')}：{said}"


def _labels(record: Any) -> dict[str, str]:
    from planner.schema.record import SEED

    return {name: field.label for name, field in SEED.received_of(record).items()} if record else {}


def _import(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.workspace import Workspace

    record = asked.option("--record")
    department = asked.option("--department")
    kind = naming.kind(record).kind if record else None
    with Workspace.open(asked.path("workspace")) as workspace:
        collecting = workspace.collecting
        received = collecting.read(list(map(Path, asked.words("files"))), asked.progress)
        intake = collecting.compare(received, record=kind, department=department, progress=asked.progress)
        done = collecting.accept(intake, round=asked.option("--round"), department=department, progress=asked.progress)
    plain = {"operation": done.operation or None, "files": [_taken(file) for file in done.files],
             "notes": [note for file in received for note in _notes(file)],
             "open": [_open(file.name, row) for file in intake.files for row in file.rows if row.outcome in ("held", "refused")]}
    unreadable = any(file.error for file in done.files)
    return Answer(plain, _became(plain), 2 if unreadable else 0)


def _notes(received: Any) -> Iterator[dict[str, str]]:
    """What is to be said of a file as a whole; of tables that nobody recognised, with how many rows they have."""
    from planner.messages import sentence

    book = received.book
    strange = sum(row.kind == "record" for table in book.tables if table.record is None for row in table.rows) if book else 0
    for problem in book.problems if book else ():
        more = f"（{strange} 行没有采用；可在窗口的“导入”页指定）" if problem.code == "not_recognised" else ""
        yield {"file": received.path.name, "code": problem.code, "message": sentence(problem) + more}


def _taken(file: Any) -> dict[str, Any]:
    from planner import messages

    error = None
    if file.error is not None:
        notice = messages.notice(file.error)
        error = {"code": file.error.code, "message": notice.text, "advice": notice.advice}
    return {"file": file.file, "new": file.new, "changed": file.changed, "same": file.same, "held": file.held,
            "refused": file.refused, "error": error}


def _open(file: str, row: Any) -> dict[str, Any]:
    """A row that was not taken, and why."""
    from planner.messages import sentence

    labels = _labels(row.record)
    said = [{"field": p.field or None, "label": labels.get(p.field, ""), "code": p.code, "message": sentence(p)} for p in row.problems]
    return {"file": file, "sheet": row.sheet, "row": row.row, "verdict": row.outcome, "problems": said}


def _left_open(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if rows:
        yield f"有 {len(rows)} 行没有采用：" + (f"（列出前 {_MOST_PROBLEMS} 行）" if len(rows) > _MOST_PROBLEMS else "")
    for row in rows[:_MOST_PROBLEMS]:
        why = "；".join(f"{p['label']}：{p['message']}" if p["label"] else p["message"] for p in row["problems"])
        yield f"  {row['file']} {row['sheet']} 第{row['row']}行（{'待核' if row['verdict'] == 'held' else '未采用'}）：{why}"


def _became(plain: Mapping[str, Any]) -> Iterator[str]:
    from planner.cli.layout import table

    figures = ("new", "changed", "same", "held", "refused")
    yield from table([[file["file"], *(str(file[name]) for name in figures)] for file in plain["files"]],
                     ["文件", "新增", "更新", "相同", "待核", "未采用"], range(1, 6))
    yield from (f"{file['error']['message']}{file['error']['advice']}" for file in plain["files"] if file["error"])
    yield from (f"{note['file']}：{note['message']}" for note in plain["notes"])
    yield from _left_open(plain["open"])
    yield "已作为一次操作导入，planner undo 可以全部收回。" if plain["operation"] else "没有新增或更新，工作区没有改动。"


READ = Command("read", "读一个表格，说出读懂了什么；什么也不写", _read, (Slot("file", "文件", "报送的表格"),))
IMPORT = Command("import", "导入报送的表格，作为一次可以全部撤销的操作", _import, (
    WORKSPACE, Slot("files", "文件", "报送的表格，可以一次给几个", many=True)), (
    Option("--record", "只导入这一类记录", "类别"), Option("--round", "记入这一征集批次（批次号或名称）", "批次"),
    Option("--department", "报送部门；不写时用表上写明的", "部门"),
), detail="""例：
  planner import 我的场景.planner 工信局.xlsx 交通局.xls --round 2025-01""")
