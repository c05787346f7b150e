"""The command `list`: records of one kind, narrowed by field and by search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot

if TYPE_CHECKING:
    from planner.schema.fields import Field
    from planner.schema.record import Fields, Record

KIND = Slot("kind", "类别", "记录的类别，如 scenario 或 场景；写错时会列出全部类别")
_SHOWN_KEY = 8
_WIDEST = 32


def normal(record: Record, fields: Fields) -> dict[str, Any]:
    """A record in the normal forms of the reading contract; empty fields are left out."""
    values = ((name, field.normal(getattr(record, name))) for name, field in fields.items())
    return {"id": record.id} | {name: value for name, value in values if value is not None}


def _list(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.schema.query import Query
    from planner.workspace import Workspace

    record = naming.kind(asked.word("kind"))
    limit = asked.count("--limit", 0)
    with Workspace.open(asked.path("workspace")) as workspace:
        query = Query(where=naming.wanted(workspace, record, asked.pairs("--where")), search=asked.option("--search") or "",
                      removed=asked.given("--removed"))
        keys = workspace.drafting.keys(record, query)
        found = workspace.drafting.many(record, keys[:limit] if limit else keys)
        fields = workspace.words.fields_of(record)
    plain = {"kind": record.kind, "count": len(keys), "records": [normal(thing, fields) for thing in found]}
    return Answer(plain, _lines(record, found, fields, len(keys)))


def _lines(record: type[Record], found: Sequence[Record], fields: Fields, count: int) -> Iterator[str]:
    yield f"{record.label} {count} 条" + (f"，列出前 {len(found)} 条" if len(found) < count else "")
    if found:
        yield from rows(found, fields)


def rows(found: Sequence[Record], fields: Fields) -> Iterator[str]:
    """Records as a table of the fields that are filled, as many as have room."""
    from planner.cli.layout import room, table, width

    columns: list[tuple[Field, list[str]]] = []
    left = room() - _SHOWN_KEY
    for name, field in fields.items():
        if not _tells(field, name, found):
            continue
        texts = [field.show(getattr(thing, name)) for thing in found]
        wide = min(_WIDEST, max(map(width, (field.label, *texts)))) + 2
        if wide <= left or not columns:
            columns.append((field, texts))
            left -= wide
    yield from table([[thing.id[:_SHOWN_KEY], *(texts[at] for _, texts in columns)] for at, thing in enumerate(found)],
                     ["ID", *(field.label for field, _ in columns)],
                     [at for at, (field, _) in enumerate(columns, 1) if field.align == "right"], _WIDEST)


def _tells(field: Field, name: str, found: Sequence[Record]) -> bool:
    """Whether a column would say something in one line, and something that may stand on a screen."""
    from planner.schema.fields import Link, Mapped, Text

    if field.personal or isinstance(field, Link | Mapped) or (isinstance(field, Text) and field.lines > 1):
        return False
    return any(getattr(thing, name) is not None for thing in found)


LIST = Command("list", "列出一类记录，可按栏目筛选、按字词或拼音查找", _list, (WORKSPACE, KIND), (
    Option("--where", "只列这一栏是这个值的；同一栏写几次是“或”，不同栏是“且”；值留空找没有填的", "栏目=值", many=True),
    Option("--search", "名称、单位等含有这些字词的，也可以写拼音或首字母", "字词"),
    Option("--limit", "最多列出几条", "条数"),
    Option("--removed", "列出已移除的"),
), detail="""例：
  planner list 我的场景.planner scenario --where 所属领域=农业 --where 状态=已报送
  planner list 我的场景.planner 项目 --search gangqu --limit 20""")
