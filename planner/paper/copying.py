"""What a reader program gets when text is copied out of the page."""

from __future__ import annotations

from collections.abc import Sequence

OPENING = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <FF>",
    "endcodespacerange",
)
CLOSING = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
BLOCK = 100


def unicode_map(fontname: str, subset: Sequence[object]) -> str:
    """A ToUnicode map in UTF-16 pairs, at most 100 a block as the PDF standard has it.

    reportlab's own writes five hexadecimal digits beyond the BMP, which readers take for another character.
    """
    rows = [f"<{code:02X}> <{_utf16(value)}>" for code, value in enumerate(subset)]
    lines = list(OPENING)
    for start in range(0, len(rows), BLOCK):
        part = rows[start : start + BLOCK]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join((*lines, *CLOSING))


def _utf16(value: object) -> str:
    point = getattr(value, "unicode", value)
    return chr(point).encode("utf-16-be").hex().upper() if isinstance(point, int) and point else "FFFD"
