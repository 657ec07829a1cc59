"""Variances between clusters, held against R's survey 4.1-1 (svyby of svymean, data `api`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure, MultipleResponse, Variable
from research.statistics.samples.comparisons import CRUNCH, SPSS, Comparison
from research.statistics.samples.suppression import Suppression
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.clustering import Units, between
from research.statistics.tables.crosstabs import crosstab
from research.statistics.tables.disclosure import Disclosure

SCHOOLS = pd.read_csv(Path(__file__).parents[2] / "data" / "apiclus1.csv")
# survey takes 15 / 14 for all columns; a column's own factor is that of its own districts.
FACTORS = np.sqrt([15 / 14 * 14 / 15, 8 / 7 * 14 / 15, 12 / 11 * 14 / 15])


def test_variances_and_covariances_of_columns_are_rs():
    units = Units(pd.factorize(SCHOOLS["dnum"])[0], SCHOOLS["pw"].to_numpy())
    found = between(SCHOOLS, [Measure("api00")], Layout.of(SCHOOLS, Banner(["stype"])), units)
    theirs = np.array(
        [
            [510.186711552, 532.531931516, 659.913660797],
            [532.531931516, 1474.761855179, 671.639510204],
            [659.913660797, 671.639510204, 1019.356909714],
        ]
    )
    assert found.covariance[0, 1:, 1:] == pytest.approx(theirs * np.outer(FACTORS, FACTORS))
    assert found.variance[0] == pytest.approx(np.diag(found.covariance[0]))
    assert found.units[0].tolist() == [15, 15, 8, 12]
    share = between(SCHOOLS, ["sch.wide"], Layout.of(SCHOOLS, Banner(["stype"])), units)
    assert share.variance[1, 1:] == pytest.approx(
        np.array([0.000449241714433, 0.008534390432558, 0.01223314285714]) * FACTORS**2
    )


def test_the_rest_is_a_column_of_the_others():
    units = Units(pd.factorize(SCHOOLS["dnum"])[0], SCHOOLS["pw"].to_numpy())
    others = SCHOOLS.assign(high=np.where(SCHOOLS["stype"] == "H", "yes", "no"))
    three = between(SCHOOLS, [Measure("api00")], Layout.of(SCHOOLS, Banner(["stype"])), units)
    two = between(others, [Measure("api00")], Layout.of(others, Banner(["high"])), units)
    assert three.rest_variance[0, 2] == pytest.approx(two.variance[0, 1])
    assert three.rest_covariance[0, 2] == pytest.approx(two.covariance[0, 1, 2])
    assert three.rest_units[0, 2] == two.units[0, 1]


@pytest.fixture(name="nested")
def _nested():
    """Six accounts of three, in columns of whole accounts; made up."""
    rng = np.random.default_rng(4)
    account = np.repeat(list("abcdef"), 3)
    spend = rng.normal(size=6)[np.repeat(np.arange(6), 3)] + rng.normal(size=18)
    return pd.DataFrame({"account": account, "spend": spend, "side": np.repeat(["x", "y"], 9)})


def test_columns_of_whole_accounts_of_one_size_are_tested_by_their_means(nested):
    table = crosstab(nested, [Measure("spend")], Banner(["side"]), clusters="account")
    test = table.tests[table.tests["against"] == "y"].iloc[0]
    means = nested.groupby("account")["spend"].mean().to_numpy()
    theirs = stats.ttest_ind(means[:3], means[3:])
    assert (test["statistic"], test["p"], test["df"]) == pytest.approx(
        (theirs.statistic, theirs.pvalue, 4)
    )
    own = table.cells[table.cells["column"] == "x"].iloc[0]
    interval = stats.ttest_1samp(means[:3], 0).confidence_interval()
    assert (own["low"], own["high"], own["clusters"]) == pytest.approx(
        (interval.low, interval.high, 3)
    )
    assert "variances between clusters" in table.method


def test_columns_within_accounts_are_tested_by_the_accounts_differences(nested):
    within = pd.concat([nested, nested]).reset_index(drop=True)
    within["side"] = np.repeat(["x", "y"], 18)
    within.loc[18:, "spend"] += np.random.default_rng(1).normal(size=18)
    table = crosstab(within, [Measure("spend")], Banner(["side"]), clusters="account")
    test = table.tests[table.tests["against"] == "y"].iloc[0]
    means = within.groupby(["account", "side"])["spend"].mean().unstack()
    theirs = stats.ttest_rel(means["x"], means["y"])
    assert test["statistic"] == pytest.approx(theirs.statistic)
    assert test["df"] == 6 - 2


def test_the_accounts_are_the_clusters_where_none_are_given(nested):
    named = crosstab(nested, [Measure("spend")], Banner(["side"]), accounts="account")
    given = crosstab(nested, [Measure("spend")], Banner(["side"]), clusters="account")
    pd.testing.assert_frame_equal(named.tests, given.tests)
    banner, rule = Banner(["side"]), Suppression(hide=2, accounts=1)
    plan = Disclosure(nested, [banner], rule, stub=[Measure("spend")], accounts="account")
    planned = crosstab(nested, [Measure("spend")], banner, suppression=plan)
    pd.testing.assert_frame_equal(planned.tests, given.tests)
    apart = nested["account"].sample(frac=1, random_state=1)
    by_label = crosstab(nested, [Measure("spend")], Banner(["side"]), clusters=apart)
    pd.testing.assert_frame_equal(by_label.cells, given.cells)


def test_a_preset_of_another_program_keeps_its_formula(nested):
    answered = nested.assign(yes=(nested["spend"] > 0).map({True: "yes", False: "no"}))
    plain = crosstab(answered, ["yes"], Banner(["side"]), comparison=SPSS)
    given = crosstab(answered, ["yes"], Banner(["side"]), comparison=SPSS, clusters="account")
    pd.testing.assert_frame_equal(plain.tests, given.tests)
    crunch = crosstab(answered, ["yes"], Banner(["side"]), comparison=CRUNCH, clusters="account")
    assert (crunch.tests["df"].dropna() == 4).all()


def test_shares_of_all_and_none_count_their_accounts():
    frame = pd.DataFrame(
        {"account": np.repeat(range(8), 5), "side": np.repeat(["x", "y"], 20), "yes": 1}
    )
    frame.loc[20:, "yes"] = [0, 1, 0, 0, 1] * 4
    table = crosstab(frame, [Variable("yes")], Banner(["side"]), clusters="account")
    every = table.cells[(table.cells["column"] == "x") & (table.cells["row"] == "1")].iloc[0]
    critical = stats.t.ppf(0.975, 3)
    assert every["low"] == pytest.approx(100 * 4 / (4 + critical**2))
    assert np.isfinite(table.tests["p"]).all()


def test_a_column_of_one_account_says_so(nested):
    nested.loc[nested["account"] == "a", "side"] = "z"
    table = crosstab(nested, [Measure("spend")], Banner(["side"]), clusters="account")
    own = table.cells[table.cells["column"] == "z"].iloc[0]
    assert np.isnan(own["low"])
    assert own["reason"] == "no interval: a single cluster"
    pairs = table.tests[table.tests["against"] == "z"]
    assert pairs["p"].isna().all()
    assert pairs["reason"].str.startswith("one cluster").all()


def test_several_answers_are_tested_one_by_one(nested):
    rng = np.random.default_rng(2)
    used = nested.assign(web=rng.integers(0, 2, 18), mail=rng.integers(0, 2, 18))
    question = MultipleResponse(["web", "mail"], "Used")
    found = crosstab(used, [question], Banner(["side"]), clusters="account").independence
    assert found["row"].tolist() == ["web", "mail"]
    assert (found["df"] == 1).all()
    assert found["p"].between(0, 1).all()
    across = crosstab(used, ["side"], Banner([question])).independence
    assert across["reason"].tolist() == ["the columns share respondents"]


def test_clusters_that_are_missing_or_one_are_refused(nested):
    for wrong in (nested["account"].mask(nested.index == 3), ["a"] * 18):
        with pytest.raises(StatisticsError, match=r"cluster.*allowed"):
            crosstab(nested, [Measure("spend")], Banner(["side"]), clusters=wrong)


def test_tests_find_what_is_not_there_no_more_often_than_they_say():
    """40 accounts of 5 with an intraclass correlation of 0.3; 300 questions about nothing."""
    rng = np.random.default_rng(12)
    account = np.repeat(np.arange(40), 5)
    common, own = rng.standard_normal((40, 300))[account], rng.standard_normal((200, 300))
    values = np.sqrt(0.3) * common + np.sqrt(0.7) * own
    names = [f"q{at}" for at in range(300)]
    frame = pd.DataFrame(values, columns=names).assign(side=account % 2)
    plain = Comparison(correction="none")
    tables = [
        crosstab(frame, [Measure(name) for name in names], Banner(["side"]), comparison=plain, **by)
        for by in ({}, {"clusters": account})
    ]
    ignored, allowed = (
        np.mean(table.tests[table.tests["against"] != "rest"]["p"] < 0.05) for table in tables
    )
    assert ignored > 0.12
    assert 0.02 < allowed < 0.08
