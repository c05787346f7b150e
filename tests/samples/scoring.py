"""How well a file was understood, measured against the truth beside it: headers, columns, rows, cells, and silent errors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Told = Mapping[str, Any]


@dataclass
class Score:
    """Right and wanted, per measure; `silent` are values that are wrong or invented and carry no problem."""

    right: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    wanted: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    silent: list[str] = dataclasses.field(default_factory=list)
    differences: list[str] = dataclasses.field(default_factory=list)

    def count(self, measure: str, right: bool, difference: str) -> None:
        self.wanted[measure] += 1
        self.right[measure] += right
        if not right:
            self.differences.append(f"{measure}: {difference}")

    def rate(self, measure: str) -> float:
        return self.right[measure] / self.wanted[measure] if self.wanted[measure] else 1.0


MEASURES = ("headers", "columns", "rows", "cells", "problems")


def score(truth: Told, answer: Told) -> Score:
    """Compare what the reading contract prints with the truth; sheets are matched by name, in csv and HTML there is one."""
    found = Score()
    single = truth["format"] in ("csv", "html")
    for table in truth["tables"]:
        mine = [t for t in answer.get("tables", ()) if t["record"] == table["record"] and (single or t["sheet"] == table["sheet"])]
        if table.get("form"):
            _form(found, table, mine)
        else:
            _table(found, table, mine)
    return found


def _table(found: Score, table: Told, mine: list[Told]) -> None:
    """A header that stands again may begin a table of its own, as long as the records are the same."""
    best = max(mine, key=lambda t: len(t["rows"]), default={"header_rows": [], "columns": [], "rows": []})
    heads = [t["header_rows"] for t in mine]
    found.count("headers", table["header_rows"] in heads[:1], f"{heads} for {table['header_rows']}")
    columns = {column["column"]: column["field"] for column in best["columns"]}
    for column in table["columns"]:
        got = columns.get(column["column"])
        found.count("columns", got in (column["field"], *column.get("also", ())), f"{column['header']}: {got}, not {column['field']}")
    rows = {row["row"]: row for t in mine for row in t["rows"]} | {row: {"kind": "header"} for head in heads for row in head}
    for row in table["rows"]:
        got_row = rows.pop(row["row"], {"kind": "absent"})
        found.count("rows", got_row["kind"] == row["kind"], f"{row['row']}: {got_row['kind']}, not {row['kind']}")
        if row["kind"] == "record":
            _cells(found, str(row["row"]), row, got_row)
    for number, row in rows.items():
        found.count("rows", row["kind"] != "record", f"{number} is no record")


def _form(found: Score, table: Told, mine: list[Told]) -> None:
    """A form is one record, on whichever row it is told."""
    records = [row for t in mine for row in t["rows"] if row["kind"] == "record"]
    found.count("rows", len(records) == 1, f"{table['sheet']}: {len(records)} records")
    _cells(found, table["sheet"], table["rows"][0], records[0] if records else {})


def _cells(found: Score, where: str, truth: Told, row: Told) -> None:
    values, told = row.get("values", {}), {(p["field"], p["code"]) for p in row.get("problems", ())}
    doubted = {field for field, _ in told}
    for field in sorted({*truth["values"], *values}):
        wanted, got = truth["values"].get(field), values.get(field)
        right = _plain(wanted) == _plain(got)
        found.count("cells", right, f"{where} {field}: {got!r}, not {wanted!r}")
        if not right and got is not None and field not in doubted:
            found.silent.append(f"{where} {field}: {got!r}, not {wanted!r}")
    for problem in truth["problems"]:
        found.count("problems", (problem["field"], problem["code"]) in told, f"{where} {problem}")


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list) else value


def shown(scores: Mapping[str, Score]) -> Iterator[str]:
    """A line a file, and its first differences."""
    for name, one in scores.items():
        yield f"{name}: " + ", ".join(f"{measure} {one.rate(measure):.4f}" for measure in MEASURES)
        yield from (f"    {line}" for line in one.differences[:8])
