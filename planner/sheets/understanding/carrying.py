"""Rows that belong to the one above: a record over several lines, and a unit named only on its first record's row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.schema.fields import Field, Names, Text
from planner.sheets.book import NOTE, RECORD, CellProblem, ReadRow


def joined(above: ReadRow, below: ReadRow, fields: Mapping[str, Field]) -> None:
    """Take the values of a further line into the record above; what contradicts it is said, never chosen."""
    for name, value in below.values.items():
        known, kind = above.values.get(name), fields[name]
        place, text = below.cells.get(name, ""), below.texts.get(name, "")
        if known is None:
            above.values[name], above.cells[name], above.texts[name] = value, place, text
        elif isinstance(kind, Names):
            above.values[name] = tuple(dict.fromkeys((*known, *value)))
        elif isinstance(kind, Text) and value != known:
            above.values[name] = f"{known}\n{value}" if kind.lines > 1 else f"{known}、{value}"
        elif value != known:
            above.problems.append(CellProblem(place.rstrip("0123456789"), name, "ambiguous", text, {"text": text}))
    for name, text in below.extra.items():
        above.extra[name] = f"{above.extra[name]}；{text}" if name in above.extra else text
    above.problems += below.problems
    below.text = " ".join(dict.fromkeys((*below.texts.values(), *below.extra.values())))
    below.kind, below.values, below.extra, below.problems, below.cells, below.texts = NOTE, {}, {}, [], {}, {}


def filled_down(rows: Sequence[ReadRow], names: Sequence[str]) -> None:
    """A name that stands only on the first of its rows goes with the others, where the column plainly works so."""
    records = [row for row in rows if row.kind == RECORD]
    for name in names:
        own = [row.values[name] for row in records if name in row.values]
        blank = len(records) - len(own)
        regular = len(own) >= 2 and len(own) == len(set(own)) and blank * 3 >= len(records) and len(records) >= 4
        if not regular or name not in records[0].values or any(p.field == name for row in records for p in row.problems):
            continue
        last = records[0]
        for row in records[1:]:
            if name in row.values:
                last = row
                continue
            row.values[name], row.texts[name], row.cells[name] = last.values[name], last.texts[name], last.cells[name]
            column = last.cells[name].rstrip("0123456789")
            row.problems.append(CellProblem(column, name, "inferred", last.texts[name], {"text": last.texts[name]}))
