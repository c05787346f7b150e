"""The collection form: made from the fields, checked by the spreadsheet, known again however it comes back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pytest

from planner.domain.scenario import Scenario
from planner.errors import FileTrouble
from planner.schema.choices import Choice
from planner.schema.record import fields_of
from planner.sheets.form.asked import TRACE, Asked, Form, Trace, trace_of
from planner.sheets.form.writing import FIRST, GUIDE, HEAD, write_form
from planner.sheets.grid import Grid, Sheet
from planner.sheets.process import read_grid

FIELDS = fields_of(Scenario)
NAMES = ("title", "sector", "scenario_type", "phone", "investment", "progress", "publish_ok", "starts", "content")


@pytest.fixture
def form() -> Form:
    asked = tuple(Asked(name, FIELDS[name], required=name in ("title", "sector")) for name in NAMES)
    return Form("2026年第一批场景征集表", "scenario", "2026-01", asked, ("请于 3 月底前报送。",), rows=20)


@pytest.fixture
def written(form: Form, folder: Path) -> Path:
    path = folder / "征集 表.xlsx"
    write_form(form, path)
    return path


def test_what_is_insisted_on_has_a_star(form: Form, written: Path) -> None:
    sheet = openpyxl.load_workbook(written).worksheets[1]
    heads = [cell.value for cell in sheet[HEAD + 1]]
    assert heads == ["序号", *(f"{FIELDS[name].label} *" if name in ("title", "sector") else FIELDS[name].label for name in NAMES)]


def test_the_same_form_gives_the_same_bytes(form: Form, written: Path, folder: Path) -> None:
    again = folder / "又.xlsx"
    write_form(form, again)
    assert again.read_bytes() == written.read_bytes()


def test_people_see_the_guide_and_the_table_only(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [GUIDE, "2026年第一批场景征集表"]
    assert "请于 3 月底前报送。" in [row[1] for row in book[GUIDE].iter_rows(values_only=True)]


def test_every_column_has_its_check(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    checks = {str(check.sqref).partition(":")[0][0]: check for check in book.worksheets[1].data_validations.dataValidation}
    by_name = {name: checks[chr(ord("B") + place)] for place, name in enumerate(NAMES)}
    assert by_name["sector"].formula1 == "list_sector"
    assert by_name["scenario_type"].formula1 == f'INDIRECT("scenario_type_"&VLOOKUP($C{FIRST + 1},code_sector,2,FALSE))'
    assert (by_name["title"].type, by_name["title"].formula1) == ("textLength", str(FIELDS["title"].limit))  # type: ignore[attr-defined]
    assert (by_name["investment"].type, by_name["progress"].formula2) == ("decimal", "100")
    assert by_name["publish_ok"].formula1 == '"是,否"'


def test_a_type_is_offered_within_its_sector(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    types = FIELDS["scenario_type"]
    assert isinstance(types, Choice)
    place = book.defined_names["scenario_type_E01"].attr_text.replace("'", "").split("!")
    cells = [row[0].value for row in book[place[0]][place[1].replace("$", "")]]
    assert cells == [term.label for term in types.among.children("E01")]


def test_it_is_known_again(written: Path) -> None:
    trace = trace_of(read_grid(written))
    assert trace == Trace("scenario", "2026-01", {Asked(n, FIELDS[n], n in ("title", "sector")).heading: n for n in NAMES})


def test_it_is_known_again_after_rows_and_columns_went(written: Path, folder: Path) -> None:
    book = openpyxl.load_workbook(written)
    book.worksheets[1].delete_rows(6, 5)
    book.worksheets[1].delete_cols(3)
    changed = folder / "改过.xlsx"
    book.save(changed)
    trace = trace_of(read_grid(changed))
    assert trace is not None
    assert trace.headings["场景类型"] == "scenario_type"


@pytest.mark.parametrize("rows", [[], [["record", "scenario"]], [["record", "scenario"], ["number", "1"], ["headings", "[1]"]],
                                  [["record", "scenario"], ["number", "1"], ["headings", "{"]]])
def test_a_spoiled_trace_is_none(rows: list[list[str]]) -> None:
    assert trace_of(Grid("xlsx", [Sheet(TRACE, [list(row) for row in rows])])) is None


def test_text_that_looks_like_a_formula_stays_text(form: Form, folder: Path) -> None:
    path = folder / "表.xlsx"
    write_form(dataclasses.replace(form, title="=1+1", notes=("=2+2",)), path)
    book = openpyxl.load_workbook(path)
    assert {sheet["A1"].data_type for sheet in book.worksheets[:2]} == {"s"}
    assert book[GUIDE]["B2"].data_type == "s"


def test_a_folder_that_is_not_there_is_said(form: Form, folder: Path) -> None:
    with pytest.raises(FileTrouble):
        write_form(form, folder / "没有" / "表.xlsx")
