"""Printing a PDF on the office's printer, page by page as pictures, through the system's own dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from planner.desktop.pdf.pages import ONE_AT_A_TIME, page_image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS = 300
_A3_SHORT = 700.0


def ask(path: Path, title: str, parent: QWidget) -> QPrinter | None:
    """Show the system's print dialog for a PDF; None when the person changed their mind."""
    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    with ONE_AT_A_TIME, PdfDocument(path.read_bytes()) as document:
        (width, height), pages = document.get_page_size(0), len(document)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if min(width, height) > _A3_SHORT else QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if agreed else None


def print_file(path: Path, printer: QPrinter) -> int:
    """Draw the pages that the printer was asked for; gives how many. The layout is never changed between pages."""
    from pypdfium2 import PdfDocument

    with ONE_AT_A_TIME, PdfDocument(path.read_bytes()) as document:
        first = printer.fromPage() or 1
        last = min(printer.toPage() or len(document), len(document))
        painter = QPainter(printer)
        for page in range(first - 1, last):
            if page > first - 1:
                printer.newPage()
            _draw(painter, page_image(document, page, DOTS / 72))
        painter.end()
    return last - first + 1


def _draw(painter: QPainter, image: QImage) -> None:
    sheet = painter.viewport()
    if (image.width() > image.height()) != (sheet.width() > sheet.height()):
        image = image.transformed(QTransform().rotate(-90))
    painter.drawImage(sheet, image)
