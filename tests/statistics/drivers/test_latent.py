from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.miscmodels.ordinal_model import OrderedModel

from research.errors import StatisticsError
from research.statistics.drivers import latent
from research.statistics.drivers.latent import latent_correlations, proportional_odds


def made_up(rows: int = 600, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Made-up drivers and the continuous scale that they move."""
    rng = np.random.default_rng(seed)
    Z = rng.normal(size=(rows, 3)) + 0.4 * rng.normal(size=(rows, 1))
    Z = (Z - Z.mean(axis=0)) / Z.std(axis=0)
    return Z, Z @ [0.9, 0.4, 0.0] + rng.logistic(size=rows)


def test_two_categories_are_a_logistic_regression():
    Z, latent = made_up()
    yes = (latent > 0.3).astype(int)
    expected = sm.Logit(yes, sm.add_constant(Z)).fit(disp=0).params[1:]
    np.testing.assert_allclose(proportional_odds(Z, yes, np.ones((1, 600)))[0], expected, 1e-6)


def test_five_categories_are_the_proportional_odds_of_statsmodels():
    Z, latent = made_up()
    codes = np.digitize(latent, [-2, -0.5, 0.5, 2])
    expected = OrderedModel(codes, Z, distr="logit").fit(method="bfgs", disp=0).params[:3]
    np.testing.assert_allclose(proportional_odds(Z, codes, np.ones((1, 600)))[0], expected, 1e-3)


def test_latent_r2_does_not_depend_on_how_finely_the_answer_is_cut():
    Z, latent = made_up(rows=6_000)
    ones = np.ones((1, 6_000))
    fine = latent_correlations(Z, np.digitize(latent, [-3, -2, -1, 0, 1, 2, 3]), ones)[0]
    coarse = latent_correlations(Z, (latent > 0).astype(int), ones)[0]
    np.testing.assert_allclose(coarse[:, -1], fine[:, -1], atol=0.04)


@pytest.mark.parametrize("together", [True, False])
def test_the_short_derivatives_of_two_categories_are_the_general_ones(together):
    Z, scale = made_up(rows=80)
    codes, rng = (scale > 0.3).astype(int), np.random.default_rng(4)
    theta = rng.normal(size=(1 if together else 5, 4))
    weights = rng.poisson(1, (5, 80)).astype(float)
    products = latent._outer(Z)
    short = latent._of_two_categories(theta, Z, products, codes, weights)
    general = latent._of_more_categories(theta, Z, products, codes, weights)
    for one, other in zip(short, general, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("cuts", [[0.3], [-1, 1]])
def test_many_weightings_at_once_are_each_fitted_as_if_alone(cuts):
    Z, scale = made_up(rows=150)
    codes = np.digitize(scale, cuts)
    weights = np.random.default_rng(5).poisson(1, (6, 150)).astype(float)
    alone = np.concatenate([proportional_odds(Z, codes, row[None]) for row in weights])
    np.testing.assert_allclose(proportional_odds(Z, codes, weights), alone, atol=1e-10)


def test_a_weight_of_two_equals_a_second_row():
    Z, latent = made_up(rows=100)
    codes = np.digitize(latent, [-1, 1])
    weights = np.where(np.arange(100) < 40, 2.0, 1.0)[None]
    doubled = proportional_odds(
        np.vstack([Z, Z[:40]]), np.append(codes, codes[:40]), np.ones((1, 140))
    )
    np.testing.assert_allclose(proportional_odds(Z, codes, weights), doubled, atol=1e-7)


def test_a_repetition_without_one_category_is_missing():
    Z, latent = made_up(rows=50)
    codes = np.digitize(latent, [-1, 1])
    weights = np.stack([np.ones(50), (codes != 1).astype(float)])
    beta = proportional_odds(Z, codes, weights)
    assert np.isfinite(beta[0]).all()
    assert np.isnan(beta[1]).all()


def test_one_category_is_an_error():
    with pytest.raises(StatisticsError, match="one category only"):
        proportional_odds(np.ones((5, 1)), np.zeros(5, dtype=int), np.ones((1, 5)))
