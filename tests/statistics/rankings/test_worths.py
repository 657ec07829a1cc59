from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from research.errors import StatisticsError
from research.statistics.rankings.worths import plackett_luce

RANKS = pd.DataFrame(
    [[1, 2, 3, 4], [2, 1, 3, 4], [1, 3, 2, 4], [4, 2, 3, 1], [2, 3, 4, 1], [3, 1, 1, 4]],
    columns=list("abcd"),
)
PUDDINGS = yaml.safe_load((Path(__file__).parents[2] / "data" / "puddings.yml").read_text())


def pudding_rankings() -> tuple[pd.DataFrame, list[int]]:
    rows, counts = [], []
    for i, j, wins, losses, ties in PUDDINGS["pairs"]:
        for first, second, count in ((1, 2, wins), (2, 1, losses), (1, 1, ties)):
            row = [np.nan] * 6
            row[i - 1], row[j - 1] = first, second
            rows.append(row)
            counts.append(count)
    return pd.DataFrame(rows), counts


def test_the_puddings_have_their_published_worths():
    fit = plackett_luce(*pudding_rankings())
    # The published fit stopped a little short of the maximum: as printed, to 2e-5.
    np.testing.assert_allclose(
        fit.items["worth"].round(7), PUDDINGS["worth"], rtol=0, atol=PUDDINGS["tolerance"] + 1e-12
    )
    assert fit.ties["tie"].tolist() == pytest.approx([PUDDINGS["tie"]], abs=2e-5)
    assert round(fit.deviance, 1) == PUDDINGS["deviance"]


def test_two_items_have_the_odds_as_worths():
    fit = plackett_luce(pd.DataFrame({"a": [1] * 3 + [2], "b": [2] * 3 + [1]}))
    assert fit.items["worth"].tolist() == pytest.approx([0.75, 0.25])
    # A log odds has the variance 1/3 + 1/1.
    spread = fit.covariance.loc["a", "a"] + fit.covariance.loc["b", "b"]
    assert spread - 2 * fit.covariance.loc["a", "b"] == pytest.approx(4 / 3)


def test_worths_are_found_again_in_simulated_rankings():
    rng = np.random.default_rng(8)
    truth = np.array([0.4, 0.3, 0.2, 0.1])
    liking = np.log(truth) + rng.gumbel(size=(4000, 4))
    ranks = pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1)
    fit = plackett_luce(ranks)
    off = (fit.items["log_worth"] - (np.log(truth) - np.log(truth).mean())).abs()
    assert (off < 4 * fit.items["standard_error"]).all()
    top = plackett_luce(ranks.where(ranks <= 2), unranked="last")
    np.testing.assert_allclose(top.items["worth"], truth, atol=0.03)


@settings(max_examples=20)
@given(st.permutations(list("abcd")))
def test_relabelling_items_permutes_the_worths(columns: list[str]):
    expected = plackett_luce(RANKS).items.loc[columns]
    pd.testing.assert_frame_equal(plackett_luce(RANKS[columns]).items, expected)


@settings(max_examples=20)
@given(st.lists(st.integers(1, 3), min_size=6, max_size=6))
def test_a_frequency_of_two_equals_duplication_in_errors_too(counts: list[int]):
    doubled = RANKS.loc[RANKS.index.repeat(counts)].reset_index(drop=True)
    pd.testing.assert_frame_equal(plackett_luce(RANKS, counts).items, plackett_luce(doubled).items)


def test_weights_of_one_change_nothing():
    pd.testing.assert_frame_equal(
        plackett_luce(RANKS, np.ones(6)).items, plackett_luce(RANKS).items
    )


def test_an_item_that_always_wins_is_named_and_pseudo_comparisons_help():
    ranks = pd.DataFrame({"a": [1, 1, 1], "b": [2, 3, 2], "c": [3, 2, 3]})
    with pytest.raises(StatisticsError, match="'a' never lost"):
        plackett_luce(ranks)
    fit = plackett_luce(ranks, pseudo=0.5)
    assert fit.items["rank"].tolist() == [1, 2, 3]
    assert np.isfinite(fit.items["standard_error"]).all()


def test_a_negative_pseudo_weight_is_refused():
    with pytest.raises(StatisticsError, match="pseudo is -1; allowed"):
        plackett_luce(RANKS, pseudo=-1)


def test_more_items_than_bits_in_a_number_have_the_worths_of_hunters_algorithm():
    rng = np.random.default_rng(9)
    n, k = 60, 70
    liking = rng.gumbel(size=(n, k)) - np.linspace(0, 1, k)
    ranks = pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1)
    # Hunter (2004): every item's wins over the sum, over choices it was there for, of 1 / total.
    order = ranks.to_numpy().argsort(axis=1)
    wins = np.bincount(order[:, :-1].ravel(), minlength=k)
    worth = np.full(k, 1 / k)
    for _ in range(400):
        left = worth[order][:, ::-1].cumsum(axis=1)[:, ::-1][:, :-1]
        passed = np.hstack([(1 / left).cumsum(axis=1), (1 / left).sum(axis=1, keepdims=True)])
        total = np.bincount(order.ravel(), passed.ravel(), minlength=k)
        worth = wins / total
        worth /= worth.sum()
    fit = plackett_luce(ranks)
    assert fit.items["worth"].to_numpy() == pytest.approx(worth, rel=1e-5)
