"""Where a workspace lies: on this machine's own disk, or where others take part in its keeping."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

_NETWORK = frozenset({"9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf"})
_STICK = frozenset({"exfat", "msdos", "vfat"})
_LOCAL_FUSE = ("fuseblk", "fuse.exfat", "fuse.ntfs", "fuse.ntfs-3g")
_STICKS_STAND_UNDER = ("/media/", "/run/media/")
_SYNCED = frozenset({"baidusyncdisk", "dropbox", "google drive", "icloud drive", "iclouddrive", "nextcloud", "nutstore", "nutstore files",
                     "onedrive", "owncloud", "seafile", "syncthing", "wpsdrive", "wps云盘", "坚果云", "我的坚果云", "百度网盘同步空间"})
_SYNCED_MARKS = (".stfolder", ".dropbox", ".nutstore")


class Place(Enum):
    """What a file's place means for it: on a disk of its own it may be written in the fastest safe way."""

    OWN = "own"
    STICK = "stick"
    NETWORK = "network"
    SYNCED = "synced"


def place_of(path: Path) -> Place:
    """Where a file lies or would lie; what cannot be found out counts as this machine's own disk."""
    try:
        whole = path.resolve()
    except OSError:
        whole = path.absolute()
    if _is_synced(whole):
        return Place.SYNCED
    if sys.platform == "win32":
        return _of_windows(whole)
    return _of_mounts(whole, _mounts())


def _is_synced(path: Path) -> bool:
    names = [part.casefold() for part in path.parent.parts]
    if any(name in _SYNCED or name.startswith("onedrive - ") for name in names):
        return True
    return any((folder / mark).exists() for folder in path.parents for mark in _SYNCED_MARKS)


def _of_mounts(path: Path, mounts: Iterable[tuple[str, str]]) -> Place:
    """By the kind of the innermost file system that holds the path; of two on one point the later one counts."""
    holding = [(point, kind) for point, kind in mounts if path.is_relative_to(point)]
    point, kind = max(reversed(holding), key=lambda mount: len(mount[0]), default=("/", ""))
    if kind in _NETWORK or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE):
        return Place.NETWORK
    return Place.STICK if kind in _STICK or point.startswith(_STICKS_STAND_UNDER) else Place.OWN


def _mounts() -> Iterator[tuple[str, str]]:
    """Mount point and kind of every file system, as the kernel lists them."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        before, _, after = line.partition(" - ")
        if len(fields := before.split(" ")) > 4 and after:
            yield re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4]), after.split(" ")[0]


if sys.platform == "win32":
    import ctypes

    _REMOVABLE, _REMOTE = 2, 4

    def _of_windows(path: Path) -> Place:
        if path.drive.startswith("\\\\"):
            return Place.NETWORK
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
        return {_REMOVABLE: Place.STICK, _REMOTE: Place.NETWORK}.get(kind, Place.OWN)
