"""What a programme costs and reaches: both sides of what is allowed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from research.edition.roi import Estimate, Roi
from research.edition.supplier import Supplier

GIVEN: dict[str, Any] = {
    "name": "the programme",
    "basis": "made up",
    **{name: {"likely": 10} for name in ("outlay", "running", "accounts")},
    **{name: {"likely": 0.5} for name in ("moved", "attributable", "margin", "discount")},
}
LOYALTY = {
    "outcomes": [{"column": "renewal", "label": "R"}, {"column": "growth", "label": "G"}],
    "confounders": ["service"],
}


def test_what_is_left_out_is_the_likely_value():
    assert Estimate(likely=3).ends == (3, 3)
    assert Estimate(likely=3, high=4).ends == (3, 4)
    assert Roi(**GIVEN).lasting.ends == (1, 1)


@pytest.mark.parametrize(("low", "high"), [(3, 3), (2, 3), (3, 4)])
def test_ends_on_either_side_of_the_likely_value_are_allowed(low, high):
    assert Estimate(likely=3, low=low, high=high).ends == (low, high)


@pytest.mark.parametrize(("low", "high"), [(3.1, 4), (2, 2.9)])
def test_ends_beyond_the_likely_value_are_refused(low, high):
    with pytest.raises(ValidationError, match="low, likely and high must rise"):
        Estimate(likely=3, low=low, high=high)


@pytest.mark.parametrize("share", [0, 1])
def test_shares_run_from_nought_to_one(share):
    assert Roi(**{**GIVEN, "moved": {"likely": share}}).moved.likely == share


@pytest.mark.parametrize(("key", "value"), [("moved", -0.01), ("moved", 1.01), ("margin", 35)])
def test_what_is_no_share_is_refused(key, value):
    with pytest.raises(ValidationError, match=r"is no share; allowed: 0 to 1"):
        Roi(**{**GIVEN, key: {"likely": value}})


def test_amounts_below_nought_and_a_programme_for_nothing_are_refused():
    with pytest.raises(ValidationError, match="-1 is below 0"):
        Roi(**{**GIVEN, "outlay": {"likely": -1}})
    nothing = {"outlay": {"likely": 0}, "running": {"likely": 0}}
    with pytest.raises(ValidationError, match="outlay and running are both 0"):
        Roi(**{**GIVEN, **nothing})


@pytest.mark.parametrize(
    ("years", "told"),
    [([1], "without a gap"), ([0, 2], "without a gap"), ([0, 1, 2], "appraised for 1")],
)
def test_actual_years_begin_with_the_first_day_and_end_with_the_model(years, told):
    actual = [{"year": year, "cost": 1, "gain": 1} for year in years]
    with pytest.raises(ValidationError, match=told):
        Roi(**GIVEN, years=1, actual=actual)
    assert len(Roi(**GIVEN, years=2, actual=actual[:1] if years[0] == 0 else []).actual) < 2


def test_the_effect_comes_from_outcomes_of_loyalty():
    assert Supplier(population="made up", loyalty=LOYALTY, roi=GIVEN).roi is not None
    with pytest.raises(ValidationError, match="for want of supplier"):
        Supplier(population="made up", roi=GIVEN)
    other = {**GIVEN, "growth": "spend"}
    with pytest.raises(ValidationError, match="'spend'; loyalty has renewal, growth"):
        Supplier(population="made up", loyalty=LOYALTY, roi=other)
