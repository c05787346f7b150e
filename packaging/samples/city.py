"""The imaginary city: its scenarios as written down in scenarios.csv, and persons and telephones that nobody has."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from planner.domain.catalogues import catalogue

NAME = "澜江市"
_SURNAMES = "陆沈秦苏温谭邵樊季柯倪章蓝廖阮霍聂鲍邱卓"
_GIVEN = ("文清", "书航", "以宁", "承泽", "若谷", "明远", "知夏", "砚秋", "立诚", "晓岚", "景行", "思齐", "启东", "佩兰",
          "长庚", "念慈", "仲谋", "云舒", "海生", "望舒", "南星", "柏川", "予安")
_UNASSIGNED = ("161", "163", "164")   # blocks given to no operator; so is area code 0399


@dataclass(frozen=True)
class Told:
    """One scenario as its department means it; months as 2026-03, money in 万元."""

    number: int
    file: str
    type: str
    title: str
    owner: str
    place: str
    money: int
    fund: str
    compute: str
    data: str
    talent: str
    starts: str
    ends: str
    technologies: tuple[str, ...]
    cooperation: str
    pain: str
    content: str
    benefits: str
    stage: str

    @property
    def sector(self) -> str:
        return self.type[:3]

    @property
    def sector_name(self) -> str:
        return catalogue("sector").label(self.sector) if self.type else ""

    @property
    def type_name(self) -> str:
        return catalogue("scenario_type").label(self.type) if self.type else ""

    @property
    def contact(self) -> str:
        return person(self.number)

    @property
    def mobile(self) -> str:
        return mobile(self.number)

    @property
    def landline(self) -> str:
        return f"0399-{3_100_000 + self.number * 6_131 % 800_000}"


def person(number: int) -> str:
    return _SURNAMES[number * 7 % len(_SURNAMES)] + _GIVEN[number * 5 % len(_GIVEN)]


def mobile(number: int) -> str:
    return _UNASSIGNED[number % 3] + f"{(20_260_117 + number * 37_199_531) % 10**8:08}"


def scenarios() -> dict[str, list[Told]]:
    """Every scenario, by the short name of the file in which it is reported."""
    text = Path(__file__).with_name("scenarios.csv").read_text(encoding="utf-8")
    found: dict[str, list[Told]] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines(), delimiter="|"), start=1):
        written = row | {"money": int(row["money"]), "technologies": tuple(row["technologies"].split("、"))}
        told = Told(number=number, **written)
        found.setdefault(told.file, []).append(told)
    return found
