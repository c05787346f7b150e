"""Several things in one cell: split where people separate, never inside brackets; which unit leads among several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planner.schema.text import clean, tidy
from planner.sheets.understanding.marks import helping, is_none, leading

_INSIDE = re.compile(r"[(（\[【〔《][^()（）\[\]【】〔〕《》]*[)）\]】〕》]")
_SEPARATOR = re.compile(r"[、，,；;\n|｜]+")
_SLASH = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*[/／+＋]\s*(?=[\u4e00-\u9fffA-Z])|(?<=[A-Za-z])\s*[/／+＋]\s*(?=[\u4e00-\u9fff])")
_NUMBERED = re.compile(r"(?:^|(?<=[\s、，,；;。\n]))(?:[(（]?\d{1,2}[)）.、．](?!\d)|[①-⑳])\s*")
_UNIT = re.compile(
    r"(?:局|委|办|厅|部|院|所|中心|公司|集团|大学|学院|银行|政府|支队|委员会|协会|学会|医院|处|站|队|学校|街道|镇|乡|区|县|企业|单位)(?:[)）])?$")
_ROLE = re.compile(r"^\s*(牵头|主办|主责|责任|配合|参与|协办|协同|支持|协助)(?:单位|部门)?\s*[:：]\s*")


def several(text: str) -> list[str]:
    """The parts of a list, without their numbering."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\ue000{len(kept) - 1}\ue001"

    bare = _NUMBERED.sub("、", _INSIDE.sub(keep, clean(text)))
    parts = [part for piece in _SEPARATOR.split(bare) for part in _SLASH.split(piece)]
    parts = [unit for part in parts for unit in re.split(r"(?<=\S)\s+(?=[☆★▲●◎⭐])|(?<=[☆★▲⭐])\s+(?=\S)", part)]
    parts = [unit for part in parts for unit in _spaced(tidy(part))]
    restored = (re.sub(r"\ue000(\d+)\ue001", lambda m: kept[int(m[1])], part) for part in parts)
    return [name for name in (_without_separators(tidy(part).rstrip("。.")) for part in restored) if name and not is_none(name)]


def _without_separators(name: str) -> str:
    """Inside brackets 、 and the like stand for themselves; a list's own marks are written otherwise there."""
    return re.sub(r"[、，,；;\n]", "·", name) if _SEPARATOR.search(name) else name


def _spaced(part: str) -> list[str]:
    """Units separated by blanks only: 市公安局 市财政局."""
    pieces = part.split(" ")
    return pieces if len(pieces) > 1 and all(_UNIT.search(piece) and len(piece) > 2 for piece in pieces) else [part]


@dataclass(frozen=True)
class Units:
    """Units of one cell: the one that is marked as leading ("" when none or several are), and the others."""

    leader: str
    others: tuple[str, ...]


def units_of(text: str) -> Units | None:
    """The leading unit and the others; None where nothing marks a leader."""
    said = _by_roles(text)
    if said:
        return said
    parts = [leading(part) for part in several(text)]
    marked = [name for name, bore in parts if bore]
    if not marked:
        return None
    return Units("、".join(marked), tuple(helping(name) for name, bore in parts if not bore))


def _by_roles(text: str) -> Units | None:
    """牵头单位：市教育局；配合单位：市财政局、市科技局"""
    leaders: list[str] = []
    others: list[str] = []
    chosen: list[str] | None = None
    for piece in re.split(r"[；;\n]|(?<=\S)\s+(?=(?:牵头|主办|主责|责任|配合|参与|协办|协同)\S{0,2}[:：])", clean(text)):
        role = _ROLE.match(piece)
        if role:
            chosen = leaders if role[1] in ("牵头", "主办", "主责", "责任") else others
        if chosen is None:
            return None
        chosen += several(_ROLE.sub("", piece))
    return Units("、".join(leaders), tuple(others)) if leaders else None
