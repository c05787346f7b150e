"""The hidden sheets of a collection form: the terms that its drop-downs offer, and its trace."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.schema.catalogue import Catalogue
from planner.schema.choices import Choice
from planner.sheets.form.asked import LISTS, PURPOSE, TRACE, Form
from planner.sheets.grid import letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


def leave_trace(book: Workbook, form: Form, sheet: str, head: int) -> None:
    """What the form says of itself; a second trace is a property of the file."""
    book.set_custom_property(PURPOSE, f"{form.record} {form.number}")
    trace = book.add_worksheet(TRACE)
    headings = {asked.heading: asked.name for asked in form.asked}
    said = {"purpose": PURPOSE, "record": form.record, "number": form.number, "sheet": sheet, "head": str(head + 1),
            "headings": json.dumps(headings, ensure_ascii=False)}
    for row, (name, value) in enumerate(said.items()):
        trace.write_string(row, 0, name)
        trace.write_string(row, 1, value)
    trace.very_hidden()


def _catalogues(form: Form) -> dict[str, Catalogue]:
    return {asked.field.among.name: asked.field.among for asked in form.asked if isinstance(asked.field, Choice)}


def offer_terms(book: Workbook, form: Form) -> None:
    """One hidden column for each catalogue, and one for the children of each parent, named so that lists can refer to them."""
    lists = book.add_worksheet(LISTS)
    columns: dict[str, Sequence[str]] = {}
    within = {asked.field.among.name: asked.field.within for asked in form.asked if isinstance(asked.field, Choice)}
    for name, among in _catalogues(form).items():
        columns[f"list_{name}"] = [term.label for term in among.terms]
        if within[name]:
            for parent in dict.fromkeys(term.parent for term in among.terms if term.parent):
                columns[f"{name}_{parent}"] = [term.label for term in among.children(parent)]
    for place, (name, labels) in enumerate(columns.items()):
        lists.write_string(0, place, name)
        lists.write_column(1, place, list(labels))
        book.define_name(name, f"='{LISTS}'!${letters(place)}$2:${letters(place)}${len(labels) + 1}")
    _offer_codes(book, lists, form, len(columns))
    lists.very_hidden()


def _offer_codes(book: Workbook, lists: Worksheet, form: Form, place: int) -> None:
    """Label and code side by side: a drop-down that depends on another finds the parent's code here."""
    for asked in form.asked:
        if isinstance(asked.field, Choice) and any(isinstance(a.field, Choice) and a.field.within == asked.name for a in form.asked):
            terms = asked.field.among.terms
            lists.write_column(1, place, [term.label for term in terms])
            lists.write_column(1, place + 1, [term.code for term in terms])
            book.define_name(f"code_{asked.name}",
                             f"='{LISTS}'!${letters(place)}$2:${letters(place + 1)}${len(terms) + 1}")
            place += 2
