"""Lists of organisations and supply: written down in lists.toml, and the firms that own scenarios."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.domain.kinds import KINDS
from planner.schema.record import fields_of
from samples.city import Told
from samples.grid import BODY, HEAD, PLAIN, TITLE, Grid, letter
from samples.table import Truth

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_QUALIFICATIONS = ("高新技术企业", "专精特新", "专精特新小巨人", "高新技术企业、专精特新", "", "领军企业")


def lists(told: Sequence[Told]) -> list[Mapping[str, Any]]:
    """Every list: name, pen, record, lines above and below, columns and rows."""
    text = Path(__file__).with_name("lists.toml").read_text(encoding="utf-8")
    return [*tomllib.loads(text)["list"], _firms(told)]


def credit_code(number: int) -> str:
    """A well-formed code (GB 32100-2015) of a region that does not exist."""
    body = f"91990000MA{number * 7_919 % 10**7:07}"
    total = sum(_CODE.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _CODE[-total % 31]


def _firms(told: Sequence[Told]) -> Mapping[str, Any]:
    owners = {one.owner: one for one in reversed(told) if one.owner.endswith("公司")}
    rows = [_firm(number, one) for number, one in enumerate(reversed(owners.values()), start=1)]
    return {"name": "单位名录/重点企业名单.xlsx", "record": "organisation",
            "above": ["澜江市人工智能应用重点企业名单", "（截至2025年12月31日）"], "below": ["数据来源：企业自行填报"],
            "rows": rows,
            "columns": [["序号", "source_no"], ["企业名称", "title"], ["统一社会信用代码", "credit_code"],
                        ["企业性质", "organisation_kind"],
                        ["所在区县", "region"], ["所属行业", "industry"], ["企业资质", "qualifications"], ["成立时间", "founded"],
                        ["注册资本（万元）", "capital"], ["员工人数", "employees"], ["主营业务", "profile"]]}


def _firm(number: int, one: Told) -> list[object]:
    state = any(word in one.owner for word in ("集团", "港", "机场", "燃气", "公共交通", "铁路"))
    return [number, one.owner, credit_code(one.number), "国企" if state else "民企", one.place.split("、")[0],
            one.sector_name or "科技服务", _QUALIFICATIONS[number % len(_QUALIFICATIONS)],
            f"{1996 + number * 7 % 27}年{1 + number * 5 % 12}月",
            (number * 613 % 90 + 5) * 100 * (10 if state else 1), number * 97 % 1400 + 40, f"{one.sector_name}领域，拟建设“{one.title}”"]


def laid_out(told: Mapping[str, Any]) -> tuple[list[Grid], list[Truth]]:
    """A list as a sheet, and what it means."""
    grid, columns = Grid("Sheet1"), told["columns"]
    row = 1
    for place, line in enumerate(told.get("above", ())):
        grid.put(row, 1, line, PLAIN if place else TITLE)
        if place == 0:
            grid.merge(row, 1, row, len(columns))
        row += 1
    header = row
    for column, (heading, _) in enumerate(columns, start=1):
        grid.put(row, column, heading, HEAD)
        grid.widths[column] = max(10, *(min(36, 2 * len(str(cells[column - 1]))) for cells in told["rows"]))
    rows = []
    for at, cells in enumerate(told["rows"], start=header + 1):
        for column, cell in enumerate(cells, start=1):
            grid.put(at, column, None if cell == "" else cell, BODY)
        rows.append({"row": at, "kind": "record", "values": _meant(told, cells), "extra": {}, "problems": []})
    for at, line in enumerate(told.get("below", ()), start=header + len(rows) + 1):
        grid.put(at, 1, line, PLAIN)
    truth = {"sheet": "Sheet1", "record": told["record"], "header_rows": [header],
             "range": f"A{header}:{letter(len(columns))}{header + len(rows)}", "rows": rows,
             "columns": [{"column": letter(place), "header": heading, "field": field, "unit": None}
                         for place, (heading, field) in enumerate(columns, start=1)]}
    return [grid], [truth]


def _meant(told: Mapping[str, Any], cells: Sequence[object]) -> Truth:
    """The cells of these lists are written as a person who is asked would write them, so the strict reading says what they mean."""
    fields = fields_of(KINDS[told["record"]])
    return {name: fields[name].normal(fields[name].read(str(cell)))
            for (_, name), cell in zip(told["columns"], cells, strict=True) if cell != ""}
