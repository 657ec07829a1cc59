from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.rankings.groups import compare_groups


def two_groups(n: int, shift: float, seed: int = 6) -> tuple[pd.DataFrame, pd.Series]:
    """Made-up rankings; the second half likes item a less by `shift`."""
    rng = np.random.default_rng(seed)
    liking = rng.gumbel(size=(n, 5))
    half = np.arange(n) < n // 2
    liking[:, 0] += np.where(half, shift, -shift)
    ranks = pd.DataFrame((-liking).argsort(axis=1).argsort(axis=1) + 1, columns=list("abcde"))
    return ranks, pd.Series(np.where(half, "one", "two"))


def test_groups_that_differ_are_told_apart_by_the_item_that_differs():
    result = compare_groups(*two_groups(80, shift=1.5), permutations=499)
    assert result.p == pytest.approx(0.002)
    assert result.items["p_holm"].idxmin() == "a"
    assert result.groups["base"].tolist() == [40, 40]


def test_groups_that_do_not_differ_are_mostly_left_alone():
    values = [compare_groups(*two_groups(30, 0, s), permutations=99).p for s in range(60)]
    assert np.mean(np.array(values) <= 0.1) < 0.25
    assert 0.35 < np.mean(values) < 0.65


def test_with_one_item_above_the_other_the_share_is_that_of_the_sums_of_squares():
    ranks = pd.DataFrame({"a": [1, 1, 1, 2], "b": [2, 2, 2, 1]})
    result = compare_groups(ranks, ["x", "x", "y", "y"], permutations=99)
    assert result.share == pytest.approx(1 / 3)
    assert result.statistic == pytest.approx(1.0)


def test_corrections_never_lower_a_p_value():
    items = compare_groups(*two_groups(60, 0.5), permutations=499).items
    for corrected in ("p_holm", "p_bh", "p_max"):
        assert (items[corrected] >= items["p"]).all()
    assert (items["p_bh"] <= items["p_holm"]).all()


def test_labels_of_groups_and_items_do_not_matter():
    ranks, groups = two_groups(40, 0.3)
    plain = compare_groups(ranks, groups, permutations=199)
    renamed = compare_groups(
        ranks[list("ecabd")], groups.map({"one": "A", "two": "B"}), permutations=199
    )
    assert renamed.p == plain.p
    pd.testing.assert_frame_equal(renamed.items.loc[list("abcde")][["p"]], plain.items[["p"]])


def test_weights_of_one_and_clusters_of_one_change_nothing():
    ranks, groups = two_groups(40, 0.3)
    plain = compare_groups(ranks, groups, permutations=199)
    assert compare_groups(ranks, groups, np.ones(40), permutations=199).p == plain.p
    assert compare_groups(ranks, groups, clusters=range(40), permutations=199).p == plain.p


def test_copies_in_clusters_are_no_further_evidence():
    ranks, groups = two_groups(16, 0.6)
    copies = pd.concat([ranks] * 6, ignore_index=True)
    labels = pd.concat([groups] * 6, ignore_index=True)
    whole = compare_groups(copies, labels, clusters=np.tile(np.arange(16), 6), permutations=999)
    alone = compare_groups(ranks, groups, permutations=999)
    naive = compare_groups(copies, labels, permutations=999)
    assert whole.p == pytest.approx(alone.p, abs=0.05)
    assert naive.p < whole.p
    assert whole.groups["units"].tolist() == [8, 8]


def test_missing_items_and_labels_are_left_out():
    ranks, groups = two_groups(40, 1.0)
    gaps = ranks.astype(float).where(ranks <= 3)
    groups[0] = None
    result = compare_groups(gaps, groups, permutations=99)
    assert result.groups["base"].sum() == 39
    assert result.items["p"].between(0, 1).all()


def test_respondents_who_all_agree_give_one_and_the_reason():
    ranks = pd.DataFrame({"a": [1] * 6, "b": [2] * 6})
    result = compare_groups(ranks, list("xxxyyy"), permutations=99)
    assert (result.p, result.statistic, result.share) == (1, 0, 0)
    assert "same ranks" in result.note
    assert result.items["note"].str.contains("same rank").all()


def test_a_group_that_is_everyone_is_refused():
    with pytest.raises(StatisticsError, match="everybody belongs to 'x'"):
        compare_groups(pd.DataFrame({"a": [1, 2], "b": [2, 1]}), ["x", "x"])


def test_a_cluster_in_two_groups_is_refused():
    ranks, groups = two_groups(10, 0)
    with pytest.raises(StatisticsError, match="several groups"):
        compare_groups(ranks, groups, clusters=[0] * 10)


def test_too_few_permutations_are_refused():
    with pytest.raises(StatisticsError, match="99 or more"):
        compare_groups(*two_groups(10, 0), permutations=10)
