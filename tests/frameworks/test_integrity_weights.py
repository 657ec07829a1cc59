from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.frameworks.integrity_weights import response_cells, response_weights
from research.reference.values import data


def test_school_types_get_their_published_weights():
    """R's survey package: apistrat has 200 of 6194 schools, its mean api00 is 662.29."""
    schools = data("apistrat.csv")
    sizes = schools.groupby("stype")["fpc"].first().astype(int)
    lacking = sizes - schools["stype"].value_counts()
    others = pd.DataFrame({"stype": lacking.index.repeat(lacking)})
    invited = pd.concat([schools.assign(answered=True), others.assign(answered=False)])
    found = response_weights(invited.reset_index(drop=True), ["stype"], cap=None)
    assert len(invited) == 6194
    own = found.weights.iloc[:200].to_numpy() * 6194 / 200
    assert own == pytest.approx(schools["pw"].to_numpy(), abs=1e-3)
    mean = np.average(schools["api00"], weights=found.weights.iloc[:200])
    assert mean == pytest.approx(662.29, abs=0.005)


def test_weights_bring_cells_to_their_shares_of_those_invited():
    frame = pd.DataFrame({"size": ["s"] * 60 + ["l"] * 40})
    frame["answered"] = [True] * 20 + [False] * 40 + [True] * 30 + [False] * 10
    found = response_weights(frame, ["size"])
    assert found.cells["rate"].to_dict() == pytest.approx({"l": 0.75, "s": 1 / 3})
    assert found.weights.groupby(frame["size"]).sum().div(50).to_dict() == pytest.approx(
        {"l": 0.4, "s": 0.6}
    )
    assert found.weights.notna().sum() == 50
    assert found.summary.design_effect > 1


def test_a_bias_that_goes_with_the_cells_is_taken_out():
    """Made-up: small firms rate 8 and answer half as often as large ones, which rate 6."""
    frame = pd.DataFrame({"size": ["s"] * 500 + ["l"] * 500, "score": [8.0] * 500 + [6.0] * 500})
    frame["answered"] = np.arange(1000) % np.where(frame["size"] == "s", 4, 2) == 0
    answered = frame[frame["answered"]]
    weights = response_weights(frame, ["size"]).weights[frame["answered"]]
    assert answered["score"].mean() == pytest.approx(20 / 3)
    assert np.average(answered["score"], weights=weights) == pytest.approx(7.0)


def test_small_cells_are_joined_beneath_what_they_share():
    frame = pd.DataFrame(
        {
            "region": ["N"] * 12 + ["S"] * 8,
            "role": ["a"] * 6 + ["b"] * 3 + ["c"] * 3 + ["a"] * 6 + ["b"] * 2,
            "answered": True,
        }
    )
    cells = response_cells(frame, ["region", "role"], fewest=5).value_counts().to_dict()
    assert cells == {"N / a": 6, "N / b + c": 6, "S / a + b": 8}


def test_cells_have_their_answers_whatever_was_given():
    frame = pd.DataFrame({"region": [None, "N", "N", "S"], "answered": [True, True, False, True]})
    cells = response_cells(frame, ["region"], fewest=2)
    assert frame["answered"].groupby(cells).sum().min() >= 2
    with pytest.raises(StatisticsError, match="3 answered; allowed: 10 or more"):
        response_cells(frame, ["region"])


def test_the_cap_holds_and_the_mean_stays():
    frame = pd.DataFrame({"cell": ["a"] * 100 + ["b"] * 100})
    frame["answered"] = [i < 90 for i in range(100)] + [i < 10 for i in range(100)]
    free = response_weights(frame, ["cell"], cap=None)
    found = response_weights(frame, ["cell"], cap=2.0)
    assert free.weights.max() == pytest.approx(5.0)
    assert found.weights.max() == pytest.approx(2.0)
    assert found.weights.mean() == pytest.approx(1.0)
    assert found.trimmed == 10
    assert found.summary.design_effect < free.summary.design_effect


@pytest.mark.parametrize("cap", [1, 0.5, float("nan")])
def test_a_cap_is_above_one(cap):
    frame = pd.DataFrame({"cell": ["a"] * 20, "answered": True})
    with pytest.raises(StatisticsError, match="cap"):
        response_weights(frame, ["cell"], cap=cap)


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.booleans()),
        min_size=8,
        max_size=60,
    ),
    st.integers(1, 4),
    st.sampled_from([None, 1.5, 3.0]),
)
def test_weights_always_have_a_mean_of_one_and_cells_enough(rows, fewest, cap):
    frame = pd.DataFrame(rows, columns=["one", "two", "answered"])
    if frame["answered"].sum() < fewest:
        return
    found = response_weights(frame, ["one", "two"], fewest=fewest, cap=cap)
    assert found.weights.mean() == pytest.approx(1.0)
    assert found.cells["answered"].min() >= fewest
    assert found.cells["invited"].sum() == len(frame)
    assert found.weights.notna().tolist() == frame["answered"].tolist()
    if cap is not None:
        assert found.weights.max() <= cap * (1 + 1e-9)
