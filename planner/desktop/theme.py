"""The look: two palettes on Fusion, one short style sheet, fonts that can write Chinese; sizes follow the chosen scale."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from planner.paths import resource

SHIPPED = ("Noto Sans SC Medium", "Noto Serif SC")
FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "PingFang SC")
POINTS = 10.0
SCALES = (90, 100, 110, 125, 150)
BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
THEMES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme; text colours reach 4.5:1 on window and base, input edges 3:1."""

    dark: bool
    window: str
    base: str
    zebra: str
    text: str
    muted: str
    button: str
    accent: str
    accent_text: str
    border: str
    edge: str
    red: str
    amber: str
    green: str
    red_bg: str
    amber_bg: str
    green_bg: str
    hover: str

    def tone(self, name: str) -> str:
        """The text colour of a tone: red, amber (yellow), green, muted; anything else is plain text."""
        return {"red": self.red, "amber": self.amber, "yellow": self.amber, "green": self.green, "muted": self.muted}.get(
            name, self.text)

    def ground(self, name: str) -> str:
        """The background that goes with a tone."""
        return {"red": self.red_bg, "amber": self.amber_bg, "yellow": self.amber_bg, "green": self.green_bg}.get(name, self.zebra)


LIGHT = Tokens(
    dark=False, window="#f5f6f8", base="#ffffff", zebra="#f8f9fb", text="#1f2329", muted="#5f6673", button="#fdfdfe",
    accent="#1f5fbf", accent_text="#1f5fbf", border="#d0d5dd", edge="#868e9b", red="#b42318", amber="#93560a", green="#0f6b3c",
    red_bg="#fee4e2", amber_bg="#fef0c7", green_bg="#d1fadf", hover="#e6ebf3",
)
DARK = Tokens(
    dark=True, window="#1e2127", base="#16181d", zebra="#1b1e24", text="#e6e8eb", muted="#9aa3af", button="#2a2e36",
    accent="#2f6fd0", accent_text="#8ab4f8", border="#3a404a", edge="#6b7480", red="#ff9b91", amber="#ffcf70", green="#7fdcab",
    red_bg="#4a1d1a", amber_bg="#46360f", green_bg="#123a26", hover="#2c313a",
)


def tokens_of(palette: QPalette) -> Tokens:
    """The tokens that belong to what is painted now."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


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


def speak_chinese() -> None:
    """Numbers and dates of the widgets as in China, whatever the system says."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))


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


def sheet_of(tokens: Tokens, scale: int) -> str:
    """Combo boxes are left to Fusion: a border of the sheet would break their arrow."""
    def px(size: float) -> str:
        return f"{round(size * scale / 100)}px"

    field = "QLineEdit, QPlainTextEdit, QTextEdit"
    return f"""
    QToolTip {{ color: {tokens.text}; background: {tokens.base}; border: 1px solid {tokens.border}; padding: 4px; }}
    {field} {{ border: 1px solid {tokens.edge}; border-radius: 4px; padding: {px(4)} {px(6)}; background: {tokens.base}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {tokens.accent}; padding: {px(3)} {px(5)}; }}
    QLineEdit:read-only, QTextEdit[readOnly="true"] {{ background: {tokens.window}; border-color: {tokens.border}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled {{ border-color: {tokens.border}; background: {tokens.window}; }}
    *[refused="true"] {{ border: 2px solid {tokens.red}; }}
    QComboBox[refused="true"], QCheckBox[refused="true"] {{ border: none; color: {tokens.red}; }}
    QTableView QLineEdit {{ border-radius: 0; padding: 0 2px; }}
    QPushButton {{ border: 1px solid {tokens.edge}; border-radius: 4px; padding: {px(5)} {px(12)}; background: {tokens.button}; }}
    QPushButton:hover {{ background: {tokens.hover}; }}
    QPushButton:pressed {{ background: {tokens.border}; }}
    QPushButton:focus {{ border: 2px solid {tokens.accent_text}; padding: {px(4)} {px(11)}; }}
    QPushButton:disabled {{ color: {tokens.edge}; border-color: {tokens.border}; background: {tokens.window}; }}
    QPushButton[primary="true"] {{ background: {tokens.accent}; color: #ffffff; border-color: {tokens.accent}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {tokens.text}; }}
    QPushButton[primary="true"]:disabled {{ background: {tokens.border}; color: {tokens.muted}; border-color: {tokens.border}; }}
    QPushButton[flat="true"] {{ border-color: transparent; background: transparent; color: {tokens.accent_text}; }}
    QPushButton[coverage] {{ border-radius: 4px; padding: {px(3)} {px(9)}; }}
    QPushButton[coverage="some"] {{ border-color: {tokens.border}; background: {tokens.base}; }}
    QPushButton[coverage="none"] {{ border: 1px dashed {tokens.amber}; background: {tokens.amber_bg}; color: {tokens.amber}; }}
    QPushButton[coverage]:focus {{ border: 2px solid {tokens.accent_text}; padding: {px(2)} {px(8)}; }}
    QLabel[role="title"] {{ font-size: {15 * scale / 100:.1f}pt; font-weight: bold; }}
    QLabel[role="section"] {{ font-weight: bold; }}
    QLabel[role="hint"] {{ color: {tokens.muted}; }}
    QLabel[role="problem"] {{ color: {tokens.red}; }}
    QLabel[role="warning"] {{ color: {tokens.amber}; }}
    QPushButton[chip="true"] {{ border-color: {tokens.border}; border-radius: {px(11)}; padding: {px(2)} {px(9)};
        background: {tokens.hover}; }}
    QPushButton[chip="true"]:focus {{ border: 2px solid {tokens.accent_text}; padding: {px(1)} {px(8)}; }}
    QHeaderView::section {{ background: {tokens.window}; color: {tokens.text}; border: none; font-weight: bold;
        border-right: 1px solid {tokens.border}; border-bottom: 1px solid {tokens.border}; padding: {px(4)} {px(8)}; }}
    QTableView, QTreeView, QScrollArea[framed="true"] {{ border: 1px solid {tokens.border}; }}
    QListWidget#rail {{ border: none; background: transparent; outline: none; }}
    QListWidget#rail::item {{ border-radius: 6px; padding-left: {px(8)}; }}
    QListWidget#rail::item:hover {{ background: {tokens.hover}; }}
    QListWidget#rail::item:selected {{ background: {tokens.accent}; color: #ffffff; }}
    QListWidget#rail::item:disabled {{ color: {tokens.edge}; }}
    QFrame#notice {{ border-radius: 6px; border: 1px solid {tokens.border}; }}
    QFrame#notice[tone="red"] {{ background: {tokens.red_bg}; border-color: {tokens.red}; }}
    QFrame#notice[tone="amber"] {{ background: {tokens.amber_bg}; border-color: {tokens.amber}; }}
    QFrame#notice[tone="green"] {{ background: {tokens.green_bg}; border-color: {tokens.green}; }}
    QFrame[card="true"] {{ background: {tokens.base}; border: 1px solid {tokens.border}; border-radius: 8px; }}
    QFrame[card="true"] QLabel {{ background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    QStatusBar::item {{ border: none; }}
    """


def prepare_input_methods(environment: MutableMapping[str, str]) -> None:
    """The wheels carry no fcitx plugin, so a desktop that asks for fcitx alone would leave Chinese typing dead."""
    if sys.platform.startswith("linux"):
        environment.setdefault("QT_IM_MODULES", "wayland;fcitx;ibus;compose")
