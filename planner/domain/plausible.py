"""Figures that are well formed and yet hardly meant: rules 7 and 8 of the data dictionary's validation list."""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from planner.domain.catalogues import catalogue
from planner.errors import Problem
from planner.schema.text import halfwidth

OUTLYING = 10
FEWEST = 5
TOLERANCE = Decimal("0.01")
_PARTS = re.compile(r"[、,;\n+和及]")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([亿万元])")
_WORTH = {"亿": Decimal(10_000), "万": Decimal(1), "元": Decimal("0.0001")}
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SUM = re.compile(r"合计|总计|共计|总投资|总额|其中|约|左右|%|[-~—至]\s*\d")


class UsualInvestments:
    """What scenarios of each sector cost, as far as it is known; a tenfold of it is likely to be yuan written as 万元."""

    def __init__(self) -> None:
        self._known: defaultdict[str, list[Decimal]] = defaultdict(list)

    def add(self, values: Mapping[str, Any]) -> None:
        """Take a scenario's values (as meant) into account."""
        if values.get("sector") and values.get("investment"):
            insort(self._known[values["sector"]], values["investment"])

    def doubt(self, values: Mapping[str, Any]) -> Problem | None:
        """Rule 7: more than ten times the median of its sector, where at least five are known."""
        sector, amount = values.get("sector") or "", values.get("investment")
        known = self._known.get(sector, [])
        if not amount or len(known) < FEWEST:
            return None
        usual = (known[len(known) // 2] + known[(len(known) - 1) // 2]) / 2
        if amount <= OUTLYING * usual:
            return None
        return Problem("investment", "investment_outlying", {
            "sector": catalogue("sector").label(sector), "amount": amount, "usual": usual}, warning=True)


def funding_total(text: str) -> Decimal | None:
    """What the sources of money add up to, in 万元; None unless every source names its exact amount."""
    plain = _GROUPING.sub("", halfwidth(text))
    if _SUM.search(plain):
        return None
    found = [_AMOUNT.findall(part) for part in _PARTS.split(plain) if part.strip()]
    if not found or any(len(amounts) != 1 for amounts in found):
        return None
    return sum((Decimal(number) * _WORTH[unit] for [(number, unit)] in found), Decimal(0))


def funding_problem(funding: str | None, investment: Decimal | None) -> Problem | None:
    """Rule 8: what the sources of money add up to is the whole investment."""
    total = funding_total(funding or "")
    if total is None or investment is None or abs(total - investment) <= TOLERANCE:
        return None
    return Problem("funding", "funding_differs", {"total": total, "planned": investment})
