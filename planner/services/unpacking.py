"""Unpacking: an archive of received files, as offices mail them, to a folder where they can be read one by one."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from planner.errors import FileTrouble, SheetUnreadable
from planner.progress import Progress

MOST_FILES, MOST_BYTES = 500, 300 << 20
_PIECE = 1 << 20
_PACKAGES = ("[Content_Types].xml", "mimetype")
_UTF8 = 0x800
_IN_NAMES = str.maketrans(dict.fromkeys('\\:*?"<>|', "_"))


def is_archive(path: Path) -> bool:
    """Whether a file is a plain archive, and not a workbook, which is packed the same way."""
    try:
        if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as archive:
            return not set(_PACKAGES) & set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def unpack(path: Path, folder: Path, progress: Progress | None = None) -> list[Path]:
    """Write the files of an archive below `folder`, never outside of it; gives them in the order of the archive.

    Raises SheetUnreadable (encrypted, damaged, too_large), FileTrouble, Cancelled.
    """
    done: list[Path] = []
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if not info.is_dir()]
            if len(inside) > MOST_FILES or sum(info.file_size for info in inside) > MOST_BYTES:
                raise SheetUnreadable("too_large", file=path.name)
            room = MOST_BYTES
            for info in (progress or Progress()).each(inside, "解开压缩包"):
                if info.flag_bits & 1:
                    raise SheetUnreadable("encrypted", file=path.name)
                target = folder.joinpath(*_parts(info))
                room -= _write(archive, info, target, room, path.name)
                done.append(target)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as trouble:
        raise SheetUnreadable("damaged", file=path.name) from trouble
    except OSError as trouble:
        raise FileTrouble("file_trouble", path=str(path)) from trouble
    return done


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, room: int, name: str) -> int:
    """Write one file; what the archive says of its size may be a lie, so the bytes are counted."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(info) as source, target.open("wb") as file:
        while piece := source.read(_PIECE):
            written += len(piece)
            if written > room:
                raise SheetUnreadable("too_large", file=name)
            file.write(piece)
    return written


def _parts(info: zipfile.ZipInfo) -> list[str]:
    """Folders and name, in the letters that they were written in: Windows packs Chinese names as GBK and says nothing of it."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    parts = [part.strip(" .").translate(_IN_NAMES) for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return [part[:80] for part in parts[:-1] if part] + [parts[-1][-120:] if parts and parts[-1] else "未命名"]
