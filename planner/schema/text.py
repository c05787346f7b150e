"""Text as people send it, brought to one form; and how wide it is on paper and screen."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")
_BLANKS = re.compile(r"[^\S\n]+")
_SPACE = re.compile(r"\s+")


def clean(raw: object) -> str:
    """Without control characters, in Unicode's composed form, with plain line ends; nothing else is touched."""
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", str(raw)))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy(raw: object) -> str:
    """One line: no outer or doubled white space. Full-width marks stay, for they are how Chinese is written."""
    if isinstance(raw, str) and raw.isprintable() and "  " not in raw and unicodedata.is_normalized("NFC", raw):
        return raw.strip()
    return _SPACE.sub(" ", clean(raw)).strip()


def paragraphs(raw: object) -> str:
    """Several lines: each tidied, empty ones dropped."""
    if isinstance(raw, str) and raw.isprintable():
        return tidy(raw)
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(raw).split("\n"))
    return "\n".join(line for line in lines if line)


def folded(raw: object) -> str:
    """For comparing: half-width, lower case, no white space."""
    bare = _SPACE.sub("", unicodedata.normalize("NFKC", clean(raw))).casefold()
    return unicodedata.normalize("NFKC", bare)


def halfwidth(raw: object) -> str:
    """For reading figures: half-width and tidied."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", clean(raw))).strip()


_TRADITIONAL = (
    "屬場聯繫單電話領類別項業務負責區縣條內備註開時間結東預計劃資經費總額來應術標題號碼點難現狀問產運輸農醫療養環態傳統設進況說"
    "關鍵協參與實際規對導報審監測館驗證變種處門級從億萬圓兩機構數據編個這頭牽發佈擬採購優學習庫織職會議專員張試範圍綜誌網絡聽"
    "廣縂鎮鄉稱揀簡歷認辦黨團國園慮啟動觀視覺語識圖譜雲邊緣遊藝體衛檢護練課師長親爲為無後積極詳紹徵闡懸牘獲獎勵準補貼貸財帳戶"
    "儲擔險銀約簽訂達遠連選適還陽陸階隊隨雙雜離頁順須頒風飛馬驅髮鬥齊龍縮績維續給絕純紙細終組")
_SIMPLIFIED = (
    "属场联系单电话领类别项业务负责区县条内备注开时间结东预计划资经费总额来应术标题号码点难现状问产运输农医疗养环态传统设进况说"
    "关键协参与实际规对导报审监测馆验证变种处门级从亿万圆两机构数据编个这头牵发布拟采购优学习库织职会议专员张试范围综志网络听"
    "广总镇乡称拣简历认办党团国园虑启动观视觉语识图谱云边缘游艺体卫检护练课师长亲为为无后积极详绍征阐悬牍获奖励准补贴贷财账户"
    "储担险银约签订达远连选适还阳陆阶队随双杂离页顺须颁风飞马驱发斗齐龙缩绩维续给绝纯纸细终组")
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """Traditional characters of headings and terms as simplified ones, for comparing only."""
    return text.translate(_SIMPLER)


def display_width(text: str, ambiguous: int = 2) -> int:
    """Columns in a fixed-pitch face: two for a Chinese character, one for a Latin one; marks such as “” are either."""
    return sum({"W": 2, "F": 2, "A": ambiguous}.get(unicodedata.east_asian_width(c), 1) for c in text)
