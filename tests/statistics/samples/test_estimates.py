"""Numbers of R's survey 4.1-1 for its data `api` (svytotal, svyratio, svyquantile, rake)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from research.errors import StatisticsError
from research.statistics.samples.estimates import survey_quantile, survey_ratio, survey_total
from research.statistics.samples.linearisation import survey_mean
from research.statistics.samples.raking import rake

DATA = Path(__file__).parents[2] / "data"
CLUSTERS, STRATA = (pd.read_csv(DATA / f"{name}.csv") for name in ("apiclus1", "apistrat"))
STRATIFIED = {"strata": STRATA["stype"], "population": STRATA["fpc"]}
NESTED = {"clusters": CLUSTERS["dnum"]}
TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}


def test_totals_agree_with_r():
    stratified = survey_total(STRATA["enroll"], STRATA["pw"], **STRATIFIED)
    nested = survey_total(CLUSTERS["enroll"], CLUSTERS["pw"], **NESTED)
    assert (stratified.estimate, stratified.se) == pytest.approx((3687177.532, 114641.7161))
    assert (nested.estimate, nested.se) == pytest.approx((3404940.135, 941610.7409))
    assert (stratified.df, nested.df) == (197, 14)


def test_ratios_agree_with_r():
    stratified = survey_ratio(STRATA["api00"], STRATA["api99"], STRATA["pw"], **STRATIFIED)
    assert (stratified.estimate, stratified.se) == pytest.approx((1.05226054622, 0.00364392223084))
    nested = survey_ratio(CLUSTERS["api.stu"], CLUSTERS["enroll"], CLUSTERS["pw"], **NESTED)
    assert (nested.estimate, nested.se) == pytest.approx((0.849708741724, 0.00847064019493))
    assert (nested.low, nested.high) == pytest.approx((0.831541025396, 0.867876458053))


@pytest.mark.parametrize(
    ("q", "stratified", "nested"),
    [
        (0.25, (565, 535, 597, 15.719451132), (552, 491, 628, 31.9379080381)),
        (0.5, (668, 642, 694, 13.1840557882), (652, 559, 715, 36.3672529485)),
        (0.75, (756, 726, 778, 13.1840557882), (719, 696, 777, 18.8829967232)),
    ],
)
def test_quantiles_and_woodruffs_limits_agree_with_r(q, stratified, nested):
    for frame, design, theirs in ((STRATA, STRATIFIED, stratified), (CLUSTERS, NESTED, nested)):
        found = survey_quantile(frame["api00"], frame["pw"], q=q, **design)
        assert (found.estimate, found.low, found.high, found.se) == pytest.approx(theirs)


def test_variances_after_raking_agree_with_r():
    raked = rake(CLUSTERS, {"stype": TYPES, "sch.wide": WIDE}, start=CLUSTERS["pw"], total=6194)
    design = {
        **NESTED,
        "raked": CLUSTERS[["stype", "sch.wide"]],
        "start": CLUSTERS["pw"],
    }
    mean = survey_mean(CLUSTERS["api00"], raked.weights, **design)
    total = survey_total(CLUSTERS["enroll"], raked.weights, **design)
    assert (mean.mean, mean.se) == pytest.approx((641.230320927, 23.9420099146), rel=1e-6)
    assert (total.estimate, total.se) == pytest.approx((3647280.14807, 404632.221021), rel=1e-6)
    assert "margins" in mean.method
    ignored = survey_total(CLUSTERS["enroll"], raked.weights, **NESTED)
    assert ignored.se > 2 * total.se


def test_a_margin_itself_is_known_after_raking():
    raked = rake(CLUSTERS, {"stype": TYPES}, total=6194)
    high = (CLUSTERS["stype"] == "H").astype(float)
    total = survey_total(high, raked.weights, raked=CLUSTERS[["stype"]], **NESTED)
    assert total.estimate == pytest.approx(755)
    assert total.se == pytest.approx(0, abs=1e-6)


def test_domains_keep_the_design_and_count_their_own():
    inside = CLUSTERS["stype"] == "E"
    total = survey_total(CLUSTERS["enroll"], CLUSTERS["pw"], domain=inside, **NESTED)
    zeroed = survey_total(CLUSTERS["enroll"].where(inside, 0), CLUSTERS["pw"], **NESTED)
    assert (total.estimate, total.se) == pytest.approx((zeroed.estimate, zeroed.se))
    assert total.n == inside.sum()
    mean = survey_mean(CLUSTERS["api00"], CLUSTERS["pw"], domain=inside, **NESTED)
    ratio = survey_ratio(CLUSTERS["api00"], np.ones(183), CLUSTERS["pw"], domain=inside, **NESTED)
    assert (ratio.estimate, ratio.se) == pytest.approx((mean.mean, mean.se))


def test_values_match_by_label():
    shuffled = CLUSTERS["pw"].sample(frac=1, random_state=1)
    assert survey_total(CLUSTERS["enroll"], shuffled).estimate == pytest.approx(3404940.135)


def test_a_limit_beyond_the_values_is_missing():
    top = survey_quantile([1.0, 2, 3, 4], q=0.9)
    assert top.estimate == 4
    assert np.isnan([top.low, top.high, top.se]).all()
    third = survey_quantile([1.0, 2, 3, 4], q=0.7)
    assert (third.estimate, np.isnan(third.high)) == (3, True)


def test_what_cannot_be_estimated_is_refused():
    with pytest.raises(StatisticsError, match="adds up to 0"):
        survey_ratio([1, 2], [1, -1])
    with pytest.raises(StatisticsError, match="strictly between 0 and 1"):
        survey_quantile([1, 2], q=50)
    with pytest.raises(StatisticsError, match="nobody in the domain"):
        survey_total([np.nan, np.nan], [1, 1])
    gaps = pd.DataFrame({"size": ["a", None]})
    with pytest.raises(StatisticsError, match="missing categories"):
        survey_total([1, 2], [1, 1], raked=gaps)
