"""The navigation rail: the pages in the order of work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from planner.desktop.icons import icon
from planner.desktop.places import Place
from planner.desktop.tokens import Tokens

WIDTH, NARROW, HEIGHT = 160, 50, 38
_NAME = Qt.ItemDataRole.UserRole


class Rail(QObject):
    """Fills a list with places; `asked` names the one that a person chose."""

    asked = Signal(str)

    def __init__(self, widget: QListWidget, places: Sequence[Place]) -> None:
        super().__init__(widget)
        self._widget, self._places = widget, places
        self._factor, self._narrow = 1.0, False
        for place in places:
            item = QListWidgetItem(place.title)
            item.setData(_NAME, place.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, place.title)
            item.setToolTip(place.title)
            widget.addItem(item)
        widget.currentItemChanged.connect(self._chosen)

    def redress(self, tokens: Tokens, scale: int) -> None:
        """Sizes and drawings for this scale and these colours; the widget's own palette may still be that of before."""
        factor = self._factor = scale / 100
        self.fit(self._narrow)
        self._widget.setIconSize(QSize(round(18 * factor), round(18 * factor)))
        for row, place in enumerate(self._places):
            self._widget.item(row).setSizeHint(QSize(0, round(HEIGHT * factor)))
            self._widget.item(row).setIcon(icon(place.name, tokens, self._widget.devicePixelRatioF() * factor))

    def fit(self, narrow: bool) -> None:
        """With words, or where there is little room without them: then their tool tips say where one gets."""
        self._narrow = narrow
        self._widget.setFixedWidth(round((NARROW if narrow else WIDTH) * self._factor))
        for row, place in enumerate(self._places):
            self._widget.item(row).setText("" if narrow else place.title)

    def enable(self, workspace: bool) -> None:
        """Grey the places that need a workspace while there is none."""
        for row, place in enumerate(self._places):
            item = self._widget.item(row)
            on = workspace or not place.needs_workspace
            item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if on else Qt.ItemFlag.NoItemFlags)

    def show(self, name: str) -> None:
        """Mark a place as the one that is shown, without asking for it."""
        self._widget.blockSignals(True)
        self._widget.setCurrentRow([place.name for place in self._places].index(name))
        self._widget.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.asked.emit(str(item.data(_NAME)))
