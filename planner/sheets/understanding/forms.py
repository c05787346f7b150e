"""Forms: a label and beside it, or below, what was filled in; one record a form, several forms one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planner.schema.fields import Field
from planner.schema.record import Record
from planner.sheets.book import RECORD, ReadColumn, ReadTable
from planner.sheets.grid import shown
from planner.sheets.understanding.body import Body, problems_of
from planner.sheets.understanding.cells import reader_for
from planner.sheets.understanding.headings import AND, Heading, Lexicon, heading, plain
from planner.sheets.understanding.mapping import Mapper, Match
from planner.sheets.understanding.page import Page
from planner.sheets.understanding.readers import of_people
from planner.sheets.understanding.units import line_unit

_FEWEST = 4
_HEADS = 3   # so many labels in one row, with values below them, are no form
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z（(][^，。；！]{0,24}$")
_SIGNED = re.compile(r"盖章|签字|签章|意见|承诺|年\s*月\s*日")


_Labels = dict[tuple[int, int], Heading]


@dataclass(frozen=True)
class _Entry:
    """A label with its place, its heading, and the place of what was filled in (None when nothing can stand there)."""

    row: int
    column: int
    name: Heading
    known: bool
    value: tuple[int, int] | None


@dataclass(frozen=True)
class Told:
    """What a person has said of a sheet: the kind of record, that it is a form, the fields of labels by their cells (""
    for none), and of headings."""

    record: type[Record] | None = None
    surely: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


def read_forms(page: Page, lexicon: Lexicon, told: Told) -> list[ReadTable] | None:
    """The forms of a sheet, or None when it holds none."""
    if len(page.rows) > 400 or page.width > 40:
        return None
    for record in (told.record, *lexicon.records) if told.record else lexicon.records:
        labels = _labels(page, lexicon, record)
        forms = [_beside(labels, columns) for columns in _strips(page, labels, lexicon, record)]
        if forms and all(told.surely or _is_form(page, part, lexicon, record) for part in forms):
            tables = [_read(page, part, lexicon, told.record or record, told)
                      for form in forms for part in _parts(list(_entries(page, form, lexicon, record)), lexicon, record)]
            return [table for table in tables if table.rows[0].values] or None
    return None


def _strips(page: Page, labels: _Labels, lexicon: Lexicon, record: type[Record]) -> list[range]:
    """The columns of each form: one strip, or several side by side where a row asks for the name more than once."""
    named = [place for place, name in labels.items() if _names_it(lexicon, record, name)]
    starts = max((sorted(c for r, c in named if r == row) for row in {r for r, _ in named}), key=len, default=[])
    if len(starts) < 2 or any(page.text(r, c) for start in starts[1:] for r, c in labels if c == start - 1):
        return [range(page.width)] if starts else []
    edges = [0, *starts[1:], page.width]
    return [range(first, last) for first, last in pairwise(edges)]


def _names_it(lexicon: Lexicon, record: type[Record], name: Heading) -> bool:
    return not lexicon.match(record, name).keys().isdisjoint(lexicon.naming(record))


def _beside(labels: _Labels, columns: range) -> _Labels:
    return {place: name for place, name in labels.items() if place[1] in columns}


def _labels(page: Page, lexicon: Lexicon, record: type[Record]) -> _Labels:
    """Cells that name a field of this record in so many words."""
    found = {}
    for r in range(len(page.rows)):
        for c in page.filled(r):
            text = page.text(r, c)
            if len(text) > 30 or page.origin(r, c) != (r, c):
                continue
            name = heading([text])
            if any(score >= 0.95 for score, _ in lexicon.match(record, name).values()):
                found[r, c] = name
    return found


def _right(page: Page, row: int, column: int) -> tuple[int, int]:
    return row, column + page.span(row, column)[1]


def _is_form(page: Page, labels: _Labels, lexicon: Lexicon, record: type[Record]) -> bool:
    """Labels over several rows, each with something else at its right, the record's name among them."""
    if len(labels) < _FEWEST or len({row for row, _ in labels}) < 3 or _is_list(page, labels):
        return False
    beside = [(r, c) for r, c in labels if _right(page, r, c) not in labels]
    together = len(labels) - len(beside)
    named = [(r, c) for (r, c), name in labels.items() if _names_it(lexicon, record, name)]
    filled = [(r, c) for r, c in beside if page.text(*_right(page, r, c))]
    widest = max(sum(1 for row, _ in labels if row == r) for r, _ in labels)
    first, last = min(c for _, c in labels), max(c for _, c in labels)
    most = max(len(page.filled(r)) for r in range(len(page.rows)))
    turned = last - first < 2 and any(len({page.text(r, x) for x in page.filled(r) if x > last}) > 1 for r, _ in named)
    return bool(named) and not turned and len(filled) >= 3 and together <= 0.3 * len(labels) and widest <= 4 and most <= 2 * widest + 4


def _is_list(page: Page, labels: _Labels) -> bool:
    """Whether the row with most labels is the head of a list: something else stands right below most of them."""
    row = max((r for r, _ in labels), key=lambda at: (sum(r == at for r, _ in labels), -at))
    heads = [c for r, c in labels if r == row]
    filled = [c for c in heads if (row + 1, c) not in labels and page.origin(row + 1, c) == (row + 1, c) and page.text(row + 1, c)]
    return len(heads) >= _HEADS and len(filled) > len(heads) / 2


def _entries(page: Page, labels: _Labels, lexicon: Lexicon, record: type[Record]) -> Iterator[_Entry]:
    """Known labels, and other short texts in the columns where labels stand, each with its value."""
    columns = {c for _, c in labels}
    for r in range(min(row for row, _ in labels), len(page.rows)):
        taken: set[int] = set()
        for c in page.filled(r):
            if c in taken or page.origin(r, c) != (r, c):
                continue
            place = _right(page, r, c)
            if (r, c) in labels and place in labels and page.span(r, c)[0] > 1:
                continue
            known = (r, c) in labels
            if not known and (c not in columns or not _LABEL.match(page.text(r, c))):
                continue
            value = _value(page, labels, r, c)
            if value is None and not known:
                continue
            if value:
                taken.add(value[1])
            yield _Entry(r, c, _name(page, labels, lexicon, record, r, c), known, value)


def _value(page: Page, labels: _Labels, row: int, column: int) -> tuple[int, int] | None:
    """At the right, else below."""
    place = _right(page, row, column)
    if place not in labels and page.text(*place):
        return place
    below = (row + page.span(row, column)[0], column)
    if (place not in labels and place[1] < page.width) or below in labels or not page.text(*below):
        return None
    return below if len(page.filled(below[0])) == 1 else None


def _name(page: Page, labels: _Labels, lexicon: Lexicon, record: type[Record], row: int, column: int) -> Heading:
    """The label, with the one at its left over several rows as its upper level: 联系人 / 姓名."""
    own = page.text(row, column)
    left = page.origin(row, column - 1)
    if column and page.span(*left)[0] > 1 and page.text(*left):
        both = heading([page.text(*left), own])
        if lexicon.match(record, both):
            return both
    return heading([own])


def _parts(entries: Sequence[_Entry], lexicon: Lexicon, record: type[Record]) -> list[list[_Entry]]:
    """One list of entries for each form: a new one begins where the name is asked for again."""
    parts: list[list[_Entry]] = [[]]
    named = False
    for entry in entries:
        if _names_it(lexicon, record, entry.name):
            if named:
                parts.append([])
            named = True
        parts[-1].append(entry)
    return parts


def _read(page: Page, entries: Sequence[_Entry], lexicon: Lexicon, record: type[Record], told: Told) -> ReadTable:
    fields = lexicon.fields[record]
    decided = _decided(page, entries, lexicon.fields[record], told)
    targets = _targets(entries, lexicon, record, decided)
    first = next((e.row for e in entries if e.known), entries[0].row)
    body = Body(page, first, [RECORD])
    offered = _offered(page, entries, lexicon, record, targets)
    columns = []
    extra: dict[str, str] = {}
    unit = next((found for r in range(first) for c in page.filled(r) if (found := line_unit(page.text(r, c)))), "")
    for entry in entries:
        target = targets.get((entry.row, entry.column), "")
        names = target.split(AND) if target else []
        open_ = offered[entry.row, entry.column]
        _, reason = decided.get((entry.row, entry.column), ("", "表格中的栏目" if names else open_.reason))
        columns.append(ReadColumn(page.place(entry.row, entry.column), entry.name.text, names[0] if names else None, 0.98 if names else 0.0,
                                  entry.name.unit or None, reason, names[1] if len(names) > 1 else None,
                                  () if names else open_.suggestions, () if names else open_.reasons))
        if entry.value is None:
            continue
        cell = page.cell(*entry.value)
        if names:
            reader = of_people(lexicon, record, names) or reader_for(
                names, [fields[name] for name in names], [cell], entry.name.unit or unit)
            meant, (row, column) = reader.read(cell), entry.value
            body.take(0, meant, problems_of(meant, page.column_name(column)), (row - first, column))
        elif not _SIGNED.search(entry.name.text + shown(cell)):
            extra.setdefault(entry.name.text, shown(cell).strip())
    body.settle(fields)
    for name, text in extra.items():
        body.give(name, [text])
    last = max(entry.row for entry in entries)
    span = f"{page.place(first, min(e.column for e in entries))}:{page.place(last, max(page.width - 1, 0))}"
    title = next((page.text(r, c) for r in range(first) for c in page.filled(r) if len(page.text(r, c)) >= 4), "")
    return ReadTable(page.sheet.name, record, span, [], columns, body, title, tuple(body[0].extra))


def _offered(page: Page, entries: Sequence[_Entry], lexicon: Lexicon, record: type[Record],
             targets: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], Match]:
    """What each label might mean, for those that no field takes."""
    samples = {n: [page.cell(*entry.value)] if entry.value else [] for n, entry in enumerate(entries)}
    mapper = Mapper(lexicon, list(samples), [entry.name for entry in entries], samples)
    choices = mapper.to(record, {n: targets.get((entry.row, entry.column), "") for n, entry in enumerate(entries)
                                 if (entry.row, entry.column) in targets}).choices
    return {(entry.row, entry.column): choices[n] for n, entry in enumerate(entries)}


def _decided(page: Page, entries: Sequence[_Entry], fields: Mapping[str, Field], told: Told) -> dict[tuple[int, int], tuple[str, str]]:
    """What a person has said of each label, with the reason in words: here, or of the same heading before."""
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for entry in entries:
        name = entry.name.text
        here = told.columns.get(page.place(entry.row, entry.column))
        target = here if here is not None else told.headings.get(name, told.headings.get(plain(name)))
        if target is not None and all(part in fields for part in target.split(AND) if part):
            found[entry.row, entry.column] = (target, "由人指定" if here is not None else "以前确认过")
    return found


def _targets(entries: Sequence[_Entry], lexicon: Lexicon, record: type[Record],
             decided: Mapping[tuple[int, int], tuple[str, str]]) -> dict[tuple[int, int], str]:
    """The field of each label; one field is filled once, by what a person has said, else by the surest label."""
    bids = sorted(((-score, e.row, e.column, target) for e in entries for target, (score, _) in lexicon.match(record, e.name).items()
                   if score >= 0.9))
    found = {place: target for place, (target, _) in decided.items()}
    taken = {part for target in found.values() for part in target.split(AND) if part}
    for _, row, column, target in bids:
        if (row, column) not in found and not taken.intersection(target.split(AND)):
            found[row, column] = target
            taken.update(target.split(AND))
    return found
