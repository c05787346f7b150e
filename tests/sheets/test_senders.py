"""Who sent a file: the department its title, name, sheets or cover names, and what is no department."""

from __future__ import annotations

import pytest

from planner.sheets.understanding.senders import named_in, sender


@pytest.mark.parametrize(("text", "name"), [
    ("市水务局智慧水务应用场景摸底表", "市水务局"), ("附件2-生态环境局人工智能场景清单", "生态环境局"),
    ("司法局两张表", "司法局"), ("市残联人工智能助残场景一览", "市残联"),
    ("关于报送人工智能场景的附件（商务局）", "商务局"), ("发改委重大场景计划（草案）", "发改委"),
    ("2025年统计局填报", "统计局"), ("东湖街道办收集的AI点子", "东湖街道办"),
    ("石桥县2025年人工智能场景需求表", "石桥县"), ("附件：水务局场景摸底", "水务局"), ("高新区AI应用场景征集汇总表", "高新区"),
    ("民政局2025年人工智能场景需求表（报科技局）", "民政局")])
def test_a_title_names_the_sender(text: str, name: str) -> None:
    assert named_in(text) == name


@pytest.mark.parametrize("text", [
    "2025年场景清单", "人工智能产业布局场景清单", "全市人工智能应用场景汇总", "各区县场景汇总",
    "本单位场景", "试验区场景清单", "AI场景表", "新格局下的场景", ""])
def test_what_is_no_department(text: str) -> None:
    assert named_in(text) == ""


def test_where_it_was_found_is_said() -> None:
    assert sender("市水务局场景表", "x", (), ()) == ("市水务局", "title")
    assert sender("场景表", "司法局两张表", (), ()) == ("司法局", "file")
    assert sender("场景表", "x", ("市一院", "东湖区"), ("市工业和信息化局", "二〇二五年五月")) == ("市工业和信息化局", "line")
    assert sender("场景表", "x", ("东湖区",), ()) == ("东湖区", "sheet")
    assert sender("场景表", "x", ("Sheet1",), ("请各局报送",)) == ("", "")
