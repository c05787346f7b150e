"""What belongs to this person on this machine: name, office, recent files, look; never part of a workspace."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from planner.paths import machine_folder, replacing

RECENT = 10


@dataclass
class Settings:
    """Kept as JSON under the machine's folder; a damaged file counts as none, for it holds no work."""

    actor: str = ""
    office: str = ""
    fonts: str = ""
    recent: list[str] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    theme: str = "system"
    scale: int = 100
    window: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Settings:
        try:
            kept = json.loads(cls.path().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        known = {name: value for name, value in kept.items() if name in cls.__dataclass_fields__} if isinstance(kept, dict) else {}
        settings = cls(**known)
        settings.actor = settings.actor or _person()
        return settings

    @staticmethod
    def path() -> Path:
        return machine_folder() / "settings.json"

    def save(self) -> None:
        """Raises FileTrouble when the machine's folder cannot be written."""
        self.path().parent.mkdir(parents=True, exist_ok=True)
        with replacing(self.path()) as draft:
            draft.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    def remember(self, workspace: Path) -> None:
        """Put a workspace at the head of the recent ones; pinned ones never fall out at the end."""
        name = str(workspace)
        others = [other for other in self.recent if other != name]
        loose = [other for other in others if other not in self.pinned]
        room = max(0, RECENT - 1 - (len(others) - len(loose)))
        kept = {*loose[:room], *self.pinned}
        self.recent = [name, *(other for other in others if other in kept)]

    def forget(self, workspace: Path) -> None:
        self.recent = [name for name in self.recent if name != str(workspace)]
        self.pinned = [name for name in self.pinned if name != str(workspace)]

    def pin(self, workspace: Path, on: bool) -> None:
        """Keep a workspace among the recent ones, or let it go with time."""
        self.pinned = [name for name in self.pinned if name != str(workspace)] + ([str(workspace)] if on else [])

    def forget_loose(self) -> None:
        """Forget the recent workspaces that are not pinned."""
        self.recent = [name for name in self.recent if name in self.pinned]


def _person() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "本机用户"
