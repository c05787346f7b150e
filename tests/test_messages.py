"""Every code that is raised anywhere has its sentence, with all that the sentence needs, in plain Chinese; none is idle."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from planner import errors, messages
from planner.errors import InvalidRecord, PlannerError, Problem, RuleBroken
from planner.messages import ERRORS, PROBLEMS, notice, sentence

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for path in sorted((ROOT / "planner").rglob("*.py")) if path.name != "messages.py"]
ERROR_TYPES: Mapping[str, type[PlannerError]] = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, PlannerError)}
VALUE_CALLS = {"Refused": 0, "Doubt": 0, "Problem": 1}
LATIN = re.compile(r"[A-Za-z]{3,}")
ALLOWED_LATIN = {"Word", "docx", "Excel", "WPS", "PDF", "help", "planner", "xlsx", "pdf"}
READING = {"ambiguous", "code_list", "count_differs", "error_cell", "hidden_sheet", "no_cached_values", "no_records", "no_table",
           "no_value", "not_recognised", "sum_differs", "unmapped_column"}


@dataclass(frozen=True)
class Raised:
    """A code at one place in the source; `params` is None where they are not written out there."""

    code: str
    problem: bool
    params: frozenset[str] | None
    where: str


def raised() -> Iterator[Raised]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _raised(node, f"{path.relative_to(ROOT)}:{node.lineno}")


def _raised(call: ast.Call, where: str) -> Iterator[Raised]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ERROR_TYPES and name != "InvalidRecord":
        codes = list(_codes(call.args[0])) if call.args else [ERROR_TYPES[name].code]
        yield from (Raised(code, False, _keywords(call), where) for code in codes)
    elif name in VALUE_CALLS and len(call.args) > VALUE_CALLS[name]:
        for code in _codes(call.args[VALUE_CALLS[name]]):
            yield Raised(code, True, _value_params(name, call), where)


def _codes(node: ast.expr) -> Iterator[str]:
    """The codes that an expression may be, where they are written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _value_params(name: str, call: ast.Call) -> frozenset[str] | None:
    if name == "Doubt":
        return frozenset({"text"})
    if name == "Refused":
        return _keywords(call)
    given = call.args[2] if len(call.args) > 2 else next((k.value for k in call.keywords if k.arg == "params"), None)
    if given is None:
        return frozenset()
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    return None


def needed(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


RAISED = list(raised())


def test_the_search_sees_codes() -> None:
    assert len({one.code for one in RAISED}) > 60
    assert {"too_long", "unit_differs", "store_busy", "encrypted", "no_room"} <= {one.code for one in RAISED}


def test_every_code_has_a_sentence() -> None:
    """A problem may be shown as it is; what is raised is a notice."""
    silent = [f"{one.where} {one.code}" for one in RAISED if one.code not in (PROBLEMS if one.problem else ERRORS)]
    assert not silent, "\n".join(silent)


def test_every_kind_of_error_has_a_sentence_for_its_own_code() -> None:
    assert {kind.code for kind in ERROR_TYPES.values()} - set(ERRORS) <= {"invalid"}


def test_every_place_gives_what_its_sentence_needs() -> None:
    short = []
    for one in RAISED:
        texts = (PROBLEMS.get(one.code, ""),) if one.problem else ERRORS.get(one.code, ())
        if one.params is not None and not needed(*texts) <= one.params:
            short.append(f"{one.where} {one.code} lacks {sorted(needed(*texts) - one.params)}")
    assert not short, "\n".join(short)


def test_no_sentence_is_idle() -> None:
    """Codes of the reading contract are said by the reading process, where they are data."""
    words = set(re.findall(r"[\"']([a-z][a-z0-9_]+)[\"']", "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)))
    idle = (set(PROBLEMS) | set(ERRORS)) - words - READING
    assert not idle


PLACED = [text for said in messages.PLACES.values() for text in (said.title, said.text, said.advice)]


@pytest.mark.parametrize("text", [*PROBLEMS.values(), *(text for entry in ERRORS.values() for text in entry), *PLACED])
def test_a_sentence_is_chinese_and_short(text: str) -> None:
    bare = re.sub(r"\{[a-z_]+\}", "", text)
    assert text == "" or bare == "" or re.search(r"[\u4e00-\u9fff]", bare)
    assert set(LATIN.findall(bare)) <= ALLOWED_LATIN
    assert len(bare) <= 80
    assert not re.search(r"[;!?](?=[\u4e00-\u9fff])", bare), "Chinese marks belong into Chinese sentences"


@pytest.mark.parametrize("code", ERRORS)
def test_a_notice_says_what_happened_and_what_to_do(code: str) -> None:
    title, text, advice = ERRORS[code]
    assert 2 <= len(title) <= 14 and text
    assert advice or code in {"nothing_to_undo", "nothing_to_redo", "cancelled"}
    assert text.endswith(("。", "}"))


def test_a_missing_parameter_leaves_a_dash_and_an_unknown_code_speaks_chinese() -> None:
    assert "—" in notice(RuleBroken("over_demand")).text
    assert notice(PlannerError("never_heard_of")).title == ERRORS["planner"][0]


def test_refused_values_are_named_as_people_know_them() -> None:
    problems = [Problem("investment", "not_a_number", {"text": "很多", "takes": "如 120"}), Problem("", "missing", where="第 3 条")]
    said = notice(InvalidRecord(problems), {"investment": "计划投资"})
    assert said.text.startswith("计划投资：“很多”不是数字（可填：如 120）；第 3 条必须填写。")


def test_lists_and_figures_are_worded() -> None:
    said = notice(RuleBroken("unknown_variant", name="乙", known=["甲", "丙"]))
    assert "甲、丙" in said.advice
    assert sentence(Problem("weight", "weights_not_100", {"total": Decimal(90)})) == "各节点权重之和应为 100，现为 90"


def test_there_is_one_place_for_sentences() -> None:
    assert messages.__file__ is not None
    assert all(isinstance(text, str) for text in PROBLEMS.values())
