from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.choices import read_choices
from research.statistics.rankings.rankdata import read_ranks

TIED = pd.DataFrame(
    [[1, 1, 1, 4], [1, 2, 2, 4], [4, 3, 1, 1], [2, 1, 4, 3], [1, 2, 3, 3], [2, 1, 2, 2]],
    columns=list("abcd"),
)


def by_hand(ranks: pd.DataFrame, worth: np.ndarray, tie: dict[int, float]) -> float:
    """Log-likelihood from its definition, every possible choice listed."""
    total = 0.0
    for row in ranks.to_numpy():
        left = set(np.flatnonzero(~np.isnan(row)))
        while len(left) > 1:
            chosen = tuple(j for j in left if row[j] == min(row[list(left)]))
            options = [s for d in tie if d <= len(left) for s in combinations(sorted(left), d)]
            value = {s: tie[len(s)] * np.prod(worth[list(s)]) ** (1 / len(s)) for s in options}
            total += np.log(value[tuple(sorted(chosen))] / sum(value.values()))
            left -= set(chosen)
    return total


def test_the_likelihood_is_that_of_the_definition():
    worth = np.array([0.4, 0.3, 0.2, 0.1])
    tie = {1: 1.0, 2: 0.5, 3: 0.2}
    choices = read_choices(read_ranks(TIED))
    estimate = np.log([*worth, 0.5, 0.2])
    assert choices.sizes.tolist() == [1, 2, 3]
    assert choices.log_likelihood(estimate)[0] == pytest.approx(by_hand(TIED, worth, tie))


def test_missing_items_are_no_options():
    ranks = TIED.astype(float).where(TIED != 4)
    worth = np.array([0.4, 0.3, 0.2, 0.1])
    choices = read_choices(read_ranks(ranks))
    estimate = np.log([*worth, *([0.5] * (len(choices.sizes) - 1))])
    tie = dict.fromkeys(choices.sizes.tolist(), 0.5) | {1: 1.0}
    assert choices.log_likelihood(estimate)[0] == pytest.approx(by_hand(ranks, worth, tie))


def test_unranked_items_of_a_top_task_are_options_that_were_not_chosen():
    ranks = pd.DataFrame({"a": [1.0], "b": [np.nan], "c": [np.nan]})
    choices = read_choices(read_ranks(ranks, unranked="last"))
    assert choices.sets.tolist() == [[True, True, True]]
    assert choices.count.tolist() == [1]


def test_slope_and_information_are_the_derivatives():
    choices = read_choices(read_ranks(TIED))
    at = np.array([0.3, -0.2, 0.1, -0.4, -0.5, -1.0])
    _, slope, information = choices.log_likelihood(at)
    step = 1e-5
    for j in range(len(at)):
        move = np.eye(len(at))[j] * step
        up, down = choices.log_likelihood(at + move), choices.log_likelihood(at - move)
        assert (up[0] - down[0]) / (2 * step) == pytest.approx(slope[j], abs=1e-6)
        np.testing.assert_allclose((down[1] - up[1]) / (2 * step), information[j], atol=1e-6)


def test_one_item_no_comparison_and_nothing_but_ties_are_refused():
    with pytest.raises(StatisticsError, match="1 item; allowed"):
        read_choices(read_ranks(pd.DataFrame({"a": [1]})))
    with pytest.raises(StatisticsError, match="above another"):
        read_choices(read_ranks(pd.DataFrame({"a": [1, np.nan], "b": [np.nan, 1]})))
    with pytest.raises(StatisticsError, match="every choice is a tie"):
        read_choices(read_ranks(pd.DataFrame({"a": [1, 1], "b": [1, 1]})))
