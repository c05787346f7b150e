"""The office itself (本办): what stands on every paper that it issues, said once in the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from planner.schema.fields import Level, Names, Text
from planner.schema.numbers import Whole
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Office(Record):
    """Name, letterhead and responsible persons; what is empty stays a place to be filled in by hand."""

    kind: ClassVar[str] = "office"
    label: ClassVar[str] = "本办信息"

    title: Annotated[str | None, Text(label="单位名称", limit=100, width=24, found=True, imported=False, level=Level.PUBLIC,
                               hint="印在报表和公文上，如 澜江市人工智能办公室")] = None
    letterhead: Annotated[tuple[str, ...] | None, Names(label="发文机关标志", limit=60, width=24, imported=False, level=Level.PUBLIC,
                                                        hint="公文首页的红色大字，几个机关联合行文时逐个写；不写就不印")] = None
    code: Annotated[str | None, Text(label="机关代字", limit=20, width=10, imported=False, level=Level.PUBLIC,
                                     hint="发文字号里年份前的字，如 澜智办")] = None
    leader: Annotated[str | None, Text(label="单位负责人", limit=40, width=10, imported=False, personal=True)] = None
    reviewer: Annotated[str | None, Text(label="审核人", limit=40, width=10, imported=False, personal=True)] = None
    filer: Annotated[str | None, Text(label="填表人", limit=40, width=10, imported=False, personal=True)] = None
    phone: Annotated[str | None, Text(label="联系电话", limit=40, width=14, imported=False)] = None
    address: Annotated[str | None, Text(label="通信地址", limit=100, width=24, imported=False, level=Level.PUBLIC)] = None
    recipients: Annotated[tuple[str, ...] | None, Names(label="主送机关", limit=60, width=24, imported=False, level=Level.PUBLIC)] = None
    copies_to: Annotated[tuple[str, ...] | None, Names(label="抄送机关", limit=60, width=24, imported=False, level=Level.PUBLIC)] = None
    objection_days: Annotated[int | None, Whole(label="公示天数", least=1, most=60, width=8, imported=False,
                                                hint="公示期有几个工作日，一般为 5")] = 5
