"""The pen for collection forms: instructions, boxes with prompts and checks, what is required, paper that it fits on."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.paths import replacing
from planner.schema.choices import Choice
from planner.schema.fields import Field, Flag, Text
from planner.schema.numbers import Money, Number, Percent, Whole
from planner.sheets.form.asked import GUIDE, Asked, Form
from planner.sheets.form.checks import check_of
from planner.sheets.form.lists import leave_trace, offer_terms
from planner.sheets.grid import letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEAD, FIRST = 3, 4
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_ROW_HEIGHT, _A3 = 48, 8
_SHADE, _BEGUN, _WRONG = "#E4EAF4", "#FFF2CC", "#F8CBAD"


def write_form(form: Form, path: Path) -> None:
    """Write the empty form; the same form gives the same bytes. Raises FileTrouble."""
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, _PLAIN) as book:
        book.set_properties({"title": form.title, "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
        guide = book.add_worksheet(GUIDE)
        sheet = book.add_worksheet(_sheet_name(form.title))
        offer_terms(book, form)
        leave_trace(book, form, sheet.get_name(), HEAD)
        _write_guide(book, guide, form)
        _write_table(book, sheet, form)
        sheet.activate()
    with replacing(path) as draft:
        draft.write_bytes(made.getvalue())


def _sheet_name(title: str) -> str:
    bare = "".join(c for c in title if c not in "[]:*?/\\'")
    return bare[:31] or "征集表"


def _write_guide(book: Workbook, guide: Worksheet, form: Form) -> None:
    title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center"})
    text = book.add_format({"font_name": "仿宋", "font_size": 12, "text_wrap": True, "valign": "top"})
    guide.hide_gridlines(2)
    guide.set_column(0, 0, 5)
    guide.set_column(1, 1, 92)
    guide.merge_range(0, 0, 0, 1, "填报说明", title)
    required = "、".join(asked.field.label for asked in form.asked if asked.required)
    notes = (*form.notes, f"带“*”的为必填项：{required}。",
             "请不要增删栏目或改动表头；从别处复制内容时请选“只粘贴值”，以免覆盖下拉和校验。",
             "已开始填写而必填项空缺的单元格显示为黄色，不合规则的显示为红色。", f"可填 {form.rows} 行；不够时请另存一份，两份一并报送。")
    for row, note in enumerate(notes, 1):
        guide.write_string(row, 0, f"{row}.", text)
        guide.write_string(row, 1, note, text)
        guide.set_row(row, 18 * (1 + len(note) // 42))
    guide.protect()
    guide.fit_to_pages(1, 0)
    guide.set_paper(9)


def _write_table(book: Workbook, sheet: Worksheet, form: Form) -> None:
    last = len(form.asked)
    head = book.add_format({"font_name": "黑体", "font_size": 11, "bold": False, "border": 1, "align": "center", "valign": "vcenter",
                            "text_wrap": True, "bg_color": _SHADE})
    line = book.add_format({"font_name": "仿宋", "font_size": 11})
    title = book.add_format({"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, last, form.title, title)
    sheet.set_row(0, 36)
    sheet.write_string(1, 0, "填报单位（盖章）：", line)
    sheet.merge_range(1, 3, 1, min(6, last), "", book.add_format({"font_name": "仿宋", "font_size": 11, "bottom": 1, "locked": False}))
    sheet.write_string(2, 0, "填表人：　　　　　联系电话：　　　　　　填报日期：　　　年　　月　　日", line)
    sheet.set_row(HEAD, 36)
    sheet.write_string(HEAD, 0, "序号", head)
    sheet.set_column(0, 0, 6, _cell(book, None))
    for place, asked in enumerate(form.asked, 1):
        sheet.write_string(HEAD, place, asked.heading, head)
        sheet.set_column(place, place, max(10, min(48, asked.field.width * 1.2)), None)
        _write_column(book, sheet, form, place, asked)
    _number_rows(book, sheet, form)
    _set_up_page(sheet, form)


def _cell(book: Workbook, field: Field | None) -> Format:
    said: dict[str, Any] = {"font_name": "仿宋", "font_size": 10.5, "border": 1, "valign": "vcenter", "text_wrap": True,
                            "locked": field is None}
    if field is not None:
        said["align"] = {"right": "right", "center": "center"}.get(field.align, "left")
        said["num_format"] = "#,##0.00" if isinstance(field, Money) else "General" if isinstance(field, Number | Whole | Percent) else "@"
    return book.add_format(said)


def _write_column(book: Workbook, sheet: Worksheet, form: Form, place: int, asked: Asked) -> None:
    """Empty boxes with their prompt and check, and colours for what pasting has brought past the check."""
    cell = _cell(book, asked.field)
    first, last = FIRST, FIRST + form.rows - 1
    for row in range(first, last + 1):
        sheet.write_blank(row, place, None, cell)
    sheet.data_validation(first, place, last, place, check_of(asked.field, _parent(form, asked), first))
    here = f"${letters(place)}{first + 1}"
    begun = f"COUNTA($B{first + 1}:${letters(len(form.asked))}{first + 1})>0"
    if asked.required:
        sheet.conditional_format(first, place, last, place, {
            "type": "formula", "criteria": f"=AND({begun},LEN({here})=0)", "format": book.add_format({"bg_color": _BEGUN})})
    wrong = _wrong(asked.field, here)
    if wrong:
        sheet.conditional_format(first, place, last, place, {
            "type": "formula", "criteria": f"=AND(LEN({here})>0,{wrong})", "format": book.add_format({"bg_color": _WRONG})})


def _parent(form: Form, asked: Asked) -> str:
    """Column and name of the field within whose term this one lies, as "B sector"; empty where it stands alone."""
    if not isinstance(asked.field, Choice) or not asked.field.within:
        return ""
    places = {other.name: place for place, other in enumerate(form.asked, 1)}
    place = places.get(asked.field.within)
    return "" if place is None else f"{letters(place)} {asked.field.within}"


def _wrong(field: Field, here: str) -> str:
    if isinstance(field, Choice):
        return f"COUNTIF(list_{field.among.name},{here})=0"
    if isinstance(field, Flag):
        return f'AND({here}<>"是",{here}<>"否")'
    if isinstance(field, Text):
        return f"LEN({here})>{field.limit}"
    return ""


def _number_rows(book: Workbook, sheet: Worksheet, form: Form) -> None:
    number = book.add_format({"font_name": "仿宋", "font_size": 10.5, "border": 1, "align": "center", "valign": "vcenter"})
    for row in range(FIRST, FIRST + form.rows):
        sheet.set_row(row, _ROW_HEIGHT)
        span = f"B{row + 1}:{letters(len(form.asked))}{row + 1}"
        sheet.write_formula(row, 0, f'=IF(COUNTA({span})=0,"",ROW()-{FIRST})', number, "")


def _set_up_page(sheet: Worksheet, form: Form) -> None:
    """A3 across; a form too wide for one sheet goes over two with its first columns again, for on one it would be too small to read."""
    sheet.freeze_panes(FIRST, min(2, len(form.asked)))
    sheet.repeat_rows(0, HEAD)
    sheet.repeat_columns(0, 1)
    sheet.print_area(0, 0, FIRST + 11, len(form.asked))
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1 + len(form.asked) // 14, 0)
    sheet.set_margins(0.5, 0.5, 0.7, 0.7)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页　共 &N 页")
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
                       "sort": True, "autofilter": True})
