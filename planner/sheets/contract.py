"""The reading contract's JSON: the plain face of what was understood, for the terminal and for measuring."""

from __future__ import annotations

from typing import Any

from planner import messages
from planner.errors import Problem, SheetUnreadable
from planner.schema.record import SEED, Vocabulary
from planner.sheets.book import RECORD, CellProblem, ReadBook, ReadColumn, ReadRow, ReadTable


def as_json(book: ReadBook, words: Vocabulary = SEED) -> dict[str, Any]:
    """What could be read, as JSON can hold it."""
    return {
        "file": book.file, "format": book.format, "encoding": book.encoding, "meta": book.meta,
        "tables": [_table(table, words) for table in book.tables],
        "problems": [_problem(problem) for problem in book.problems],
    }


def error_as_json(file: str, error: SheetUnreadable) -> dict[str, Any]:
    """Why a file could not be read."""
    notice = messages.notice(error)
    return {"file": file, "error": {"code": error.code, "message": notice.text, "advice": notice.advice}}


def _table(table: ReadTable, words: Vocabulary) -> dict[str, Any]:
    fields = words.received_of(table.record) if table.record else {}
    rows = [_row(row) | _values(row, fields) for row in table.rows]
    return {
        "sheet": table.sheet, "record": table.record.kind if table.record else None, "range": table.range,
        "header_rows": table.header_rows, "columns": [_column(column) for column in table.columns], "rows": rows,
    }


def _column(column: ReadColumn) -> dict[str, Any]:
    return {"column": column.column, "header": column.header, "field": column.field,
            "confidence": round(column.confidence, 2), "unit": column.unit} | ({"also": column.also} if column.also else {})


def _row(row: ReadRow) -> dict[str, Any]:
    return {"row": row.row, "kind": row.kind} | ({"text": row.text} if row.text else {})


def _values(row: ReadRow, fields: Any) -> dict[str, Any]:
    if row.kind != RECORD:
        return {"problems": [_cell_problem(p) for p in row.problems]} if row.problems else {}
    values = {name: fields[name].normal(value) for name, value in row.values.items() if value is not None}
    return {"values": values, "extra": row.extra, "problems": [_cell_problem(p) for p in row.problems]}


def _cell_problem(problem: CellProblem) -> dict[str, Any]:
    return {"column": problem.column, "field": problem.field, "code": problem.code, "text": problem.text}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": messages.sentence(problem)} | dict(problem.params)
