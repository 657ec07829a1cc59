from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.samples.raking import rake
from research.statistics.samples.weights import summarise_weights

# Kalton and Flores-Cervantes 2003, Journal of Official Statistics 19(2), 4 by 3 cells.
SAMPLE = np.array([20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70]).reshape(3, 4).T
POPULATION = np.array([80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125]).reshape(3, 4).T
WEIGHTS = [[1.81, 1.45, 2.02], [1.08, 0.87, 1.21], [2.20, 1.76, 2.45], [1.83, 1.47, 2.04]]


def kalton():
    people = pd.DataFrame(
        [(a, b) for a in range(4) for b in range(3) for _ in range(SAMPLE[a, b])],
        columns=["a", "b"],
    )
    margins = {
        "a": dict(enumerate(POPULATION.sum(axis=1))),
        "b": dict(enumerate(POPULATION.sum(axis=0))),
    }
    return people, margins


def test_weights_are_as_published():
    people, margins = kalton()
    raked = rake(people, margins, total=1500)
    cells = people.assign(w=raked.weights).groupby(["a", "b"])["w"].first().unstack()
    assert cells.round(2).to_numpy().tolist() == WEIGHTS
    assert raked.converged
    assert raked.report["off"].abs().max() < 1e-8


def test_the_report_tells_before_and_after():
    people, margins = kalton()
    report = rake(people, margins).report.set_index(["margin", "category"])
    assert report.loc[("a", 0), "before"] == pytest.approx(0.1)
    assert report.loc[("a", 0), "after"] == pytest.approx(175 / 1500)
    assert report["base"].groupby("margin").sum().tolist() == [1000, 1000]


def test_the_summary_is_that_of_the_weights():
    people, margins = kalton()
    for more in ({}, {"total": 1500}, {"limits": (0.62, 1.6)}, {"start": np.tile([1.0, 2.0], 500)}):
        raked = rake(people, margins, **more)
        ours, theirs = raked.summary, summarise_weights(raked.weights)
        assert (ours.n, ours.total, ours.effective, ours.largest) == pytest.approx(
            (theirs.n, theirs.total, theirs.effective, theirs.largest)
        )


def test_limits_hold_together_with_the_margins():
    people, margins = kalton()
    raked = rake(people, margins, limits=(0.62, 1.6))
    relative = raked.weights / raked.weights.mean()
    assert relative.between(0.62 - 1e-6, 1.6 + 1e-6).all()
    assert raked.worst <= 1e-8
    assert raked.trimmed > 0


def test_limits_that_cannot_hold_are_told():
    people, margins = kalton()
    with pytest.raises(StatisticsError, match="widen the limits"):
        rake(people, margins, limits=(0.99, 1.01), rounds=50)
    loose = rake(people, margins, limits=(0.99, 1.01), rounds=50, strict=False)
    assert not loose.converged
    assert loose.worst > 0.01


def test_starting_weights_are_kept_within_a_cell():
    people, margins = kalton()
    start = np.tile([1.0, 2.0], 500)
    raked = rake(people, margins, start=start)
    ratio = (raked.weights / start).groupby([people["a"], people["b"]]).nunique()
    assert raked.report["off"].abs().max() < 1e-8
    assert (ratio <= 3).all()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=1, max_size=60))
def test_margins_that_fit_already_change_nothing(rows):
    people = pd.DataFrame(rows, columns=["one", "two"])
    margins = {column: people[column].value_counts().to_dict() for column in people}
    assert rake(people, margins).weights.tolist() == pytest.approx([1.0] * len(people))


def test_the_order_of_margins_does_not_matter():
    people, margins = kalton()
    turned = dict(reversed(margins.items()))
    pd.testing.assert_series_equal(
        rake(people, margins).weights, rake(people, turned).weights, rtol=1e-6
    )


def test_many_combinations_are_kept_only_where_they_occur():
    rng = np.random.default_rng(2)
    people = pd.DataFrame({f"q{i}": rng.integers(0, 30, 3000) for i in range(4)})
    margins = {column: dict.fromkeys(range(30), 1) for column in people}
    raked = rake(people, margins)
    assert raked.converged


@pytest.mark.parametrize(
    ("people", "margins", "fault"),
    [
        ({"a": ["x", None]}, {"a": {"x": 1}}, "have no 'a'"),
        ({"a": ["x", "y"]}, {"a": {"x": 1}}, "'y'"),
        ({"a": ["x", "x"]}, {"a": {"x": 1, "y": 1}}, "nobody has 'y'"),
        ({"a": ["x", "y"]}, {"a": {"x": 1, "y": 0}}, "above 0"),
        ({"a": ["x", "y"]}, {}, "0 margins"),
        ({"a": ["x", "y"]}, {"b": {"x": 1}}, "no column 'b'"),
    ],
)
def test_what_cannot_be_raked_is_refused(people, margins, fault):
    with pytest.raises(StatisticsError, match=fault):
        rake(pd.DataFrame(people), margins)


def test_limits_leave_room_for_the_mean():
    people, margins = kalton()
    with pytest.raises(StatisticsError, match="limits"):
        rake(people, margins, limits=(1.2, 3))
