"""Units that a heading or a line above the table mentions: 计划投资（万元）, 单位：元, 算力需求(P)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planner.schema.text import simplified

_UNITS = (
    "元", "万元", "亿元", "千元", "百万元", "千万元", "人民币万元", "人民币元", "万", "%", "‰", "p", "pflops", "eflops", "tflops",
    "p算力", "p天", "p·天", "卡时", "gpu时", "gpu卡时", "卡", "张", "块", "台", "套", "个", "家", "项",
    "人", "名", "人次", "人月", "人年", "个人月", "人天",
    "学时", "tb", "gb", "pb", "条", "万条", "天", "日", "月", "个月", "年", "场次", "次", "平方米", "㎡", "m2", "亩", "公里", "km",
    "米", "m", "万股", "元/月", "元/年", "元/股", "字", "岁",
    "10k cny", "10k rmb", "10k yuan", "万rmb", "万cny", "cny", "rmb", "yuan",
)
_KNOWN = frozenset(_UNITS)
_WORD = "(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")(?:/(?:季度?|月|年|天|日))?"
_IN_BRACKETS = re.compile(rf"[(\[【〔]\s*(?:(?:金额)?单位\s*[:：]?\s*)?(?:人民币)?\s*({_WORD})\s*[)\]】〕]?", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:[,，:：/\-—_|]|单位[:：]?|\s)+(?:单位[:：]?)?\s*({_WORD})$", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[额资算金费入模])(万元|亿元|千元|元)$")
_LINE = re.compile(
    rf"(?:金额|计量|货币|投资)?单位\s*(?:为|[:：])\s*(?:人民币)?\s*({_WORD})(?![^\s)）\]】、，,;；。/]|/?[月年])", re.IGNORECASE)
_MONEY = re.compile(r"^[(（]?\s*(?:金额)?\s*(?:单位)?\s*[:：]?\s*(万元|亿元|千元|元)\s*[)）]?$")


def _half(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).strip()


@lru_cache(20_000)
def split_unit(text: str) -> tuple[str, str]:
    """A heading's name and its unit: "计划投资(万元)" -> ("计划投资", "万元"); a unit alone leaves no name."""
    half = _half(text)
    if re.sub(r"^单位[:：]?|[()\[\]【】\s]", "", half).casefold() in _KNOWN and (len(half) > 1 or half in "元%"):
        return "", _named(re.sub(r"^单位[:：]?|[()\[\]【】\s]", "", half))
    for pattern in (_IN_BRACKETS, _BEHIND, _GLUED):
        found = pattern.search(half)
        if found and found.start() > 0:
            return (half[:found.start()] + half[found.end():]).strip(), _named(found[1])
    return text, ""


_ENGLISH = dict.fromkeys(("10k cny", "10k rmb", "10k yuan", "万rmb", "万cny"), "万元") | dict.fromkeys(("cny", "rmb", "yuan"), "元")


def _named(unit: str) -> str:
    if unit.casefold() in _ENGLISH:
        return _ENGLISH[unit.casefold()]
    return unit.upper() if unit.casefold() in ("p", "tb", "gb", "pb", "pflops", "eflops", "tflops") else unit


def alone(text: str) -> str:
    """A text that is a unit and nothing else, as it is named; "" for any other text."""
    half = _half(text).strip("()[]【】 ")
    return _named(half) if half.casefold() in _KNOWN else ""


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else."""
    return bool(alone(text))


def line_unit(text: str) -> str:
    """The unit that a line above a table announces, or ""."""
    half = _half(text)
    found = _LINE.search(half) or _MONEY.match(half)
    return _named(found[1]) if found else ""
