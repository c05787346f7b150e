"""What the tables of the importing page show: files as they were understood, rows as they will be stored, columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from planner.desktop.columns import Column
from planner.messages import notice, sentence
from planner.schema.fields import Field
from planner.schema.record import Record, Vocabulary
from planner.services.intake import IntakeFile, IntakeRow

VERDICTS = {"new": "＋ 新增", "changed": "≠ 变更", "same": "＝ 相同", "held": "？ 待定", "refused": "✕ 拒收"}
_TONES = {"new": "green", "changed": "amber", "same": "muted", "held": "amber", "refused": "red"}


def state(file: IntakeFile) -> str:
    """understood, doubtful or unreadable."""
    if file.received.error is not None or file.received.book is None:
        return "unreadable"
    book, counts = file.received.book, file.counts()
    doubtful = counts["held"] or counts["refused"] or problems_in(file) or any(t.record is None for t in book.tables)
    return "doubtful" if doubtful or not file.rows else "understood"


def problems_in(file: IntakeFile) -> int:
    """Problems of the file and of all its rows."""
    whole = len(file.received.book.problems) if file.received.book else 0
    return whole + sum(len(row.problems) for row in file.rows)


def file_columns() -> tuple[Column, ...]:
    """Of the list of received files."""
    states = {"understood": "✓ 已读懂", "doubtful": "？ 待核对", "unreadable": "✕ 读不了"}
    tones = {"understood": "green", "doubtful": "amber", "unreadable": "red"}
    counted = tuple(Column(verdict, words[2:], partial(_count, verdict), 6, "right", rank=partial(_counted, verdict))
                    for verdict, words in VERDICTS.items())
    return (Column("name", "文件", lambda file: file.name, 30),
            Column("state", "读取", lambda file: states[state(file)], 10, tone=lambda file: tones[state(file)]),
            Column("rows", "行数", lambda file: str(len(file.rows)), 6, "right", rank=lambda file: len(file.rows)), *counted,
            Column("problems", "问题", lambda file: str(problems_in(file) or ""), 6, "right", rank=problems_in),
            Column("said", "说明", file_said, 60))


def _count(verdict: str, file: IntakeFile) -> str:
    return str(file.counts()[verdict] or "")


def _counted(verdict: str, file: IntakeFile) -> int:
    return file.counts()[verdict]


def file_said(file: IntakeFile) -> str:
    """Why a file cannot be read and what to do, or what is doubtful about it as a whole."""
    if file.received.error is not None:
        said = notice(file.received.error)
        return f"{said.text}{said.advice}"
    book = file.received.book
    if book is None:
        return ""
    unknown = [f"工作表“{table.sheet}”没有认出是什么表" for table in book.tables if table.record is None]
    said_of_all = [sentence(problem) for problem in book.problems] + unknown
    return "；".join(said_of_all) or ("" if file.rows else "没有可以存入的行")


def row_columns(record: type[Record], rows: Sequence[IntakeRow], words: Vocabulary) -> tuple[Column, ...]:
    """Of the rows of one kind: verdict, place, then every field that any row fills or has trouble with."""
    fields = words.fields_of(record)
    filled = {name for row in rows for name in (*row.values, *row.differences, *(p.field for p in row.problems))}
    changed = {name for row in rows for name in row.differences}
    return (Column("verdict", "判定", lambda row: VERDICTS[row.verdict], 9, tone=lambda row: _TONES[row.verdict]),
            Column("take", "收入", lambda row: "收" if row.take else "不收", 6, tone=lambda row: "" if row.take else "muted"),
            Column("place", "位置", lambda row: f"{row.sheet} 第{row.row}行", 14, rank=lambda row: (row.sheet, row.row)),
            *(Column(name, fields[name].label, _shower(name, fields[name]), fields[name].width * (2 if name in changed else 1),
                     fields[name].align, tone=_toner(name)) for name in fields if name in filled))


def _shower(name: str, field: Field) -> Callable[[IntakeRow], str]:
    def show(row: IntakeRow) -> str:
        if name in row.differences:
            before, after = row.differences[name]
            return f"{field.show(before) or '空'} → {field.show(after) or '空'}"
        if name in row.values:
            return ("⚠ " if _troubled(row, name) else "") + field.show(row.values[name])
        return f"⚠ {row.cells.get(name, {}).get('text', '')}" if _troubled(row, name) else ""

    return show


def _toner(name: str) -> Callable[[IntakeRow], str]:
    return lambda row: "red" if _troubled(row, name) else "amber" if name in row.differences else ""


def _troubled(row: IntakeRow, name: str) -> bool:
    return any(problem.field == name for problem in row.problems)


def row_said(row: IntakeRow, words: Vocabulary) -> str:
    """Every problem of a row, one a line: the cell and field, the text that stood there, the reason."""
    fields = words.fields_of(row.record)
    lines = []
    for problem in row.problems:
        spot = row.cells.get(problem.field, {})
        label = fields[problem.field].label if problem.field in fields else "整行"
        text = str(problem.params.get("text") or spot.get("text", ""))
        where = f"（{spot['cell']}）" if spot.get("cell") else ""
        lines.append(f"⚠ {label}{where}：" + (f"原文“{text}”，" if text else "") + sentence(problem))
    return "\n".join(lines)
