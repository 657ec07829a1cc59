"""Birth weight by smoking (Cattaneo 2010), as Stata's manual and statsmodels' tests have it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels
import statsmodels.api as sm
from statsmodels.treatment.treatment_effects import TreatmentEffect

from research.errors import StatisticsError
from research.statistics.effects.adjustments import (
    doubly_robust,
    g_computation,
    inverse_probability,
)
from research.statistics.effects.confounders import design
from research.statistics.effects.contrasts import clustered_error, crude

BIRTHS = pd.read_csv(
    Path(statsmodels.__file__).parent / "treatment" / "tests" / "results" / "cataneo2.csv"
)
WEIGHT, SMOKES = BIRTHS["bweight"].astype(float), BIRTHS["mbsmoke_"] == 1
OUTCOME = design(BIRTHS, ["prenatal1_", "mmarried_", "mage", "fbaby_"])
SELECTION = design(BIRTHS, ["mmarried_", "mage", "mage2", "fbaby_", "medu"])
METHODS = [g_computation, inverse_probability, doubly_robust]


def theirs(method: str, chosen: pd.DataFrame = SELECTION) -> tuple[float, float]:
    """Estimate and standard error of statsmodels, all models estimated together (GMM)."""
    selection = sm.Logit(SMOKES.astype(float), chosen).fit(disp=0)
    model = TreatmentEffect(sm.OLS(WEIGHT, OUTCOME), SMOKES.astype(int), results_select=selection)
    found = getattr(model, method)(return_results=True)
    return float(found.effect[0]), float(found.results_gmm.bse[0])


def test_regression_adjustment_with_interactions_is_as_stata_publishes():
    effect = g_computation(WEIGHT, SMOKES, OUTCOME, interactions=True)
    assert effect.estimate == pytest.approx(-239.63921146434, rel=1e-8)
    assert effect.control == pytest.approx(3403.2422719355, rel=1e-8)
    assert clustered_error(effect.influence) == pytest.approx(23.82402100183, rel=2e-4)


def test_weighting_and_both_agree_with_statsmodels_and_the_models_are_in_their_errors():
    weighted = inverse_probability(WEIGHT, SMOKES, SELECTION)
    both = doubly_robust(WEIGHT, SMOKES, OUTCOME, selection=SELECTION)
    for effect, method in ((weighted, "ipw"), (both, "aipw")):
        estimate, error = theirs(method)
        assert effect.estimate == pytest.approx(estimate, rel=1e-5)
        assert clustered_error(effect.influence) == pytest.approx(error, rel=2e-3)


def test_what_goes_with_the_group_may_be_other_than_what_goes_with_the_outcome():
    same = doubly_robust(WEIGHT, SMOKES, OUTCOME)
    assert same.estimate == pytest.approx(theirs("aipw", OUTCOME)[0], rel=1e-5)
    other = doubly_robust(WEIGHT, SMOKES, OUTCOME, selection=SELECTION.sample(frac=1))
    assert other.estimate != pytest.approx(same.estimate, rel=1e-5)
    assert other.estimate == pytest.approx(theirs("aipw")[0], rel=1e-5)


@pytest.mark.parametrize("family", ["linear", "poisson", "gamma"])
def test_any_family_without_confounders_gives_the_difference_of_means(family):
    alone = OUTCOME[["const"]]
    plain = crude(WEIGHT, SMOKES)
    for effect in (
        g_computation(WEIGHT, SMOKES, alone, family=family),
        doubly_robust(WEIGHT, SMOKES, alone, family=family),
    ):
        assert effect.estimate == pytest.approx(plain.estimate, rel=1e-6)
        assert clustered_error(effect.influence) == pytest.approx(
            clustered_error(plain.influence), rel=1e-4
        )


@pytest.mark.parametrize(("family", "kind"), [("poisson", sm.families.Poisson), ("gamma", None)])
def test_counts_and_amounts_are_predicted_by_statsmodels(family, kind):
    kind = kind() if kind else sm.families.Gamma(sm.families.links.Log())
    data = np.column_stack([SMOKES, OUTCOME])
    fit = sm.GLM(WEIGHT, data, family=kind).fit()
    sides = []
    for value in (1.0, 0.0):
        data[:, 0] = value
        sides.append(fit.predict(data).mean())
    effect = g_computation(WEIGHT, SMOKES, OUTCOME, family=family)
    assert (effect.treated, effect.control) == pytest.approx(tuple(sides), rel=1e-6)
    assert family in effect.method


@pytest.mark.parametrize("method", METHODS)
def test_a_weight_of_two_is_a_row_in_two_copies_of_one_cluster(method):
    rows = slice(0, 600)
    y, t, X = WEIGHT[rows], SMOKES[rows], OUTCOME[rows]
    double = np.random.default_rng(1).random(600) < 0.4
    weighted = method(y, t, X, weights=np.where(double, 2.0, 1.0))
    at = np.concatenate([np.arange(600), np.flatnonzero(double)])
    copied = method(y.to_numpy()[at], t.to_numpy()[at], X.iloc[at].reset_index(drop=True))
    assert weighted.estimate == pytest.approx(copied.estimate, rel=1e-6)
    assert clustered_error(weighted.influence) == pytest.approx(
        clustered_error(copied.influence, at), rel=1e-4
    )


def test_the_weighted_crude_difference_has_rs_error():
    """Schools of 15 districts: svyglm(api00 ~ I(stype == "H")) of R's survey 4.1-1."""
    schools = pd.read_csv(Path(__file__).parents[2] / "data" / "apiclus1.csv")
    high = schools["stype"] == "H"
    effect = crude(schools["api00"], high, weights=schools["pw"])
    assert effect.estimate == pytest.approx(-27.7185122570, rel=1e-8)
    error = clustered_error(effect.influence, schools["dnum"])
    assert error == pytest.approx(30.4786467444, rel=1e-8)


@pytest.mark.parametrize("family", ["linear", "binomial"])
def test_the_estimate_of_both_holds_when_one_model_does(family):
    """Made up: a true difference of 0.2, with the outcome's or the group's covariates left out."""
    rng = np.random.default_rng(3)
    served = rng.random(20_000) < 0.5
    treated = rng.random(20_000) < np.where(served, 0.8, 0.2)
    outcome = (rng.random(20_000) < 0.3 + 0.2 * treated + 0.3 * served).astype(float)
    full = design(pd.DataFrame({"served": served}), ["served"])
    for X, selection in ((full, full[["const"]]), (full[["const"]], full)):
        effect = doubly_robust(outcome, treated, X, selection=selection, family=family)
        low, high = effect.interval()
        assert low < 0.2 < high
        assert high - low < 0.08


def test_a_family_that_the_outcome_is_none_of_is_refused():
    with pytest.raises(StatisticsError, match="family binomial: 0 and 1"):
        g_computation(WEIGHT, SMOKES, OUTCOME, family="binomial")
    with pytest.raises(StatisticsError, match="family gamma: numbers above 0"):
        g_computation(WEIGHT - 3_000, SMOKES, OUTCOME, family="gamma")
    with pytest.raises(StatisticsError, match="allowed: linear"):
        g_computation(WEIGHT, SMOKES, OUTCOME, family="probit")
