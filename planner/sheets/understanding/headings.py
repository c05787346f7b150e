"""What departments call each field: labels, other names and patterns, kept as data; and what a heading says besides its name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from planner.paths import resource
from planner.schema.choices import Choice, named
from planner.schema.fields import Field, Link
from planner.schema.record import Record, Vocabulary
from planner.schema.text import simplified
from planner.sheets.understanding.units import alone, is_unit, split_unit

AND = "+"
"""Joins two fields that one column fills: starts+ends, contact+phone."""
_KEPT = 20_000
"""Texts of which is remembered what they mean as headings; a long list has more of them than headings."""
_STARS = re.compile(r"[*★☆※●◆■▲#＊]+")
_NUMBERED = re.compile(r"^(?:[(]?\d{1,2}[).、]|[①-⑳]|[(]?[一二三四五六七八九十]{1,3}[)、.])\s*(?=\D)")
_BRACKETED = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]?")
_MARKS = re.compile(r"[\s()\[\]【】〔〕{}<>《》“”\"'‘’/\\|、,，。.:：;；_\-—–~?？!！·]+")
_SAYS = re.compile(r"\d|(?:公司|集团|局|委员会|银行|大学|学院|医院|中心)$")
_ASKS = re.compile(r"^(?:是否|有无|可否|能否|是不是|有没有)")


@dataclass(frozen=True)
class Heading:
    """A column's name: its levels from the top, as written, and the unit that they mention."""

    levels: tuple[str, ...]
    unit: str = ""

    @property
    def text(self) -> str:
        return "/".join(self.levels)


def heading(levels: Sequence[str]) -> Heading:
    """Levels to a heading: a unit, in brackets or behind the name or on a line of its own, is set apart."""
    kept: list[str] = []
    unit = ""
    for level in levels:
        name, found = ("", alone(level)) if kept and is_unit(level) else split_unit(level)
        unit = found or unit
        if name or not found:
            kept.append(level)
    return Heading(tuple(kept), unit)


@lru_cache(_KEPT)
def plain(text: str) -> str:
    """A heading for comparing: half-width, simplified, without stars, numbering, white space and marks."""
    bare = _NUMBERED.sub("", _STARS.sub("", simplified(unicodedata.normalize("NFKC", text))).strip())
    return _MARKS.sub("", bare).casefold() or ("no" if text.strip() in ("#", "＃") else "")


@lru_cache(_KEPT)
def bare(text: str) -> str:
    """As `plain`, without units and whatever stands in brackets."""
    name, _ = split_unit(text)
    return plain(_BRACKETED.sub("", simplified(unicodedata.normalize("NFKC", name))))


@dataclass
class _Names:
    """The names of one kind of record: exact ones with how sure they are, patterns, and words that speak for one field."""

    exact: dict[str, dict[str, float]] = field(default_factory=dict)
    like: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    core: list[tuple[str, str]] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def add(self, target: str, names: Sequence[str], weight: float) -> None:
        for name in names:
            for form in {plain(name), bare(name)} - {""}:
                known = self.exact.setdefault(form, {})
                known[target] = max(weight, known.get(target, 0.0))


class _Sieve:
    """Tells at once of most cells that no record calls anything so; what passes is looked at closely."""

    def __init__(self, names: Sequence[_Names]) -> None:
        idle = _dictionary()["idle"]
        self._exact = frozenset(form for some in names for form in some.exact)
        self._like = re.compile("|".join(dict.fromkeys(f"(?:{pattern.pattern})" for some in names for _, pattern in some.like)))
        self._core = tuple({word for some in names for _, word in some.core})
        self._before = tuple({*idle["before"], *(word for some in names for word in some.own)})
        self._after = (*idle["naming"], *idle["after"])

    def passes(self, text: str) -> bool:
        form = bare(text)
        if form in self._exact or plain(text) in self._exact or _han(text) in self._exact:
            return True
        if form.startswith(self._before) or form.endswith(self._after) or self._like.search(form):
            return True
        return len(form) <= 12 and any(word in form for word in self._core)


class Lexicon:
    """All names of the records that a table might hold."""

    def __init__(self, records: Sequence[type[Record]], words: Vocabulary) -> None:
        self.records = tuple(records)
        self.fields: Mapping[type[Record], Mapping[str, Field]] = {
            record: {name: kind for name, kind in words.received_of(record).items()
                     if kind.imported and not kind.derived and not isinstance(kind, Link)}
            for record in records}
        self._names = {record: _names(record, self.fields[record]) for record in records}
        self._sieve = _Sieve(list(self._names.values()))
        self._known: dict[str, float] = {}
        self._matches: dict[tuple[type[Record], Heading], dict[str, tuple[float, str]]] = {}

    def named(self, kind: str) -> type[Record] | None:
        """The kind of record of this name; None for any other."""
        return next((record for record in self.records if record.kind == kind), None)

    def naming(self, record: type[Record]) -> tuple[str, ...]:
        """The fields that say which one a row is about: what the record is called, or the names of the one it refers to."""
        return tuple(name for name in self.fields[record] if "." in name) or (record.naming,)

    def refers(self, record: type[Record]) -> bool:
        """Whether records of this kind are about another one, so that several rows may name the same."""
        return self.naming(record) != (record.naming,)

    def marks(self, record: type[Record]) -> tuple[str, ...]:
        return self._names[record].marks

    def leaders(self, record: type[Record]) -> tuple[str, str]:
        """The field of the leading unit and the one of the others, ("", "") where this record has none."""
        section = _dictionary().get(record.kind, {})
        found = ((name, entry["others"]) for name, entry in section.items() if isinstance(entry, dict) and "others" in entry)
        return next(found, ("", ""))

    def pairs(self, record: type[Record]) -> list[tuple[str, str]]:
        """Fields that one column may fill together, first and last."""
        pairs = (name.split(AND) for name in _dictionary().get(record.kind, {}) if AND in name)
        return [(first, last) for first, last in pairs]

    def beside(self, record: type[Record], name: str) -> str:
        """The field that one column may fill together with this one: contact and phone; "" where there is none."""
        return next((last if name == first else first for first, last in self.pairs(record) if name in (first, last)), "")

    def terms(self, record: type[Record], text: str) -> dict[str, str]:
        """Field -> code, for the fields of this record that choose from a catalogue with a term of this name (none above others)."""
        found = {name: (kind, term) for name, kind in self.fields[record].items()
                 if isinstance(kind, Choice) and (term := named(kind.among, text))}
        return {name: term.code for name, (kind, term) in found.items() if not kind.among.children(term.code)}

    def known(self, text: str) -> float:
        """How surely a text is a heading of any record: 1 for a name, less for a pattern, 0 for none."""
        if len(text) > 40:
            return 0.0
        if text not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            name = heading([text])
            records = self.records if self._sieve.passes(text) else ()
            found = [match for record in records for match in self.match(record, name).values()]
            self._known[text] = max((score for score, _ in found), default=0.0)
        return self._known[text]

    def names(self, record: type[Record], target: str) -> list[str]:
        """Every exact name of a field, for measuring resemblance."""
        return [name for name, targets in self._names[record].exact.items() if target in targets]

    def targets(self, record: type[Record]) -> list[str]:
        """Every field, and every pair of fields, that a heading of this record can name."""
        return sorted({target for targets in self._names[record].exact.values() for target in targets})

    def match(self, record: type[Record], name: Heading) -> dict[str, tuple[float, str]]:
        """Field -> how surely this heading names it, and why; two fields of one column are joined by "+"."""
        key = (record, name)
        if key not in self._matches:
            if len(self._matches) > _KEPT:
                self._matches.clear()
            self._matches[key] = _match(self._names[record], name, self.naming(record))
        return self._matches[key]


def _match(names: _Names, name: Heading, naming: Sequence[str]) -> dict[str, tuple[float, str]]:
    if not name.levels:
        return {}
    leaf, whole = name.levels[-1], "".join(name.levels)
    several = len(name.levels) > 1
    forms = [(plain(whole), 1.0), (bare(whole), 0.98), (plain(leaf), 0.97 if several else 1.0), (bare(leaf), 0.96 if several else 0.98),
             (_han(leaf), 0.96)]
    found: dict[str, tuple[float, str]] = {}
    for form, trust in forms:
        for target, weight in names.exact.get(form, {}).items():
            if weight * trust > found.get(target, (0.0, ""))[0]:
                found[target] = (weight * trust, f"表头“{leaf}”是常用叫法")
        if found and form and not several:
            break
    if found or _ASKS.match(bare(leaf)):
        return found
    joined = "/".join(filter(None, (bare(level) for level in name.levels)))
    for target, pattern in names.like:
        if joined and pattern.search(joined):
            found.setdefault(target, (0.93, f"表头“{name.text}”的写法相符"))
    return found or _without_idle_words(names, bare(leaf), naming) or _by_core(names, bare(leaf))


def _han(text: str) -> str:
    """The Chinese half of a heading in two languages: 场景名称 Scenario Name."""
    form = bare(text)
    return re.sub(r"[a-z0-9]+", "", form) if re.search(r"[a-z]{3}", form) else ""


def _without_idle_words(names: _Names, form: str, naming: Sequence[str]) -> dict[str, tuple[float, str]]:
    """What is left of a heading without words that change nothing: 拟建场景, 对口联系人, 建设要点说明."""
    if any(word in form for word in _dictionary()["idle"]["apart"]):
        return {}
    seen = {(form, False)}
    queue = [(form, False)]
    for rest, described in queue:
        targets = {target: (0.94 * weight, f"表头去掉修饰词后是“{rest}”") for target, weight in names.exact.get(rest, {}).items()
                   if not (described and target in naming)}
        if targets and rest != form:
            return targets
        for shorter in _shorter(rest, described, names.own):
            if shorter not in seen and len(shorter[0]) >= 2:
                seen.add(shorter)
                queue.append(shorter)
    return {}


def _by_core(names: _Names, form: str) -> dict[str, tuple[float, str]]:
    """The field whose word a short heading holds, where it holds no other's; two that one column may fill are that pair."""
    idle = _dictionary()["idle"]
    if len(form) > 12 or _SAYS.search(form) or any(word in form for word in (*idle["apart"], *idle["other"])):
        return {}
    held = [(target, word) for target, word in names.core if word in form]
    longest = [(target, word) for target, word in held if not any(word != other and word in other for _, other in held)]
    found = dict(longest)
    pair = next((both for both in names.pairs if set(both.split(AND)) == set(found)), "")
    target = pair or (next(iter(found)) if len(found) == 1 else "")
    return {target: (0.91, f"表头含有“{'、'.join(found.values())}”")} if target else {}


def _shorter(form: str, described: bool, own: Sequence[str]) -> list[tuple[str, bool]]:
    """A heading with one idle word less; the flag says that a word was cut which no name bears."""
    idle = _dictionary()["idle"]
    if not form.startswith((*idle["before"], *own)) and not form.endswith((*idle["naming"], *idle["after"])):
        return []
    cut = [(form.removeprefix(word), described) for word in (*idle["before"], *own) if form.startswith(word)]
    cut += [(form.removesuffix(word), described) for word in idle["naming"] if form.endswith(word)]
    return cut + [(form.removesuffix(word), True) for word in idle["after"] if form.endswith(word)]


def _names(record: type[Record], fields: Mapping[str, Field]) -> _Names:
    section = _dictionary().get(record.kind, {})
    never = set(section.get("never", ()))
    names = _Names(marks=tuple(section.get("marks", ())), own=tuple(section.get("own", ())))
    for name, kind in fields.items():
        if name not in never:
            names.add(name, (kind.label,), 1.0)
            names.add(name, kind.aka, 0.99)
    for target, entry in section.items():
        if isinstance(entry, dict) and all(part in fields and part not in never for part in target.split(AND)):
            names.add(target, entry.get("aka", ()), 0.98)
            names.like += [(target, re.compile(pattern)) for pattern in entry.get("like", ())]
            names.core += [(target, word) for word in entry.get("core", ())]
            names.pairs += [target] if AND in target else []
    return names


@cache
def _dictionary() -> Mapping[str, Any]:
    with resource("catalogues", "headings.toml").open("rb") as file:
        return tomllib.load(file)
