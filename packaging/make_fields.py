"""Writes docs/fields.md: every record and field as they are declared, for people who fill forms or write to the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.domain.kinds import EVERY, IMPORTED
from planner.schema.choices import Choice, Choices
from planner.schema.fields import Field
from planner.schema.record import Record, defaults_of, fields_of

TARGET = Path(__file__).resolve().parent.parent / "docs" / "fields.md"
_OPENING = """# 字段

由 `packaging/make_fields.py` 按 `planner/domain` 里的声明写成，请勿手改。名称一栏是终端和表单里用的名字；别名是导入时认得的其他写法
（更多写法在 `resources/catalogues/headings.toml`）；“可见”是字段的级别，敏感的不出现在对外的报表里。
"""
_HEAD = "| 名称 | 栏目 | 别名 | 填什么 | 必填 | 可见 | 由谁填 |\n|---|---|---|---|---|---|---|"


def page() -> str:
    """The whole page."""
    return "\n".join((_OPENING, *(line for record in EVERY for line in _section(record)))) + "\n"


def _section(record: type[Record]) -> Iterator[str]:
    yield f"## {record.label} `{record.kind}`\n"
    if record in IMPORTED:
        yield "可从部门的表格导入。\n"
    yield _HEAD
    left_out = defaults_of(record)
    for name, field in fields_of(record).items():
        yield f"| {' | '.join(_cells(name, field, required=field.required and name not in left_out))} |"
    yield ""


def _cells(name: str, field: Field, *, required: bool) -> tuple[str, ...]:
    writer = "程序" if field.derived else "本办" if not field.imported else ""
    level = f"{field.level.value}{'（个人信息）' if field.personal else ''}"
    return f"`{name}`", field.label, "、".join(field.aka), _takes(field), "是" if required else "", level, writer


def _takes(field: Field) -> str:
    kind = type(field).__name__
    among = f" {field.among.title}" if isinstance(field, Choice | Choices) else ""
    return f"{kind}{among}" + (f"：{field.hint or field.takes}" if field.hint or field.takes else "")


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
