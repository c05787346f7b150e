"""What a received file is, by its content and never by its name, and whether it may be opened at all.

Runs in the reading process, before any library: nothing is held but a piece of the file at a time.
"""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import FileTrouble, SheetUnreadable
from planner.sheets.grid import position

MOST_BYTES = 64 << 20
MOST_UNPACKED = 300 << 20
MOST_IN_PART = 200 << 20
MOST_PARTS = 3_000
SUSPICIOUS_RATIO, SUSPICIOUS_SIZE = 200, 50 << 20
LARGEST_AREA = 20_000_000
_HEAD, _PIECE, _OVERLAP = 64 << 10, 1 << 20, 64

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RAW_BIFF = re.compile(rb"\A\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", re.DOTALL)
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"MZ", b"\x7fELF",
            b"SQLite format 3", b"II*\x00", b"MM\x00*", b"OFD")
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|meta|style|center|font|tr)\b", re.IGNORECASE)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_JSON = re.compile(rb'\A(?:\{\s*["}]|\[\s*[\[{"])')
_LOCK_SIZES = (162, 165)
"""Bytes of the file ~$ that an office program lays beside an open workbook: its owner's name."""
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(r"worksheets?/[^/]*\.xml$", re.IGNORECASE)
_FAR_CELL = re.compile(rb' r="(?:([B-Z][A-Z]{1,2}|A[A-Z]{2})[0-9]|[A-Z]{1,3}([0-9]{7,})")')
_ROW = re.compile(rb'row [^>]{0,300}?r="([0-9]+)"')


@dataclass(frozen=True)
class Checked:
    """A file that may be opened: xlsx, xlsb, ods, xls, csv, html, xml2003 or mhtml.

    `far` says that the area between first and last cell is too large for a reader that builds all of it.
    """

    kind: str
    far: bool = False


def checked(path: Path) -> Checked:
    """What the file is.

    Raises SheetUnreadable (empty, too_large, encrypted, damaged, unsupported), FileTrouble when it cannot be opened.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as missing:
        raise FileTrouble("file_missing", path=str(path)) from missing
    except OSError as trouble:
        raise FileTrouble("not_a_file" if path.is_dir() else "file_in_use", path=str(path)) from trouble
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SheetUnreadable("empty", file=path.name)
    if size > MOST_BYTES:
        raise SheetUnreadable("too_large", file=path.name)
    return _known(path, head)


def _known(path: Path, head: bytes) -> Checked:
    if head.startswith(b"PK"):
        return _package(path)
    if head.startswith(_OLE):
        return Checked(_compound(path))
    if _RAW_BIFF.match(head):
        return Checked("xls")
    if head.startswith(_FOREIGN):
        raise SheetUnreadable("unsupported", file=path.name)
    return Checked(_text(path, head))


def _text(path: Path, head: bytes) -> str:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start[:1] == b"<":
        if _SPREADSHEET_XML in start:
            return "xml2003"
        if _MARKUP.search(start[:4096]):
            return "html"
        raise SheetUnreadable("unsupported", file=path.name)
    if start[:13].lower() == b"mime-version:" and b"multipart/related" in start[:2048].lower():
        return "mhtml"
    if _JSON.match(start) or (len(head) in _LOCK_SIZES and 0 < head[0] < 55 and b"\x00" in head):
        raise SheetUnreadable("unsupported", file=path.name)
    odd = sum(head.count(bytes((code,))) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or _alternating(head)
    if not wide and (b"\x00" in head or odd > len(head) // 50):
        raise SheetUnreadable("unsupported", file=path.name)
    return "csv"


def _alternating(head: bytes) -> bool:
    """Whether the zeros stand as in UTF-16 text with many Latin characters: mostly on one side of each pair."""
    even, uneven = head[::2].count(0), head[1::2].count(0)
    return max(even, uneven) > 10 * min(even, uneven) and max(even, uneven) > len(head) // 50


def _compound(path: Path) -> str:
    """An OLE file: its streams are named in UTF-16."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:

        def holds(stream: str) -> bool:
            return content.find(stream.encode("utf-16-le") + b"\x00\x00") >= 0

        if holds("EncryptedPackage"):
            raise SheetUnreadable("encrypted", file=path.name)
        if holds("Workbook") or holds("Book"):
            return "xls"
        raise SheetUnreadable("unsupported" if len(content) > 1536 else "damaged", file=path.name)


def _package(path: Path) -> Checked:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _bounded(path, parts)
            kind = _package_kind(path, {part.filename for part in parts}, package)
            _without_entities(path, package, parts)
            return Checked(kind, kind == "xlsx" and any(_far(package, part) for part in parts if _SHEET.search(part.filename)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError) as damage:
        raise SheetUnreadable("damaged", file=path.name) from damage
    except RuntimeError as locked:  # zipfile says so of a part that needs a password
        raise SheetUnreadable("encrypted", file=path.name) from locked


def _bounded(path: Path, parts: Sequence[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(names) != len(set(names)) or sum(part.compress_size for part in parts) > path.stat().st_size:
        raise SheetUnreadable("damaged", file=path.name)
    blown = any(p.file_size > SUSPICIOUS_SIZE and p.file_size > SUSPICIOUS_RATIO * max(1, p.compress_size) for p in parts)
    total, largest = sum(p.file_size for p in parts), max((p.file_size for p in parts), default=0)
    if blown or len(parts) > MOST_PARTS or total > MOST_UNPACKED or largest > MOST_IN_PART:
        raise SheetUnreadable("too_large", file=path.name)


def _package_kind(path: Path, names: set[str], package: zipfile.ZipFile) -> str:
    lower = {name.replace("\\", "/").lower() for name in names}
    if any(name.endswith("workbook.bin") for name in lower):
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in lower) or "xl/sharedstrings.xml" in lower:
        return "xlsx"
    if "content.xml" in lower and "mimetype" in lower:
        if not _holds(package, "mimetype", b"spreadsheet"):
            raise SheetUnreadable("unsupported", file=path.name)
        if "META-INF/manifest.xml" in names and _holds(package, "META-INF/manifest.xml", b"encryption-data"):
            raise SheetUnreadable("encrypted", file=path.name)
        return "ods"
    raise SheetUnreadable("unsupported", file=path.name)


def _without_entities(path: Path, package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """No honest spreadsheet declares a document type; a part that does may grow without end or read other files."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with package.open(part) as stream:
                if _DTD.search(stream.read(_HEAD).replace(b"\x00", b"")):
                    raise SheetUnreadable("damaged", file=path.name)


def _pieces(package: zipfile.ZipFile, part: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """A part piece by piece, each with the end of the one before; raises BadZipFile when its size or sum is a lie."""
    before = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]


def _holds(package: zipfile.ZipFile, part: str, said: bytes) -> bool:
    return any(said in piece for piece in _pieces(package, part))


def _far(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    rows, columns = {b"0"}, {b"A"}
    for piece in _pieces(package, part):
        for column, row in set(_FAR_CELL.findall(piece)):
            columns.add(column or b"A")
            rows.add(row or b"0")
        last = _ROW.match(piece, max(piece.rfind(b"row r="), piece.rfind(b"row s")))
        rows.add(last[1] if last else b"0")
    width = max(position(f"{name.decode()}1")[1] for name in columns) + 1
    return max(map(int, rows)) * width > LARGEST_AREA
