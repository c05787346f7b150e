"""Vouchers (算力券, 创新券): a public share of a real contract, claimed once and paid up to its face value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.errors import Problem
from planner.schema.choices import Choice
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Link, Text
from planner.schema.numbers import Money
from planner.schema.record import Record
from planner.schema.text import folded


@dataclass(kw_only=True, eq=False)
class Voucher(Record):
    """One voucher with what it was used for; the contract is between its holder and an unrelated supplier."""

    kind: ClassVar[str] = "voucher"
    label: ClassVar[str] = "券"

    title: Annotated[str, Text(label="券号", aka=("编号",), required=True, limit=60, width=16, found=True)]
    voucher_kind: Annotated[str, Choice(label="券种", among=catalogue("voucher_kind"), required=True, width=8)] = "compute"
    holder: Annotated[str, Text(label="持券单位", aka=("申领单位",), required=True, limit=100, width=20, found=True)]
    face: Annotated[Decimal, Money(label="面额（万元）", aka=("券面金额",), required=True, width=12)]
    until: Annotated[PartialDate | None, When(label="有效期止", width=12)] = None
    pool: Annotated[str | None, Link(label="出资来源", to="finance_pool", imported=False)] = None
    scenario: Annotated[str | None, Link(label="场景", to="scenario project", imported=False)] = None
    supplier: Annotated[str | None, Text(label="服务单位", limit=100, width=20, found=True)] = None
    contract_no: Annotated[str | None, Text(label="服务合同号", aka=("合同编号",), limit=60, width=16, found=True)] = None
    contract_amount: Annotated[Decimal | None, Money(label="合同金额（万元）", width=12)] = None
    paid: Annotated[Decimal | None, Money(label="兑付金额（万元）", aka=("实际支付",), width=12)] = None
    paid_on: Annotated[PartialDate | None, When(label="兑付日期", width=12)] = None

    def problems(self) -> list[Problem]:
        """What is paid needs a contract with somebody else, and stays within face value and contract."""
        found = []
        if self.paid and not self.contract_no:
            found.append(Problem("contract_no", "paid_without_contract"))
        if self.paid and self.paid > self.face:
            found.append(Problem("paid", "above_face", {"face": self.face}))
        if self.paid and self.contract_amount is not None and self.paid > self.contract_amount:
            found.append(Problem("paid", "above_contract", {"amount": self.contract_amount}))
        if self.supplier and folded(self.supplier) == folded(self.holder):
            found.append(Problem("supplier", "own_contract"))
        if self.paid_on and self.until and self.paid_on.first > self.until.last:
            found.append(Problem("paid_on", "voucher_expired", {"until": self.until.shown}))
        return found


def claimed_twice(vouchers: Iterable[Voucher]) -> list[tuple[Voucher, ...]]:
    """The vouchers that claim the same contract, together; one contract may be claimed once."""
    claims: defaultdict[str, list[Voucher]] = defaultdict(list)
    for voucher in vouchers:
        if voucher.contract_no:
            claims[folded(voucher.contract_no)].append(voucher)
    return [tuple(same) for same in claims.values() if len(same) > 1]
