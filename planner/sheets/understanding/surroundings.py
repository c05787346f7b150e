"""What stands around the tables: the title, the day of the figures, who filled in the form, which department sent it, the unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from planner.schema.dates import partial_date
from planner.schema.fields import Refused
from planner.schema.text import tidy
from planner.sheets.understanding.senders import sender
from planner.sheets.understanding.units import line_unit

_LABEL = r"(?:{})\s*(?:[(（][^()（）]*[)）])?\s*[:：]\s*"
_FILER = re.compile(
    _LABEL.format(r"(?:填\s*[表报]\s*人|制\s*[表单]\s*人?|填报员|经\s*办\s*人|上报人|报送人)(?:签字|姓名)?")
    + r"([\u4e00-\u9fff·]{2,6}(?=\s|$|[，,；;、/(（\d]|[一-龥]{2,6}[:：])|[\u4e00-\u9fff·]{2,4})")
_DEPARTMENT = re.compile(
    _LABEL.format(r"(?:填\s*[表报]|报\s*送|上\s*报|申\s*报|报\s*表|编\s*制|制\s*表|推\s*荐)\s*(?:单\s*位|部\s*门|机\s*构)(?:名称)?|部门|单位名称")
    + r"([^\s:：，,；;]{2,40})")
_DAY = re.compile(
    _LABEL.format(r"(?:填\s*[表报]|报\s*送|上\s*报|制\s*表|编\s*制|统\s*计|更\s*新|截\s*止|报\s*出)\s*(?:日\s*期|时\s*间|日)|日\s*期")
    + r"([\d〇零一二三四五六七八九十]{2,4}\s*[-年/.]\s*[\d一二三四五六七八九十]{1,3}\s*[-月/.]?\s*[\d一二三四五六七八九十]{0,3}\s*日?)")
_AS_OF = re.compile(r"截\s*[至止]\s*(?:到)?\s*(\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*(?:\d{1,2}\s*日?)?(?:底)?)")
_ATTACHMENT = re.compile(r"^(?:附\s*[件表录]|表)\s*[\d一二三四五六七八九十]*(?:[-—]\d+)?\s*[:：]?$")
_TITLE = re.compile(r"(?:表|清单|台账|名单|名录|汇总|目录|一览|情况|计划|统计|需求|方案|库|征集|工作|信息)(?:[(（].*[)）])?$")


def gather(path: Path, lines: Sequence[str], sheets: Sequence[str], titles: Sequence[str]) -> dict[str, str]:
    """The facts around the tables; `lines` are all texts outside tables, `titles` those above one, nearest first.

    `department` is who sent the file; `department_from` says how that is known: filled in, or suggested by the title, the
    file's name, a line by itself or a sheet's name.
    """
    meta: dict[str, str] = {}
    whole = "\n".join(unicodedata.normalize("NFKC", line) for line in lines)
    title = next((line for line in titles if line), "")
    if title:
        meta["title"] = title
    for name, pattern in (("filer", _FILER), ("department", _DEPARTMENT)):
        said = pattern.search(whole)
        if said:
            meta[name] = re.sub(r"[(（][^()（）]*[)）]?$", "", tidy(said[1])).strip("()（）")
    day = _day(whole)
    if day:
        meta["as_of"] = day
    unit = next((found for line in lines if (found := line_unit(line))), "")
    if unit:
        meta["unit"] = unit
    if "department" in meta:
        return meta | {"department_from": "filled"}
    name, origin = sender(title, path.stem, sheets, lines)
    return meta | ({"department": name, "department_from": origin} if name else {})


def _day(whole: str) -> str:
    for pattern in (_AS_OF, _DAY):
        for found in pattern.finditer(whole):
            try:
                return str(partial_date(found[1]).value.text)
            except Refused:
                continue
    return ""


def title_of(lines: Sequence[str]) -> str:
    """The title among the lines above a table."""
    candidates = [line for line in lines if 4 <= len(line) <= 80 and not _ATTACHMENT.match(line) and not line_unit(line)
                  and not re.match(r"^[^:：]{2,12}[:：]", line) and not _FILER.search(line)]
    likely = [line for line in candidates if _TITLE.search(re.sub(r"\s+", "", line))]
    return (likely or candidates or [""])[0]
