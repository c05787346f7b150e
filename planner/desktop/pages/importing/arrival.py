"""One file on the page: waiting, being read, or read and judged; and the columns of the list that shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from planner.desktop.columns import Column
from planner.domain.scenario import Scenario
from planner.messages import notice, sentence
from planner.schema.text import display_width
from planner.services.intake import MISSING, VERDICTS, IntakeFile, Tally

WAITING, READING, UNREAD = "waiting", "reading", "unread"
UNDERSTOOD, DOUBTFUL, UNREADABLE = "understood", "doubtful", "unreadable"
STATES = {WAITING: "… 等待", READING: "▸ 正在读", UNREAD: "－ 未读", UNREADABLE: "✕ 读不了", DOUBTFUL: "？ 待核对", UNDERSTOOD: "✓ 已读懂"}
_TONES = {WAITING: "muted", READING: "", UNREAD: "muted", UNREADABLE: "red", DOUBTFUL: "amber", UNDERSTOOD: "green"}
_URGENCY = {state: place for place, state in enumerate((UNREADABLE, DOUBTFUL, UNREAD, READING, WAITING, UNDERSTOOD))}
_NAME = 22
"""Half characters of a file's name that the list has room for."""
OUTCOMES = {"new": "新", "changed": "有变化", "same": "相同", "held": "搁置", "refused": "拒绝", MISSING: "缺少"}


@dataclass(eq=False)
class Arrival:
    """`file` is there once it was read; its tally is kept, for a file may have 100,000 rows."""

    path: Path
    stage: str = WAITING
    file: IntakeFile | None = None
    tally: Tally = field(default_factory=Tally)

    def take(self, file: IntakeFile) -> None:
        """The file as it was read and compared last."""
        self.file = file
        self.add_up()

    def add_up(self) -> None:
        """A person has decided something about its rows, and its parts are counted."""
        self.tally = self.file.tally if self.file else Tally()

    def count(self, outcome: str) -> int:
        """Rows of which this becomes."""
        return len(self.file.missing) if outcome == MISSING and self.file else self.tally.outcomes[outcome]

    @property
    def trouble(self) -> int:
        """Problems, and titles alike of which nobody has said yet whether they are one."""
        book = self.file.received.book if self.file else None
        return self.tally.problems + self.tally.alike + (len(book.problems) if book else 0)

    @property
    def key(self) -> str:
        return str(self.path)

    @property
    def rows(self) -> int:
        return len(self.file.rows) if self.file else 0

    @property
    def state(self) -> str:
        """What has become of it: a key of STATES."""
        if self.file is None or self.stage in (WAITING, READING):
            return self.stage
        book = self.file.received.book
        if book is None:
            return UNREADABLE
        unclear = self.trouble or self.tally.waiting or not self.rows
        return DOUBTFUL if unclear or any(table.record is None for table in book.tables) else UNDERSTOOD

    @property
    def timed_out(self) -> bool:
        """Whether it was given up only because it took long."""
        error = self.file.received.error if self.file else None
        return error is not None and error.code == "timed_out"

    @property
    def said(self) -> str:
        """Why it cannot be read and what to do, or what is doubtful about it as a whole."""
        if self.file is None:
            return {WAITING: "排队等待读取。", READING: "正在读取。", UNREAD: "还没有读取。"}[self.stage]
        error, book = self.file.received.error, self.file.received.book
        if error is not None:
            told = notice(error)
            return told.text + told.advice
        said = list(dict.fromkeys(sentence(problem) for problem in book.problems)) if book else []
        if not self.file.received.sender and any(part.record is Scenario for part in self.file.parts):
            said.insert(0, "没有写明是哪个部门报的，请在右上角选择")
        return "；".join(said) or ("" if self.rows else "没有可以存入的行")


def file_columns() -> tuple[Column, ...]:
    """Of the list of files; the counts by outcome are for those who want them."""
    counted = tuple(Column(verdict, OUTCOMES[verdict], partial(_count, verdict), 6, "right", rank=partial(_counted, verdict))
                    for verdict in (*VERDICTS, MISSING))
    return (Column("name", "文件", lambda one: _short(one.path.name), 24, rank=lambda one: one.path.name),
            Column("state", "读取", lambda one: STATES[one.state], 9, tone=lambda one: _TONES[one.state],
                   rank=lambda one: _URGENCY[one.state]),
            Column("rows", "行数", lambda one: str(one.rows or ""), 5, "right", rank=lambda one: one.rows),
            Column("problems", "问题", lambda one: str(one.trouble or ""), 5, "right", rank=lambda one: one.trouble),
            *counted, Column("sender", "报送部门", lambda one: one.file.received.sender if one.file else "", 16),
            Column("said", "说明", lambda one: one.said, 60))


HIDDEN = (*VERDICTS, MISSING, "sender", "said")


def _short(name: str) -> str:
    """Names of one mailing begin alike; what tells them apart stands at the end."""
    if display_width(name) <= _NAME:
        return name
    head, tail = name[:_NAME // 6], name
    while display_width(tail) > _NAME - display_width(head) - 2:
        tail = tail[1:]
    return f"{head}…{tail}"


def _counted(outcome: str, one: Arrival) -> int:
    return one.count(outcome)


def _count(outcome: str, one: Arrival) -> str:
    return str(one.count(outcome) or "")
