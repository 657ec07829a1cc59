from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.flags import order_effect, straight_lining

COLUMNS = list("abcd")


def random_orders(n: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(rng.random((n, 4)).argsort(axis=1) + 1, columns=COLUMNS)


def test_rankings_as_shown_reversed_and_tied_are_flagged():
    ranks = pd.DataFrame([[1, 2, 3, 4], [4, 3, 2, 1], [1, 1, 1, 1], [2, 1, 3, 4]], columns=COLUMNS)
    table = straight_lining(ranks)
    assert table["as_shown"].tolist() == [True, False, False, False]
    assert table["reversed"].tolist() == [False, True, False, False]
    assert table["all_tied"].tolist() == [False, False, True, False]
    assert table["flag"].tolist() == [True, True, True, False]
    assert table["agreement"].iloc[3] == pytest.approx(0.8)
    assert table["note"].iloc[2] == "all items tied"


def test_the_order_shown_counts_and_not_that_of_the_columns():
    ranks = pd.DataFrame([[2, 1, 4, 3], [1, 2, 3, 4]], columns=COLUMNS)
    shown = pd.DataFrame([[2, 1, 4, 3], [2, 1, 4, 3]], columns=COLUMNS)
    assert straight_lining(ranks, shown)["as_shown"].tolist() == [True, False]


def test_items_left_out_do_not_hide_the_order_and_two_items_are_too_few():
    ranks = pd.DataFrame([[1, None, 2, 3], [1, 2, None, None], [1, None, None, None]])
    table = straight_lining(ranks)
    assert table["flag"].tolist() == [True, False, False]
    assert table["note"].tolist() == ["", "", "a single item ranked"]


def test_an_effect_of_the_order_is_found_and_its_size_told():
    shown = random_orders(400, 1)
    liking = random_orders(400, 2)
    ranks = (shown + liking).rank(axis=1, method="first").astype(int)
    effect = order_effect(ranks, shown)
    assert effect.p < 0.001
    assert 0.3 < effect.slope < 0.9
    assert effect.note == ""


def test_without_an_effect_its_z_is_standard_normal():
    values = [order_effect(random_orders(40, s), random_orders(40, s + 999)).z for s in range(100)]
    assert np.mean(values) == pytest.approx(0, abs=0.2)
    assert np.std(values) == pytest.approx(1, abs=0.15)


def test_liked_items_are_no_effect_of_the_order():
    ranks = pd.DataFrame([[1, 2, 3, 4]] * 30, columns=COLUMNS)
    effect = order_effect(ranks, random_orders(30, 3))
    assert (effect.z, effect.p) == (0, 1)
    assert "same ranks" in effect.note


def test_an_order_that_did_not_vary_and_gaps_are_refused():
    ranks = random_orders(10, 4)
    with pytest.raises(StatisticsError, match="same order"):
        order_effect(ranks, pd.DataFrame([[1, 2, 3, 4]] * 10, columns=COLUMNS))
    with pytest.raises(StatisticsError, match="items missing: True"):
        order_effect(ranks.astype(float).where(ranks < 4), random_orders(10, 5))


def test_places_that_do_not_match_the_ranks_are_refused():
    ranks = random_orders(3, 6)
    with pytest.raises(StatisticsError, match=r"\['a', 'b'\]; allowed: the items"):
        straight_lining(ranks, ranks[["a", "b"]])
    with pytest.raises(StatisticsError, match="places shown are missing for 2"):
        straight_lining(ranks, ranks[2:])
    shown = ranks.astype(float)
    shown.loc[1, "c"] = np.nan
    with pytest.raises(StatisticsError, match="respondent 1 ranked 'c'"):
        straight_lining(ranks, shown)
