"""The colours of the two themes, by what they are for; their contrast is measured in the tests."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPalette


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
