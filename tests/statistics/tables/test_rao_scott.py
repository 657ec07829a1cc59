"""Numbers of R's survey 4.1-1 for its data `api` (svychisq, statistics "Chisq" and "F")."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.statistics.tables.banner import Banner
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.rao_scott import clustered, clustered_covariance, corrected

DATA = Path(__file__).parents[2] / "data"
# 183 schools of 15 districts (dnum), and a stratified sample of 200 schools.
CLUSTERS = pd.read_csv(DATA / "apiclus1.csv")
STRATA = pd.read_csv(DATA / "apistrat.csv")
BANNER = Banner(["stype"])


def sums() -> np.ndarray:
    keys = [CLUSTERS["dnum"], CLUSTERS["sch.wide"], CLUSTERS["stype"]]
    table = CLUSTERS.groupby(keys)["pw"].sum().unstack(["sch.wide", "stype"], fill_value=0)
    columns = pd.MultiIndex.from_product([["No", "Yes"], ["E", "H", "M"]])
    return table.reindex(columns=columns, fill_value=0).to_numpy().reshape(-1, 2, 3)


def test_both_orders_agree_with_r_in_a_clustered_sample():
    own = sums()
    mass = own.sum(axis=0)
    covariance = clustered_covariance(own.reshape(len(own), -1))
    found = corrected(mass / mass.sum(), 183, covariance, 14)
    assert (found.pearson, found.df, found.p_first) == pytest.approx(
        (11.94089208, 2, 0.006155171752), rel=1e-8
    )
    assert (found.f, found.df1, found.df2, found.p) == pytest.approx(
        (5.090462615, 1.494639778, 20.924956888, 0.02307161683), rel=1e-8
    )


def test_both_orders_agree_with_r_in_a_weighted_sample():
    table = crosstab(STRATA, ["sch.wide"], BANNER, weights="pw")
    [found] = table.independence.to_dict("records")
    assert (found["chi2"], found["df"], found["p_first"]) == pytest.approx(
        (26.75353404, 2, 5.479989251e-08), rel=1e-6
    )
    assert [found[name] for name in ("f", "df1", "df2", "p")] == pytest.approx(
        [16.7195776, 1.838123808, 365.786637755, 2.977849228e-07], rel=1e-6
    )
    assert "Rao and Scott" in table.method
    assert "from the weights" in table.method


def test_a_table_with_clusters_has_rs_first_order_and_a_second_for_few_clusters():
    table = crosstab(CLUSTERS, ["sch.wide"], BANNER, weights="pw", clusters="dnum")
    [found] = table.independence.to_dict("records")
    assert (found["chi2"], found["p_first"]) == pytest.approx((11.94089208, 0.006155171752))
    assert (found["n"], found["units"]) == (183, 15)
    assert found["p"] > 0.02307161683
    assert "from the clusters" in table.method


def test_two_columns_and_two_answers_are_a_t_test_of_the_columns():
    """A single degree of freedom leaves one design effect: that of the difference."""
    own = sums()[:, :, [0, 2]]
    found = clustered(own, 169)
    kept = own[own.sum(axis=(1, 2)) > 0]
    yes, base = kept[:, 1], kept.sum(axis=1)
    share = yes.sum(axis=0) / base.sum(axis=0)
    moves = (yes - base * share) / base.sum(axis=0)
    moves *= np.sqrt([n / (n - 1) for n in (base > 0).sum(axis=0)])
    t = (share[0] - share[1]) / np.sqrt(np.square(moves[:, 0] - moves[:, 1]).sum())
    assert found.f == pytest.approx(t**2)
    assert found.p == pytest.approx(2 * stats.t.sf(abs(t), len(kept) - 2))


def test_equal_weights_and_lone_respondents_change_nothing_but_the_small_sample():
    plain = crosstab(STRATA, ["sch.wide"], BANNER).independence.iloc[0]
    even = crosstab(STRATA.assign(even=2.0), ["sch.wide"], BANNER, weights="even").independence
    table = pd.crosstab(STRATA["sch.wide"], STRATA["stype"])
    expected = stats.chi2_contingency(table, correction=False)
    assert (plain["chi2"], plain["p"]) == pytest.approx((expected.statistic, expected.pvalue))
    assert even.iloc[0]["chi2"] == pytest.approx(expected.statistic)
    assert plain["df2"] == np.inf
