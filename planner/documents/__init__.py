"""What the office issues: one file for each document, composed from records into blocks; layout belongs to the pens."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.domain.balance import Balance
from planner.domain.lights import Light
from planner.domain.office import Office
from planner.domain.project import Milestone, Project, ProjectIssue, QuarterReport
from planner.schema.dates import PartialDate
from planner.schema.document import Column, Signatures
from planner.schema.fields import Field
from planner.schema.numbers import CENT, Whole

NUMERALS = "〇一二三四五六七八九"
STANDING = {"red": "▲ 严重滞后", "yellow": "◆ 滞后", "green": "● 正常"}
BLANK, MONEY_UNIT = "_" * 24, "万元"
DONE, ENDED = "√ 已完成", "× 已终止"
CLOSED = {"accepted": DONE, "ended": ENDED}


@dataclass(frozen=True)
class DocumentKind:
    """A document that can be issued: its name in commands, its title, and what its scope may be limited by.

    `scopes` are names of fields of the record that is listed, or `variant`, `quarter`, `round`.
    """

    name: str
    title: str
    scopes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("xlsx", "pdf", "docx")


def numeral(number: int) -> str:
    """一 to 九十九 as headings count; larger numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return before + (NUMERALS[ones] if ones else "")


def day(date: dt.date) -> str:
    """2025年6月20日, without leading zeros (GB/T 9704-2012)."""
    return PartialDate.of(date.year, date.month, date.day).shown


def spanned(first: PartialDate, last: PartialDate) -> str:
    """Neighbouring quarters, the year said once where it is the same: 2025年第一季度至第三季度."""
    if first == last:
        return first.shown
    return f"{first.shown}至{last.shown[5:] if first.text[:4] == last.text[:4] else last.shown}"


def serial() -> Column:
    """The running number of a list."""
    return Column("serial", Whole(label="序号", width=5), align="center")


def reporting(office: Office) -> str:
    """The place for name and seal above a table."""
    return f"填报单位（盖章）：{office.name or BLANK}"


def signatures(office: Office) -> Signatures:
    """The places below a table; the office's responsible persons stand in theirs, the day is written by hand."""
    return Signatures((f"单位负责人：{office.leader or ''}", f"审核人：{office.reviewer or ''}", f"填表人：{office.filer or ''}",
                       f"联系电话：{office.phone or ''}", "填报日期：    年  月  日"))


def measured(amount: Decimal, unit: str) -> Decimal:
    """A figure as documents print it: money in 万元 rounded once to two places, everything else without idle zeros."""
    return amount.quantize(CENT, ROUND_HALF_UP) if unit == MONEY_UNIT else amount.normalize() + 0


def in_unit(name: str, unit: str) -> str:
    """A kind of supply and what it is counted in: 算力（P，FP16/BF16）."""
    return f"{name}（{unit.replace('（', '，').rstrip('）')}）"


def rates(balance: Balance, kinds: Field) -> dict[str, Decimal]:
    """How much of the need of each kind and unit is assigned, over all quarters, in percent to one place."""
    need: defaultdict[str, Decimal] = defaultdict(Decimal)
    given: defaultdict[str, Decimal] = defaultdict(Decimal)
    for part in balance.kinds:
        name = in_unit(kinds.show(part.kind), part.unit)
        need[name] += part.need
        given[name] += min(part.need, part.assigned)
    return {name: round(given[name] / whole * 100, 1) for name, whole in need.items() if whole}


@dataclass(frozen=True)
class LedgerLine:
    """A project with everything that documents say of it."""

    project: Project
    light: Light
    milestones: Sequence[Milestone]
    reports: Sequence[QuarterReport]
    issues: Sequence[ProjectIssue]

    def report(self, quarter: PartialDate) -> QuarterReport | None:
        return next((r for r in self.reports if r.quarter == quarter), None)

    def invested(self, quarter: PartialDate) -> Decimal:
        """Money reported from the beginning to the end of the quarter, in 万元."""
        return sum((r.invested for r in self.reports if r.invested and r.quarter.last <= quarter.last), Decimal(0))

    @property
    def standing(self) -> str:
        """The light as a word and a shape, which stay apart when printed in black."""
        return CLOSED.get(self.project.phase or "", STANDING[self.light.colour])

    @property
    def open_issues(self) -> list[ProjectIssue]:
        return [issue for issue in self.issues if issue.state != "solved"]


def counted(lines: Sequence[LedgerLine]) -> str:
    """How many projects stand how, as a sentence."""
    counts = {word: sum(line.standing == word for line in lines) for word in (*STANDING.values(), DONE, ENDED)}
    parts = "，".join(f"{word.split()[-1]}{count}项" for word, count in counts.items() if count)
    return f"共{len(lines)}项" + (f"，其中{parts}。" if parts else "。")
