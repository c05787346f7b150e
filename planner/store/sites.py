"""Which site writes: a copy of a file must not go on counting where its original does."""

from __future__ import annotations

import contextlib
import json
import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from planner.errors import FileTrouble
from planner.paths import machine_folder, replacing

_MACHINE = "machine"


class Sites:
    """The sites that this machine has drawn for one workspace, kept outside the file.

    A site is free when its last number here is the last one in the file. It is claimed on opening and given back on
    closing; a crash, a copy or a restored backup leaves no free site, and a new one is drawn.
    """

    def __init__(self, workspace: str) -> None:
        self._workspace = workspace
        self._drawn: dict[str, int | None] = _load().get(workspace, {})

    @property
    def mine(self) -> frozenset[str]:
        return frozenset(self._drawn)

    def claim(self, numbers: Mapping[str, int]) -> str:
        """The site to write as; `numbers` are the last ones in the file."""
        free = [site for site, number in self._drawn.items() if number is not None and numbers.get(site, 0) == number]
        site = free[0] if free else str(uuid4())
        self._drawn[site] = None
        self._save()
        return site

    def give_back(self, site: str, number: int) -> None:
        self._drawn[site] = number
        self._save()

    def _save(self) -> None:
        """Where the machine's folder cannot be written a new site is drawn next time, which is safe."""
        with contextlib.suppress(FileTrouble, OSError):
            _path().parent.mkdir(parents=True, exist_ok=True)
            known = _load() | {self._workspace: self._drawn, _MACHINE: machine()}
            with replacing(_path()) as draft:
                draft.write_text(json.dumps(known, indent=1), encoding="utf-8")


def _path() -> Path:
    return machine_folder() / "sites.json"


def _load() -> dict[str, Any]:
    """What was drawn, by workspace; where the folder came from another machine none of it is free, for both would count on."""
    try:
        known = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    drawn = {key: sites for key, sites in known.items() if isinstance(sites, dict)} if isinstance(known, dict) else {}
    if drawn and known.get(_MACHINE, machine()) != machine():
        drawn = {workspace: dict.fromkeys(sites) for workspace, sites in drawn.items()}
    return drawn


def machine() -> str:
    """What the system calls this machine, the same until it is installed anew."""
    try:
        return _named_by_system()
    except (OSError, ValueError):
        return platform.node()


if sys.platform == "win32":
    import winreg

    def _named_by_system() -> str:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])

else:

    def _named_by_system() -> str:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
