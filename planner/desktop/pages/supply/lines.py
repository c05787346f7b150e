"""What stands in the quarters: a demand line's need, what each pool gives it, how far a pool or a kind is used up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.domain.balance import ZERO, KindBalance, PoolBalance, open_in
from planner.domain.ledger import Amounts, Ledger
from planner.domain.supply import Pool
from planner.schema.dates import PartialDate

_HUNDREDTH = Decimal("0.01")
OVER, GAP, ENOUGH = "▲超", "▽缺", "✓"


@dataclass(frozen=True)
class Cell:
    """What stands in one quarter of a line; `written` is what an editor begins with."""

    text: str = ""
    tone: str = ""
    written: str = ""
    editable: bool = False

    @property
    def plain(self) -> str:
        """What another program is given: the bare figure where one can be written."""
        return self.written if self.editable else self.text


NEVER = Cell("—", "muted")


@dataclass(frozen=True)
class Line:
    """A row of the grid; `role` is need, give or pool; `pool` its pool's key where it has one."""

    role: str
    label: str
    cells: tuple[Cell, ...]
    pool: str = ""


def amount(value: Decimal) -> str:
    """A figure with one or two decimals, so that columns line up: 12.0, 3.25; more only where it would be nothing otherwise."""
    short = value.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if not short and value:
        return f"{value.normalize():f}"
    text = str(short)
    return text.removesuffix("0")


def short_quarter(quarter: PartialDate) -> str:
    """2026Q1: narrow, so that many quarters stand beside each other."""
    return quarter.text.replace("-", "")


def of_two(first: Decimal, second: Decimal | None) -> str:
    return f"{amount(first)} / {'不限' if second is None else amount(second)}"


def need_cells(wanted: Amounts, served: Amounts, span: Sequence[PartialDate]) -> tuple[Cell, ...]:
    """Got and needed per quarter."""
    return tuple(_need(served.get(q, ZERO), wanted.get(q)) for q in span)


def _need(got: Decimal, needed: Decimal | None) -> Cell:
    if needed is None:
        return NEVER
    text, gap = of_two(got, needed), needed - got
    return Cell(f"{text} {GAP} {amount(gap)}", "amber") if gap > 0 else Cell(f"{text} {ENOUGH}", "green")


def pool_cell(row: PoolBalance) -> Cell:
    """Assigned of available."""
    text = of_two(row.assigned, row.available)
    return Cell(f"{text} {OVER} {amount(row.over)}", "red") if row.over else Cell(text, "" if row.assigned else "muted")


def kind_cell(row: KindBalance) -> Cell:
    """Needed of available; what is needed above all supply weighs more than what is only not assigned yet."""
    if not row.need and not row.available:
        return NEVER
    text = of_two(row.need, row.available)
    if row.available is not None and row.need > row.available:
        return Cell(f"{text} {OVER} {amount(row.need - row.available)}", "red")
    return Cell(f"{text} {GAP} {amount(row.gap)}", "amber") if row.gap else Cell(f"{text} {ENOUGH}", "green")


def need_line(ledger: Ledger, demand: str, span: Sequence[PartialDate]) -> Line:
    """Got and needed of one demand line."""
    return Line("need", f"已配 / 需求（{ledger.lines[demand].unit}）", need_cells(ledger.wanted(demand), ledger.served(demand), span))


def give_line(ledger: Ledger, demand: str, pool: Pool, span: Sequence[PartialDate]) -> Line:
    """What a pool gives to a line and has left; to be written in the quarters that both are open in."""
    given = {a.quarter: a.quantity for a in ledger.of_line(demand) if a.pool == pool.id}
    wanted, known = ledger.wanted(demand), {row.quarter: row for row in ledger.pool(pool.id)}
    return Line("give", f"← {pool.title}", tuple(
        _give(given.get(q), known.get(q)) if q in given or (q in wanted and open_in(pool, q)) else NEVER for q in span), pool.id)


def pool_line(ledger: Ledger, pool: Pool, span: Sequence[PartialDate]) -> Line:
    """How far a pool is used up by everybody."""
    known = {row.quarter: row for row in ledger.pool(pool.id)}
    return Line("pool", f"{pool.title}　已配 / 可用", tuple(pool_cell(known[q]) if q in known else NEVER for q in span), pool.id)


def _give(given: Decimal | None, row: PoolBalance | None) -> Cell:
    written = f"{given.normalize():f}" if given else ""
    figure = f"{amount(given)}　" if given else ""
    if row is None or row.available is None:
        return Cell(f"{figure}不限", "" if given else "muted", written, True)
    if row.over:
        return Cell(f"{figure}{OVER} {amount(row.over)}", "red", written, True)
    return Cell(f"{figure}余 {amount(row.available - row.assigned)}", "" if given else "muted", written, True)


def left_of(rows: Sequence[PoolBalance], span: Sequence[PartialDate]) -> Decimal:
    """What a pool has left over these quarters, to offer those first that have most; without a limit it comes first."""
    mine = [row for row in rows if row.quarter in span]
    if any(row.available is None for row in mine):
        return Decimal("Infinity")
    return sum(((row.available or ZERO) - row.assigned for row in mine), ZERO)
