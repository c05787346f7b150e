"""Collection (征集): the rounds, the files that came in, and from which cell each value came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.spans import ends_problem
from planner.domain.supply import POOLS
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import Instant, PartialDate, When
from planner.schema.fields import Link, Mapped, Names, Text
from planner.schema.numbers import Whole
from planner.schema.record import Record

_POOLS = " ".join(pool.kind for pool in POOLS.values())


@dataclass(kw_only=True, eq=False)
class Round(Record):
    """A collection round (征集批次), opened by a notice (guideline, article 12)."""

    kind: ClassVar[str] = "round"
    label: ClassVar[str] = "征集批次"

    number: Annotated[str, Text(label="批次号", required=True, limit=40, width=12, found=True)]
    title: Annotated[str, Text(label="批次名称", required=True, limit=100, width=28, found=True)]
    notice_no: Annotated[str | None, Text(label="发文字号", limit=60, width=18)] = None
    opens: Annotated[PartialDate | None, When(label="开始日期", width=12)] = None
    closes: Annotated[PartialDate | None, When(label="截止日期", width=12)] = None
    targets: Annotated[tuple[str, ...] | None, Names(label="征集对象", limit=100, width=24, hint="应报送的部门和单位，用顿号隔开")] = None
    remarks: Annotated[str | None, Text(label="备注", limit=500, lines=2)] = None

    def problems(self) -> list[Problem]:
        return ends_problem(self.opens, self.closes, "closes")


@dataclass(kw_only=True, eq=False)
class Submission(Record):
    """One received file (报送): what it was called, its content by hash, who sent it, what became of its rows."""

    kind: ClassVar[str] = "submission"
    label: ClassVar[str] = "报送文件"

    title: Annotated[str, Text(label="文件名", required=True, limit=255, width=30, found=True)]
    sha256: Annotated[str, Text(label="文件校验值", required=True, limit=64, width=12)]
    received: Annotated[dt.datetime, Instant(label="收到时间", required=True, width=16)]
    department: Annotated[str | None, Text(label="报送部门", limit=100, width=16, found=True)] = None
    channel: Annotated[str | None, Choice(label="报送渠道", among=catalogue("channel"), width=8)] = "file"
    round: Annotated[str | None, Link(label="征集批次", to="round")] = None
    filer: Annotated[str | None, Text(label="填报人", limit=40, width=8, personal=True)] = None
    returned: Annotated[PartialDate | None, When(label="退回日期", width=12)] = None
    rows_new: Annotated[int | None, Whole(label="新增", width=6)] = None
    rows_changed: Annotated[int | None, Whole(label="更新", width=6)] = None
    rows_same: Annotated[int | None, Whole(label="相同", width=6)] = None
    rows_held: Annotated[int | None, Whole(label="待核", width=6)] = None
    rows_refused: Annotated[int | None, Whole(label="未采用", width=6)] = None


@dataclass(kw_only=True, eq=False)
class Wording(Record):
    """What a department means by a heading of its own, as a person confirmed it once; `field` empty keeps the column as an extra."""

    kind: ClassVar[str] = "wording"
    label: ClassVar[str] = "表头叫法"
    naming: ClassVar[str] = "heading"

    department: Annotated[str | None, Text(label="报送部门", limit=100, width=16, found=True)] = None
    heading: Annotated[str, Text(label="表头", limit=200, required=True, width=20, found=True)]
    field: Annotated[str | None, Text(label="字段", limit=60, width=12)] = None


@dataclass(kw_only=True, eq=False)
class Origin(Record):
    """One row of a received sheet and the record that it became or changed.

    `cells` maps each field to {"cell": "C5", "text": "as it stood there"}.
    """

    kind: ClassVar[str] = "origin"
    label: ClassVar[str] = "来源"
    naming: ClassVar[str] = "sheet"

    submission: Annotated[str, Link(label="报送文件", to="submission", required=True)]
    record: Annotated[str, Link(label="记录", to=f"scenario organisation project {_POOLS}", required=True)]
    sheet: Annotated[str, Text(label="工作表", limit=100, required=True)]
    row: Annotated[int, Whole(label="行号", required=True)]
    cells: Annotated[dict[str, Any] | None, Mapped(label="单元格")] = None
