"""What a label is for, told to the style sheet: title, section, hint or problem."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def dress(role: str, *widgets: QWidget) -> None:
    """Give widgets a role. Those in a splitter were styled when they were put there, so they are styled again."""
    for widget in widgets:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
