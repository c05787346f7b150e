"""Issued papers: what was handed out, from which state of the records, and the figures that stood on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from planner.schema.dates import Instant, PartialDate, When
from planner.schema.fields import Mapped, Text
from planner.schema.numbers import Whole
from planner.schema.record import Record


@dataclass(kw_only=True, eq=False)
class Issuance(Record):
    """A document that was issued (出表). Papers with the same `batch` were composed from the same records.

    `position` is how far the journal had come, the last number of every site, so that each figure can be led back to
    the rows behind it; `figures` is the SHA-256 under which the frozen document is kept; `files` maps each file's name
    to its SHA-256.
    """

    kind: ClassVar[str] = "issuance"
    label: ClassVar[str] = "出表记录"
    settled: ClassVar[bool] = True

    title: Annotated[str, Text(label="报表名称", required=True, limit=120, width=28, found=True, derived=True)]
    document: Annotated[str, Text(label="报表", required=True, limit=40, width=16, derived=True)]
    scope: Annotated[dict[str, Any] | None, Mapped(label="范围", width=20, derived=True)] = None
    as_of: Annotated[PartialDate | None, When(label="截至日期", width=14, derived=True)] = None
    issued: Annotated[dt.datetime, Instant(label="出表时间", required=True, width=18, derived=True)]
    issuer: Annotated[str | None, Text(label="出表人", limit=100, width=10, found=True, derived=True)] = None
    batch: Annotated[str, Text(label="出表批次", required=True, limit=36, width=10, derived=True)]
    position: Annotated[dict[str, Any] | None, Mapped(label="留痕位置", derived=True)] = None
    figures: Annotated[str, Text(label="数据快照校验值", required=True, limit=64, width=12, derived=True)]
    files: Annotated[dict[str, Any] | None, Mapped(label="文件校验值", width=24, derived=True)] = None
    rows: Annotated[int | None, Whole(label="行数", width=6, derived=True)] = None
    pages: Annotated[int | None, Whole(label="页数", width=6, derived=True)] = None
