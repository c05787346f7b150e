"""What is still being composed by an input method must be taken over before anything is saved, sorted or closed."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication


def commit_typing() -> None:
    """End a composition: without this a cell editor that is committed stores nothing and the old value is lost."""
    QGuiApplication.inputMethod().commit()


def commit_editing() -> None:
    """Take over the cell that is being edited too, as leaving it would; its editor is closed."""
    commit_typing()
    editor = QApplication.focusWidget()
    inside = editor.parentWidget() if editor is not None else None
    view = inside.parentWidget() if inside is not None else None
    if editor is not None and isinstance(view, QAbstractItemView) and view.viewport() is inside:
        view.itemDelegate().commitData.emit(editor)
        view.itemDelegate().closeEditor.emit(editor)
