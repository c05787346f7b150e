"""How a proposal stands in tables: what becomes of each candidate, and which assignments that means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.desktop.columns import Column
from planner.domain.demand import Variant
from planner.messages import sentence
from planner.schema.fields import Field
from planner.schema.numbers import trimmed
from planner.services.formulating import Case
from planner.services.reasoning import line_name
from planner.services.turning import Move, Turn

KINDS = {"enters": "▲ 入选", "leaves": "▼ 落选", "shifts": "↔ 改配", "waits": "— 未入选", "stays": "✓ 保持入选"}
TONES = {"enters": "green", "leaves": "red", "shifts": "amber", "waits": "muted", "stays": ""}
_ORDER = tuple(KINDS)
Fields = Callable[[], dict[str, Field]]


def rank(turn: Turn) -> tuple[int, Any, str]:
    """Changes first, among them the higher score."""
    return _ORDER.index(turn.kind), -turn.score, turn.title


def reasons(turn: Turn) -> str:
    return "；".join(map(sentence, turn.reasons))


def turn_columns() -> tuple[Column, ...]:
    return (Column("kind", "变化", lambda turn: KINDS[turn.kind], 12, tone=lambda turn: TONES[turn.kind],
                   rank=lambda turn: _ORDER.index(turn.kind)),
            Column("title", "场景（项目）", lambda turn: turn.title, 34),
            Column("score", "得分", lambda turn: trimmed(turn.score), 7, "right", rank=lambda turn: turn.score),
            Column("why", "理由", reasons, 60))


def move_columns(case: Callable[[], Case | None]) -> tuple[Column, ...]:
    def line(move: Move) -> str:
        found = case()
        return line_name(found, move.demand) if found else ""

    def pool(move: Move) -> str:
        found = case()
        return found.sources[move.pool].title if found else ""

    return (Column("line", "需求", line, 24), Column("pool", "供给", pool, 22),
            Column("quarter", "季度", lambda move: move.quarter.shown, 15),
            Column("before", "现为", lambda move: trimmed(move.before), 10, "right", rank=lambda move: move.before),
            Column("after", "改为", lambda move: trimmed(move.after), 10, "right", rank=lambda move: move.after),
            Column("unit", "单位", lambda move: move.unit, 6), Column("why", "理由", lambda move: sentence(move.reason), 30))


def named(variant: Variant | None) -> str:
    return f"“{variant.title}”" if variant is not None else "现有配置"
