"""Which department sent a file, as its title, name, sheets or a line by itself suggest; a person may say otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_BODY = (
    r"(?:委员会|管委会|人民政府|办公室|办事处|事务中心|管理局|支队|总队|公司|集团|大学|学院|医院|研究院|研究所|法院|检察院|党校|残联|妇联|科协|文联|工商联"
    r"|总工会|团市委|团区委|街道办|开发区|高新区|经开区|新区|自贸区|(?<![布格结大全开时])局"
    r"|(?:发改|国资|卫健|教|科|住建|经信|农|农工|政法|网信|编|体|工信|交通|商务|城管|文旅|财)委"
    r"|(?:网信|金融|大数据|政务|外|港澳|人防|信访|侨|台|改革|招商)办)")
_NEEDS_MORE = r"(?:中心|园区|厅|院|区|县|镇|街道|委|办)"
_NAME = r"[\u4e00-\u9fff]{0,16}?"
_LEAD = r"^(?:附[件表]?\s*\d*\s*[-—_.、：:]?\s*|\d{4}年度?|【[^】]*】|[（(][^（()）]*[)）]|关于)*"
_FOLLOWED = (r"(?=报送|关于|人工智能|AI|ai|场景|智慧|智能|重大|\d{4}|新一代|推荐|上报|第[一二三四五六七八九十\d]"
             r"|征集|项目|应用|汇总|申报|提交|需求|机会|在推|填报|系统|[-_—（(])")
_PATTERNS = (
    re.compile(rf"[(（](?![报送呈致])([\u4e00-\u9fff]{{1,16}}?(?:{_BODY}|{_NEEDS_MORE}))[)）]"),
    re.compile(rf"{_LEAD}({_NAME}{_BODY})"),
    re.compile(rf"{_LEAD}([\u4e00-\u9fff]{{1,16}}?{_NEEDS_MORE}){_FOLLOWED}"),
)
_WHOLE = re.compile(rf"{_NAME}{_BODY}")
_SHEET = re.compile(rf"[\u4e00-\u9fff]{{1,16}}?(?:{_BODY}|{_NEEDS_MORE})")
_GENERIC = re.compile(r"^(?:各|全|本|某|该)?(?:市|区|县|单位|部门|省)$|示范区|试验区|先导区|先行区|^(?:全|各|每|本)")


def sender(title: str, file: str, sheets: Sequence[str], lines: Sequence[str]) -> tuple[str, str]:
    """A department and where it was found (title, file, line or sheet); ("", "") where nothing names one."""
    for origin, text in (("title", title), ("file", file)):
        if found := named_in(text):
            return found, origin
    for line in (unicodedata.normalize("NFKC", line).strip() for line in lines):
        if _WHOLE.fullmatch(line) and not _GENERIC.search(line):
            return line, "line"
    for name in (sheet.strip() for sheet in sheets):
        if _SHEET.fullmatch(name) and not _GENERIC.search(name):
            return name, "sheet"
    return "", ""


def named_in(text: str) -> str:
    """The department with which a title or a file's name opens, or that it names in brackets."""
    half = unicodedata.normalize("NFKC", text).strip()
    for pattern in _PATTERNS:
        found = pattern.search(half)
        if found and not _GENERIC.search(found[1]):
            return found[1]
    return ""
