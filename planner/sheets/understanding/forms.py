"""Forms: a label and beside it what was filled in, one record a form; and tables turned on their side."""

from __future__ import annotations

from planner.sheets.book import ReadTable
from planner.sheets.understanding.headings import Lexicon
from planner.sheets.understanding.page import Page


def read_forms(page: Page, lexicon: Lexicon, around: str) -> list[ReadTable] | None:
    """The forms of a sheet, or None when it holds none."""
    return None
