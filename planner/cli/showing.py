"""The command `show`: one record with the cells its values came from and everything that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.cli.listing import KIND, normal, rows
from planner.cli.words import WORKSPACE, Answer, Asked, Command, Slot

if TYPE_CHECKING:
    from planner.domain.lights import Light
    from planner.schema.record import Record
    from planner.services.collecting import Source
    from planner.workspace import Workspace

KEY = Slot("key", "记录", "ID 或它的前几位、编号，或完整的名称")
PARTS: Mapping[str, str] = {"demand": "demands", "allocation": "allocations", "project": "projects", "milestone": "milestones",
                            "progress": "reports", "issue": "issues", "contact": "contacts"}


@dataclass(frozen=True)
class _Whole:
    """A record with what is known around it."""

    thing: Record
    sources: Mapping[str, Source]
    parts: Mapping[type[Record], Sequence[Record]]
    light: Light | None


def _show(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.workspace import Workspace

    record = naming.kind(asked.word("kind"))
    with Workspace.open(asked.path("workspace")) as workspace:
        thing = naming.one(workspace, record, asked.word("key"))
        light = workspace.tracking.standing_of(thing.id).light if record.kind == "project" else None
        whole = _Whole(thing, workspace.collecting.sources(thing.id), _parts(workspace, thing), light)
        return Answer(_plain(workspace, whole), list(_lines(workspace, whole)))


def _parts(workspace: Workspace, thing: Record) -> dict[type[Record], list[Record]]:
    """The records that belong to this one by a link of theirs."""
    from planner.domain.kinds import KINDS
    from planner.schema.fields import Link
    from planner.schema.query import Query
    from planner.schema.record import fields_of

    found: dict[type[Record], list[Record]] = {}
    for record in (KINDS[kind] for kind in PARTS):
        for name, field in fields_of(record).items():
            if isinstance(field, Link) and thing.kind in field.to.split():
                found[record] = workspace.drafting.find(record, Query(where={name: [thing.id]}))
    return found


def _plain(workspace: Workspace, whole: _Whole) -> dict[str, Any]:
    words = workspace.words
    plain = normal(whole.thing, words.fields_of(type(whole.thing)))
    plain["kind"] = whole.thing.kind
    plain["sources"] = {name: _plain_source(source) for name, source in whole.sources.items()}
    for record, things in whole.parts.items():
        plain[PARTS[record.kind]] = [normal(thing, words.fields_of(record)) for thing in things]
    if whole.light:
        plain["light"] = _plain_light(whole.light)
    return plain


def _plain_source(source: Source) -> dict[str, str]:
    plain = {"file": source.file, "sheet": source.sheet, "cell": source.cell, "text": source.text}
    return plain | ({"problem": source.problem} if source.problem else {})


def _plain_light(light: Light) -> dict[str, Any]:
    from planner import messages

    return {"colour": light.colour, "derived": light.derived, "planned": f"{light.planned:f}", "actual": f"{light.actual:f}",
            "reasons": [{"code": problem.code, "message": messages.sentence(problem)} for problem in light.reasons]}


def _lines(workspace: Workspace, whole: _Whole) -> Iterator[str]:
    from planner.cli.layout import table

    thing, fields = whole.thing, workspace.words.fields_of(type(whole.thing))
    yield f"{thing.label}　{thing.name}"
    filled = [(name, field) for name, field in fields.items() if getattr(thing, name) is not None]
    yield from table([("ID", thing.id, ""), *((field.label, _shown(workspace, field, getattr(thing, name)), _from(whole.sources.get(name)))
                                              for name, field in filled)])
    if whole.light:
        yield from _light(whole.light)
    for record, things in whole.parts.items():
        if things:
            yield ""
            yield f"{record.label} {len(things)} 条"
            yield from rows(things, workspace.words.fields_of(record))


def _shown(workspace: Workspace, field: Any, value: Any) -> str:
    """As people see it; a link by the name of what it leads to."""
    from planner.domain.kinds import KINDS
    from planner.schema.fields import Link

    if isinstance(field, Link):
        return next((thing.name for kind in field.to.split() for thing in workspace.drafting.many(KINDS[kind], [value])), str(value))
    return str(field.show(value))


def _from(source: Source | None) -> str:
    return f"← {source.file} {source.sheet} {source.cell}：{source.text}" if source else ""


def _light(light: Light) -> Iterator[str]:
    from planner import messages
    from planner.domain.catalogues import catalogue

    label = catalogue("light").label
    by_hand = f"（人工；按数字应为{label(light.derived)}）" if light.colour != light.derived else ""
    yield f"{label(light.colour)}{by_hand}　计划 {light.planned:f}%，实际 {light.actual:f}%"
    yield from (f"  {messages.sentence(problem)}" for problem in light.reasons)


SHOW = Command("show", "看一条记录：每个值出自哪个文件的哪个单元格，连同它的需求、项目", _show, (WORKSPACE, KIND, KEY), detail="""例：
  planner show 我的场景.planner scenario 港区无人集卡""")
