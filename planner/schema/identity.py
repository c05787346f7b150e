"""Numbers that name people and organisations: telephones and the unified social credit code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from planner.schema.fields import Field, Reading, Refused
from planner.schema.text import halfwidth, tidy

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MOBILE = re.compile(r"^(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})$")
_LAND = re.compile(r"^(?:\(?(0\d{2,3})\)?[- ]?)?(\d{7,8})(?:\s*(?:转|-|ext\.?|分机)\s*(\d{1,5}))?$", re.IGNORECASE)
_SERVICE = re.compile(r"^(?:400|800)[- ]?\d{3}[- ]?\d{4}$|^(?:1[0-2]\d{3}|1[0-2]\d{1,2}|9\d{4,5})$")
_BETWEEN = re.compile(r"[、，,；;/|\n]+|\s{2,}|\s(?=1[3-9]\d{9})")


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
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, Decimal) and raw.is_finite() and raw == raw.to_integral_value():
            raw = int(raw)
        text = halfwidth(raw).replace("—", "-").replace("–", "-").replace("−", "-")
        text = re.sub(r"^(\d{7,12})\.0$", r"\1", text)
        whole = self._number(text)
        numbers = [whole] if whole else [self._number(part.strip()) for part in _BETWEEN.split(text) if part.strip()]
        if not numbers or not all(numbers):
            raise Refused("not_a_phone", text=tidy(raw))
        return Reading("、".join(dict.fromkeys(n for n in numbers if n)))

    @staticmethod
    def _number(text: str) -> str | None:
        mobile = _MOBILE.match(text)
        if mobile:
            return "".join(mobile.groups())
        land = _LAND.match(text)
        if land:
            area, number, extension = land.groups()
            return (f"{area}-" if area else "") + number + (f"转{extension}" if extension else "")
        return re.sub(r"[ ]", "-", text) if _SERVICE.match(text) else None
