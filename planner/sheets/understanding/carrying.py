"""Rows that belong to the one above: a record over several lines, and a unit named only on its first record's row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.schema.fields import Field, Names, Text
from planner.sheets.book import NOTE, RECORD, CellProblem, ReadRow
from planner.sheets.grid import shown
from planner.sheets.understanding.body import Body


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


def filled_down(body: Body, names: Sequence[str]) -> None:
    """A name that stands only on the first of its rows goes with the others, where the column plainly works so."""
    records = [at for at, kind in enumerate(body.kinds) if kind == RECORD]
    for name in names:
        values = body.values(name)
        own = [value for at in records if (value := values[at]) is not None]
        blank = len(records) - len(own)
        regular = len(own) >= 2 and len(own) == len(set(own)) and blank * 3 >= len(records) and len(records) >= 4
        if not regular or values[records[0]] is None or any(problem.field == name for problem in body.troubled()):
            continue
        _fill_down(body, records, name)


def _fill_down(body: Body, records: Sequence[int], name: str) -> None:
    values = list(body.values(name))
    last = records[0]
    for at in records:
        if values[at] is not None:
            last = at
            continue
        spot = body.spots(last).get(name)
        body.put(at, name, values[last], spot)
        text = shown(body.cell(*spot)[1]) if spot else str(values[last])
        column = body.place(*spot).rstrip("0123456789") if spot else ""
        body.tell(at, CellProblem(column, name, "inferred", text, {"text": text}))
