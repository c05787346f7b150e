"""What became of a record: its history by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.desktop.columns import Column
from planner.schema.change import Change
from planner.schema.fields import Field, Link

if TYPE_CHECKING:
    from planner.store.history import Operation

Named = Callable[[str], str]


@dataclass(frozen=True)
class Step:
    """What one operation did to one field of the record; `field` is empty where it made or withdrew the whole record."""

    key: str
    at: str
    operation: str
    label: str
    before: str
    after: str
    actor: str


def steps(operations: Iterable[Operation], fields: Mapping[str, Field], named: Named) -> list[Step]:
    """The history of one record, newest first; `named` gives the words for the key of a linked record."""
    return [step for operation in operations for change in operation.changes for step in _steps(operation, change, fields, named)]


def _steps(operation: Operation, change: Change, fields: Mapping[str, Field], named: Named) -> Iterator[Step]:
    at = f"{operation.at.astimezone():%Y-%m-%d %H:%M}"

    def step(name: str, label: str, before: str, after: str) -> Step:
        return Step(f"{operation.id}:{name}", at, operation.name, label, before, after, operation.actor)

    if change.before is None or change.after is None:
        yield step("", "整条记录", "", "新增" if change.before is None else "撤回")
        return
    for name in change.after:
        field = fields.get(name)
        shown = [_shown(field, values.get(name), named) for values in (change.before, change.after)]
        yield step(name, field.label if field else name, *shown)


def _shown(field: Field | None, plain: Any, named: Named) -> str:
    if field is None or plain is None:
        return str(plain or "")
    return named(plain) if isinstance(field, Link) else field.show(field.revive(plain))


HISTORY = (
    Column("at", "时间", lambda step: step.at, 16),
    Column("operation", "操作", lambda step: step.operation, 16),
    Column("label", "栏目", lambda step: step.label, 10),
    Column("before", "原来", lambda step: _line(step.before), 16, tone=lambda _: "muted"),
    Column("after", "改为", lambda step: _line(step.after), 16),
    Column("actor", "操作人", lambda step: step.actor, 10),
)


def _line(text: str) -> str:
    return text[:120].replace("\n", " ")
