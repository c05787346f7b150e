"""Units of what is supplied and needed, with the spellings people use; units are never converted silently."""

from __future__ import annotations

from collections.abc import Mapping

Units = tuple[tuple[str, tuple[str, ...]], ...]

P = ("P", ("PFLOPS", "PFlops", "P算力", "PFLOP", "Pflops/s"))
E = ("E", ("EFLOPS", "EFlops"))
CARD_HOURS = ("卡时", ("GPU时", "GPU卡时", "卡·时", "GPU小时"))
P_DAYS = ("P·天", ("P天", "PFLOPS·天"))
CARDS = ("卡", ("张", "块", "GPU卡", "张卡"))
PERSON_MONTHS = ("人月", ("人·月", "人/月"))
PERSONS = ("人", ("名", "位"))
PERSON_TIMES = ("人次", ())
TB = ("TB", ("T", "太字节"))
GB = ("GB", ("G", "吉字节"))

COMPUTE_NEEDS: Units = (P, E, CARD_HOURS, P_DAYS, CARDS, ("TFLOPS", ("T算力",)))
TALENT_NEEDS: Units = (PERSON_MONTHS, PERSONS, PERSON_TIMES, ("学时", ()))
VOLUMES: Units = (TB, GB, ("条", ()), ("张", ()), ("小时", ()), ("个", ()))

SUPPLIED: Mapping[str, Units] = {
    "compute": (P, CARD_HOURS, P_DAYS, CARDS),
    "dataset": (("次", ("许可",)),),
    "talent": (PERSON_MONTHS, PERSONS),
    "finance": (("万元", ("万",)),),
    "market": (("次", ()), ("家", ()), ("万元", ("万",))),
    "facility": (("天", ("日",)), ("场次", ("场",))),
}
def per_quarter(units: Units) -> Units:
    """What a pool offers is counted by the quarter, so 人月/季 is 人月 of it."""
    return tuple((name, (*others, *(f"{spelt}/{ending}" for spelt in (name, *others) for ending in ("季", "季度", "每季"))))
                 for name, others in units)


EVERY_UNIT: Units = tuple({unit[0]: unit for units in SUPPLIED.values() for unit in units}.values())
