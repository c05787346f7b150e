"""Numbers that name people and organisations: telephones and the unified social credit code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from planner.schema.fields import Doubt, Field, Reading, Refused
from planner.schema.patterns import pattern
from planner.schema.text import halfwidth, tidy

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MOBILE = r"(?:\(?\+?(?:00)?86\)?[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})"
_LAND = r"(?:\(?(0\d{2,3})\)?[- ]{0,2})?([1-9]\d{6,7})(?:\s?(?:转|-|ext\.?|分机|x)\s?(\d{1,5}))?"
_SERVICE = r"[48]00[- ]?\d{3,4}[- ]?\d{3,4}|1[0-2]\d{3}|1[0-2]\d{1,2}|9\d{4,5}"
_ONE = pattern(rf"(?<![\d.])(?:{_MOBILE}|{_LAND}|({_SERVICE}))(?:\.0+)?(?![\d.])", re.IGNORECASE)
_LABELS = pattern(r"(?:联系)?(?:电话|手机|座机|固话|方式)(?:号码?)?|办公(?:室)?|[办手宅]|tel|mobile|phone", re.IGNORECASE)
_IDLE = pattern(r"[\s、，,；;/|:：()（）'\"“”‘’&+和或及-]+")


def credit_code_check(first17: str) -> str:
    """The eighteenth character of a unified social credit code (GB 32100-2015, section 4.4: weights 3^i mod 31)."""
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return _ALPHABET[(31 - total % 31) % 31]


@dataclass(frozen=True, kw_only=True)
class CreditCode(Field):
    """统一社会信用代码: eighteen characters without I, O, S, V, Z, the last a check digit."""

    @property
    def takes(self) -> str:
        return "18 位统一社会信用代码"

    def convert(self, raw: object, unit: str) -> Reading:
        text = re.sub(r"[\s-]", "", halfwidth(raw)).upper()
        if len(text) != 18 or any(c not in _ALPHABET for c in text):
            raise Refused("not_a_credit_code", text=tidy(raw))
        if credit_code_check(text[:17]) != text[17]:
            raise Refused("wrong_check_digit", text=tidy(raw))
        return Reading(text)


@dataclass(frozen=True, kw_only=True)
class Phone(Field):
    """Mobile, landline or service numbers as text, several joined by 、; never a floating-point number."""

    @property
    def takes(self) -> str:
        return "11 位手机号，或区号-座机号，多个用顿号隔开"

    def convert(self, raw: object, unit: str) -> Reading:
        numbers, rest = telephones(raw)
        if not numbers or re.search(r"\d", rest):
            raise Refused("not_a_phone", text=tidy(raw))
        return Reading("、".join(numbers), (Doubt("inferred", tidy(raw)),) if rest else ())


def telephones(raw: object) -> tuple[tuple[str, ...], str]:
    """The numbers in a text, and what is left of it without labels (电话, 手机) and marks between: 张三 13800000000 -> 张三."""
    if isinstance(raw, float | Decimal) and Decimal(raw).is_finite() and raw == int(raw):
        raw = int(raw)
    text = re.sub(r"[—–−‐]+", "-", halfwidth(raw))
    numbers = tuple(dict.fromkeys(_number(found) for found in _ONE.finditer(text)))
    rest = _IDLE.sub(" ", _LABELS.sub(" ", _ONE.sub(" ", text))).strip()
    return numbers, rest


def people(raw: object) -> tuple[tuple[str, ...], str]:
    """The numbers in a text, and the persons beside them, joined by 、 where a number or a mark stood between them."""
    numbers, _ = telephones(raw)
    text = _LABELS.sub(" ", _ONE.sub("、", re.sub(r"[—–−‐]+", "-", halfwidth(raw))))
    names = (tidy(part).strip(" :：()（）'\"“”‘’&+和或及与-.") for part in re.split(r"[、，,；;/|\n]+|\([\s、]*\)", text))
    return numbers, "、".join(dict.fromkeys(name for name in names if name))


def _number(found: re.Match[str]) -> str:
    if found[1]:
        return found[1] + found[2] + found[3]
    if found[5]:
        return (f"{found[4]}-" if found[4] else "") + found[5] + (f"转{found[6]}" if found[6] else "")
    return found[7].replace(" ", "-")
