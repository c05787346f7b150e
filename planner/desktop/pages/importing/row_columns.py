"""The columns of the rows that a file brought: what would become of each, and its values as they will be stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from planner.desktop.columns import Column
from planner.messages import sentence
from planner.schema.fields import Field
from planner.schema.record import Record, Vocabulary
from planner.services.intake import MISSING, IntakeRow

VERDICTS = {"new": "＋ 新", "changed": "≠ 有变化", "same": "＝ 相同", "held": "？ 待定", "refused": "✕ 拒绝", MISSING: "－ 缺少"}
FATES = {"new": "收入", "changed": "更新", "same": "不变", "held": "搁置", "refused": "不收", MISSING: "不动"}
_TONES = {"new": "green", "changed": "amber", "same": "muted", "held": "amber", "refused": "red", MISSING: "muted"}
_RANKS = {verdict: place for place, verdict in enumerate(("refused", "held", "changed", "new", "same", MISSING))}


def row_columns(record: type[Record], filled: Iterable[str], changed: Iterable[str], words: Vocabulary) -> tuple[Column, ...]:
    """Verdict, fate and place, then every field that is `filled` in some row; where it is `changed` there is room for both."""
    fields, named, wide = words.fields_of(record), set(filled), set(changed)
    return (Column("verdict", "判定", lambda row: VERDICTS[row.verdict], 9, tone=lambda row: _TONES[row.verdict],
                   rank=lambda row: _RANKS[row.verdict]),
            Column("fate", "处理", lambda row: FATES[row.outcome], 6, tone=lambda row: _TONES[row.outcome],
                   rank=lambda row: _RANKS[row.outcome]),
            Column("place", "行", lambda row: str(row.row or ""), 5, "right", rank=lambda row: row.row, hint="原表中的行号"),
            *(Column(name, fields[name].label, _shower(name, fields[name]), fields[name].width * (2 if name in wide else 1),
                     fields[name].align, tone=_toner(name)) for name in fields if name in named))


def _shower(name: str, field: Field) -> Callable[[IntakeRow], str]:
    def show(row: IntakeRow) -> str:
        if name in row.differences:
            before, after = row.differences[name]
            return f"{field.show(before) or '空'} → {field.show(after) or '空'}"
        if _kept(row, name):
            return f"{field.show(row.other.values.get(name))}（本办改过）" if row.other else ""
        if name in row.values:
            return ("⚠ " if _troubled(row, name) else "") + field.show(row.values[name])
        return f"⚠ {row.cells.get(name, {}).get('text', '')}" if _troubled(row, name) else ""

    return show


def _toner(name: str) -> Callable[[IntakeRow], str]:
    def tone(row: IntakeRow) -> str:
        if _kept(row, name):
            return "muted"
        return "red" if _troubled(row, name) else "amber" if name in row.differences else ""

    return tone


def _troubled(row: IntakeRow, name: str) -> bool:
    return bool(row.problems) and any(problem.field == name for problem in row.problems)


def _kept(row: IntakeRow, name: str) -> bool:
    """Whether the office's own value stands against what was sent."""
    return bool(row.problems) and any(problem.field == name and problem.code == "office_corrected" for problem in row.problems)


def row_said(row: IntakeRow, fields: Mapping[str, Field], without: Collection[str] = ()) -> str:
    """Every problem of a row, one a line: the field and cell, the text that stood there, the reason."""
    if row.verdict == MISSING:
        return "这个部门以前报过这一项，这次的文件里没有。导入不会动它；确实不要了，请到场景清单移除。"
    lines = []
    for problem in row.problems:
        if problem.code in without:
            continue
        spot = row.cells.get(problem.field, {})
        label = fields[problem.field].label if problem.field in fields else "整行"
        text = str(problem.params.get("text") or spot.get("text", ""))
        where = f"（{spot['cell']}）" if spot.get("cell") else ""
        lines.append(f"⚠ {label}{where}：" + (f"原文“{text}”，" if text else "") + sentence(problem))
    return "\n".join(lines)
