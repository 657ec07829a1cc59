from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.frameworks.integrity_scale import HABITS, scale_use

ITEMS = ["price", "delivery", "support", "portal"]


def ratings(
    size: int = 240, *, lift: float = 0.0, love: float = 0.0, seed: int = 1
) -> pd.DataFrame:
    """Made-up ratings of 1 to 7: country B is lifted on all items, and loves one of them more."""
    rng = np.random.default_rng(seed)
    country = rng.choice(["A", "B", "C"], size)
    mood = rng.normal(0, 0.8, size)
    frame = pd.DataFrame({"country": country, "account": np.arange(size) // 2})
    for at, item in enumerate(ITEMS):
        extra = np.where(country == "B", lift + love * (item == "delivery"), 0.0)
        frame[item] = np.clip(np.rint(4 + 0.3 * at + mood + extra + rng.normal(0, 0.8, size)), 1, 7)
    return frame


def used(frame: pd.DataFrame, **more):
    return scale_use(frame, ITEMS, "country", lowest=1, highest=7, **more)


def test_habits_are_those_of_the_respondents():
    frame = pd.DataFrame(
        {"country": ["A"] * 3 + ["B"] * 3, "one": [1, 7, 4, 4, 4, 5], "two": [7, 7, 4, 4, 3, 5]}
    )
    found = scale_use(frame, ["one", "two"], "country", lowest=1, highest=7, fewest=3).habits
    level, spread, ends, middle, agree = (found.loc[("A", habit), "value"] for habit in HABITS)
    assert level == pytest.approx((4 + 7 + 4) / 3)
    assert spread == pytest.approx((3 + 0 + 0) / 3)
    assert ends == pytest.approx((1 + 1 + 0) / 3)
    assert middle == pytest.approx(1 / 3)
    assert agree == pytest.approx((0 + 1 + 0) / 3)


def test_a_lift_of_all_items_disappears_when_standardised():
    found = used(ratings(1200, lift=0.8), clusters="account")
    own = found.items.xs("B", level="group")
    assert (own["reading"] == "raw").all()
    assert (own["raw_difference"] > 0.5).all()
    assert own["standardised_difference"].abs().max() < 0.15
    assert found.disappeared >= 4
    assert found.habits.loc[("B", "level"), "significant"]


def test_a_preference_for_one_item_stays():
    found = used(ratings(1200, love=1.2))
    assert found.items.loc[("delivery", "B"), "reading"] == "both"
    assert found.items.loc[("delivery", "B"), "standardised_difference"] > 0.3


def test_standardised_ratings_are_those_of_the_group():
    frame = ratings(300)
    found = used(frame)
    own = frame.loc[frame["country"] == "B", ITEMS]
    level, spread = own.to_numpy().mean(), own.to_numpy().std()
    assert found.groups.loc["B", ["level", "spread"]].tolist() == pytest.approx([level, spread])
    for item in ITEMS:
        expected = (own[item].mean() - level) / spread
        assert found.items.loc[(item, "B"), "standardised"] == pytest.approx(expected)


def test_the_interval_of_a_standardised_difference_is_about_right():
    """Errors told by linearisation against what varies from sample to sample."""
    seen = [used(ratings(seed=seed)).items.loc[("price", "A")] for seed in range(24)]
    z = [row["standardised_difference"] for row in seen]
    alarms = np.mean([row["standardised_p"] < 0.05 for row in seen])
    assert abs(np.mean(z)) < 3 * np.std(z) / np.sqrt(24)
    assert alarms <= 0.05


def test_false_alarms_over_all_habits_and_items_are_rare():
    alarms = 0
    for seed in range(12):
        found = used(ratings(seed=seed), clusters="account")
        alarms += bool(found.habits["significant"].any() or found.items["reading"].any())
    assert alarms <= 3


def test_agreement_over_both_wordings_is_no_opinion():
    """Who likes all and rejects the reversed item agrees with neither kind more."""
    frame = pd.DataFrame({"country": ["A", "B"] * 40})
    frame[["one", "two"]] = 6
    frame["not_two"] = np.where(frame["country"] == "A", 2, 6)
    found = scale_use(
        frame, ["one", "two", "not_two"], "country", lowest=1, highest=7, reversed_items=["not_two"]
    )
    assert found.balanced
    assert found.habits.loc[("A", "agreement"), "value"] == 0
    assert found.habits.loc[("B", "agreement"), "value"] == 1


def test_small_groups_are_shown_and_not_compared():
    frame = ratings(100)
    frame.loc[:4, "country"] = "D"
    found = used(frame)
    assert not found.groups.loc["D", "shown"]
    assert np.isnan(found.items.loc[("price", "D"), "raw_difference"])
    assert found.items.loc[("price", "D"), "base"] == 5


def test_who_rated_little_is_left_out():
    frame = ratings(100)
    frame.loc[:9, ["price", "delivery", "support"]] = np.nan
    assert used(frame).groups["base"].sum() == 90


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"highest": 5}, "allowed: 1 to 5"),
        ({"lowest": 7}, "lowest under highest"),
        ({"reversed_items": ["prise"]}, "'prise' is none of the ratings"),
        ({"reversed_items": ITEMS}, "all ratings are reversed"),
        ({"ratings": ["price"]}, "allowed: 2 or more"),
        ({"by": "land"}, "there is no column 'land'"),
    ],
)
def test_what_cannot_be_used_is_said(named, message):
    given = {"ratings": ITEMS, "by": "country", "lowest": 1, "highest": 7} | named
    with pytest.raises(StatisticsError, match=message):
        scale_use(ratings(60), **given)
