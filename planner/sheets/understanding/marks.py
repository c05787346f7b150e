"""Marks that stand for something else: for nothing (/ 无 —), for the cell above (同上 〃), for the leading unit (☆ ★ 牵头)."""

from __future__ import annotations

import re

from planner.schema.text import folded

_NONE = frozenset(map(folded, (
    "/", "／", "\\", "|", "//", "无", "无。", "（无）", "无需", "暂无", "没有", "空", "空白", "—", "——", "———", "-", "--", "---", "－",
    "–", "~", "*", ".", "。", "、", "…", "……", "不涉及", "未涉及", "不适用", "暂不涉及", "暂无。", "n/a", "na", "none", "null", "nil",
    "无无", "暂缺", "暂空", "无此项", "無", "暫無", "不涉及。", "无要求", "无特殊要求", "nan",
)))
_DITTO = frozenset(map(folded, (
    "同上", "〃", "″", "\"", "“", "”", "''", "同上。", "（同上）", "同前", "仝上", "同上述", "同上行", "ditto", "\"\"", "“”", "〞",
    "\"同上\"", "同上一行", "同上项",
)))
_LEADING = re.compile(r"^\s*[☆★*＊※▲●◎⭐]\s*|\s*[☆★▲⭐]\s*$|[(（]?\s*牵头(?:单位|部门)?\s*[)）]?\s*[:：]?")


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    return len(text) <= 8 and not _says_something(text) and folded(text) in _NONE


def is_ditto(text: str) -> bool:
    """Whether a cell repeats the one above."""
    return len(text) <= 6 and not _says_something(text) and folded(text) in _DITTO


_OPENING = {mark[0] for mark in _NONE | _DITTO if mark}


def _says_something(text: str) -> bool:
    """Whether the first character alone tells that a text is no mark, as it does for figures and most Chinese words."""
    first = text[:1]
    return ("0" <= first <= "9" or "\u4e00" <= first <= "\u9fff") and first not in _OPENING


_HELPING = re.compile(r"\s*[(（]\s*(?:配合|参与|协办|协同|协助|支持|参加)(?:单位|部门)?\s*[)）]\s*$")


def helping(name: str) -> str:
    """A unit's name without the remark that it only helps: 市委宣传部（配合）."""
    return _HELPING.sub("", name) or name


def leading(name: str) -> tuple[str, bool]:
    """A unit's name without its mark, and whether it bore one."""
    bare = _LEADING.sub("", name).strip()
    return (bare, bare != name.strip()) if bare else (name.strip(), False)
