"""Terms are found by code, label and other names; an office's own stand behind the seed's."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.schema.catalogue import Catalogue, Term, load
from planner.schema.choices import Choice, Choices
from planner.schema.fields import Refused
from tests.schema.kinds import COLOURS


@pytest.mark.parametrize("written", ["r", "红", "赤", "ＲＥＤ", " 红 ", "R"])
def test_a_term_is_found_by_any_of_its_names(written: str) -> None:
    assert Choice(label="颜色", among=COLOURS).read(written) == "r"


def test_an_unknown_term_is_refused_with_the_catalogue() -> None:
    with pytest.raises(Refused) as refused:
        Choice(label="颜色", among=COLOURS).read("紫")
    assert (refused.value.code, refused.value.params) == ("not_in_catalogue", {"text": "紫", "title": "颜色"})


def test_terms_that_come_near_are_offered_and_never_taken() -> None:
    among = Catalogue("sector", "领域", (Term("1", "交通运输"), Term("2", "交通治理", ("交管",)), Term("3", "农业")))
    assert Choice(label="领域", among=among).near("交通") == "交通运输、交通治理"
    assert Choice(label="领域", among=among).near("市交管局") == "交通治理"
    assert Choice(label="领域", among=among).near("航天") == ""
    with pytest.raises(Refused):
        Choice(label="领域", among=among).read("交通")


def test_several_terms_are_kept_once_in_order_and_every_unknown_one_is_named() -> None:
    kind = Choices(label="颜色", among=COLOURS)
    assert kind.read("青、红，绿") == ("g", "r")
    with pytest.raises(Refused) as refused:
        kind.read("紫、红、橙")
    assert refused.value.params["text"] == "紫、橙"


def test_a_code_from_elsewhere_is_shown_as_it_is() -> None:
    assert Choice(label="颜色", among=COLOURS).show("violet") == "violet"


def test_the_office_adds_terms_but_does_not_replace_any() -> None:
    extended = COLOURS.extended([Term("v", "紫"), Term("r", "不是红")])
    assert [term.label for term in extended.terms] == ["红", "绿", "蓝（深）", "紫"]
    assert "v" in extended and "v" not in COLOURS


def test_children_are_those_of_one_parent(tmp_path: Path) -> None:
    file = tmp_path / "目录.toml"
    file.write_text('[a]\ntitle="甲"\n[[a.terms]]\ncode="1"\nlabel="一"\n[[a.terms]]\ncode="2"\nlabel="二"\nparent="1"\naka=["贰"]\n',
                    encoding="utf-8")
    found: Catalogue = load(file)["a"]
    assert [term.code for term in found.children("1")] == ["2"]
    assert (found.title, found["2"].aka) == ("甲", ("贰",))
