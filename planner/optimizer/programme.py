"""A mixed-integer programme and its solver: the only place that talks to HiGHS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.optimizer.layout import INFINITE, Row
from planner.optimizer.watch import Watch

if TYPE_CHECKING:
    import highspy
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

TOLERANCE = 1e-6
_SETTINGS: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0,
             "mip_feasibility_tolerance": TOLERANCE, "primal_feasibility_tolerance": 1e-7}


@dataclass
class Programme:
    """Columns between `lower` and `upper`, the first `integers` of them whole; rows; the sum of `gains` is maximised."""

    gains: list[float]
    lower: list[float]
    upper: list[float]
    integers: int
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """Column values (none when there is no solution), their gain, and the proved bound on it."""

    values: Values | None
    gain: float
    bound: float
    infeasible: bool = False


Hear = Callable[[float, float, "Values | None"], None]


def solve(programme: Programme, watch: Watch, *, gap: float = 0.0, relaxed: bool = False, start: Sequence[float] | None = None,
          hear: Hear | None = None, nodes: int | None = None) -> Answer:
    """Solve until the gap, the watch's end or the best; the same programme gives the same answer.

    `nodes` ends the search after so many of them. `start` is a first solution of the whole columns; `hear` is told the
    gain and bound of every better solution.
    """
    import numpy as np

    solver = _loaded(programme, relaxed)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 1e-6)
    if watch.remaining is not None:
        solver.setOptionValue("time_limit", max(0.01, watch.remaining))
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    if start is not None:
        count = len(start)
        solver.setSolution(count, np.arange(count, dtype=np.int32), np.array(start, float))
    if not relaxed:
        _listen(solver, watch, hear)
    solver.run()
    return _answer(solver, relaxed)


def _loaded(programme: Programme, relaxed: bool) -> highspy.Highs:
    import highspy
    import numpy as np

    make: Callable[[], highspy.Highs] = highspy.Highs   # the library does not say that its constructor takes nothing
    solver = make()
    for name, value in _SETTINGS.items():
        solver.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.gains), len(programme.rows)
    lp.col_cost_ = -np.array(programme.gains, float)
    lp.col_lower_, lp.col_upper_ = np.array(programme.lower, float), np.array(programme.upper, float)
    least, most, starts, columns, factors = _sparse(programme.rows)
    lp.row_lower_, lp.row_upper_ = least, most
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, columns, factors
    if not relaxed:
        whole, any_value = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole] * programme.integers + [any_value] * (lp.num_col_ - programme.integers)
    solver.passModel(lp)
    return solver


def _sparse(rows: Sequence[Row]) -> tuple[Any, ...]:
    """The rows as arrays, each divided by its greatest factor so that one tolerance suits all units."""
    import numpy as np

    rows = [_summed(row) for row in rows]
    sizes = np.array([len(columns) for _, _, columns, _ in rows], np.int64)
    columns = np.array([column for row in rows for column in row[2]], np.int32)
    factors = np.array([factor for row in rows for factor in row[3]], float)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    greatest = np.array([max(map(abs, row[3]), default=1.0) or 1.0 for row in rows], float)
    factors /= np.repeat(greatest, sizes)
    least = np.array([row[0] for row in rows], float) / greatest
    most = np.array([row[1] for row in rows], float) / greatest
    return least, most, starts.astype(np.int32), columns, factors


def _summed(row: Row) -> Row:
    """A row that names a column twice means the sum; the solver would not end on it."""
    least, most, columns, factors = row
    if len(set(columns)) == len(columns):
        return row
    found: dict[int, float] = {}
    for column, factor in zip(columns, factors, strict=True):
        found[column] = found.get(column, 0.0) + factor
    return least, most, tuple(found), tuple(found.values())


def _listen(solver: highspy.Highs, watch: Watch, hear: Hear | None) -> None:
    import numpy as np

    def interrupted(event: Any) -> None:
        if watch.stop():
            event.data_in.user_interrupt = True

    def improved(event: Any) -> None:
        if hear is not None:
            told = event.data_out
            hear(-told.objective_function_value, -told.mip_dual_bound, np.array(told.mip_solution))

    def logged(event: Any) -> None:
        if hear is not None:
            hear(-INFINITE, -event.data_out.mip_dual_bound, None)

    solver.cbMipInterrupt += interrupted
    solver.cbMipImprovingSolution += improved
    solver.cbMipLogging += logged


def _answer(solver: highspy.Highs, relaxed: bool) -> Answer:
    import highspy
    import numpy as np

    status, told, solution = solver.getModelStatus(), solver.getInfo(), solver.getSolution()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Answer(None, -INFINITE, -INFINITE, infeasible=True)
    gain = -told.objective_function_value
    bound = gain if relaxed and status == highspy.HighsModelStatus.kOptimal else -told.mip_dual_bound
    found = solution.value_valid and told.primal_solution_status == 2
    return Answer(np.array(solution.col_value) if found else None, gain if found else -INFINITE, bound)
