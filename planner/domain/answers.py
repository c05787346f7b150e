"""Who has answered a collection round: per department what was received, taken, returned, and who is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.organisation import join_key
from planner.domain.round import Round, Submission

NOBODY = "（未注明单位）"
_CITY = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}市|市)(?=[\u4e00-\u9fff]{2})")


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


def answers(asked_for: Round | None, submissions: Iterable[Submission]) -> tuple[Answer, ...]:
    """Departments that were asked, in the notice's order, then others that sent something, in the order of arrival.

    Without a round everything that came counts, and nobody was asked. A department is known again by its name without
    brackets, width and white space, or by an abbreviation that fits only one of those that were asked (市卫健委); a file by
    its content, however often it was taken in or returned.
    """
    found = {join_key(name): Answer(name, asked=True) for name in (asked_for.targets or () if asked_for else ())}
    asked = list(found)
    files: dict[tuple[str, str], list[Submission]] = {}
    for sent in sorted(submissions, key=lambda s: s.received):
        if asked_for is None or sent.round == asked_for.id:
            key = _known(join_key(sent.department or NOBODY), asked)
            found.setdefault(key, Answer(sent.department or NOBODY))
            files.setdefault((key, sent.sha256), []).append(sent)
    for (key, _), times in files.items():
        found[key] = _with(found[key], times)
    return tuple(found.values())


def _known(name: str, asked: Sequence[str]) -> str:
    """The one that was asked of which this is another way of writing; the name itself where none or several are."""
    meant = [other for other in asked if abbreviates(name, other) or abbreviates(other, name)]
    return meant[0] if name not in asked and len(meant) == 1 else name


def abbreviates(short: str, full: str) -> bool:
    """Whether a department's name is another's with letters left out: 卫健委 of 市卫生健康委员会."""
    short, full = _CITY.sub("", short), _CITY.sub("", full).replace("委员会", "委")
    letters = iter(full)
    return len(short) > 1 and short[:1] == full[:1] and short[-1:] == full[-1:] and all(letter in letters for letter in short)


def _with(answer: Answer, times: Sequence[Submission]) -> Answer:
    """One file more: what was taken of it adds up, what waits or stayed out is as it was said last."""
    taken = [sent for sent in times if sent.returned is None]
    last = taken[-1] if taken else None
    return replace(answer, received=answer.received + 1, returned=answer.returned + (len(taken) < len(times)),
                   new=answer.new + sum(sent.rows_new or 0 for sent in taken),
                   changed=answer.changed + sum(sent.rows_changed or 0 for sent in taken),
                   held=answer.held + (last.rows_held or 0 if last else 0),
                   refused=answer.refused + (last.rows_refused or 0 if last else 0))
