"""How a light is said: as shape and word, so that nobody depends on the colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.services.tracking import Standing

LIGHTS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯"}
SHAPES = {"red": "■", "yellow": "▲", "green": "●"}
TONES = {"red": "red", "yellow": "amber", "green": "green"}


def light_words(colour: str) -> str:
    """Shape and word."""
    return f"{SHAPES[colour]} {LIGHTS[colour]}"


def light_said(standing: Standing) -> str:
    """The light with the figures behind it, and with the person's reason where one has set it."""
    light, project = standing.light, standing.project
    figures = f"进度 {light.actual.normalize():f}%，应达 {light.planned.normalize():f}%，已投资 {standing.invested:f} 万元"
    if project.light_override:
        return f"{light_words(light.colour)}（人工定灯：{project.light_reason}；按数据为{LIGHTS[light.derived]}）　{figures}"
    return f"{light_words(light.colour)}　{figures}"


def urgency(standing: Standing) -> tuple[int, bool, str]:
    """The worst light first, and under one colour what is overdue or silent."""
    pressing = any(problem.code in ("milestone_overdue", "no_report") for problem in standing.light.reasons)
    return list(LIGHTS).index(standing.light.colour), not pressing, standing.project.title
