"""From which cell each value of a record came, and the way to the received file itself."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.desktop import choosing
from planner.desktop.columns import Column
from planner.desktop.saving import show
from planner.errors import Problem
from planner.messages import sentence
from planner.paths import replacing
from planner.schema.fields import Field

if TYPE_CHECKING:
    from planner.desktop.page import Desk
    from planner.services.collecting import Source

_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@dataclass(frozen=True)
class Found:
    """One value and the cell from which it was taken."""

    name: str
    label: str
    source: Source

    @property
    def place(self) -> str:
        return f"{self.source.sheet} {self.source.cell}"

    @property
    def doubt(self) -> str:
        return sentence(Problem(self.name, self.source.problem, {"text": self.source.text})) if self.source.problem else ""


SOURCES = (
    Column("label", "栏目", lambda found: found.label, 10),
    Column("text", "原文", lambda found: _line(found.source.text), 20),
    Column("place", "单元格", lambda found: found.place, 14),
    Column("file", "文件", lambda found: found.source.file, 24),
    Column("doubt", "疑问", lambda found: found.doubt, 20, tone=lambda _: "amber"),
)


def found_of(sources: Mapping[str, Source], fields: Mapping[str, Field]) -> list[Found]:
    """The sources in the order of the fields."""
    return [Found(name, field.label, sources[name]) for name, field in fields.items() if name in sources]


class Originals:
    """Received files as they came, kept with the workspace; copies that are only looked at go with `owner`."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk, self._owner = desk, owner

    def copy(self, submission: str, name: str) -> Path | None:
        """A copy under the name that the file had; None when it was refused, which is then said."""
        folder = Path(tempfile.mkdtemp(prefix="planner-"))
        weakref.finalize(self._owner, shutil.rmtree, folder, ignore_errors=True)
        return self._desk.attempt(partial(self.write, submission, folder / name.translate(_NOT_IN_NAMES)))

    def open(self, submission: str, name: str) -> None:
        """Show a copy in the program that this machine has for it."""
        path = self.copy(submission, name)
        if path is not None:
            show(path)

    def save(self, submission: str, name: str) -> None:
        """Write the file to a place that the person names."""
        path = choosing.target(self._owner, "另存原文件", name.translate(_NOT_IN_NAMES), "所有文件 (*)")
        if path is not None and self._desk.attempt(partial(self.write, submission, path)) is not None:
            self._desk.say(f"已另存：{path.name}")

    def write(self, submission: str, path: Path) -> Path:
        """Write the file, as it came. Raises FileTrouble, NotFound."""
        content = self._desk.workspace.collecting.received_file(submission)
        with replacing(path) as draft:
            draft.write_bytes(content)
        return path


def _line(text: str) -> str:
    return text[:120].replace("\n", " ")
