"""Lists of every kind of record, each in a department's own words: the kind is recognised and each cell finds its field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.kinds import IMPORTED
from planner.sheets.contract import as_json
from planner.sheets.intake import read_book

Told = tuple[str, list[list[Any]], str, list[dict[str, Any]]]

LISTS: list[Told] = [
    ("organisation", [["云川市高校、科研院所名录"], ["序号", "院所名称", "隶属关系", "办学性质", "驻地", "成立年", "职工数"],
                      [1, "云川大学", "教育部", "高校", "云川市", 1952, "3,200人"],
                      [2, "海洋研究所", "中国科学院", "科研院所", "云川市", "1978年", 410]],
     "名录", [{"source_no": "1", "title": "云川大学", "authority": "教育部", "organisation_kind": "university", "region": "云川市",
             "founded": "1952", "employees": 3200},
            {"source_no": "2", "title": "海洋研究所", "authority": "中国科学院", "organisation_kind": "institute", "region": "云川市",
             "founded": "1978", "employees": 410}]),
    ("capability", [["人工智能技术能力清单"], ["序号", "企业名称", "产品（能力）名称", "成熟度", "适用领域", "参考价格",
                     "商务联系人", "联系电话"],
                    [1, "云帆科技", "视觉质检平台", "规模应用", "制造、物流", "50-80万元/套", "戚一", "13300000001"],
                    [2, "数联公司", "标注平台", "试用", "医疗", "面议", "谢二 13300000002", None]],
     "能力清单", [{"source_no": "1", "provider": "云帆科技", "title": "视觉质检平台", "maturity": "scale", "sectors": ["E01", "E03"],
               "price": "50-80万元/套", "contact": "戚一", "phone": "13300000001"},
              {"source_no": "2", "provider": "数联公司", "title": "标注平台", "maturity": "pilot", "sectors": ["S05"], "price": "面议",
               "contact": "谢二", "phone": "13300000002"}]),
    ("project", [["示范项目建设台账"], ["项目代码", "工程项目", "所属行业", "主管单位", "承担单位", "项目经理", "合同金额（万元）",
                  "合同工期", "建设状态"],
                 ["P-1", "集卡一期", "交通运输", "市交通局", "港航集团", "金一", 1180, "2025.3-2026.3", "在建"],
                 ["P-2", "质检产线", "制造", "市工信局", "海岳重工", "魏二", "0.033亿元", "2025年4月1日至2025年12月31日", "已完工"]],
     "台账", [{"number": "P-1", "title": "集卡一期", "sector": "E08", "lead_department": "市交通局", "builder": "港航集团",
             "leader": "金一", "investment": "1180.00", "starts": "2025-03", "ends": "2026-03", "phase": "running"},
            {"number": "P-2", "title": "质检产线", "sector": "E01", "lead_department": "市工信局", "builder": "海岳重工", "leader": "魏二",
             "investment": "330.00", "starts": "2025-04-01", "ends": "2025-12-31", "phase": "accepted"}]),
    ("progress", [["2025年第三季度项目进展季报"], ["项目编号", "项目名称", "本季度完成情况", "累计形象进度", "本季度投资（万元）",
                   "下一步打算", "填报时间"],
                  ["P-1", "集卡一期", "路侧设备安装", "65%", 210, "联调", "2025.10.9"],
                  ["P-2", "质检产线", "试运行", "九成", "80万元", "验收", "10月"]],
     "季报", [{"project.number": "P-1", "project.title": "集卡一期", "quarter": "2025-Q3", "done": "路侧设备安装", "percent": "65",
             "invested": "210.00", "next_steps": "联调", "filed_on": "2025-10-09"},
            {"project.number": "P-2", "project.title": "质检产线", "quarter": "2025-Q3", "done": "试运行", "percent": "90",
             "invested": "80.00", "next_steps": "验收"}]),
    ("demand", [["要素需求明细"], ["序号", "场景名称", "要素", "规格", "需求数量", "计量单位", "使用时间", "是否必须"],
                [1, "港区集卡", "算力", "推理", "20P", None, "2025Q1-2025Q4", "是"],
                [2, "港区集卡", "资金", "建设", 0.12, "亿元", "2025年", "否"]],
     "需求", [{"scenario.title": "港区集卡", "pool_kind": "compute", "spec": "推理", "quantity": "20", "unit": "P", "starts": "2025-Q1",
             "ends": "2025-Q4", "must_have": True},
            {"scenario.title": "港区集卡", "pool_kind": "finance", "spec": "建设", "quantity": "1200", "unit": "万元", "starts": "2025-Q1",
             "ends": "2025-Q4", "must_have": False}]),
    ("compute_pool", [["全市智能算力资源情况表"], ["智算中心", "运营单位", "总算力", "精度", "卡数量", "可提供时间", "提供方式"],
                      ["智算一期", "算力公司", "500P", "FP16", "1600张", "2025年1月至2027年12月", "购买服务"],
                      ["边缘节点", "港航集团", 35, "INT8", 64, "2025.7-2026.6", "算力券"]],
     "算力", [{"title": "智算一期", "provider": "算力公司", "capacity": "500", "unit": "P", "precision": "FP16", "cards": 1600,
             "starts": "2025-01", "ends": "2027-12", "instrument": "purchase"},
            {"title": "边缘节点", "provider": "港航集团", "capacity": "35", "precision": "INT8", "cards": 64, "starts": "2025-07",
             "ends": "2026-06", "instrument": "voucher"}]),
    ("dataset", [["可开放数据资源目录"], ["数据资源", "提供部门", "类型", "敏感级别", "共享类型", "数据规模", "提供形式", "审批文号"],
                 ["公交刷卡", "市交通局", "政务数据", "一般数据", "有条件共享", "3.2亿条", "脱敏", "云数函〔2025〕3号"],
                 ["病理切片", "市一院", "训练数据集", "重要", "不予共享", "12TB", "隐私计算", "/"]],
     "数据", [{"title": "公交刷卡", "provider": "市交通局", "dataset_kind": "public", "data_level": "general", "sharing": "conditional",
             "volume": "3.2亿条", "technology": "masked", "approval_no": "云数函〔2025〕3号"},
            {"title": "病理切片", "provider": "市一院", "dataset_kind": "training", "data_level": "important", "sharing": "closed",
             "volume": "12TB", "technology": "privacy"}]),
    ("talent_pool", [["人工智能人才供给情况"], ["团队", "派出单位", "方向", "层次", "人数", "每季度人月"],
                     ["算法攻关队", "云川大学", "算法", "高级", "8人", "24人月"], ["标注队", "数联公司", "数据", "初级", 40, "120人月/季"]],
     "人才", [{"title": "算法攻关队", "provider": "云川大学", "role": "algorithm", "talent_level": "senior", "headcount": 8,
             "capacity": "24"},
            {"title": "标注队", "provider": "数联公司", "role": "data", "talent_level": "junior", "headcount": 40, "capacity": "120"}]),
    ("finance_pool", [["专项资金安排表"], ["单位：万元"], ["资金（专项）名称", "主管部门", "来源", "年度", "安排额度", "文号", "使用方向"],
                      ["发展专项", "市财政局", "市级财政", 2025, 8000, "云财〔2025〕12号", "补助"],
                      ["引导基金", "金控集团", "社会资本", "2025年", "2亿元", None, "股权"], ["合计", None, None, None, 28000]],
     "资金", [{"title": "发展专项", "provider": "市财政局", "source": "city", "budget_year": "2025", "capacity": "8000.00",
             "document_no": "云财〔2025〕12号", "purpose": "补助"},
            {"title": "引导基金", "provider": "金控集团", "source": "fund", "budget_year": "2025", "capacity": "20000.00",
             "purpose": "股权"}]),
    ("market_resource", [["市场化对接资源清单"], ["资源名称", "供给方", "资源类型", "申请条件", "次数/季", "有效期"],
                         ["AI贷", "云川银行", "金融产品", "信用良好", None, "2025-2026"],
                         ["路演专场", "投促局", "路演", "限本区", "4次", "2025年"]],
     "资源", [{"title": "AI贷", "provider": "云川银行", "market_kind": "product", "terms": "信用良好", "starts": "2025", "ends": "2026"},
            {"title": "路演专场", "provider": "投促局", "market_kind": "roadshow", "terms": "限本区", "capacity": "4", "starts": "2025",
             "ends": "2025"}]),
    ("facility", [["可开放测试场地一览"], ["场地", "所属单位", "类型", "具体位置", "每季度可用天数", "开放时间"],
                  ["封闭测试场", "港航集团", "测试场", "东港路1号", "60天", "2025年3月起"],
                  ["展示馆", "大数据局", "展示馆", "市民中心", 80, "2025.1-2025.12"]],
     "场地", [{"title": "封闭测试场", "provider": "港航集团", "facility_kind": "test_field", "place": "东港路1号", "capacity": "60",
             "starts": "2025-03"},
            {"title": "展示馆", "provider": "大数据局", "facility_kind": "hall", "place": "市民中心", "capacity": "80", "starts": "2025-01",
             "ends": "2025-12"}]),
]


@pytest.mark.parametrize("told", LISTS, ids=[told[0] for told in LISTS])
def test_a_list_of_this_kind(tmp_path: Path, told: Told) -> None:
    kind, rows, name, wanted = told
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[-1]))
    book.save(tmp_path / f"{name}.xlsx")
    table, = as_json(read_book(tmp_path / f"{name}.xlsx", IMPORTED))["tables"]
    assert table["record"] == kind
    assert [row["values"] for row in table["rows"] if row["kind"] == "record"] == wanted
