"""A refusal as the terminal says it: the contract's error object, sentences for people, the exit code."""

from __future__ import annotations

from collections.abc import Mapping

from planner import messages
from planner.cli.words import Answer
from planner.errors import InvalidRecord, PlannerError, SheetUnreadable

CANCELLED = 130
_UNREADABLE = frozenset({"store_damaged", "store_foreign", "store_newer", "store_missing", "backup_differs", "file_missing", "not_a_file"})


def refusal(error: BaseException) -> Answer:
    """What is said of an error: code, message and advice, and for refused values every one of them."""
    if not isinstance(error, PlannerError):
        notice = messages.notice(PlannerError("cancelled"))
        return Answer({"code": "cancelled", "message": notice.text, "advice": notice.advice}, [notice.text], CANCELLED)
    labels = _labels(error)
    notice = messages.notice(error, labels)
    plain: dict[str, object] = {"code": error.code, "message": notice.text, "advice": notice.advice}
    if isinstance(error, InvalidRecord):
        plain["problems"] = [
            {"field": p.field, "label": labels.get(p.field, p.field), "code": p.code, "message": messages.sentence(p)}
            for p in error.problems]
    code = 2 if isinstance(error, SheetUnreadable) or error.code in _UNREADABLE else 1
    return Answer(plain, [notice.text, notice.advice], code)


def _labels(error: PlannerError) -> Mapping[str, str]:
    """The words for the fields of the record that was refused."""
    kind = str(error.params.get("kind", ""))
    if not isinstance(error, InvalidRecord) or not kind:
        return {}
    from planner.domain.kinds import KINDS
    from planner.schema.record import fields_of

    return {name: field.label for name, field in fields_of(KINDS[kind]).items()}
