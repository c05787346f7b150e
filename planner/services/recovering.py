"""Recovering: what can be done for a workspace that cannot be opened, and the taking away of one that is not wanted any more."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.errors import PlannerError, StoreTrouble
from planner.paths import machine_folder, trouble
from planner.store import backup as backups
from planner.store.gate import beside, demand_ours


@dataclass(frozen=True)
class Copy:
    """A backup that was looked at and found sound, and when it was made."""

    file: Path
    made: dt.datetime


def sound_copies(workspace: Path) -> Iterator[Copy]:
    """The automatic backups of a workspace, latest work first, without those that are not sound or not as they were written."""
    for file in sorted(backups.backups_of(workspace), key=backups.reached, reverse=True):
        with contextlib.suppress(PlannerError, OSError):
            demand_ours(file)
            backups.demand_as_written(file)
            yield Copy(file, backups.made_at(file) or dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).astimezone())


def has_copies(workspace: Path) -> bool:
    """Whether there are automatic backups at all, sound or not."""
    return bool(backups.backups_of(workspace))


def folder_of(workspace: Path) -> Path:
    """Where the automatic backups of a workspace lie."""
    return backups.folder_of(workspace)


def workspace_of(copy: Path) -> Path:
    """The workspace that an automatic backup is a copy of; any other file stands for itself."""
    name = copy.stem[:-len("-20260305-103200")]
    workspace = copy.parent.with_name(f"{name}{copy.suffix}")
    return workspace if name and backups.folder_of(workspace) == copy.parent else copy


def newest_sound(workspace: Path) -> Copy | None:
    return next(sound_copies(workspace), None)


def restore(copy: Path, workspace: Path) -> Path:
    """Put a backup beside the workspace as a file of its own, which is given; nothing is overwritten."""
    target = _free(workspace.with_name(f"{workspace.stem}-恢复{workspace.suffix}"))
    return backups.restore(copy, target).file


def copy_to_look_at(workspace: Path) -> Path:
    """A copy in this machine's folder of a workspace that someone else holds: of its newest backup, or of itself as it is.

    Raises StoreTrouble and FileTrouble.
    """
    newest = newest_sound(workspace)
    target = _to_look_at(workspace)
    return backups.make(workspace, target).file if newest is None else backups.restore(newest.file, target).file


def copy_of_read_only(workspace: Path) -> Path:
    """A copy in this machine's folder of a workspace on a medium on which nobody can write, with what a crash left beside it.

    Raises StoreTrouble and FileTrouble.
    """
    target = _to_look_at(workspace)
    try:
        for file, copy in zip((workspace, *beside(workspace)), (target, *beside(target)), strict=True):
            if file.exists():
                shutil.copyfile(file, copy)
    except OSError as error:
        raise trouble(error, target) from error
    demand_ours(target)
    return target


def _to_look_at(workspace: Path) -> Path:
    folder = machine_folder() / "查看"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, folder) from error
    return _free(folder / workspace.name)


def take_away(workspace: Path) -> None:
    """Delete a closed workspace with everything the program has put beside it. Raises FileTrouble, StoreTrouble store_busy."""
    from planner.store.lock import Lock

    Lock(workspace, "").release()
    try:
        for file in (workspace, *beside(workspace)):
            file.unlink(missing_ok=True)
        if (folder := backups.folder_of(workspace)).is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        raise trouble(error, workspace) from error


def _free(path: Path) -> Path:
    """This name, or the first numbered one that is not taken."""
    for number in range(1, 1000):
        tried = path if number == 1 else path.with_name(f"{path.stem} {number}{path.suffix}")
        if not tried.exists():
            return tried
    raise StoreTrouble("store_exists", path=path)
