"""Numbers of R's survey 4.1-1 for its data `api` (svyglm, svyolr)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.miscmodels.ordinal_model import OrderedModel

from research.errors import StatisticsError
from research.statistics.drivers.coefficients import regression

DATA = Path(__file__).parents[2] / "data"
CLUSTERS, STRATA = (pd.read_csv(DATA / f"{name}.csv") for name in ("apiclus1", "apistrat"))
CLUSTERS["wide"] = (CLUSTERS["sch.wide"] == "Yes").astype(int)
CLUSTERS["quarter"] = pd.cut(CLUSTERS["meals"], [-1, 25, 50, 75, 100], labels=range(4)).astype(int)
SOCIAL = ["ell", "meals", "mobility"]


def test_linear_regression_of_a_stratified_sample_agrees_with_r():
    found = regression(
        STRATA, "api00", SOCIAL, weights="pw", strata="stype", population="fpc"
    ).table
    assert found["coefficient"].tolist() == pytest.approx(
        [820.887315905623, -0.480586612172, -3.141535309985, 0.225713210230]
    )
    assert found["se"].tolist() == pytest.approx(
        [10.077735949885, 0.391973403223, 0.283946506417, 0.393218362023]
    )
    assert found.loc["ell", "p"] == pytest.approx(2.21658715155e-01)


def test_linear_regression_of_a_clustered_sample_agrees_with_r():
    found = regression(CLUSTERS, "api00", SOCIAL, weights="pw", clusters="dnum")
    assert found.table["se"].tolist() == pytest.approx(
        [21.605095396373, 0.327262531258, 0.280879792408, 0.449393071651]
    )
    assert found.table["p"].tolist() == pytest.approx(
        [5.18335934950e-13, 1.42659187423e-01, 2.53607499528e-07, 7.14151373704e-01]
    )
    assert (found.n, found.units, found.table["df"].iloc[0]) == (183, 15, 11)


def test_logistic_regression_agrees_with_r():
    found = regression(CLUSTERS, "wide", SOCIAL, kind="logit", weights="pw", clusters="dnum").table
    assert found["coefficient"].tolist() == pytest.approx(
        [1.7261001737155, 0.0400948017628, -0.0207883108506, 0.0145803655354], rel=1e-5
    )
    assert found["se"].tolist() == pytest.approx(
        [0.70818634328929, 0.01269952200515, 0.00930338969916, 0.02608975828395], rel=1e-5
    )
    assert found.loc["meals", "p"] == pytest.approx(0.04715435829456, rel=1e-5)
    assert found.loc["ell", "odds_ratio"] == pytest.approx(np.exp(0.0400948017628), rel=1e-5)


def test_ordinal_regression_agrees_with_r():
    found = regression(
        CLUSTERS, "quarter", ["ell", "mobility"], kind="ordinal", weights="pw", clusters="dnum"
    )
    assert found.table["coefficient"].tolist() == pytest.approx(
        [0.0770378323241, 0.0455577207481, 1.1531644064463, 3.0692801187905, 4.6408876519021],
        rel=2e-4,
    )
    # R's search stops early, and its curvature is known to three digits or so.
    assert found.table["se"].tolist() == pytest.approx(
        [0.0142383488184, 0.0396359012777, 0.7021556811000, 0.7768730339019, 0.9404764523532],
        rel=5e-3,
    )
    assert list(found.table.index[2:]) == ["0 | 1", "1 | 2", "2 | 3"]


def test_weights_of_one_give_statsmodels_robust_errors():
    found = regression(CLUSTERS, "api00", ["ell", "meals"])
    fit = sm.OLS(CLUSTERS["api00"], sm.add_constant(CLUSTERS[["ell", "meals"]])).fit(cov_type="HC0")
    assert found.table["coefficient"].tolist() == pytest.approx(fit.params.tolist())
    assert found.table["se"].tolist() == pytest.approx(
        (fit.bse * np.sqrt(183 / 182)).tolist(), rel=1e-6
    )


def test_ordered_answers_of_two_thresholds_agree_with_statsmodels():
    three = CLUSTERS.assign(third=pd.cut(CLUSTERS["meals"], 3, labels=["low", "middle", "high"]))
    found = regression(three, "third", ["ell"], kind="ordinal")
    theirs = OrderedModel(three["third"], three[["ell"]], distr="logit").fit(
        method="bfgs", disp=False
    )
    assert found.table.loc["ell", "coefficient"] == pytest.approx(theirs.params["ell"], rel=1e-3)
    assert list(found.table.index) == ["ell", "low | middle", "middle | high"]


def test_categories_have_a_coefficient_each_after_the_first_and_gaps_are_counted():
    gaps = CLUSTERS.assign(api00=CLUSTERS["api00"].where(CLUSTERS.index > 2))
    found = regression(gaps, "api00", ["stype"], weights="pw")
    assert list(found.table.index) == ["const", "stype_H", "stype_M"]
    assert (found.n, found.left_out) == (180, 3)
    means = gaps.groupby("stype")["api00"].mean()
    assert found.table.loc["stype_H", "coefficient"] == pytest.approx(means["H"] - means["E"])


@pytest.mark.parametrize(
    ("outcome", "predictors", "kind", "fault"),
    [
        ("api00", ["meals"], "logit", "both 0 and 1"),
        ("wide", ["meals"], "ordinal", "three or more"),
        ("stype", ["meals"], "linear", "numbers"),
        ("meals", ["meals"], "linear", "other columns"),
        ("meals", ["ell", "ell2"], "linear", "say the same"),
        ("wide", ["copy"], "logit", "apart completely"),
        ("meals", ["nothing"], "linear", "no column"),
        ("meals", ["ell"], "probit", "allowed: linear"),
    ],
)
def test_what_cannot_be_fitted_is_refused(outcome, predictors, kind, fault):
    frame = CLUSTERS.assign(ell2=2 * CLUSTERS["ell"], copy=CLUSTERS["wide"] * 1.0)
    with pytest.raises(StatisticsError, match=fault):
        regression(frame, outcome, predictors, kind=kind)


def test_too_few_clusters_are_refused():
    with pytest.raises(StatisticsError, match="more clusters"):
        regression(CLUSTERS, "api00", SOCIAL, clusters=np.arange(183) % 3)
