"""How a dialog is run: until it is closed, and not a moment longer in memory; and what room it is given."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_TALLEST = 680


def letters(widget: QWidget, count: float) -> int:
    """How wide so many characters are in its font: sizes that grow with the letters."""
    return round(widget.fontMetrics().horizontalAdvance("供") * count)


def give_room(dialog: QDialog, across: float, down: float) -> None:
    """So many characters across and down, as far as a small laptop's screen has them."""
    room = dialog.screen().availableSize()
    dialog.resize(min(letters(dialog, across), room.width() - 40), min(letters(dialog, down), room.height() - 60, _TALLEST))


def run(dialog: QDialog) -> bool:
    """Show a dialog over everything until it is closed; True when it was accepted. A page keeps none of its dialogs."""
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
