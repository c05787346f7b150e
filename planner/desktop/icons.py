"""Drawings of resources/icons, coloured to go with the palette; a drawing says `currentColor` where it has ink."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QIcon, QImage, QPixmap

from planner.desktop.tokens import Tokens
from planner.paths import resource

SIZE = 18


def icon(name: str, tokens: Tokens, ratio: float = 1.0) -> QIcon:
    """The drawing in the theme's text colour, white where it stands on the selection, pale where it is disabled."""
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, tokens.text), (QIcon.Mode.Selected, "#ffffff"), (QIcon.Mode.Disabled, tokens.edge)):
        made.addPixmap(drawn(name, colour, ratio), mode)
    return made


def drawn(name: str, colour: str, ratio: float = 1.0, size: int = SIZE) -> QPixmap:
    """The drawing in one colour at the screen's pixel ratio."""
    pixels = round(size * ratio)
    source = _source(name).replace("currentColor", colour).replace('width="24" height="24"', f'width="{pixels}" height="{pixels}"')
    pixmap = QPixmap.fromImage(QImage.fromData(source.encode()))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
