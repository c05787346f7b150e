"""Who has answered a collection round: per department what was received, taken, returned, and who is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.domain.organisation import join_key
from planner.domain.round import Round, Submission


@dataclass(frozen=True)
class Answer:
    """One department in one round. `asked` says that the round's notice went to it; rows are counted over its files."""

    department: str
    asked: bool = False
    received: int = 0
    returned: int = 0
    new: int = 0
    changed: int = 0
    held: int = 0
    refused: int = 0

    @property
    def missing(self) -> bool:
        """Asked, and nothing has come."""
        return self.asked and not self.received

    @property
    def accepted(self) -> int:
        """Rows that became or changed a record."""
        return self.new + self.changed


def answers(asked_for: Round, submissions: Iterable[Submission]) -> tuple[Answer, ...]:
    """Departments that were asked, in the notice's order, then others that sent something, in the order of arrival.

    A department is known again by its name without brackets, width and white space.
    """
    found = {join_key(name): Answer(name, asked=True) for name in asked_for.targets or ()}
    for sent in sorted((s for s in submissions if s.round == asked_for.id), key=lambda s: s.received):
        name = sent.department or "（未注明单位）"
        key = join_key(name)
        found[key] = _with(found.get(key, Answer(name)), sent)
    return tuple(found.values())


def _with(answer: Answer, sent: Submission) -> Answer:
    if sent.returned is not None:
        return replace(answer, received=answer.received + 1, returned=answer.returned + 1)
    return replace(answer, received=answer.received + 1, new=answer.new + (sent.rows_new or 0),
                   changed=answer.changed + (sent.rows_changed or 0), held=answer.held + (sent.rows_held or 0),
                   refused=answer.refused + (sent.rows_refused or 0))
