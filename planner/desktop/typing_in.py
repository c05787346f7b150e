"""What is still being composed by an input method must be taken over before anything is saved, sorted or closed."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def commit_typing() -> None:
    """End a composition: without this a cell editor that is committed stores nothing and the old value is lost."""
    QGuiApplication.inputMethod().commit()
