"""Verified copies of a workspace: made without stopping the work, thinned with time, restored without overwriting."""

from __future__ import annotations

import contextlib
import datetime as dt
import glob
import hashlib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.domain.kinds import EVERY
from planner.errors import FileTrouble, StoreTrouble
from planner.paths import replacing, trouble
from planner.store.connections import connect
from planner.store.gate import demand_absent, demand_ours
from planner.store.thinning import worth_keeping
from planner.store.troubles import translated

_STAMP, _STAMPED = "%Y%m%d-%H%M%S", len("20260305-103200")
_ONE_AT_A_TIME = threading.Lock()   # two copies of one second have one name, and their hashes must not be mixed up


@dataclass(frozen=True)
class Backup:
    """A copy that was opened and counted after it was written; `counts` are records by kind."""

    file: Path
    sha256: str
    counts: dict[str, int]


def make(workspace: Path, target: Path | None = None) -> Backup:
    """Copy a workspace, open or not, with its hash beside it in the form of sha256sum.

    Raises StoreTrouble store_exists for a target that is there, or when the copy is not sound; FileTrouble no_room, read_only.
    """
    if target:
        demand_absent(target)
    with _ONE_AT_A_TIME:
        file = target or _next(workspace)
        found = _copied(workspace, file)
        with replacing(sidecar_of(file)) as draft:
            draft.write_text(f"{found.sha256}  {file.name}\n", encoding="utf-8", newline="\n")
        if target is None:
            _thin(workspace)
    return Backup(file, found.sha256, found.counts)


def _copied(workspace: Path, file: Path) -> Backup:
    with _refused_there(file), translated(file), replacing(file) as draft:
        source = connect(workspace)
        try:
            source.execute("VACUUM INTO ?", (str(draft),))
        finally:
            source.close()
        return _verified(draft)


@contextlib.contextmanager
def _refused_there(file: Path) -> Iterator[None]:
    """A place that takes no file is the place of the copy, not the workspace."""
    try:
        yield
    except StoreTrouble as error:
        if error.code != "store_read_only":
            raise
        raise FileTrouble("read_only", path=file) from error


def restore(backup: Path, target: Path) -> Backup:
    """Put a backup back as a new file; what is there already is never overwritten.

    Raises StoreTrouble backup_differs when the hash beside it is another one; without that file the copy must only be sound.
    """
    demand_ours(backup)
    demand_absent(target)
    demand_as_written(backup)
    try:
        with replacing(target) as draft:
            shutil.copyfile(backup, draft)
            found = _verified(draft)
    except OSError as error:
        raise trouble(error, target) from error
    return Backup(target, found.sha256, found.counts)


def demand_as_written(backup: Path) -> None:
    """Raises StoreTrouble backup_differs when the hash beside a copy is another one than its own."""
    try:
        with backup.open("rb") as file:
            if _expected(backup) in (None, hashlib.file_digest(file, "sha256").hexdigest()):
                return
    except OSError as error:
        raise trouble(error, backup) from error
    raise StoreTrouble("backup_differs", path=backup)


def sidecar_of(backup: Path) -> Path:
    """Where the hash of a backup is kept."""
    return backup.with_name(f"{backup.name}.sha256")


def _expected(backup: Path) -> str | None:
    """The hash that was written beside a backup; None where that file is not there."""
    try:
        return sidecar_of(backup).read_text(encoding="utf-8", errors="replace").split(maxsplit=1)[0].lower()
    except FileNotFoundError:
        return None
    except (OSError, IndexError) as error:
        raise StoreTrouble("backup_differs", path=backup) from error


def folder_of(workspace: Path) -> Path:
    return workspace.with_name(f"{workspace.stem}-备份")


def backups_of(workspace: Path) -> list[Path]:
    """The automatic copies, newest first; what people put beside them is not among them."""
    return list(_made(workspace))


def made_at(backup: Path) -> dt.datetime | None:
    """When an automatic copy was made, by this machine's clock, as its name says; None for any other file."""
    try:
        return dt.datetime.strptime(backup.stem[-_STAMPED:], _STAMP).astimezone()
    except ValueError:
        return None


def _made(workspace: Path) -> dict[Path, dt.datetime]:
    found = {file: made_at(file) for file in folder_of(workspace).glob(f"{glob.escape(workspace.stem)}-*{workspace.suffix}")}
    ours = {file: time for file, time in found.items() if time and len(file.stem) == len(workspace.stem) + 1 + _STAMPED}
    return dict(sorted(ours.items(), key=lambda made: made[1], reverse=True))


def last_operation(workspace: Path) -> str | None:
    """The newest operation in a file; None when it has none or cannot be read."""
    return _end(workspace)[1]


def reached(workspace: Path) -> int:
    """How many operations the history of a file has seen: which of two copies is the later one, whatever the clock said."""
    return _end(workspace)[0]


def _end(workspace: Path) -> tuple[int, str | None]:
    with contextlib.suppress(StoreTrouble, FileTrouble), translated(workspace):
        connection = connect(workspace)
        try:
            row = connection.execute("SELECT place, id FROM operation ORDER BY place DESC LIMIT 1").fetchone()
            return (int(row[0]), str(row[1])) if row else (0, None)
        finally:
            connection.close()
    return 0, None


def _next(workspace: Path) -> Path:
    folder = folder_of(workspace)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise trouble(error, folder) from error
    return folder / f"{workspace.stem}-{dt.datetime.now().astimezone():{_STAMP}}{workspace.suffix}"


def _verified(draft: Path) -> Backup:
    demand_ours(draft)
    connection = connect(draft)
    try:  # the names of the tables are those of the program's own kinds
        counts = {record.kind: int(connection.execute(f'SELECT count(*) FROM "{record.kind}"').fetchone()[0])  # noqa: S608
                  for record in EVERY}
    finally:
        connection.close()
    with draft.open("rb") as file:
        return Backup(draft, hashlib.file_digest(file, "sha256").hexdigest(), counts)


def _thin(workspace: Path) -> None:
    """Let go of the copies that are not worth keeping, and of drafts that a crash has left."""
    made = _made(workspace)
    kept = set(worth_keeping(made.values(), dt.datetime.now().astimezone()))
    spent = [file for file, time in made.items() if time not in kept]
    for file in (*spent, *folder_of(workspace).glob(f"~????????{workspace.suffix}*")):
        with contextlib.suppress(OSError):
            file.unlink()
            sidecar_of(file).unlink(missing_ok=True)
