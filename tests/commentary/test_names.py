from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research.commentary.names import Name, find, names
from research.commentary.places import Place
from research.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def name(called: str, label: str = "", value: object = 12, unit: str = "count") -> Name:
    record = {"name": called, "value": value, "unit": unit, "base": 40, "label": label}
    return Name(record | {"where": "tbl-x"}, Place("tbl-x"))


KNOWN = [
    name("appendix.farming.top3_low", "Farming, top three, lower limit", 40.1, "percent"),
    name("overall.farming.first", "Farming ranked first", 16, "percent"),
    name("overall.farming.first_count", "Farming ranked first", 16),
    name("overall.farming.top3", "Value Building (Farming) in the top three", 49.5, "percent"),
    name("overall.kam.first", "Key Account Management ranked first", 5, "percent"),
]


def found(*typed: str) -> list[str]:
    return [str(one) for one in find(KNOWN, typed)]


def test_nothing_typed_finds_all():
    assert found() == [str(one) for one in KNOWN]


def test_the_beginning_of_a_name_finds_it_before_what_only_holds_it():
    assert found("overall.farming.first") == [
        "overall.farming.first",
        "overall.farming.first_count",
    ]
    assert found("app") == ["appendix.farming.top3_low"]


def test_the_beginning_of_any_part_finds_a_name():
    assert found("farm", "top") == ["appendix.farming.top3_low", "overall.farming.top3"]
    assert found("kam.fi") == ["overall.kam.first"]


def test_words_of_a_label_find_a_name_in_any_case():
    assert found("value", "build") == ["overall.farming.top3"]
    assert found("KEY", "account") == ["overall.kam.first"]


def test_a_star_finds_what_is_called_alike():
    assert found("overall.*.first") == [
        "overall.farming.first",
        "overall.kam.first",
        "overall.farming.first_count",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["famring"], "'famring' (nearest: farming"),
        (["overal.farming.tpo3"], "nearest: overall.farming.top3,"),
        (["farming", "kam"], "none has all of these words"),
        (["farming", "lwoer"], "none has 'lwoer' (nearest: lower"),
        (["qqqq"], "research results PARAMS lists all names"),
    ],
)
def test_what_finds_nothing_ends_in_the_nearest(typed, said):
    with pytest.raises(InputError) as raised:
        find(KNOWN, typed)
    assert said in str(raised.value)
    assert raised.value.exit_code == 2


def test_the_words_are_those_that_say_something_of_the_unit():
    assert KNOWN[3].words == {
        "percent": "50%",
        "share": "half",
        "number": "49.5",
        "points": "50 points",
        "label": "Value Building (Farming) in the top three",
    }
    assert name("odds", value=0.03, unit="p").words["probability"] == "0.030"


def test_a_chart_that_a_text_may_place_has_a_name_and_no_words():
    chart = name("ranking", "", "![](figures/x)", "chart")
    assert (chart.value, chart.words) == ("a chart", {})
    assert chart.line()["value"] is None


def test_names_of_a_built_edition_know_their_chapters(built: Path):
    known = {str(one): one for one in names(built)}
    assert known["retain.length"].line()["chapter"] == "theme-retain"
    assert known["retain.length"].words["count"] == known["retain.length"].value


def test_before_the_first_build_there_are_none(plain: Path):
    with pytest.raises(InputError, match="research build"):
        names(plain)
