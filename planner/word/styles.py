"""The type of a Word document: its named styles carry the faces and sizes of the page, so that people can change them at one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as Book
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

from planner.paper.page import Style, Type

FONTS: Mapping[str, str] = {"Song": "宋体", "Bold": "方正小标宋简体", "Hei": "黑体", "Kai": "楷体", "Fang": "仿宋"}
HEAD, CELL, NOTE, LINE, NUMBER, COVER = "表头", "表文", "表注", "填报行", "附件序号", "封面"
TABLE_SIZE = 10.5
_THEMES = ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme")
_OWN_LOOKS = ("w:color", "w:spacing", "w:kern", "w:i", "w:iCs")


def dress(book: Book, style: Style) -> None:
    """Give every style its face, size and pitch."""
    _defaults(book, style.body.size)
    table = Type("Song", TABLE_SIZE, 0.0)
    faces = {"Normal": style.body, "Title": style.title, "Subtitle": style.subtitle, "Caption": Type("Hei", TABLE_SIZE, 16.8),
             **{f"Heading {level}": kind for level, kind in style.headings.items()},
             HEAD: Type("Hei", TABLE_SIZE, 0.0), CELL: table, NOTE: style.small, LINE: Type("Song", TABLE_SIZE, 25.2),
             NUMBER: Type("Hei", 15.75, style.headings[1].pitch), COVER: Type("Fang", 18.0, 34.0)}
    for name, kind in faces.items():
        _give(_style(book, name), kind)
    for name in ("Title", "Subtitle", "Caption", "Heading 1", "Heading 2", "Heading 3"):
        book.styles[name].paragraph_format.keep_with_next = True


def points(kind: Type) -> tuple[float, int]:
    """A size as Word takes it, whole points or halves, and the spacing in twentieths that makes the advance exact again.

    三号 is 15.75 pt on the page of GB/T 9704-2012: 16 pt, drawn together by a quarter of a point.
    """
    size = -(-kind.size * 2 // 1) / 2
    return size, round((kind.size - size) * 20)


def _style(book: Book, name: str) -> Any:
    styles = book.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = None
    return styles[name]


def _give(style: Any, kind: Type) -> None:
    size, spacing = points(kind)
    style.font.name, style.font.size, style.font.bold = FONTS[kind.face], Pt(size), False
    properties = style.element.get_or_add_rPr()
    for child in [child for child in properties if child.tag in {qn(tag) for tag in _OWN_LOOKS}]:
        properties.remove(child)
    _face(properties.find(qn("w:rFonts")), FONTS[kind.face])
    if spacing:
        properties.insert(list(properties).index(properties.find(qn("w:sz"))), _element("w:spacing", val=str(spacing)))
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)
    lines = style.paragraph_format
    lines.space_before = lines.space_after = Pt(0)
    lines.line_spacing_rule = WD_LINE_SPACING.EXACTLY if kind.pitch else WD_LINE_SPACING.SINGLE
    if kind.pitch:
        lines.line_spacing = Pt(int(kind.pitch * 20) / 20)


def _face(fonts: Any, name: str) -> None:
    """One face for every script; the theme of the library's template would win over it, and “ ” … are to be Chinese."""
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hint"), "eastAsia")


def _defaults(book: Book, size: float) -> None:
    """LibreOffice measures the grid by the document's defaults, Word by its normal style: they are made equal."""
    properties = book.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for tag in ("w:sz", "w:szCs"):
        found = properties.find(qn(tag))
        if found is None:
            found = _element(tag)
            properties.append(found)
        found.set(qn("w:val"), str(round(size * 2)))


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
