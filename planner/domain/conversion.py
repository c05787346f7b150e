"""Compute in other units: only through a table that the office fills, and never without saying so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.errors import RuleBroken
from planner.schema.choices import Choice
from planner.schema.fields import Text
from planner.schema.numbers import Amount, Number, trimmed
from planner.schema.record import Record

_HOURS_A_DAY = Decimal(24)
_STEP = Decimal("0.000001")


@dataclass(kw_only=True, eq=False)
class Conversion(Record):
    """How many P one card of a model gives at a precision, as the office has found it."""

    kind: ClassVar[str] = "conversion"
    label: ClassVar[str] = "算力换算"
    naming: ClassVar[str] = "card_model"

    card_model: Annotated[str, Text(label="加速卡型号", aka=("卡型",), required=True, limit=60, width=16, found=True)]
    precision: Annotated[str, Choice(label="算力精度", aka=("精度",), among=catalogue("precision"), required=True, width=10)]
    per_card: Annotated[Decimal, Number(label="每卡算力（P）", required=True, places=6, least=_STEP, most=Decimal(1000), width=12)]
    source: Annotated[str | None, Text(label="取值依据", limit=200, width=20)] = None


@dataclass(frozen=True)
class Converted:
    """A figure in another unit together with the words that must stand beside it."""

    amount: Amount
    basis: str


def converted(amount: Amount, unit: str, table: Iterable[Conversion], card_model: str, precision: str) -> Converted:
    """卡时 to P·天 and back, 卡 to P and back (data dictionary 3.3: P·天 = 卡时 × P per card ÷ 24).

    Raises RuleBroken("no_conversion") where the office's table has no line, or the units have no relation.
    """
    line = next((c for c in table if (c.card_model, c.precision) == (card_model, precision)), None)
    factor = _factor(amount.unit, unit, line.per_card) if line else None
    if line is None or factor is None:
        raise RuleBroken("no_conversion", unit=amount.unit, wanted=unit, model=card_model,
                         precision=catalogue("precision").label(precision))
    value = (amount.value * factor[0] / factor[1]).quantize(_STEP, ROUND_HALF_UP).normalize() + 0
    label = catalogue("precision").label(precision)
    return Converted(Amount(value, unit), f"由 {trimmed(amount.value)} {amount.unit} 按 {card_model} {label} "
                                          f"每卡 {trimmed(line.per_card)} P 换算")


def _factor(unit: str, wanted: str, per_card: Decimal) -> tuple[Decimal, Decimal] | None:
    """What to multiply by and what to divide by."""
    return {("卡时", "P·天"): (per_card, _HOURS_A_DAY), ("P·天", "卡时"): (_HOURS_A_DAY, per_card),
            ("卡", "P"): (per_card, Decimal(1)), ("P", "卡"): (Decimal(1), per_card)}.get((unit, wanted))
