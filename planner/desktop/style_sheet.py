"""The style sheet on top of the palette: short, for what Fusion does not draw as we want it."""

from __future__ import annotations

from collections.abc import Callable

from planner.desktop.tokens import Tokens
from planner.paths import resource

Pixels = Callable[[float], str]


def sheet_of(tokens: Tokens, scale: int) -> str:
    """Combo boxes are left to Fusion: a border of the sheet would break their arrow."""
    def px(size: float) -> str:
        return f"{round(size * scale / 100)}px"

    return "".join((_lines(tokens, px), _boxes(tokens, px), _buttons(tokens, px), _words(tokens, scale), _tables(tokens, px),
                    _tabs(tokens, px),
                    _frames(tokens, px)))


def _lines(tokens: Tokens, px: Pixels) -> str:
    field = "QLineEdit, QPlainTextEdit, QTextEdit"
    return f"""
    {field} {{ border: 1px solid {tokens.edge}; border-radius: 4px; padding: {px(4)} {px(6)}; background: {tokens.base}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {tokens.accent}; padding: {px(3)} {px(5)}; }}
    QLineEdit:read-only, QTextEdit[readOnly="true"] {{ background: {tokens.window}; border-color: {tokens.border}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled {{ border-color: {tokens.border}; background: {tokens.window}; }}
    *[refused="true"] {{ border: 2px solid {tokens.red}; }}
    QComboBox[refused="true"], QCheckBox[refused="true"] {{ border: none; color: {tokens.red}; }}
    QSpinBox {{ min-height: {px(28)}; }}
    QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{ border: none; padding: 0 2px; background: transparent; }}
    QTableView QLineEdit {{ border-radius: 0; padding: 0 2px; }}
    """


def _boxes(tokens: Tokens, px: Pixels) -> str:
    """Fusion draws the box of a check box darker than the window, which on a dark window cannot be seen."""
    tick, dash = (resource("icons", f"{name}.svg").as_posix() for name in ("tick", "dash"))
    return f"""
    QCheckBox::indicator, QListView::indicator {{ width: {px(14)}; height: {px(14)}; border: 1px solid {tokens.edge};
        border-radius: 3px; background: {tokens.base}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{ border-color: {tokens.accent}; background: {tokens.accent};
        image: url("{tick}"); }}
    QCheckBox::indicator:indeterminate {{ border-color: {tokens.edge}; background: {tokens.edge}; image: url("{dash}"); }}
    QCheckBox::indicator:disabled {{ border-color: {tokens.border}; }}
    QCheckBox:focus {{ color: {tokens.accent_text}; }}
    """


def _buttons(tokens: Tokens, px: Pixels) -> str:
    return f"""
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
    QPushButton[chip="true"] {{ border-color: {tokens.border}; border-radius: {px(11)}; padding: {px(2)} {px(9)};
        background: {tokens.hover}; }}
    QPushButton[chip="true"]:checked {{ background: {tokens.accent}; color: #ffffff; border-color: {tokens.accent}; }}
    QPushButton[chip="true"]:focus {{ border: 2px solid {tokens.accent_text}; padding: {px(1)} {px(8)}; }}
    """


def _tabs(tokens: Tokens, px: Pixels) -> str:
    """Fusion's tabs differ by a shade that can hardly be seen on a dark window; the chosen one has a line below it."""
    return f"""
    QTabBar::tab {{ padding: {px(5)} {px(12)}; margin-right: 2px; border: 1px solid {tokens.border}; border-bottom: 3px solid transparent;
        border-top-left-radius: 4px; border-top-right-radius: 4px; background: {tokens.window}; color: {tokens.text}; }}
    QTabBar::tab:hover {{ background: {tokens.hover}; }}
    QTabBar::tab:selected {{ background: {tokens.base}; border-bottom-color: {tokens.accent}; }}
    QTabBar:focus {{ outline: none; }}
    QTabBar::tab:selected:focus {{ border: 2px solid {tokens.accent_text}; border-bottom: 3px solid {tokens.accent};
        padding: {px(4)} {px(11)}; }}
    QTabBar::tab:disabled {{ color: {tokens.edge}; }}
    QTabWidget::pane {{ border: 1px solid {tokens.border}; }}
    QTableCornerButton::section {{ background: {tokens.window}; border: none; border-right: 1px solid {tokens.border};
        border-bottom: 1px solid {tokens.border}; }}
    """


def _words(tokens: Tokens, scale: int) -> str:
    return f"""
    QToolTip {{ color: {tokens.text}; background: {tokens.base}; border: 1px solid {tokens.border}; padding: 4px; }}
    QLabel[role="title"] {{ font-size: {15 * scale / 100:.1f}pt; font-weight: bold; }}
    QLabel[role="section"] {{ font-weight: bold; }}
    QLabel[role="hint"] {{ color: {tokens.muted}; }}
    QLabel[role="problem"] {{ color: {tokens.red}; }}
    QLabel[role="warning"] {{ color: {tokens.amber}; }}
    """


def _tables(tokens: Tokens, px: Pixels) -> str:
    return f"""
    QHeaderView::section {{ background: {tokens.window}; color: {tokens.text}; border: none; font-weight: bold;
        border-right: 1px solid {tokens.border}; border-bottom: 1px solid {tokens.border}; padding: {px(4)} {px(8)}; }}
    QHeaderView::section:vertical {{ font-weight: normal; }}
    QTableView, QTreeView, QScrollArea[framed="true"] {{ border: 1px solid {tokens.border}; }}
    QListWidget#rail {{ border: none; background: transparent; outline: none; }}
    QListWidget#rail::item {{ border-radius: 6px; padding-left: {px(8)}; }}
    QListWidget#rail::item:hover {{ background: {tokens.hover}; }}
    QListWidget#rail::item:selected {{ background: {tokens.accent}; color: #ffffff; }}
    QListWidget#rail::item:disabled {{ color: {tokens.edge}; }}
    """


def _frames(tokens: Tokens, px: Pixels) -> str:
    return f"""
    QFrame#notice {{ border-radius: {px(6)}; border: 1px solid {tokens.border}; }}
    QFrame#notice[tone="red"] {{ background: {tokens.red_bg}; border-color: {tokens.red}; }}
    QFrame#notice[tone="amber"] {{ background: {tokens.amber_bg}; border-color: {tokens.amber}; }}
    QFrame#notice[tone="green"] {{ background: {tokens.green_bg}; border-color: {tokens.green}; }}
    QFrame[card="true"] {{ background: {tokens.base}; border: 1px solid {tokens.border}; border-radius: 8px; }}
    QFrame[card="true"] QLabel {{ background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    QStatusBar::item {{ border: none; }}
    """
