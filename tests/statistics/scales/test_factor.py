from __future__ import annotations

import numpy as np
import pytest
from statsmodels.multivariate.factor import Factor

from research.statistics.scales.factor import one_factor


@pytest.mark.parametrize("seed", range(3))
def test_loadings_are_those_of_statsmodels(seed):
    rng = np.random.default_rng(seed)
    data = rng.normal(size=(200, 1)) * [0.8, 0.6, 0.7, 0.5, 0.2] + rng.normal(size=(200, 5))
    correlation = np.corrcoef(data, rowvar=False)
    expected = Factor(corr=correlation, n_factor=1, method="ml", nobs=200).fit().loadings.ravel()
    loadings, unique = one_factor(correlation)
    np.testing.assert_allclose(loadings, expected * np.sign(expected.sum()), atol=2e-4)
    np.testing.assert_allclose(loadings**2 + unique, 1, atol=1e-5)


def test_an_item_that_the_others_repeat_keeps_a_finite_loading():
    correlation = np.array([[1, 0.999, 0.5], [0.999, 1, 0.5], [0.5, 0.5, 1]])
    loadings, unique = one_factor(correlation)
    assert np.isfinite(loadings).all()
    assert unique.min() >= 0.005
