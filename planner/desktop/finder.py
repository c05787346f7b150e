"""A link to one of many: words are typed, and what has them in it is offered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from planner.desktop.editors import offer, on_edit, put, written
from planner.schema.fields import Field
from planner.schema.text import folded

SHOWN = 50


class Finder(QComboBox):
    """`key` is what is chosen, empty for nothing. Words that name nothing give way to what was chosen before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[tuple[str, str, str]] = []
        self._words: dict[str, str] = {}
        self.key = ""
        self._found = QStringListModel(self)
        self._keys: list[str] = []
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self._completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        completer.activated.connect(self._completed)
        self.line.textEdited.connect(self._search)
        self.line.editingFinished.connect(self.settle)
        self.activated.connect(self._picked)

    @property
    def line(self) -> QLineEdit:
        """Where the words are typed."""
        line = self.lineEdit()
        assert line is not None
        return line

    def serve(self, choices: Sequence[tuple[str, str]]) -> None:
        """What may be chosen, as key and words; the first of them hang below, the others are found by typing."""
        self._choices = [(key, words, folded(words)) for key, words in choices]
        self._words = dict(choices)
        self.clear()
        self.addItem("", "")
        for key, words in choices[:SHOWN]:
            self.addItem(words, key)
        self.line.setPlaceholderText(f"输入字词，在 {len(choices):,} 项中查找" if len(choices) > SHOWN else "")
        self.choose(self.key)

    def choose(self, key: str) -> None:
        """Set what is chosen; that is not an edit."""
        self.key = key if key in self._words else ""
        self.setCurrentIndex(max(-1, self.findData(self.key)) if self.key else 0)
        self.setEditText(self._words.get(self.key, ""))
        self.line.setCursorPosition(0)

    def matches(self, text: str) -> list[str]:
        """The keys of the first choices in which everything typed is found."""
        wanted = [folded(word) for word in text.split()]
        found = (key for key, _, known in self._choices if all(word in known for word in wanted))
        return list(islice(found, SHOWN)) if wanted else []

    def _search(self, text: str) -> None:
        self._keys = self.matches(text)
        self._found.setStringList([self._words[key] for key in self._keys])

    def _completed(self, words: str) -> None:
        """Two may read alike: the line that was chosen says which."""
        row = self._completer.popup().currentIndex().row()
        alike = [key for key in self._keys if self._words[key] == words]
        self._take(self._keys[row] if 0 <= row < len(self._keys) and self._keys[row] in alike else alike[0] if alike else self.key)

    def _picked(self, place: int) -> None:
        self._take(str(self.itemData(place) or ""))

    def settle(self) -> None:
        """The typing has ended: what it names is chosen if it is one, else what was chosen before stands again."""
        text = self.line.text().strip()
        if text != self._words.get(self.key, ""):
            found = self.matches(text)
            exact = [key for key in found if self._words[key] == text] or found
            self._take(exact[0] if len(exact) == 1 else self.key if text else "")

    def _take(self, key: str) -> None:
        changed = key != self.key
        self.choose(key)
        if changed:
            self.currentTextChanged.emit(self.currentText())

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(self._choices) > SHOWN:
            self.line.setFocus()
            self._completer.complete()
            return
        super().keyPressEvent(event)


@put.register
def _(editor: Finder, field: Field, value: Any) -> None:
    editor.choose(str(value or ""))


@written.register
def _(editor: Finder) -> str:
    editor.settle()
    return editor.key


@on_edit.register
def _(editor: Finder, edited: Any) -> None:
    editor.currentTextChanged.connect(lambda _: edited())


@offer.register
def _(editor: Finder, choices: Sequence[tuple[str, str]]) -> None:
    editor.serve(choices)
