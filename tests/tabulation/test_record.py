from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.tabulation.record import read_record, record_of
from research.tabulation.tab import ANSWERED, SCORED, Line, Point
from tests.tabulation.made import points, tab

LINES = [
    Line("net.low", "Low (net)", "net", block="low"),
    Line("poor", "Poor", "category", depth=1, block="low"),
    Line("mean", "Mean", "mean", "mean", base=SCORED, estimated=True),
]
COLUMNS = points(sector=["Banking", "Retail"])
MADE = tab(
    LINES,
    COLUMNS,
    [[200 / 3, 30, np.nan], [60, 70, np.nan], [1.6, 1.7, np.nan]],
    question={"name": "service", "number": "Q1", "type": "scale", "column": "Q1"},
    bases=[160, 99, np.nan],
    scored=[150.5, 90, np.nan],
    letters={("poor", "sector.banking"): "B", ("poor", "sector.retail"): "A"},
    notes=["Some gave two answers."],
    filter="Customers",
)


def test_a_record_is_plain_json_with_the_digits_of_the_ledger() -> None:
    record = record_of(MADE)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["values"] == [[66.6666666667, 30, None], [60, 70, None], [1.6, 1.7, None]]
    assert record["bases"][SCORED]["unweighted"] == [150.5, 90, None]
    assert record["lines"][1] == {
        "key": "poor",
        "label": "Poor",
        "kind": "category",
        "depth": 1,
        "block": "low",
    }


def test_what_is_read_is_what_was_written() -> None:
    read = read_record(json.loads(json.dumps(record_of(MADE))))
    assert (read.points, read.lines) == (MADE.points, MADE.lines)
    assert (read.question, read.number, read.filter) == ("service", "Q1", "Customers")
    assert read.notes == ("Some gave two answers.",)
    assert read.letters[1] == ("", "B", "")
    assert read.reasons[0] == ("", "", "nobody answered")
    assert read.low[0] == (61.6666666667, 25, None)


def test_nothing_of_a_hidden_cell_or_base_is_written() -> None:
    """Even where who made the tab left limits, letters or a weighted base beside what it hid."""
    low = MADE.low.assign(**{"sector.retail": 1.25})
    bases = {ANSWERED: MADE.bases[ANSWERED].copy(), SCORED: MADE.bases[SCORED]}
    bases[ANSWERED].loc[["weighted", "effective"], "sector.retail"] = 7.5
    record = record_of(replace(MADE, low=low, bases=bases))
    assert {row[2] for row in record["low"]} == {None}
    assert record["letters"][1] == ["", "B", ""]
    assert record["bases"][ANSWERED] == {
        "unweighted": [160, 99, None],
        "weighted": [160, 99, None],
        "effective": [160, 99, None],
    }


def test_points_are_the_same_after_a_journey_and_can_be_looked_up() -> None:
    nested = Point("a.b", ("A", "Small"), "B", letter="A", group=0, questions=("a", "b"))
    made = replace(MADE, points=(*MADE.points[:2], nested))
    read = read_record(json.loads(json.dumps(record_of(made))))
    assert read.points == made.points
    assert {*read.points} == {*made.points}


def test_marks_are_those_of_the_tab() -> None:
    read = read_record(record_of(MADE))
    for kind in (ANSWERED, SCORED):
        marks = [read.mark(place, kind) for place in range(3)]
        assert marks == [MADE.mark(point.key, kind) for point in MADE.points]
    assert read.total == 0


@pytest.mark.parametrize("missing", [None, np.nan, ""])
def test_a_cell_without_letters_is_empty_however_it_is_written(missing: object) -> None:
    letters = pd.DataFrame(missing, index=MADE.letters.index, columns=MADE.letters.columns)
    rows = record_of(replace(MADE, letters=letters))["letters"]
    assert rows == [["", "", ""]] * len(LINES)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=False), min_size=3, max_size=3))
def test_any_number_survives_with_twelve_digits(values: list[float]) -> None:
    made = tab(LINES[1:2], COLUMNS, [values], question={"name": "q", "type": "single",
               "column": "q"}, bases=[1, 1, 1])  # fmt: skip
    (row,) = read_record(json.loads(json.dumps(record_of(made), allow_nan=False))).values
    for kept, value in zip(row, values, strict=True):
        if np.isnan(value):
            assert kept is None
        else:
            assert kept == pytest.approx(value, rel=1e-11, abs=1e-11)
