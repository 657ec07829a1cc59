from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from research.errors import StatisticsError
from research.statistics.rankings.concordance import kendall_w, preferences

# Anxiety ratings of 20 subjects by 3 raters, as printed in the manual of the R package DescTools.
ANXIETY = pd.DataFrame(
    [
        [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
        [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
        [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
    ]
)
RANKS = pd.DataFrame([[1, 2, 3, 4], [2, 1, 4, 3], [1, 3, 2, 4], [1, 4, 3, 2]], columns=list("abcd"))


def test_the_published_concordance_of_anxiety_ratings():
    result = kendall_w(ANXIETY)
    assert result.w == pytest.approx(0.539657, abs=5e-7)
    assert result.w_uncorrected == pytest.approx(0.501921, abs=5e-7)
    assert result.chi2 == pytest.approx(30.7604, abs=5e-5)
    assert result.df == 19
    assert result.p == pytest.approx(0.04288, abs=5e-6)
    assert "rough" in result.note


def test_the_test_is_friedmans():
    result = kendall_w(RANKS)
    expected = friedmanchisquare(*(RANKS[item] for item in RANKS))
    assert (result.chi2, result.p) == pytest.approx((expected.statistic, expected.pvalue))


def test_complete_rankings_have_one_degree_of_freedom_less_than_items():
    opposed = pd.DataFrame([[1, 2, 3]] * 60 + [[3, 2, 1]] * 45 + [[2, 1, 3]] * 45)
    result = kendall_w(opposed)
    assert result.df == 2
    assert result.chi2 == pytest.approx(friedmanchisquare(*opposed.to_numpy().T).statistic)
    rng = np.random.default_rng(7)
    for k in range(2, 13):
        for n in (2, 3, 7, 40, 150, 600):
            for _ in range(10):
                ranks = pd.DataFrame(rng.permuted(np.tile(np.arange(1, k + 1), (n, 1)), axis=1))
                weights = rng.choice([None, "even", "uneven"])
                mass = {"even": np.full(n, 0.3), "uneven": rng.uniform(0.1, 9, n)}.get(weights)
                assert kendall_w(ranks, mass).df == k - 1


def test_items_that_nobody_compares_with_the_others_cost_a_degree_of_freedom():
    apart = pd.DataFrame(
        [[1, 2, np.nan, np.nan], [2, 1, np.nan, np.nan]] * 20 + [[np.nan, np.nan, 1, 2]] * 20
    )
    assert kendall_w(apart).df == 2


def test_full_agreement_is_one():
    assert kendall_w(RANKS.iloc[[0, 0, 0]].reset_index(drop=True)).w == pytest.approx(1)


def test_gaps_leave_a_test_without_w_and_say_so():
    result = kendall_w(RANKS.astype(float).where(RANKS < 4))
    assert result.w is None
    assert "every item" in result.note
    assert 0 < result.p < 1


@settings(max_examples=20)
@given(st.lists(st.integers(1, 3), min_size=4, max_size=4), st.permutations(list("abcd")))
def test_weights_repeat_respondents_in_w_and_labels_do_not_matter(counts, columns):
    doubled = RANKS.loc[RANKS.index.repeat(counts)].reset_index(drop=True)
    assert kendall_w(RANKS[columns], counts).w == pytest.approx(kendall_w(doubled).w)


def test_equal_weights_leave_the_test_alone():
    assert kendall_w(RANKS, np.full(4, 2.5)).chi2 == pytest.approx(kendall_w(RANKS).chi2)


def test_one_respondent_and_nothing_but_ties_are_refused():
    with pytest.raises(StatisticsError, match="at least two"):
        kendall_w(RANKS.head(1))
    with pytest.raises(StatisticsError, match="ties all items"):
        kendall_w(pd.DataFrame({"a": [1, 1], "b": [1, 1]}))


def test_preferences_count_wins_and_half_the_ties():
    ranks = pd.DataFrame({"a": [1, 1, 2, 1], "b": [2, 2, 1, 1]})
    table = preferences(ranks)
    assert table["count"].tolist() == [2.5, 1.5]
    assert table["ties"].tolist() == [1, 1]
    assert table["share"].sum() == pytest.approx(1)
    assert table["base"].tolist() == [4, 4]


def test_a_pair_that_nobody_compared_has_no_share_and_says_why():
    ranks = pd.DataFrame({"a": [1, np.nan], "b": [np.nan, 1], "c": [2, 2]})
    row = preferences(ranks).set_index(["item", "other"]).loc[("a", "b")]
    assert pd.isna(row["share"])
    assert "nobody" in row["note"]


def test_copies_of_a_respondent_in_one_cluster_are_one_respondent():
    rng = np.random.default_rng(3)
    once = pd.DataFrame(rng.permuted(np.tile(np.arange(1, 5.0), (30, 1)), axis=1))
    copied = pd.concat([once] * 4, ignore_index=True)
    cluster = np.tile(np.arange(30), 4)
    nested, lone = kendall_w(copied, clusters=cluster), kendall_w(once, clusters=np.arange(30))
    assert (nested.w, nested.p) == pytest.approx((lone.w, lone.p))
    assert nested.design_effect == pytest.approx(4 * lone.design_effect)
    assert nested.clusters == 30
    assert "clusters" in nested.method
    assert kendall_w(copied).p < nested.p


def test_agreement_of_nested_respondents_is_found_no_more_often_than_it_says():
    rng = np.random.default_rng(8)
    account = np.repeat(np.arange(40), 5)
    found = []
    for _ in range(200):
        shared = rng.standard_normal((40, 4))[account]
        values = np.sqrt(0.3) * shared + np.sqrt(0.7) * rng.standard_normal((200, 4))
        ranks = pd.DataFrame(values.argsort(axis=1).argsort(axis=1) + 1.0)
        found.append([kendall_w(ranks).p, kendall_w(ranks, clusters=account).p])
    ignored, allowed = (np.array(found) < 0.05).mean(axis=0)
    assert ignored > 0.15
    assert 0.01 < allowed < 0.09


def test_preferences_of_nested_respondents_are_less_sure():
    copied = pd.concat([RANKS] * 5, ignore_index=True)
    cluster = pd.Series(np.tile(np.arange(4), 5)).sample(frac=1, random_state=2)
    plain, nested = preferences(copied), preferences(copied, clusters=cluster)
    assert nested["share"].tolist() == plain["share"].tolist()
    assert ((nested["high"] - nested["low"]) > (plain["high"] - plain["low"])).all()
    assert "clusters" in nested.attrs["method"]


def test_a_single_cluster_tells_nothing():
    with pytest.raises(StatisticsError, match="one cluster"):
        kendall_w(RANKS, clusters=["a"] * 4)


def test_one_item_left_out_of_a_complete_ranking_is_known_by_the_ranks_of_the_others():
    complete = pd.DataFrame({"a": [1, 1, 2, 3], "b": [2, 3, 1, 1], "c": [3, 2, 3, 2]})
    gaps = complete.astype(float)
    gaps.iloc[0, 1] = gaps.iloc[3, 2] = np.nan
    found, whole = kendall_w(gaps, unranked="rest"), kendall_w(complete)
    assert (found.w, found.p) == pytest.approx((whole.w, whole.p))
