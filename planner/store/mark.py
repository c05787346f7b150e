"""By what a workspace file is known before anything of it is believed: its first hundred bytes."""

from __future__ import annotations

from pathlib import Path

HEADER = b"SQLite format 3\0"
APPLICATION = 0x43_4A_47_48
_LENGTH, _PLACE = 100, slice(68, 72)


def marked(head: bytes) -> bool:
    """Whether a file that begins so is one of ours (SQLite's application_id stands at byte 68)."""
    return head.startswith(HEADER) and len(head) >= _LENGTH and int.from_bytes(head[_PLACE], "big") == APPLICATION


def looks_like_a_workspace(path: Path) -> bool:
    """Whether a file says that it is a workspace; one that cannot be read does not."""
    try:
        with path.open("rb") as file:
            return marked(file.read(_LENGTH))
    except OSError:
        return False
