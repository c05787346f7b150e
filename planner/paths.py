"""Where the program's own files lie, and where it keeps what belongs to this machine."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import FileTrouble

_HERE = Path(__file__).resolve().parent
APP = "scene-planner"


def resource(*parts: str) -> Path:
    """A file under `resources/`: inside an installed package, or beside the checkout."""
    installed = _HERE / "_resources"
    root = installed if installed.is_dir() else _HERE.parent / "resources"
    return root.joinpath(*parts)


def machine_folder() -> Path:
    """Settings, recent files, logs and crash reports of this person on this machine, never exchanged."""
    chosen = os.environ.get("PLANNER_HOME")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / APP
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / APP


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A draft beside `path` that takes its place when the block ends well; otherwise the old file stays as it was.

    The new content is on the disk before it gets the name, so that a power cut leaves the old file or the new one.
    Raises FileTrouble (file_in_use, read_only, no_room, file_missing, name_not_allowed) with `path` when the disk refuses.
    """
    draft = path.with_name(f"~{os.urandom(4).hex()}{path.suffix}")
    try:
        yield draft
        _settle(draft)
        draft.replace(path)
        _settle_name(path.parent)
    except OSError as error:
        raise trouble(error, path) from error
    finally:
        draft.unlink(missing_ok=True)


def _settle(file: Path) -> None:
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def _settle_name(folder: Path) -> None:
    """A folder can be opened only where POSIX rules, and not every file system there lets it be settled."""
    if sys.platform != "win32":
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def trouble(error: OSError, path: Path) -> FileTrouble:
    """What the system's refusal means for the person who wanted this file."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return FileTrouble("no_room", path=path)
    if error.errno in (errno.EINVAL, errno.ENAMETOOLONG):
        return FileTrouble("name_not_allowed", path=path)
    if isinstance(error, FileNotFoundError):
        return FileTrouble("file_missing", path=path)
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return FileTrouble("file_in_use", path=path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return FileTrouble("read_only", path=path)
    return FileTrouble("file_trouble", path=path)
