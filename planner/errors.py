"""Everything that can go wrong and that a person can do something about.

* PlannerError                 carries a code and parameters; sentences live in messages.py
  · InvalidRecord              one or more written values were refused, all of them named
  · RuleBroken                 values are well formed but a rule over several records forbids them
  · NotFound                   the thing is not there (any more)
  · UndoConflict               what should be taken back was changed since
  · NothingToUndo / NothingToRedo
  · NotUnderstood              the words of a command cannot be followed
  · SheetUnreadable            the received file cannot be read (codes of the reading contract)
  · FileTrouble                a file or folder cannot be written or read: in use, read-only, missing, no room
  · StoreTrouble               the workspace file: busy, newer, damaged, foreign, missing, exists
* Cancelled                    the person pressed cancel; never shown
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """What is wrong with one value: which field, why (a code), and what its sentence needs.

    `field` is empty when the problem concerns the record as a whole. A warning does not block. `where` says which
    record, in words people know, when several were written at once.
    """

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    warning: bool = False
    where: str = ""


class PlannerError(Exception):
    """Base of what the presenters can explain."""

    code = "planner"

    def __init__(self, code: str = "", **params: Any) -> None:
        self.code = code or type(self).code
        self.params = params
        super().__init__(f"{self.code} {params}" if params else self.code)


class InvalidRecord(PlannerError):
    """Written values were refused; `problems` names every one of them."""

    code = "invalid"

    def __init__(self, problems: Sequence[Problem], *, kind: str = "") -> None:
        super().__init__(kind=kind, fields=[p.field for p in problems])
        self.problems = tuple(problems)


class RuleBroken(PlannerError):
    """A rule over several records forbids the change; the code names the rule."""

    code = "rule"


class NotFound(PlannerError):
    """No record of this kind has this key."""

    code = "not_found"


class UndoConflict(PlannerError):
    """A record that the operation changed was changed again since; taking back would lose that."""

    code = "undo_conflict"


class NothingToUndo(PlannerError):
    """There is no operation left that could be taken back."""

    code = "nothing_to_undo"


class NothingToRedo(PlannerError):
    """There is no operation left that could be done again."""

    code = "nothing_to_redo"


class NotUnderstood(PlannerError):
    """A command's words cannot be followed: unknown_command, unknown_option, word_missing, word_unwanted, value_missing,
    value_unwanted, option_missing, not_a_count, not_a_pair, not_in_parts, unknown_kind, unknown_column, several_named."""

    code = "unknown_command"


class SheetUnreadable(PlannerError):
    """A received file cannot be read: encrypted, damaged, too_large, unsupported, empty, no_table, timed_out."""

    code = "damaged"


class FileTrouble(PlannerError):
    """A file cannot be reached: file_in_use, read_only, file_missing, no_room, not_a_file, name_not_allowed."""

    code = "file_trouble"


class StoreTrouble(PlannerError):
    """The workspace cannot be opened or written: store_busy, store_newer, store_damaged, store_foreign,
    store_missing, store_exists, store_read_only, store_unlockable, store_copy (only looked at)."""

    code = "store_damaged"


class Cancelled(Exception):
    """The person asked a long piece of work to stop."""
