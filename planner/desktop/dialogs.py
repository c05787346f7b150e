"""How a dialog is run: until it is closed, and not a moment longer in memory."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def run(dialog: QDialog) -> bool:
    """Show a dialog over everything until it is closed; True when it was accepted. A page keeps none of its dialogs."""
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
