"""A second look into an .xlsx for what the fast reader does not tell: merges, what is hidden or struck, broken formulas."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from planner.sheets.formats import meaning
from planner.sheets.grid import Merge, position

_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]*)<")
_BROKEN, _FORMULA = b't="e"', re.compile(rb"<(?:\w+:)?f[\s>/]")
MOST_MERGED_CELLS = 200_000
_CHUNK, _LONGEST_ROW = 1 << 20, 4 << 20


@dataclass
class Run:
    """Rows from first to last, in one column, whose number format shows the same."""

    first: int
    last: int
    shows: str


@dataclass
class Look:
    """What stands in one sheet's XML besides plain values; rows and columns counted from 0.

    `shows` are number formats that matter, by column; `faults` broken formulas by row and column.
    """

    name: str
    hidden: bool = False
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    faults: dict[int, dict[int, str]] = field(default_factory=dict)
    shows: dict[int, list[Run]] = field(default_factory=dict)
    formulas: int = 0


@dataclass(frozen=True)
class _Styles:
    """Cell formats that matter, by their number: what they show, and whether they strike out."""

    shows: dict[bytes, str]
    struck: frozenset[bytes]

    def used(self, xml: bytes) -> bool:
        return any(b's="%s"' % style in xml for style in self.struck.union(self.shows))


def look(path: Path) -> list[Look]:
    """Every sheet in the order of the workbook. Raises what zipfile and missing parts raise."""
    with zipfile.ZipFile(path) as package:
        names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}
        styles = _styles(package.read(names["xl/styles.xml"])) if "xl/styles.xml" in names else _Styles({}, frozenset())
        found = []
        for name, state, part in _sheets(package, names):
            seen = Look(name, state != "visible")
            if part in names:
                with package.open(names[part]) as stream:
                    _examine(stream, seen, styles)
            found.append(seen)
        return found


def _sheets(package: zipfile.ZipFile, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, state and part of every sheet."""
    book = next(name for name in names if name.endswith("workbook.xml"))
    folder = posixpath.dirname(book)
    relations = f"{folder}/_rels/{posixpath.basename(book)}.rels".lstrip("/")
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s([^>]*)>", package.read(names[relations])):
        said = _attributes(tag)
        target = said.get("Target", "")
        targets[said.get("Id", "")] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    for tag in re.findall(rb"<(?:\w+:)?sheet\s([^>]*)>", package.read(names[book])):
        said = _attributes(tag)
        relation = next((value for name, value in said.items() if name.endswith(":id")), "")
        yield said.get("name", ""), said.get("state", "visible"), targets.get(relation, "").lower()


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): html.unescape((double or single).decode("utf-8", "replace"))
            for name, double, single in _ATTRIBUTE.findall(tag)}


def _styles(xml: bytes) -> _Styles:
    codes = {int(said["numFmtId"]): said.get("formatCode", "") for tag in re.findall(rb"<(?:\w+:)?numFmt\s([^>]*)>", xml)
             if (said := _attributes(tag)).get("numFmtId", "").isdigit()}
    fonts = re.findall(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", _part(xml, b"fonts"), re.DOTALL)
    struck_fonts = {n for n, font in enumerate(fonts) if re.search(rb'<(?:\w+:)?strike(?:\s*/|\s+val="(?:1|true)")', font)}
    shows, struck = {}, set()
    for n, tag in enumerate(re.findall(rb"<(?:\w+:)?xf\s([^>]*)>", _part(xml, b"cellXfs"))):
        said = _attributes(tag)
        number = int(said.get("numFmtId", "0"))
        if found := meaning(number, codes.get(number, "")):
            shows[b"%d" % n] = found
        if int(said.get("fontId", "0")) in struck_fonts:
            struck.add(b"%d" % n)
    return _Styles(shows, frozenset(struck))


def _part(xml: bytes, name: bytes) -> bytes:
    found = re.search(rb"<(?:\w+:)?" + name + rb"[\s>].*?</(?:\w+:)?" + name + rb">", xml, re.DOTALL)
    return found[0] if found else b""


def _examine(stream: IO[bytes], seen: Look, styles: _Styles) -> None:
    merged = 0
    for xml in _chunks(stream):
        if b"mergeCell" in xml:
            merged = _find_merges(xml, seen, merged)
        if b"hidden=" in xml:
            _find_hidden(xml, seen)
        if _BROKEN in xml or ((b"<f" in xml or b":f" in xml) and _FORMULA.search(xml)) or styles.used(xml):
            _examine_cells(xml, seen, styles)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The part piece by piece, cut behind rows, or behind any tag where no row ends for long."""
    rest = b""
    while piece := stream.read(_CHUNK):
        rest += piece
        end = rest.rfind(b"row>") + 4 if b"row>" in rest else rest.rfind(b">") + 1 if len(rest) > _LONGEST_ROW else 0
        if end:
            yield rest[:end]
            rest = rest[end:]
    yield rest


def _find_merges(xml: bytes, seen: Look, cells: int) -> int:
    """Add merges until they cover too many cells; the number of cells that all of them cover."""
    for tag in re.findall(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"', xml):
        first, last = tag.decode().split(":")
        top, left = position(first)
        bottom, right = position(last)
        area = (bottom - top + 1) * (right - left + 1)
        if cells + area <= MOST_MERGED_CELLS:
            cells += area
            seen.merges.append((top, left, bottom, right))
    return cells


def _find_hidden(xml: bytes, seen: Look) -> None:
    for tag in re.findall(rb"<(?:\w+:)?row\s([^>]*hidden=\"(?:1|true)\"[^>]*)>", xml):
        number = _attributes(tag).get("r", "")
        if number.isdigit():
            seen.hidden_rows.add(int(number) - 1)
    for tag in re.findall(rb"<(?:\w+:)?col\s([^>]*hidden=\"(?:1|true)\"[^>]*)>", xml):
        said = _attributes(tag)
        first, last = int(said.get("min", "1")), int(said.get("max", "1"))
        seen.hidden_columns.update(range(first - 1, min(last, first + 500)))


def _examine_cells(xml: bytes, seen: Look, styles: _Styles) -> None:
    for tag, inside in _CELL.findall(xml):
        style = re.search(rb'\bs="(\d+)"', tag)
        noted = style[1] if style and (style[1] in styles.shows or style[1] in styles.struck) else b""
        broken, formula = b't="e"' in tag, b"<f" in inside or b":f" in inside
        if not (noted or broken or formula):
            continue
        place = re.search(rb'\br="([A-Z]+[0-9]+)"', tag)
        value = _VALUE.search(inside)
        if place is None:
            continue
        cell = position(place[1].decode())
        if broken:
            seen.faults.setdefault(cell[0], {})[cell[1]] = value[1].decode("utf-8", "replace") if value else "#N/A"
        elif formula and value is None:
            seen.formulas += 1
        if noted and value:
            _note_style(cell, noted, seen, styles)


def _note_style(cell: tuple[int, int], style: bytes, seen: Look, styles: _Styles) -> None:
    row, column = cell
    if style in styles.shows:
        runs, shows = seen.shows.setdefault(column, []), styles.shows[style]
        if runs and runs[-1].shows == shows and runs[-1].last == row - 1:
            runs[-1].last = row
        else:
            runs.append(Run(row, row, shows))
    if style in styles.struck:
        seen.struck.add(row)
