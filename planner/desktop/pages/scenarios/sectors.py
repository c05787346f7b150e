"""The sectors at the left: 19 in four groups and what lies in none, each with its count; choosing one narrows the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.desktop.narrowing import Narrowing
from planner.schema.catalogue import Catalogue

_ROLE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FIELD, ALL, NOWHERE, LOCAL = "sector", "全部领域", "未归类", "本地领域"


class SectorTree(QTreeWidget):
    """`narrowed` tells a person's choice; the tree itself asks nobody for anything."""

    narrowed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setItemsExpandable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(24)
        self._items: list[QTreeWidgetItem] = []
        self.currentItemChanged.connect(self._chosen)

    def offer(self, groups: Catalogue, sectors: Catalogue) -> None:
        """The lines, in the catalogues' order; sectors that the office has added without a group come last."""
        self.clear()
        self._items = [self._line(self, ALL, None)]
        for group in groups.terms:
            inside = sectors.children(group.code)
            self._group(group.label, [(term.code, term.label) for term in inside])
        homeless = [term for term in sectors.terms if term.parent not in groups]
        if homeless:
            self._group(LOCAL, [(term.code, term.label) for term in homeless])
        self._items.append(self._line(self, NOWHERE, Narrowing(FIELD, (None,), f"领域：{NOWHERE}")))
        self.expandAll()
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.show_choice(None)

    def _group(self, label: str, inside: list[tuple[str, str]]) -> None:
        head = self._line(self, label, Narrowing(FIELD, tuple(code for code, _ in inside), f"领域：{label}"))
        self._items.append(head)
        self._items += [self._line(head, words, Narrowing(FIELD, (code,), f"领域：{words}")) for code, words in inside]

    @staticmethod
    def _line(above: QTreeWidget | QTreeWidgetItem, words: str, narrowing: Narrowing | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [words, ""])
        item.setData(0, _ROLE, narrowing)
        item.setTextAlignment(1, _RIGHT)
        item.setSizeHint(0, QSize(0, item.treeWidget().fontMetrics().height() + 6))
        if isinstance(above, QTreeWidget):
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        return item

    def show_counts(self, counts: Mapping[Any, int]) -> None:
        """Plain sector -> how many; None is no sector."""
        for item in self._items:
            narrowing: Narrowing | None = item.data(0, _ROLE)
            count = sum(counts.values()) if narrowing is None else sum(counts.get(value, 0) for value in narrowing.values)
            item.setText(1, f"{count:,}")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}：{count} 项")
            item.setToolTip(0, f"{item.text(0)}：{count:,} 项")

    def show_choice(self, narrowing: Narrowing | None) -> None:
        """Mark what is chosen, without telling anybody."""
        self.blockSignals(True)
        found = [item for item in self._items if item.data(0, _ROLE) == narrowing]
        self.setCurrentItem(found[0] if found else self._items[0])
        self.blockSignals(False)

    def _chosen(self, item: QTreeWidgetItem | None, _: object = None) -> None:
        if item is not None:
            self.narrowed.emit(FIELD, item.data(0, _ROLE))
