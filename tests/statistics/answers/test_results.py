from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.statistics.answers.results import StatisticalResult


@dataclass(frozen=True)
class Score(StatisticalResult):
    value: float
    count: np.int64
    rows: list[int]
    table: pd.DataFrame
    note: str
    method: str


SCORE = Score(1.5, np.int64(3), [1], pd.DataFrame({"a": [1]}), "a <rough> figure", "by hand & eye")


def test_single_values_make_a_row_and_what_holds_more_is_left_out():
    assert SCORE.frame.to_dict("list") == {"value": [1.5], "count": [3]}


def test_method_and_note_stand_below_as_text():
    shown = SCORE._repr_html_()
    assert "<small>by hand &amp; eye</small>" in shown
    assert "<small>a &lt;rough&gt; figure</small>" in shown


def test_an_empty_note_has_no_line():
    plain = Score(1.5, np.int64(3), [], pd.DataFrame(), "", "by hand")
    assert plain._repr_html_().count("<small>") == 1
