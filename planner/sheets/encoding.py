"""In which code a Chinese text was written, judged by what it says; measured better than general detectors."""

from __future__ import annotations

import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
    "已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农"
    "指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共"
    "权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今"
    "集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约"
    "支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适"
    "属圆包火住调满县局照参红细引听该铁价严智慧场景投资序联系电话备注镇街道项目需求")


def decoded(content: bytes, told: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding; `told` is what the file says of itself, believed when it fits.

    Bytes that no Chinese code explains are read as Windows-1252, so that nothing is ever refused here.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace").lstrip("\ufeff"), name
    for name in filter(None, (_wide(content[:4096]), told, "utf-8")):
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _chinese(content)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: Latin characters and digits leave zeros on one side of each pair."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= max(2, len(sample) // 50) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _chinese(content: bytes) -> tuple[str, str]:
    best, score = ("", ""), 0.15
    for name in ("gb18030", "big5"):
        text = content.decode(name, "replace")
        found = _plausible(text)
        if found > score:
            best, score = (text, name), found
    return best if best[1] else (content.decode("cp1252", "replace"), "cp1252")


def _plausible(text: str) -> float:
    """The share of the commonest characters among the Chinese ones; bytes that did not decode count against it."""
    han = re.findall(r"[\u4e00-\u9fff]", text[:200_000])
    if not han:
        return 0.0
    return (sum(c in _COMMON for c in han) - 5 * text.count("\ufffd")) / len(han)
