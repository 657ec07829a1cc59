"""Engagement and scores by unit: how few units are too few, and what they leave open."""

from __future__ import annotations

import pandas as pd
import pytest

from research.frameworks.engagement import PUBLISHED, fisher, together, units


def people(sizes: dict[str, int], **values: float) -> pd.DataFrame:
    [(name, value)] = values.items()
    rows = [
        (unit, value + place) for place, (unit, n) in enumerate(sizes.items()) for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=["unit", name])


@pytest.mark.parametrize(
    ("staff", "customers", "enough"), [(10, 10, True), (9, 10, False), (10, 9, False)]
)
def test_a_unit_needs_enough_on_both_sides(staff, customers, enough):
    found = units(
        people({"U1": staff}, engagement=3.0), people({"U1": customers}, score=7.0), ["unit"], 10
    )
    assert found["enough"].tolist() == [enough]


def test_a_unit_without_customers_is_told_and_left_out():
    found = units(
        people({"U1": 12, "U2": 12}, engagement=3.0), people({"U1": 12}, score=7.0), ["unit"], 10
    )
    assert found["answers"].to_dict() == {"U1": 12, "U2": 0}
    assert found["enough"].to_dict() == {"U1": True, "U2": False}


@pytest.mark.parametrize(("count", "known"), [(3, False), (4, True)])
def test_a_correlation_needs_four_units(count, known):
    frame = pd.DataFrame({"engagement": [3.0, 3.5, 3.2, 4.0], "score": [7.0, 7.5, 7.9, 8.0]})
    assert (together(frame.head(count)) is not None) == known


@pytest.mark.parametrize(
    # Fisher (1921): limits of 0.85 over so many units, as tanh of its transform.
    ("n", "low", "high"),
    [(5, -0.13, 0.99), (10, 0.47, 0.96), (20, 0.65, 0.94), (100, 0.78, 0.90)],
)
def test_few_units_leave_the_published_correlation_wide_open(n, low, high):
    assert fisher(PUBLISHED, n) == pytest.approx((low, high), abs=0.005)


def test_the_least_engaged_unit_comes_first_and_units_are_named_by_all_that_makes_them():
    staff = pd.DataFrame(
        {"region": ["N", "S"] * 10, "kind": ["a"] * 20, "engagement": [4.0, 2.0] * 10}
    )
    said = pd.DataFrame({"region": ["N", "S"] * 10, "kind": ["a"] * 20, "score": [8.0, 6.0] * 10})
    assert units(staff, said, ["region", "kind"], 10).index.tolist() == ["S, a", "N, a"]
