from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.choices.reach import turf

# Wright (wrightw.com, "About TURF Analysis"): ratings of ice cream, 4 and 5 would buy.
ICE_CREAM = pd.DataFrame(
    {
        "Vanilla": [3, 5, 5, 2],
        "Chocolate": [5, 5, 4, 3],
        "Strawberry": [4, 5, 4, 3],
        "Mint Chip": [1, 2, 3, 5],
        "Rocky Road": [2, 4, 3, 3],
        "Orange Sherbet": [3, 4, 4, 2],
    },
    index=["Bob", "Tina", "Mary", "Mike"],
)


def test_chocolate_and_mint_reach_all_whom_the_two_best_liked_do_not():
    found = turf(ICE_CREAM >= 4, [2]).portfolios
    assert found.loc[0, "items"] == ("Chocolate", "Mint Chip")
    assert found.loc[0, "reach"] == 100
    every = turf(ICE_CREAM >= 4, [2], best=15).portfolios.set_index("items")
    assert every.loc[[("Chocolate", "Strawberry")], "reach"].item() == 75


def brute(chosen: pd.DataFrame, size: int, weights: np.ndarray) -> dict[tuple[str, ...], float]:
    return {
        items: float(100 * weights @ chosen[list(items)].any(axis=1) / weights.sum())
        for items in combinations(chosen, size)
    }


@settings(max_examples=30)
@given(
    seed=st.integers(0, 10_000),
    people=st.integers(1, 40),
    items=st.integers(2, 7),
    share=st.floats(0.05, 0.6),
)
def test_every_portfolio_has_the_reach_that_counting_gives(seed, people, items, share):
    rng = np.random.default_rng(seed)
    chosen = pd.DataFrame(rng.random((people, items)) < share).add_prefix("item")
    weights = rng.uniform(0.5, 3, people)
    size = int(rng.integers(1, items + 1))
    found = turf(chosen, [size], weights, best=200).portfolios
    expected = brute(chosen, size, weights)
    assert len(found) == len(expected)
    assert found["reach"].to_numpy() == pytest.approx([expected[i] for i in found["items"]])
    assert (np.diff(found["reach"]) <= 1e-7).all()
    frequency = [weights @ chosen[list(i)].sum(axis=1) / weights.sum() for i in found["items"]]
    assert found["frequency"].to_numpy() == pytest.approx(frequency)
    greedy = turf(chosen, [size], weights, search="greedy", best=1).portfolios
    assert greedy.loc[0, "reach"] >= (1 - np.exp(-1)) * found.loc[0, "reach"] - 1e-9
    assert greedy.loc[0, "reach"] <= found.loc[0, "reach"] + 1e-9


def test_greedy_search_can_miss_the_best_and_says_so():
    """Cornuéjols, Fisher and Nemhauser's kind of case: the largest item is in no best pair."""
    chosen = pd.DataFrame(
        {"left": [1, 1, 1, 0, 0, 0], "middle": [0, 1, 1, 1, 1, 0], "right": [0, 0, 0, 1, 1, 1]}
    )
    exact, greedy = turf(chosen, [2]), turf(chosen, [2], search="greedy")
    assert exact.portfolios.loc[0, "items"] == ("left", "right")
    assert greedy.portfolios.loc[0, "reach"] == pytest.approx(500 / 6)
    assert "greedily" in greedy.method
    assert not greedy.portfolios["exact"].any()
    assert "all portfolios" in exact.method


def test_a_large_search_turns_greedy_where_it_may():
    chosen = pd.DataFrame(np.random.default_rng(0).random((400, 40)) < 0.05)
    found = turf(chosen, [1, 2, 12], best=1).portfolios
    assert found["exact"].tolist() == [True, True, False]
    assert found["reach"].is_monotonic_increasing
    with pytest.raises(StatisticsError, match="too many to try"):
        turf(chosen, [12], search="exact")


@pytest.mark.parametrize("search", ["exact", "greedy"])
def test_what_is_held_always_is_in_every_portfolio(search):
    found = turf(ICE_CREAM >= 4, [2, 3], always=["Rocky Road"], search=search).portfolios
    assert all("Rocky Road" in items for items in found["items"])
    assert found["items"].map(len).tolist() == found["size"].tolist()
    whole = turf(ICE_CREAM >= 4, [1], always=["Rocky Road"], search=search).portfolios
    assert whole["items"].tolist() == [("Rocky Road",)]


def test_gains_are_differences_of_reach():
    found = turf(ICE_CREAM >= 4, [1, 2], best=1).portfolios
    assert found["gained"].tolist() == [75, 25]


def test_weights_go_by_label_and_widen_the_interval():
    weights = pd.Series({"Mike": 3.0, "Bob": 1.0, "Tina": 1.0, "Mary": 1.0})
    row = turf(ICE_CREAM >= 4, [1], weights, best=1).portfolios.loc[0]
    assert row["items"] == ("Chocolate",)
    assert row["reach"] == pytest.approx(50)
    assert row["low"] < 50 < row["high"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sizes": [0]},
        {"sizes": [7]},
        {"sizes": []},
        {"always": ["Pistachio"]},
        {"search": "lucky"},
        {"best": 0},
        {"chosen": ICE_CREAM},
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(StatisticsError, match="allowed"):
        turf(**{"chosen": ICE_CREAM >= 4, "sizes": [1], **wrong})
