"""What a spreadsheet checks while somebody fills the collection form: one rule for each kind of field, with its prompt."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from planner.schema.choices import Choice
from planner.schema.fields import Field, Flag, Text
from planner.schema.numbers import Money, Number, Percent, Whole

Check = dict[str, Any]
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255


def check_of(field: Field, parent: str, first: int) -> Check:
    """The validation of a column whose first row is `first` (from 0); `parent` is "B sector" for a drop-down that depends on it."""
    rule = _rule(field, parent, first)
    said = {"input_title": field.label[:_LONGEST_TITLE], "input_message": (field.hint or field.takes)[:_LONGEST_PROMPT],
            "error_title": "填写有误", "error_message": field.takes[:_LONGEST_PROMPT] or "请按提示填写。"}
    return rule | {key: text for key, text in said.items() if text}


@singledispatch
def _rule(field: Field, parent: str, first: int) -> Check:
    return {"validate": "any"}


@_rule.register
def _(field: Choice, parent: str, first: int) -> Check:
    """Own terms are allowed after a warning: every list of the guideline is open-ended."""
    if parent:
        column, _, name = parent.partition(" ")
        source = f'=INDIRECT("{field.among.name}_"&VLOOKUP(${column}{first + 1},code_{name},2,FALSE))'
    else:
        source = f"=list_{field.among.name}"
    return {"validate": "list", "source": source, "error_type": "warning"}


@_rule.register
def _(field: Flag, parent: str, first: int) -> Check:
    return {"validate": "list", "source": ["是", "否"]}


@_rule.register
def _(field: Text, parent: str, first: int) -> Check:
    return {"validate": "length", "criteria": "<=", "value": field.limit}


@_rule.register(Money)
@_rule.register(Number)
def _(field: Money | Number, parent: str, first: int) -> Check:
    return {"validate": "decimal", "criteria": "between", "minimum": float(field.least), "maximum": float(field.most)}


@_rule.register
def _(field: Percent, parent: str, first: int) -> Check:
    return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}


@_rule.register
def _(field: Whole, parent: str, first: int) -> Check:
    return {"validate": "integer", "criteria": "between", "minimum": field.least, "maximum": field.most}
