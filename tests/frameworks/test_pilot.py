"""A pilot's changes, and what is counted on either side of its first day."""

from __future__ import annotations

import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.pilot import changed, counted_around

START = pd.Timestamp("2016-04-01")


def _answers() -> pd.DataFrame:
    cells = [
        (True, False, [4.0, 6.0]),
        (True, True, [8.0, 8.0]),
        (False, False, [5.0, 7.0]),
        (False, True, [6.0, 8.0]),
    ]
    rows = [
        {"pilot": pilot, "after": after, "value": value, "account": f"A{pilot}{place}"}
        for pilot, after, values in cells
        for place, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def test_the_change_of_the_pilot_less_the_change_elsewhere():
    rows = _answers()
    found = changed(rows["value"], rows["pilot"], rows["after"], rows["account"])
    means = [found[name] for name in ("pilot_before", "pilot_after")]
    assert means == [5.0, 8.0]
    assert [found[name] for name in ("others_before", "others_after")] == [6.0, 7.0]
    assert found["effect"] == 2.0
    assert found["expected"] == 6.0
    assert found["low"] < 2.0 < found["high"]
    assert (found["base"], found["accounts"]) == (8, 4)


def test_rows_without_a_value_count_nowhere():
    rows = _answers()
    more = pd.concat([rows, rows.head(1).assign(value=float("nan"), account="A9")])
    more = more.reset_index(drop=True)
    found = changed(more["value"], more["pilot"], more["after"], more["account"])
    assert (found["effect"], found["base"], found["accounts"]) == (2.0, 8, 4)


def test_a_cell_of_one_answer_is_refused():
    rows = _answers().drop(index=2)
    with pytest.raises(StatisticsError, match="1 rows of the treated after"):
        changed(rows["value"], rows["pilot"], rows["after"], rows["account"])


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        ("2016-03-21", None),
        ("2016-03-22", "before"),
        ("2016-03-31", "before"),
        ("2016-04-01", "after"),
        ("2016-04-10", "after"),
        ("2016-04-11", None),
    ],
)
def test_ten_days_on_either_side_of_the_first_day(day, counted):
    record = pd.DataFrame({"account": ["A1"], "opened": [pd.Timestamp(day)]})
    found = counted_around(record, ["A1", "A2"], START, 10)
    assert len(found) == 4
    hit = found.set_index(["account", "after"])["count"]
    assert hit["A1", False] == float(counted == "before")
    assert hit["A1", True] == float(counted == "after")
    assert hit["A2"].sum() == 0
