"""The store's news and complaints as Qt signals, always told on the UI thread, whichever thread the operation ran on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from planner.errors import PlannerError
from planner.schema.change import News

if TYPE_CHECKING:
    from planner.workspace import Workspace


class NewsBridge(QObject):
    """Listens to one workspace until `stop`; what was told from a worker arrives queued, from the UI thread at once."""

    told = Signal(object)
    complained = Signal(object)
    _crossing = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listeners, self._complaints = workspace.store.listeners, workspace.store.complaints
        self._crossing.connect(self.told, Qt.ConnectionType.AutoConnection)
        self._listeners.append(self._hear)
        self._complaints.append(self._complain)

    def _complain(self, error: PlannerError) -> None:
        self.complained.emit(error)

    def _hear(self, news: News) -> None:
        self._crossing.emit(news)

    def stop(self) -> None:
        if self._hear in self._listeners:
            self._listeners.remove(self._hear)
            self._complaints.remove(self._complain)
