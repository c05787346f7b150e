"""The files of further bureaus, of districts and of state-owned firms."""

from __future__ import annotations

from samples import notation as n
from samples.city import Told
from samples.grid import PLAIN, Grid
from samples.notation import Written
from samples.parts import (
    SECTORS,
    File,
    benefits,
    contact,
    content,
    cooperation,
    data,
    foot,
    forms,
    fund,
    landline,
    mobile,
    one,
    owner,
    pain,
    place,
    title,
)
from samples.table import Column, Layout, hidden_list

_DONE = {"running": 45, "to_accept": 95, "accepted": 100, "signed": 10, "published": 5}
_WORDS = {"running": "正在推进，已完成首批接入", "to_accept": "已建成试运行，准备验收", "published": "前期论证", "in_review": "未启动",
          "submitted": "未启动", "matching": "正在比选合作单位", "checked": "未启动"}


def _status(told: Told) -> Written:
    words = _WORDS.get(told.stage, "前期工作")
    return Written(words, {"status": words})


def _percent(told: Told) -> Written:
    done = _DONE.get(told.stage, 0)
    cell = (f"{done}%", f"{done}％", f"已完成{done}%")[told.number % 3]
    return Written(cell, {"progress": str(done)})


_LEDGER = Layout(
    "台账", above=("澜江市数据局人工智能场景建设进展台账", "填报日期：2026年1月14日　　单位：万元"), columns=(
    Column("场景名称", "title", title, width=28),
    Column("场景类型", "scenario_type", n.kind),
    Column("业主单位", "owner", owner, width=22),
    Column("牵头部门", "lead_department", n.fixed("市数据局", "lead_department"), ditto=True),
    Column("责任人", "contact", contact),
    Column("电话", "phone", landline),
    Column("建设内容", "content", content, width=38),
    Column("存在问题", "pain_points", pain, width=34),
    Column("计划投资", "investment", n.wan, unit="万元"),
    Column("资金来源", "funding", fund),
    Column("数据需求", "data_need", data),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("开始时间", "starts", n.when("starts", n.quarter_short, n.iso)),
    Column("完成时限", "ends", n.when("ends", n.quarter_short, n.iso)),
    Column("推进情况", "status", _status),
    Column("形象进度", "progress", _percent),
    Column("预期成效", "benefits", benefits, width=26),
    Column("下步计划", None, n.extra("继续推进系统对接", "组织专家评审", "开展采购", "完善方案")),
    Column("更新日期", None, n.extra("1月12日", "1月13日"))),
    below=foot(18))

_POLICE = Layout("交警", above=("交通治理类人工智能应用场景征集表",), columns=(
    Column("应用场景名称", "title", title),
    Column("领域", "sector", n.sector),
    Column("场景小类", "scenario_type", n.kind),
    Column("申报单位", "owner", owner),
    Column("联系人", "contact", contact),
    Column("电话", "phone", landline),
    Column("现状与痛点", "pain_points", pain),
    Column("主要建设内容", "content", n.paragraphs),
    Column("拟采用技术", "technologies", n.technologies("，")),
    Column("预算（万元）", "investment", n.wan, unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("建设期限", "starts", n.span("—", n.dot), also="ends"),
    Column("预期效益", "benefits", benefits)))

_ENVIRONMENT = Layout("生态环境", above=("生态环境领域人工智能场景清单", "（☆为牵头单位）"), columns=(
    Column("场景名称", "title", title, width=28),
    Column("所属领域", "sector", n.sector_alias),
    Column("场景类型", "scenario_type", n.kind),
    Column("需求单位", "owner", owner, width=22),
    Column("责任单位", "lead_department", n.starred("市生态环境局", "市水利局", "市公安局"), also="partners", width=28),
    Column("联系人", "contact", contact),
    Column("联系电话", "phone", mobile, width=14),
    Column("需求背景", "pain_points", pain, width=34),
    Column("建设内容", "content", content, width=38),
    Column("主要技术", "technologies", n.technologies("、")),
    Column("总投资（万元）", "investment", n.cycle(n.wan, n.wan_text, n.about), unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("开始时间", "starts", n.when("starts", n.cn)),
    Column("完成时限", "ends", n.when("ends", n.before)),
    Column("预期成效", "benefits", benefits, width=26),
    Column("是否首创", None, n.extra("是", "否", "全省首个"))), below=foot(21))

_CIVIL = Layout("民政", above=("民政领域人工智能场景需求汇总表", "单位：万元"), numbering=str, columns=(
    Column("需求名称", "title", title, width=28),
    Column("所属领域", "sector", n.sector),
    Column("场景类型", "scenario_type", n.kind),
    Column("需求单位", "owner", owner, width=22),
    Column("联系人姓名", "contact", contact),
    Column("手机", "phone", mobile, width=14),
    Column("现状与痛点", "pain_points", pain, width=34),
    Column("建设内容", "content", content, width=38),
    Column("总投资", "investment", n.cycle(n.wan_unit, n.between, n.wan_fullwidth), unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.cycle(n.compute, n.amount("compute", "compute_need", "约{value}{unit}", "approximate"))),
    Column("人才需求", "talent_need", n.talent),
    Column("启动时间", "starts", n.when("starts", n.cn, n.dot)),
    Column("完成时间", "ends", n.when("ends", n.cn, n.dot)),
    Column("预期效益", "benefits", benefits, width=26)), below=("注：政府购买服务项目以合同为准。",))

_SCHOOLS = Layout("教育", above=("2026年教育领域人工智能应用场景征集表", "填报单位：澜江市教育局　　单位：万元"),
                  group=lambda told: told.type_name,
                  columns=(
    Column("场景名称", "title", title, width=28),
    Column("需求单位", "owner", owner, width=22),
    Column("场景类型", "scenario_type", n.kind),
    Column("联系人", "contact", contact),
    Column("联系电话", "phone", n.phone_number, width=16),
    Column("现状与痛点", "pain_points", pain, width=34),
    Column("建设内容", "content", content, width=38),
    Column("关键技术", "technologies", n.technologies("、")),
    Column("计划投资", "investment", n.wan, unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("开始时间", "starts", n.when("starts", n.day)),
    Column("完成时限", "ends", n.when("ends", n.day)),
    Column("预期成效", "benefits", benefits, width=26)), below=foot(24))

_RESEARCH = Layout("科研场景", above=("高水平科研活动场景征集汇总表",), repeat=4, columns=(
    Column("课题名称", "title", title, width=28),
    Column("场景类型", "scenario_type", n.kind),
    Column("承担单位", "owner", owner, width=22),
    Column("负责人", "contact", contact),
    Column("联系电话", "phone", landline, width=14),
    Column("需求背景", "pain_points", pain, width=34),
    Column("主要内容", "content", content, width=38),
    Column("技术路线", "technologies", n.technologies("、")),
    Column("经费预算（万元）", "investment", n.cycle(n.wan, n.wan_text), unit="万元"),
    Column("经费来源", "funding", fund),
    Column("算力需求", "compute_need", n.amount("compute", "compute_need", "{value} P")),
    Column("所需数据", "data_need", data, width=20),
    Column("人才需求", "talent_need", n.talent),
    Column("起始时间", "starts", n.when("starts", n.iso, n.cn)),
    Column("截止时间", "ends", n.when("ends", n.iso, n.cn)),
    Column("预期成效", "benefits", benefits, width=26)))

_SPORT = Layout("体育", above=("重大赛事活动场景需求",), columns=(
    Column("场景名称", "title", title),
    Column("领域", "sector", n.sector),
    Column("需求单位", "owner", owner),
    Column("联系人", "contact", contact),
    Column("联系电话", "phone", mobile),
    Column("痛点", "pain_points", pain),
    Column("建设内容", "content", content),
    Column("投资估算（万元）", "investment", n.wan_text, unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("开始时间", "starts", n.when("starts", n.cn)),
    Column("完成时限", "ends", n.when("ends", n.cn)),
    Column("预期成效", "benefits", benefits)))

_WORKS = Layout("重大工程", above=("重大工程人工智能应用场景汇总表", "单位：万元"), total="bottom", columns=(
    Column("场景名称", "title", title, width=28),
    Column("所属领域", "sector", n.sector),
    Column("场景类型", "scenario_type", n.kind),
    Column("建设单位", "owner", owner, width=24),
    Column("建设地点", "location", place),
    Column("联系人/姓名", "contact", contact),
    Column("联系人/电话", "phone", n.phone_two, width=26),
    Column("现状与痛点", "pain_points", pain, width=34),
    Column("建设内容", "content", content, width=38),
    Column("总投资", "investment", n.wan, unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("起止年月", "starts", n.span("～", n.cn), also="ends"),
    Column("预期成效", "benefits", benefits, width=26)), below=foot(27))

_COUNTY = Layout("青禾县", columns=(
    Column("场景名称", "title", title),
    Column("应用领域", "sector", n.sector),
    Column("场景类型", "scenario_type", n.kind),
    Column("申报单位", "owner", owner),
    Column("联系人及联系电话", "contact", n.contact_and_phone, also="phone"),
    Column("现状与痛点", "pain_points", pain),
    Column("建设内容与需求", "content", n.paragraphs),
    Column("拟采用技术", "technologies", n.technologies("、")),
    Column("合作方式", "cooperation", cooperation),
    Column("计划投资", "investment", n.cycle(n.wan_unit, n.about)),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("开始时间", "starts", n.when("starts", n.dot)),
    Column("完成时限", "ends", n.when("ends", n.dot)),
    Column("预期成效", "benefits", benefits)),
    above=("青禾县2026年人工智能应用场景需求表",), below=("注：县级财政安排以年度预算批复为准。",))

_NEW_AREA = Layout("港城新区", above=("港城新区场景机会清单",), columns=(
    Column("场景名称", "title", title, width=28),
    Column("所属领域", "sector", n.sector_circled),
    Column("场景类型", "scenario_type", n.kind, width=18),
    Column("需求单位", "owner", owner, width=22),
    Column("落地区域", "location", place),
    Column("联系人", "contact", contact),
    Column("联系电话", "phone", mobile, width=14),
    Column("现状与痛点", "pain_points", pain, width=34),
    Column("建设内容", "content", content, width=38),
    Column("计划投资（万元）", "investment", n.wan, unit="万元"),
    Column("资金来源", "funding", fund),
    Column("算力需求", "compute_need", n.compute),
    Column("人才需求", "talent_need", n.talent),
    Column("启动时间", "starts", n.when("starts", n.quarter)),
    Column("完成时间", "ends", n.when("ends", n.quarter)),
    Column("预期成效", "benefits", benefits, width=26)), below=foot(30))


def _cover() -> Grid:
    grid = Grid("Sheet1")
    grid.put(1, 1, "填表说明：请在“港城新区”工作表中填写，每个场景一行。", PLAIN)
    return grid


FILES = {
    "sj": File("数据局场景建设进展台账.xlsx", "xlsx", one(_LEDGER)),
    "jj": File("交警支队场景征集表.xls", "web", one(_POLICE)),
    "hb": File("附件2-生态环境局场景清单.xlsx", "xlsx", one(_ENVIRONMENT)),
    "mz": File("民政局2026年场景需求（报科技局）.xlsx", "xlsx", one(_CIVIL, hidden_list("选项", "所属领域", SECTORS))),
    "wj": File("卫健委场景征集表（一场景一表）.xlsx", "xlsx", forms("人工智能应用场景机会征集表")),
    "jy": File("教育局场景征集表.xls", "xls", one(_SCHOOLS)),
    "kj": File("科技局高水平科研场景汇总 (1).xlsx", "xlsx", one(_RESEARCH)),
    "ty": File("体育局赛事活动场景.csv", "gb18030", one(_SPORT)),
    "jh": File("重大工程场景汇总（铁路、机场、跨江通道）.xlsx", "xlsx", one(_WORKS)),
    "qh": File("青禾县场景需求表.csv", "utf-8", one(_COUNTY)),
    "cq": File("港城新区场景机会清单.xlsx", "xlsx", one(_NEW_AREA, _cover())),
}
