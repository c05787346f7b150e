"""Organisations (单位) that report, own, build and supply, and the people to call there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from planner.domain.catalogues import catalogue
from planner.domain.spans import ends_problem
from planner.errors import Problem
from planner.schema.choices import Choice, Choices
from planner.schema.dates import PartialDate, When
from planner.schema.fields import Flag, Level, Link, Names, Text
from planner.schema.identity import CreditCode, Phone
from planner.schema.numbers import Money, Whole
from planner.schema.record import Record
from planner.schema.text import folded

_BRACKETED = re.compile(r"[(（\[【〔].*?[)）\]】〕]")


@dataclass(kw_only=True, eq=False)
class Organisation(Record):
    """A department, district, firm, university or institute."""

    kind: ClassVar[str] = "organisation"
    label: ClassVar[str] = "单位"

    source_no: Annotated[str | None, Text(label="序号", limit=40, width=6)] = None
    title: Annotated[str, Text(label="单位名称", aka=("企业名称", "公司名称", "学校名称", "机构名称", "单位全称", "企业全称"),
                               required=True, limit=100, width=28, found=True, level=Level.PUBLIC)]
    short_name: Annotated[str | None, Text(label="简称", aka=("单位简称", "企业简称", "公司简称", "证券简称"), limit=40, width=14,
                                           found=True, level=Level.PUBLIC)] = None
    aliases: Annotated[tuple[str, ...] | None, Names(label="其他名称", aka=("曾用名", "别名"), limit=100, width=16)] = None
    organisation_kind: Annotated[str | None, Choice(label="单位类型", aka=("单位性质", "企业性质", "企业类型", "类别"),
                                                    among=catalogue("organisation_kind"), width=10, level=Level.PUBLIC)] = None
    credit_code: Annotated[str | None, CreditCode(label="统一社会信用代码", aka=("信用代码", "社会信用代码"), width=20, found=True,
                                                  level=Level.PUBLIC)] = None
    identifier: Annotated[str | None, Text(label="标识码", aka=("学校标识码", "机构代码", "证券代码", "股票代码", "单位代码"), limit=40,
                                           width=14, found=True, level=Level.PUBLIC)] = None
    authority: Annotated[str | None, Text(label="主管部门", aka=("主管单位", "上级单位"), limit=100, width=16, level=Level.PUBLIC)] = None
    region: Annotated[str | None, Text(label="所在地", aka=("所在区县", "地区", "所属地区", "所在城市", "省份"), limit=60, width=10,
                                       level=Level.PUBLIC)] = None
    address: Annotated[str | None, Text(label="地址", aka=("注册地址", "办公地址", "通讯地址"), limit=200, width=24)] = None
    industry: Annotated[str | None, Text(label="所属行业", aka=("行业", "行业分类"), limit=60, width=14, level=Level.PUBLIC)] = None
    qualifications: Annotated[tuple[str, ...] | None, Choices(label="企业资质", aka=("资质",), among=catalogue("qualification"),
                                                              width=16)] = None
    founded: Annotated[PartialDate | None, When(label="成立时间", aka=("成立日期", "注册日期"), width=12)] = None
    capital: Annotated[Decimal | None, Money(label="注册资本（万元）", aka=("注册资金",), width=12)] = None
    employees: Annotated[int | None, Whole(label="员工人数", aka=("职工人数", "从业人数"), unit="人", width=8)] = None
    website: Annotated[str | None, Text(label="网址", aka=("官网", "公司网址"), limit=200, width=18)] = None
    profile: Annotated[str | None, Text(label="单位简介", aka=("企业简介", "企业与产品简介", "主营业务", "经营范围"), limit=4000, lines=4,
                                        width=30)] = None
    blacklisted: Annotated[bool | None, Flag(label="失信名单", aka=("是否失信", "经营异常"), width=8)] = None
    remarks: Annotated[str | None, Text(label="备注", limit=2000, lines=2, width=14)] = None

    @property
    def join_key(self) -> str:
        return join_key(self.title)


def join_key(name: str) -> str:
    """By which the same organisation is recognised: without bracketed additions, white space, width and case."""
    return folded(_BRACKETED.sub("", name)) or folded(name)


@dataclass(kw_only=True, eq=False)
class Contact(Record):
    """A person of an organisation, kept with the office only: hidden in what is issued (Personal Information Protection Law)."""

    kind: ClassVar[str] = "contact"
    label: ClassVar[str] = "联系人"

    organisation: Annotated[str, Link(label="单位", to="organisation", required=True)]
    title: Annotated[str, Text(label="姓名", aka=("联系人", "联系人姓名"), required=True, limit=40, width=10, found=True,
                               level=Level.SENSITIVE, personal=True)]
    post: Annotated[str | None, Text(label="职务", aka=("职位",), limit=40, width=12, level=Level.SENSITIVE, personal=True)] = None
    phone: Annotated[str | None, Phone(label="联系电话", aka=("手机", "电话"), width=16, level=Level.SENSITIVE, personal=True)] = None
    email: Annotated[str | None, Text(label="邮箱", aka=("电子邮箱", "E-mail"), limit=100, width=20, level=Level.SENSITIVE,
                                      personal=True)] = None
    starts: Annotated[PartialDate | None, When(label="任职起", width=12)] = None
    ends: Annotated[PartialDate | None, When(label="任职止", width=12)] = None
    remarks: Annotated[str | None, Text(label="备注", limit=500, lines=2)] = None

    def problems(self) -> list[Problem]:
        return ends_problem(self.starts, self.ends)
