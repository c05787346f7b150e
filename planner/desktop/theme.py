"""The look: two palettes on Fusion, one short style sheet, fonts that can write Chinese; sizes follow the chosen scale."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from planner.desktop.style_sheet import sheet_of
from planner.desktop.tokens import DARK, LIGHT, Tokens
from planner.paths import resource

SHIPPED = ("Noto Sans SC Medium", "Noto Serif SC")
FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "PingFang SC")
POINTS = 10.0
SCALES = (90, 100, 110, 125, 150)
BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
THEMES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}


def wanted(theme: str) -> Tokens:
    """The tokens of a choice; `system` asks the desktop, and means light where it does not say."""
    if theme == "system":
        hints = QApplication.styleHints()
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def dress(app: QApplication, theme: str, scale: int) -> Tokens:
    """Give the whole program a theme and a scale (per cent); may be called again at any time."""
    tokens = wanted(theme)
    font = QFont()
    font.setFamilies([*FAMILIES, *SHIPPED, *QFont().families()])
    font.setPointSizeF(POINTS * scale / 100)
    app.setFont(font)
    app.setPalette(palette_of(tokens))
    app.setStyleSheet(sheet_of(tokens, scale))
    return tokens


def ensure_chinese() -> None:
    """Bring the shipped faces where the system has none that is meant for reading Chinese on a screen."""
    if not set(FAMILIES).isdisjoint(QFontDatabase.families()):
        return
    for face in _shipped():
        QFontDatabase.addApplicationFont(str(face))


def _shipped() -> list[Path]:
    return sorted(p for p in resource("fonts").glob("*") if p.suffix.lower() in (".ttf", ".otf"))


def palette_of(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, tokens.window), (role.WindowText, tokens.text), (role.Base, tokens.base), (role.AlternateBase, tokens.zebra),
        (role.Text, tokens.text), (role.Button, tokens.button), (role.ButtonText, tokens.text), (role.PlaceholderText, tokens.muted),
        (role.ToolTipBase, tokens.base), (role.ToolTipText, tokens.text), (role.Highlight, tokens.accent),
        (role.HighlightedText, "#ffffff"), (role.Link, tokens.accent_text), (role.LinkVisited, tokens.accent_text),
        (role.Accent, tokens.accent), (role.Light, tokens.base), (role.Midlight, tokens.border), (role.Mid, tokens.edge),
        (role.Dark, tokens.edge), (role.Shadow, "#000000"), (role.BrightText, tokens.red),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.edge))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.border))
    return palette


def prepare_input_methods(environment: MutableMapping[str, str]) -> None:
    """The wheels carry no fcitx plugin, so a desktop that asks for fcitx alone would leave Chinese typing dead."""
    if sys.platform.startswith("linux"):
        environment.setdefault("QT_IM_MODULES", "wayland;fcitx;ibus;compose")
