from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from research.errors import StatisticsError
from research.frameworks.separability import same_order
from research.statistics.rankings.concordance import kendall_w
from research.statistics.rankings.ensembles import agreement, chances, positions
from research.statistics.rankings.groups import compare_groups
from research.statistics.rankings.ranksets import rank_sets

Ranks = NDArray[np.int16]
GROUPS, ITEMS = ["b", "a", "c"], list("pqrst")


@pytest.fixture(scope="module")
def ranks() -> Ranks:
    """Three sets of the rankings of 40 respondents, the first with a common order."""
    rng = np.random.default_rng(5)
    utility = rng.normal(size=(3, 40, 5))
    utility[0] -= np.arange(5)
    return utility.argsort(axis=2).argsort(axis=2).astype(np.int16) + np.int16(1)


@pytest.fixture(scope="module")
def codes() -> NDArray[np.int64]:
    """Groups of 20, 13 and 3; four respondents in none."""
    rng = np.random.default_rng(6)
    given = np.repeat([0, 1, 2, -1], [20, 13, 3, 4])
    return np.array([rng.permutation(given) for _ in range(3)])


def test_chances_are_those_of_every_set_by_itself(ranks: Ranks, codes: NDArray[np.int64]) -> None:
    found = chances(ranks, codes, permutations=499, seed=3)
    for place, own in enumerate(ranks):
        labels = pd.Series([None if code < 0 else GROUPS[code] for code in codes[place]])
        test = compare_groups(pd.DataFrame(own, columns=ITEMS), labels, permutations=499, seed=3)
        assert found.whole[place] == test.p
        assert found.items[place].tolist() == test.items["p"].to_list()


def test_groups_that_are_too_small_take_no_part(ranks: Ranks, codes: NDArray[np.int64]) -> None:
    found = chances(ranks, codes, fewest=4, permutations=499, seed=3)
    without = chances(ranks, np.where(codes == 2, -1, codes), permutations=499, seed=3)
    assert found.whole.tolist() == without.whole.tolist()
    alone = chances(ranks, codes, fewest=14, permutations=499, seed=3)
    assert np.isnan(alone.whole).all()
    assert np.isnan(alone.items).all()


def test_nothing_tells_groups_apart_where_all_rank_alike() -> None:
    alike = np.tile(np.arange(1, 4), (2, 8, 1))
    found = chances(alike, np.repeat([[0, 1]] * 2, 4, axis=1), permutations=99, seed=1)
    assert found.whole.tolist() == [1, 1]
    assert found.items.tolist() == [[1, 1, 1]] * 2


def test_positions_are_those_of_every_set_by_itself(ranks: Ranks) -> None:
    found = positions(ranks, confidence=0.95, top=2, draws=1024, seed=4)
    assert found.separated[0].any()
    for place, own in enumerate(ranks):
        frame = pd.DataFrame(own, columns=ITEMS)
        sets = rank_sets(frame, confidence=0.95, top=2, draws=1024, seed=4)
        items, apart = sets.items, found.separated[place]
        assert found.mean[place].tolist() == items["mean_rank"].to_list()
        assert found.low[place].tolist() == items["simultaneous_low"].to_list()
        assert found.high[place].tolist() == items["simultaneous_high"].to_list()
        assert found.top[place].tolist() == items["top_probability"].to_list()
        told = {
            frozenset(pair)
            for pair in sets.pairs[sets.pairs["separated"]][["item", "other"]].to_numpy()
        }
        assert {frozenset((ITEMS[i], ITEMS[j])) for i, j in np.argwhere(apart)} == told


def test_agreement_is_that_of_every_set_by_itself(ranks: Ranks) -> None:
    found = agreement(ranks)
    for place, own in enumerate(ranks):
        frame = pd.DataFrame(own, columns=ITEMS)
        alone = kendall_w(frame)
        assert found.w[place] == pytest.approx(alone.w, rel=1e-12)
        assert found.p[place] == pytest.approx(alone.p, rel=1e-9)
        assert found.same[place] == pytest.approx(same_order(frame), rel=1e-12)


@pytest.mark.parametrize("shape", [(2, 1, 3), (2, 3, 1)])
def test_one_respondent_or_one_item_makes_no_order(shape: tuple[int, int, int]) -> None:
    ranks = np.ones(shape, dtype=np.int16)
    with pytest.raises(StatisticsError, match="two at least of both"):
        agreement(ranks)
    with pytest.raises(StatisticsError, match="two at least of both"):
        positions(ranks, confidence=0.95, top=1, draws=1024, seed=1)
