"""What several departments' layouts have in common: columns as they mostly are, the form, the lines at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samples import notation as n
from samples.city import Told, person
from samples.grid import Grid
from samples.table import Layout, Table, Truth, form

SECTORS = ("制造", "农业", "物流", "金融", "商务", "家居", "消费", "交通运输", "城市管理", "交通治理", "生态环保",
           "智慧社区", "医疗", "教育", "养老", "农村", "高水平科研活动", "重大活动", "重大工程")


@dataclass(frozen=True)
class File:
    """A file to be made: its name, the pen that writes it, how it comes about."""

    name: str
    pen: str
    make: Callable[[Sequence[Told]], tuple[list[Grid], list[Truth]]]


def one(layout: Layout, *more: Grid) -> Callable[[Sequence[Told]], tuple[list[Grid], list[Truth]]]:
    """A table on one sheet, with further sheets that hold no records."""
    def make(told: Sequence[Told]) -> tuple[list[Grid], list[Truth]]:
        table = Table(layout, told)
        before = [grid for grid in more if grid.name == "Sheet1"]
        return [*before, table.grid, *(grid for grid in more if grid not in before)], [table.truth]
    return make


def forms(heading: str) -> Callable[[Sequence[Told]], tuple[list[Grid], list[Truth]]]:
    def make(told: Sequence[Told]) -> tuple[list[Grid], list[Truth]]:
        made = [form(f"场景{number}", heading, single, FORM) for number, single in enumerate(told, start=1)]
        return [grid for grid, _ in made], [truth for _, truth in made]
    return make


title, owner, place = n.text("title", "title"), n.text("owner", "owner"), n.text("place", "location")
pain, content, benefits = n.text("pain", "pain_points"), n.text("content", "content"), n.text("benefits", "benefits")
fund, cooperation, data = n.text("fund", "funding"), n.text("cooperation", "cooperation"), n.text("data", "data_need")
contact, mobile, landline = n.text("contact", "contact"), n.text("mobile", "phone"), n.text("landline", "phone")

FORM = (
    (("场景名称", title),), (("所属领域", n.sector), ("场景类型", n.kind)), (("需求单位", owner), ("落地区域", place)),
    (("联系人", contact), ("联系电话", mobile)), (("现状与痛点", pain),), (("建设内容", content),), (("预期成效", benefits),),
    (("拟采用技术", n.technologies("、")), ("合作方式", cooperation)),
    (("计划投资（万元）", n.cycle(n.wan, n.wan_text)), ("资金来源", fund)), (("算力需求", n.compute), ("人才需求", n.talent)),
    (("数据需求", data),), (("开始时间", n.when("starts", n.cn)), ("完成时限", n.when("ends", n.cn, n.before))),
)


def foot(number: int) -> tuple[str, ...]:
    return (f"填表人：{person(number)}　　联系电话：0399-3{number:02}01{number:02}　　审核人：{person(number + 40)}",)
