"""Files made to hurt, and broken ones: each ends in rows or in a clear refusal, and the program itself does not grow."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from planner.domain.kinds import IMPORTED
from planner.errors import FileTrouble, PlannerError, SheetUnreadable
from planner.messages import notice
from planner.sheets.intake import read_book
from planner.sheets.process import Limits, read_grid

GROWTH = 50 << 20
FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{FORMAT}.{kind}+xml"/>' for part, kind in PARTS.items()) + "</Types>")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>')
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADS = ("序号", "场景名称", "所属领域", "需求单位")
BOOK = (f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="场景清单" sheetId="1" r:id="rId1"/></sheets></workbook>')


def texts(row: int, *cells: str) -> str:
    return f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" t="inlineStr"><is><t>{cell}</t></is></c>'
                                        for letter, cell in zip("ABCDEFGH", cells, strict=False)) + "</row>"


LIST = texts(1, *HEADS) + texts(2, "1", "港区无人集卡", "交通运输", "市交通局")


def parts_of(rows: str = LIST, behind: str = "", strings: str = "", head: str = "") -> dict[str, str]:
    """The parts of a small workbook; `head` goes before the sheet's root, `behind` after its rows."""
    rels = (f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>')
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS.format(rels),
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{behind}</worksheet>',
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"/>'}


def packed(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)


def streamed(path: Path, name: str, pieces: Iterator[bytes]) -> None:
    """A workbook one part of which is too large to be held by the test."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in parts_of().items():
            if part != name:
                package.writestr(part, text)
        with package.open(name, "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)


def rows_bomb(path: Path) -> None:
    start, *_, end = parts_of("|")["xl/worksheets/sheet1.xml"].partition("|")
    block = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(2_000)).encode()
    streamed(path, "xl/worksheets/sheet1.xml", iter([start.encode(), *[block] * 6_000, end.encode()]))


def huge_string(path: Path) -> None:
    block = b" " * (1 << 20)
    streamed(path, "xl/sharedStrings.xml", iter([f'<sst xmlns="{MAIN}"><si><t>'.encode(), *[block] * 400, b"</t></si></sst>"]))


def repeated_string(path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'
    rows = "".join(f'<row r="{r}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>" for r in range(1, 2_001))
    packed(path, parts_of(rows, strings=strings))


def laughs(path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    packed(path, parts_of(texts(1, "&l9;"), head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'))


def external(path: Path) -> None:
    packed(path, parts_of(texts(1, "&out;"), head='<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'))


def lying(path: Path) -> None:
    """The directory says 100 bytes of what is really 40 MB."""
    packed(path, parts_of(LIST + texts(3, "x" * (40 << 20))))
    content = bytearray(path.read_bytes())
    for mark, name_at, size_at in ((b"PK\x01\x02", 46, 24), (b"PK\x03\x04", 30, 22)):
        at = content.find(mark)
        while at >= 0:
            if content[at + name_at:].startswith(b"xl/worksheets/sheet1.xml"):
                content[at + size_at:at + size_at + 4] = struct.pack("<I", 100)
            at = content.find(mark, at + 1)
    path.write_bytes(content)


def many_parts(path: Path) -> None:
    packed(path, parts_of() | {f"xl/media/{n}.bin": "" for n in range(20_000)})


def twice(path: Path) -> None:
    packed(path, parts_of())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")


def truncated(path: Path) -> None:
    packed(path, parts_of())
    path.write_bytes(path.read_bytes()[:-400])


def nested(path: Path) -> None:
    packed(path, parts_of(LIST + "<x>" * 300_000 + "</x>" * 300_000))


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(4096)


def lock_file(path: Path) -> None:
    name = "li".ljust(54)
    path.write_bytes(b"\x02" + name.encode() + struct.pack("<H", 2) + name.encode("utf-16-le"))


def of(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def made(**said: str) -> Callable[[Path], None]:
    return lambda path: packed(path, parts_of(**said))


FAR = f'{LIST}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LINES = "\n".join(",".join(cells) for cells in (HEADS, ("1", "港区无人集卡", "交通运输", "市交通局")))
READ = "read"
CASES: list[tuple[str, str, Callable[[Path], None], set[str]]] = [
    ("far cell", ".xlsx", made(rows=FAR), {READ}),
    ("far row", ".xlsx", made(rows=f'{LIST}<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'), {READ, "damaged", "too_large"}),
    ("rows bomb", ".xlsx", rows_bomb, {"too_large"}),
    ("huge shared string", ".xlsx", huge_string, {"too_large"}),
    ("one long string in 40,000 cells", ".xlsx", repeated_string, {"too_large"}),
    ("billion laughs", ".xlsx", laughs, {"damaged"}),
    ("entity from a file", ".xlsx", external, {"damaged"}),
    ("merged whole sheet", ".xlsx", made(behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), {READ}),
    ("lying sizes", ".xlsx", lying, {"damaged", "too_large"}),
    ("20,000 parts", ".xlsx", many_parts, {"too_large"}),
    ("a name twice", ".xlsx", twice, {"damaged"}),
    ("truncated", ".xlsx", truncated, {"damaged"}),
    ("nested elements", ".xlsx", nested, {READ, "damaged", "no_table"}),
    ("encrypted", ".xlsx", of(ole("EncryptedPackage")), {"encrypted"}),
    ("lock file", ".xlsx", lock_file, {"unsupported"}),
    ("json", ".xlsx", of(json.dumps([{"场景名称": "甲", "领域": "乙"}] * 30, ensure_ascii=False, indent=1).encode()), {"unsupported"}),
    ("json object", ".csv", of(b'\xef\xbb\xbf{"rows": [1, 2, 3], "title": "x"}'), {"unsupported"}),
    ("pdf", ".xlsx", of(b"%PDF-1.7\n1 0 obj\n" * 50), {"unsupported"}),
    ("png", ".xlsx", of(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4), {"unsupported"}),
    ("biff rubbish", ".xls", of(b"\x09\x08\x10\x00\x00\x06\x05\x00" + os.urandom(64) * 200), {"damaged", "empty", "no_table"}),
    ("old file without sense", ".xls", of(ole("Workbook")), {"damaged"}),
    ("random bytes", ".xlsx", of(bytes(range(256)) * 64), {"unsupported"}),
    ("empty", ".xlsx", of(b""), {"empty"}),
    ("only zeros", ".xlsx", of(bytes(4096)), {"empty"}),
    ("html named xlsx", ".xlsx", of(("<html><meta charset=utf-8><table>" + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(",")) + "</tr>" for line in LINES.split("\n")) + "</table>").encode()),
     {READ}),
    ("a cell of 5 MB", ".csv", of(f"{LINES}\n2,{'长' * (5 << 20)},交通运输,市交通局\n".encode()), {"too_large"}),
    ("zeros in a text", ".csv", of(LINES.encode() + b"\n2,\x00\x00,\x00\n" * 50), {"unsupported", READ}),
    ("brackets first", ".csv", of(f"[表],,,\n{LINES}".encode()), {READ}),
]


@pytest.mark.parametrize(("name", "suffix", "make", "ends"), CASES, ids=[case[0] for case in CASES])
def test_a_hostile_file_ends_in_rows_or_a_clear_refusal(
        name: str, suffix: str, make: Callable[[Path], None], ends: set[str], tmp_path: Path) -> None:
    path = tmp_path / f"{name}{suffix}"
    make(path)
    before, content = psutil.Process().memory_info().rss, path.stat().st_size
    try:
        tables = read_book(path, IMPORTED).tables
    except (SheetUnreadable, FileTrouble) as refused:
        end: str = refused.code
        assert notice(refused).advice
    else:
        end = READ
        assert [row.values["title"] for table in tables for row in table.records()][:1] == ["港区无人集卡"]
    assert end in ends
    assert psutil.Process().memory_info().rss - before <= GROWTH
    assert path.stat().st_size == content


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="not_a_file"):
        read_book(tmp_path, IMPORTED)


@pytest.mark.parametrize(("limits", "code"), [(Limits(seconds=0.0), "timed_out"), (Limits(memory=1), "too_large")])
def test_reading_beyond_a_limit_is_stopped_and_the_next_file_is_read(limits: Limits, code: str, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LINES, encoding="utf-8")
    with pytest.raises(PlannerError, match=code):
        read_grid(path, limits=limits)
    assert read_grid(path).sheets[0].rows[1][1] == "港区无人集卡"
