"""All tables of one sheet, one below the other or side by side; and which sheets hold none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.schema.choices import Choice
from planner.schema.text import tidy
from planner.sheets.book import FORM, RECORD, TABLE, TURNED, Hints, ReadTable
from planner.sheets.grid import Sheet, position, shown
from planner.sheets.understanding.continuing import GoesOn
from planner.sheets.understanding.forms import Told, read_forms
from planner.sheets.understanding.headings import Heading, Lexicon, plain
from planner.sheets.understanding.heads import Head, Heads
from planner.sheets.understanding.page import Page
from planner.sheets.understanding.surroundings import title_of
from planner.sheets.understanding.tables import Asked, Place, TableReader
from planner.sheets.understanding.units import line_unit

_CODES = re.compile(r"字典|代码|码表|枚举|下拉|选项|参数|对照|编码|目录|分类|基础数据|领域|类型表|dict|lookup|code", re.IGNORECASE)
_CLEARLY_A_HEAD = 4.0
_CODE_HEADS = re.compile(r"代码|编码|选项|图例|字典|code|^值$|可选", re.IGNORECASE)


@dataclass
class SheetReading:
    """What one sheet gave: tables, the texts outside them, and whether lists of codes were passed over.

    `goes_on` is the list with which the next sheet may go on, `continued` whether this one did so itself.
    """

    tables: list[ReadTable] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    codes: bool = False
    goes_on: GoesOn | None = None
    continued: bool = False


def grouped(sheets: Sequence[Sheet], lexicon: Lexicon) -> bool:
    """Whether the sheets of a file are its groups: two or more bear the name of a term that records choose."""
    return sum(any(lexicon.terms(record, sheet.name) for record in lexicon.records) for sheet in sheets if not sheet.hidden) > 1


def read_sheet(sheet: Sheet, lexicon: Lexicon, around: str, hints: Hints, *, group: str = "",
               before: GoesOn | None = None) -> SheetReading:
    """Every table of a sheet; `group` is its name where the file's sheets are its groups, `before` the list of the sheet before."""
    page = Page(sheet)
    done = SheetReading()
    told, layout = hints.headers.get(sheet.name), hints.layouts.get(sheet.name, "")
    heads = Heads(page, lexicon)
    if hints.records.get(sheet.name) == "":
        done.lines = _lines(page, 0, len(page.rows))
        return done
    if forms := _forms(page, heads, lexicon, hints):
        done.tables = forms
        done.lines = _lines(page, 0, len(page.rows))
        return done
    if layout == TURNED or (not told and not layout and _lies_on_its_side(sheet, heads, lexicon)):
        page = Page(sheet, turned=True)
        heads = Heads(page, lexicon)
    if before and not told and not layout and not page.turned and (head := _continued(page, heads, before)):
        done.lines += (above := _lines(page, 0, head.top))
        done.continued, done.goes_on = True, GoesOn.after(page, head, len(page.rows))
        _read_beside(page, head, len(page.rows), lexicon, _Around(around, above, hints, group), done)
        return done
    row = 0
    while row < len(page.rows):
        head = heads.at(min(told) - 1, max(told) - 1) if told and row < max(told) else heads.find(row, guess=not done.tables)
        if head is None or not head.columns:
            break
        above = _lines(page, row, head.top)
        done.lines += above
        end = _end(page, heads, head)
        _read_beside(page, head, end, lexicon, _Around(around, above, hints, group), done)
        done.goes_on = GoesOn.after(page, head, end)
        row = end
    if not done.tables:
        done.lines = _lines(page, 0, len(page.rows))
    elif page.turned:
        done.lines += (titles := _titles(page, done.tables[0]))
        done.tables[0].title = done.tables[0].title or title_of(titles)
    done.lines += [note for table in done.tables for note in table.notes]
    return done


def _continued(page: Page, heads: Heads, before: GoesOn) -> Head | None:
    """The head that stands on the sheet before, where this one has none of its own."""
    return before.on(page) if heads.find(0, guess=False) is None else None


def _forms(page: Page, heads: Heads, lexicon: Lexicon, hints: Hints) -> list[ReadTable] | None:
    """The forms of the sheet, unless a person has said that it holds a list, or a row is clearly the head of one."""
    name = page.sheet.name
    layout = hints.layouts.get(name) or (TABLE if name in hints.headers else "")
    if layout not in ("", FORM) or (not layout and heads.best(0)[1] > _CLEARLY_A_HEAD):
        return None
    columns = {place: target for (sheet, place), target in hints.columns.items() if sheet == name}
    told = Told(lexicon.named(hints.records.get(name, "")), layout == FORM, columns, hints.headings)
    return read_forms(page, lexicon, told)


@dataclass(frozen=True)
class _Around:
    words: str
    above: Sequence[str]
    hints: Hints
    group: str


def _lies_on_its_side(sheet: Sheet, heads: Heads, lexicon: Lexicon) -> bool:
    """Whether the headings stand one below the other and the records side by side."""
    if len(sheet.rows) > 80 or sheet.width > 200 or heads.best(0)[1] >= 3:
        return False
    turned = Page(sheet, turned=True)
    column, rating = Heads(turned, lexicon).best(0)
    return rating >= 4 and column is not None and len(turned.rows) - column > 2


def _titles(page: Page, table: ReadTable) -> list[str]:
    """Rows of a list on its side that hold one text and no value: its title stands among its headings."""
    alone = [int(column.column) - 1 for column in table.columns if column.field is None]
    return [page.text(0, c) for c in alone if page.text(0, c) and not any(page.text(r, c) for r in range(1, len(page.rows)))]


def _lines(page: Page, first: int, end: int) -> list[str]:
    """Rows outside tables as lines, line breaks inside a cell kept apart."""
    lines = []
    for r in range(first, min(end, first + 200, len(page.rows))):
        texts = [page.text(r, c) for c in page.filled(r) if page.origin(r, c) == (r, c)]
        lines += texts if len(texts) == 1 else [*texts, "  ".join(texts)] if texts else []
    return lines


def _end(page: Page, heads: Heads, head: Head) -> int:
    """The first row of another table's head, or of the sheet's end."""
    names = {plain(name.levels[-1]) for name in head.headings if name.levels}
    for r in range(head.bottom + 1, len(page.rows)):
        cells = page.rows[r]
        first = next((cell for cell in cells if cell is not None and cell != ""), None)
        if not isinstance(first, str) or len(first) > 14 or heads.rating(r) < 3:
            continue
        texts = {plain(page.text(r, c)) for c in page.filled(r)}
        if len(texts & names) < 0.6 * len(texts):
            return r
    return len(page.rows)


def _read_beside(page: Page, head: Head, end: int, lexicon: Lexicon, around: _Around, done: SheetReading) -> None:
    """The tables of one band of rows. A part that holds something but no record belongs to the part beside it."""
    asked, parts, at = _asked(page, lexicon, around), _parts(page, head, end), 0
    tables: list[ReadTable] = []
    while at < len(parts):
        reader = TableReader(Place(page, parts[at], end), lexicon, asked)
        if _is_code_list(page, parts[at], reader, lexicon):
            done.codes = True
            at += 1
            continue
        table = reader.read()
        if any(row.kind == RECORD for row in table.rows) or table.record is not None:
            table.title = title_of([tidy(line) for line in around.above])
            tables.append(table)
            at += 1
        elif len(parts) > 1 and any(_holds(page, column, head.bottom + 1, end) for column in parts[at].columns):
            near = min(at, len(parts) - 2)
            parts[near:near + 2] = [parts[near].beside(parts[near + 1])]
            tables, at = [], 0
        else:
            at += 1
    done.tables += tables


def _asked(page: Page, lexicon: Lexicon, around: _Around) -> Asked:
    name, hints = page.sheet.name, around.hints
    own = re.compile(r"[1-9]\d*" if page.turned else r"[A-Z]+")
    chosen = {int(place) - 1 if page.turned else position(f"{place}1")[1]: target
              for (sheet, place), target in hints.columns.items() if sheet == name and own.fullmatch(place)}
    unit = next((found for line in around.above if (found := line_unit(line))), "")
    return Asked(" ".join((around.words, name, *around.above)), around.group, unit,
                 lexicon.named(hints.records.get(name, "")), chosen, hints.headings)


def _parts(page: Page, head: Head, end: int) -> list[Head]:
    """The head, and the columns beside it that hold something, split at blank columns where the parts do not belong together."""
    runs: list[list[int]] = []
    filled = set(head.columns)
    for c in range(page.width):
        if c in filled or _holds(page, c, head.bottom + 1, end):
            if runs and runs[-1][-1] == c - 1:
                runs[-1].append(c)
            else:
                runs.append([c])
    joined = [runs[0]]
    for run in runs[1:]:
        if _belongs(page, head, joined[-1], run, end):
            joined[-1] += run
        else:
            joined.append(run)
    named = dict(zip(head.columns, head.headings, strict=True))
    return [_cut(head, part, named) for run in joined for part in _repeated(run, named)]


def _repeated(run: Sequence[int], named: Mapping[int, Heading]) -> list[Sequence[int]]:
    """Columns whose headings stand again, all in the same order, are tables side by side without a gap."""
    names = [plain(named[c].text) if c in named else "" for c in run]
    for width in range(2, len(run) // 2 + 1):
        if len(run) % width == 0 and len(set(names[:width])) == width and names == names[:width] * (len(run) // width):
            return [run[first:first + width] for first in range(0, len(run), width)]
    return [run]


def _cut(head: Head, run: Sequence[int], named: Mapping[int, Heading]) -> Head:
    return Head(head.top, head.bottom, tuple(run), tuple(named.get(c, Heading(())) for c in run))


def _holds(page: Page, column: int, first: int, end: int) -> bool:
    return any(shown(page.cell(r, column)).strip() for r in range(first, min(end, first + 2_000)))


def _belongs(page: Page, head: Head, left: Sequence[int], right: Sequence[int], end: int) -> bool:
    """Whether columns behind a blank one go on with the same rows: neither a second table nor a legend."""
    names = {c: plain(page.text(head.bottom, c) or page.text(head.top, c)) for c in (*left, *right)}
    shared = {names[c] for c in left} & {names[c] for c in right} - {""}
    if shared or (len(right) <= 3 and any(_CODE_HEADS.search(names[c]) for c in right)):
        return False
    rows = range(head.bottom + 1, min(end, head.bottom + 500))
    here = [r for r in rows if sum(bool(page.text(r, c)) for c in left) >= min(2, len(left))]
    there = {r for r in rows if any(page.text(r, c) for c in right)}
    both = sum(1 for r in here if r in there)
    alone = min(len(left), len(right)) == 1  # one column makes no table, whatever sums stand below it
    return both >= 0.3 * max(1, len(here)) and (alone or len(there) - both <= 0.2 * max(1, len(there)))


def _is_code_list(page: Page, head: Head, reader: TableReader, lexicon: Lexicon) -> bool:
    """A short list of terms that fields choose from, or of codes: nothing anybody reports."""
    if len(head.columns) > 5:
        return False
    found = reader.assignment
    kinds = {id(kind): kind for record in lexicon.records for kind in lexicon.fields[record].values() if isinstance(kind, Choice)}
    catalogues = {kind.among.name: kind.among for kind in kinds.values()}
    texts = [shown(cell).strip() for c in head.columns for cell in reader.samples[c] if shown(cell).strip()]
    terms = sum(1 for text in texts if any(text in among or among.find(text) for among in catalogues.values()))
    if texts and terms >= 0.6 * len(texts):
        return True
    named = any(_CODE_HEADS.search(name.text) for name in head.headings)
    beside = named and len(head.columns) <= 3 and page.width > len(head.columns) + 3
    return (found is None or not found.complete) and len(head.columns) <= 4 and (beside or bool(_CODES.search(page.sheet.name)))
