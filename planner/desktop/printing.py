"""Printing a PDF on the office's printer, page by page as pictures, through the system's own dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from planner.desktop.preview import page_image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS = 300
_A3_SHORT = 700.0


def ask_and_print(path: Path, title: str, parent: QWidget) -> bool:
    """Show the system's print dialog and print; False when the person changed their mind."""
    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    document = PdfDocument(path.read_bytes())
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    width, height = document.get_page_size(0)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if min(width, height) > _A3_SHORT else QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(document))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_pages(document, printer)
    return True


def print_pages(document: object, printer: QPrinter) -> int:
    """Draw the pages that the printer was asked for; gives how many. The layout is never changed between pages."""
    from pypdfium2 import PdfDocument

    assert isinstance(document, PdfDocument)
    first = printer.fromPage() or 1
    last = min(printer.toPage() or len(document), len(document))
    painter = QPainter(printer)
    for page in range(first - 1, last):
        if page > first - 1:
            printer.newPage()
        image = page_image(document, page, DOTS / 72)
        sheet = painter.viewport()
        if (image.width() > image.height()) != (sheet.width() > sheet.height()):
            image = image.transformed(QTransform().rotate(-90))
        painter.drawImage(sheet, image)
    painter.end()
    return last - first + 1
