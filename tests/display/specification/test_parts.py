from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from research.display.specification.bars import Bar, Bars
from research.display.specification.dots import Dot
from research.display.specification.parts import Base, NumberFormat, labelled, rows


def test_numbers_are_rounded_as_results_are_and_are_pythons_own():
    bar = Bar(label="A", value=np.float64(2) / 3, printed="")
    assert bar.value == 0.666666666667
    assert json.dumps(Bar(label="A", value=np.int64(3), printed="").model_dump()["value"]) == "3"


def test_what_is_not_known_is_none_where_it_may_be():
    dot = Dot(label="A", estimate=1, low=np.nan, high=pd.NA, printed="")
    assert (dot.low, dot.high) == (None, None)
    with pytest.raises(ValidationError):
        Dot(label="A", estimate=np.nan, low=0, high=1, printed="")


def test_nothing_changes_once_made():
    bars = Bars(title="T", bars=())
    with pytest.raises(ValidationError):
        bars.title = "U"  # type: ignore[misc]


def test_colours_are_named_by_role():
    with pytest.raises(ValidationError, match="'subject'"):
        Bar(label="A", value=1, printed="", role="#0b5c73")  # type: ignore[arg-type]


def test_a_record_leaves_out_what_is_as_usual():
    bars = Bars(bars=(Bar(label="A", value=1, printed="one"),), base=Base(counts=(4,)))
    assert bars.record() == {
        "kind": "bars",
        "bars": [{"label": "A", "value": 1, "printed": "one"}],
        "base": {"counts": [4]},
    }


def test_the_subtitle_ends_with_the_base():
    both = Bars(bars=(), subtitle="Shares", base=Base(counts=(1254,), of="accounts"))
    assert both.shown == "Shares; base 1,254 accounts"
    assert Bars(bars=(), subtitle="Shares").shown == "Shares"
    assert Bars(bars=(), base=Base(counts=(3,))).shown == "base 3"


@pytest.mark.parametrize(
    ("rule", "value", "printed", "code"),
    [
        (NumberFormat(), 0.5, "0", "0"),
        (NumberFormat(), -2, "−2", "0"),
        (NumberFormat(decimals=2), 1.005, "1.00", "0.00"),
        (NumberFormat(suffix="%"), 33.3, "33%", '0"%"'),
        (NumberFormat(scaled=True), 20_000, "20k", '[>=1000000]0.0,,"m";0,"k"'),
        (NumberFormat(scaled=True, suffix=" $"), 3e6, "3m $", '[>=1000000]0.0,,"m $";0,"k $"'),
    ],
)
def test_a_number_is_printed_by_one_rule(rule, value, printed, code):
    assert (rule.printed(value), rule.code) == (printed, code)


def test_rows_come_from_a_frame_and_go_back_into_one():
    frame = pd.DataFrame({"value": [2.0, 1.0]}, index=["A", "A"])
    made = rows(Bar, frame, printed=["two", "one"])
    assert [(bar.label, bar.value, bar.printed) for bar in made] == [
        ("A", 2, "two"),
        ("A", 1, "one"),
    ]
    back = labelled(made, ["value"], "Letter")
    pd.testing.assert_frame_equal(back, frame.astype(int).rename_axis("Letter"))


def test_the_foot_says_the_base_and_the_source_and_nothing_where_there_is_none():
    known = Bars(bars=(), base=Base(counts=(1254,), of="accounts"), source="made up · edition 2016")
    assert known.provenance == "n = 1,254 accounts · made up · edition 2016"
    assert Bars(bars=(), base=Base(counts=(105, 98)), source="b").provenance == "n = 105 and 98 · b"
    assert Bars(bars=(), source="edition 2015").provenance == "edition 2015"
    assert Bars(bars=(), base=Base(counts=(3,))).provenance == ""
