"""Correlations of drivers with the unseen scale behind a yes-or-no or an ordered answer.

An ordered answer is taken as a coarse reading of a continuous one. The proportional-odds model
(of which binary logistic regression is the case of two categories) estimates how the drivers move
that continuous scale, and its residual has the logistic variance pi²/3. From there on the
decomposition is the one for continuous outcomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from research.errors import StatisticsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

__all__ = ["latent_correlations", "proportional_odds"]

_STEPS = 40
# Newton's steps double the digits: the step after one this small would be lost in rounding.
_CONVERGED = 1e-6
# A standardised coefficient beyond this moves the odds by e^15: the categories are separated.
_SEPARATED = 15.0
_RESIDUAL = np.pi**2 / 3


class _Slopes(NamedTuple):
    """First and second derivatives of the log-likelihood in the upper and lower limits."""

    upper: Floats
    lower: Floats
    upper2: Floats
    lower2: Floats
    both: Floats


def latent_correlations(X: Floats, codes: Codes, weights: Floats) -> Floats:
    """Give the correlations of the drivers with the continuous scale behind an ordered outcome.

    Parameters
    ----------
    X : drivers, shape ``(n, p)``.
    codes : categories of the outcome from 0 up, shape ``(n,)``; two categories make it binary.
    weights : shape ``(r, n)``, one row a repetition.

    Returns
    -------
    Shape ``(r, p + 1, p + 1)``, drivers first. A repetition in which the outcome has an empty
    category, is perfectly separated or does not converge is NaN throughout, to be counted and
    left out.

    Notes
    -----
    McKelvey and Zavoina (1975), "A statistical model for the analysis of ordinal level dependent
    variables", Journal of Mathematical Sociology 4:103: R² is the share of the latent variance
    that the linear predictor explains.
    """
    mean, spread = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / np.where(spread > 0, spread, 1.0)
    beta = proportional_odds(Z, codes, weights)
    total = weights.sum(axis=1)
    centre = weights @ Z / total[:, None]
    products = (weights @ _outer(Z)).reshape(len(weights), Z.shape[1], Z.shape[1])
    covariance = products / total[:, None, None] - centre[:, :, None] * centre[:, None, :]
    with_outcome = (covariance @ beta[:, :, None])[:, :, 0]
    variance = (beta * with_outcome).sum(axis=1) + _RESIDUAL
    joint = np.empty((len(weights), Z.shape[1] + 1, Z.shape[1] + 1))
    joint[:, :-1, :-1] = covariance
    joint[:, :-1, -1] = joint[:, -1, :-1] = with_outcome
    joint[:, -1, -1] = variance
    diagonal = np.diagonal(joint, axis1=1, axis2=2)
    scale = np.sqrt(np.where(diagonal > 0, diagonal, np.nan))
    correlations: Floats = joint / (scale[:, :, None] * scale[:, None, :])
    return correlations


def proportional_odds(Z: Floats, codes: Codes, weights: Floats) -> Floats:
    """Fit proportional-odds models to one data set under many weightings at once.

    Parameters
    ----------
    Z : drivers of about unit variance, shape ``(n, p)``.
    codes : categories of the outcome from 0 up, shape ``(n,)``.
    weights : shape ``(r, n)``.

    Returns
    -------
    Coefficients, shape ``(r, p)``; positive where the driver goes with higher categories. NaN in
    the rows that could not be estimated.

    Raises
    ------
    StatisticsError
        With fewer than two categories.

    Notes
    -----
    McCullagh (1980), "Regression models for ordinal data", JRSS B 42:109; Newton's method on the
    log-likelihood, which is concave.
    """
    categories = int(codes.max()) + 1 if len(codes) else 0
    if categories < 2:
        msg = "the outcome has one category only: nothing to explain; allowed: two or more"
        raise StatisticsError(msg)
    shares = np.stack([weights @ (codes == k) for k in range(categories)], axis=1)
    shares /= weights.sum(axis=1, keepdims=True)
    below = np.clip(np.cumsum(shares, axis=1)[:, :-1], 1e-9, 1 - 1e-9)
    start = np.hstack([np.log(below / (1 - below)), np.zeros((len(weights), Z.shape[1]))])
    possible = np.asarray((shares > 0).all(axis=1))
    if len(weights) > 1 and possible.any():
        # Repetitions differ little from their average, so its fit is the nearest place to start.
        average = weights[possible].mean(axis=0, keepdims=True)
        middle, settled = _fit(start[possible][:1], Z, codes, average)
        start = np.where(settled[:, None], middle, start)
    theta, done = _fit(start, Z, codes, weights, possible)
    beta = theta[:, categories - 1 :].copy()
    beta[~done] = np.nan
    return beta


def _fit(
    start: Floats,
    Z: Floats,
    codes: Codes,
    weights: Floats,
    possible: NDArray[np.bool_] | None = None,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Cuts and coefficients for each weighting, and which of them settled."""
    theta, products, cuts = start.copy(), _outer(Z), start.shape[1] - Z.shape[1]
    active = np.arange(len(start)) if possible is None else np.flatnonzero(possible)
    done = np.zeros(len(start), dtype=bool)
    for _ in range(_STEPS):
        if not len(active):
            break
        step = _newton(theta[active], Z, products, codes, weights[active], cuts)
        theta[active] += step
        bounded = np.abs(theta[active, cuts:]).max(axis=1, initial=0.0) < _SEPARATED
        settled = np.abs(step).max(axis=1) < _CONVERGED
        done[active[settled & bounded]] = True
        active = active[~settled & bounded]
    return theta, done


def _newton(
    theta: Floats, Z: Floats, products: Floats, codes: Codes, weights: Floats, cuts: int
) -> Floats:
    """One step of Newton's method for each weighting, shortened where it would cross the cuts."""
    derivatives = _of_two_categories if cuts == 1 else _of_more_categories
    # Weightings that start from one place share its probabilities, which cost most of a step.
    shared = theta[:1] if (theta == theta[0]).all() else theta
    gradient, hessian = derivatives(shared, Z, products, codes, weights)
    hessian = hessian - 1e-9 * weights.sum(axis=1)[:, None, None] * np.eye(theta.shape[1])
    step: Floats = -np.linalg.solve(hessian, gradient[:, :, None])[:, :, 0]
    return step * _kept_in_order(theta[:, :cuts], step)


def _of_two_categories(
    theta: Floats, Z: Floats, products: Floats, codes: Codes, weights: Floats
) -> tuple[Floats, Floats]:
    """First and second derivatives of the log-likelihood of a logistic regression.

    ``theta`` has one row for each weighting, or one for all of them.
    """
    size, drivers = theta.shape[1], Z.shape[1]
    yes = theta[:, 1:] @ Z.T
    yes -= theta[:, :1]
    # 1 / (1 + exp(-x)) by way of the hyperbolic tangent, which cannot overflow and is quick.
    yes *= 0.5
    np.tanh(yes, out=yes)
    yes += 1
    yes *= 0.5
    surplus = weights * (yes - codes)
    yes *= 1 - yes
    curvature = weights * yes
    gradient = np.column_stack([surplus.sum(axis=1), -surplus @ Z])
    rows, columns = np.triu_indices(drivers)
    by_pair = -curvature @ products[:, rows * drivers + columns]
    hessian = np.empty((len(weights), size, size))
    hessian[:, 0, 0] = -curvature.sum(axis=1)
    hessian[:, 0, 1:] = hessian[:, 1:, 0] = curvature @ Z
    hessian[:, 1 + rows, 1 + columns] = hessian[:, 1 + columns, 1 + rows] = by_pair
    return gradient, hessian


def _of_more_categories(
    theta: Floats, Z: Floats, products: Floats, codes: Codes, weights: Floats
) -> tuple[Floats, Floats]:
    """First and second derivatives of the log-likelihood of a proportional-odds model.

    ``theta`` has one row for each weighting, or one for all of them.
    """
    size, drivers = theta.shape[1], Z.shape[1]
    cuts = size - drivers
    slopes = _slopes(theta, Z, codes, cuts)
    up, low = weights * slopes.upper, weights * slopes.lower
    up2, low2, both = weights * slopes.upper2, weights * slopes.lower2, weights * slopes.both
    gradient = np.zeros((len(weights), size))
    hessian = np.zeros((len(weights), size, size))
    gradient[:, cuts:] = -(up + low) @ Z
    curvature = (up2 + low2 + 2 * both) @ products
    hessian[:, cuts:, cuts:] = curvature.reshape(-1, drivers, drivers)
    for cut in range(cuts):
        under, over = codes == cut, codes == cut + 1
        gradient[:, cut] = up[:, under].sum(axis=1) + low[:, over].sum(axis=1)
        hessian[:, cut, cut] = up2[:, under].sum(axis=1) + low2[:, over].sum(axis=1)
        mixed = -(up2 + both)[:, under] @ Z[under] - (low2 + both)[:, over] @ Z[over]
        hessian[:, cut, cuts:] = hessian[:, cuts:, cut] = mixed
        if cut:
            hessian[:, cut, cut - 1] = hessian[:, cut - 1, cut] = both[:, under].sum(axis=1)
    return gradient, hessian


def _kept_in_order(cut: Floats, step: Floats) -> Floats:
    """Largest share of a step, at most 1, that keeps the cuts rising and moves nothing by > 5."""
    share = np.minimum(1.0, 5.0 / np.maximum(np.abs(step).max(axis=1), 1e-300))
    if cut.shape[1] > 1:
        gap = np.diff(cut, axis=1)
        closing = np.diff(step[:, : cut.shape[1]], axis=1)
        room = np.divide(-0.9 * gap, closing, out=np.full_like(gap, np.inf), where=closing < 0)
        share = np.minimum(share, room.min(axis=1))
    kept: Floats = share[:, None]
    return kept


def _slopes(theta: Floats, Z: Floats, codes: Codes, cuts: int) -> _Slopes:
    predictor = theta[:, cuts:] @ Z.T
    upper, density_up = _logistic(theta, predictor, codes, cuts, top=True)
    lower, density_low = _logistic(theta, predictor, codes - 1, cuts, top=False)
    likelihood = np.maximum(upper - lower, 1e-300)
    up, low = density_up / likelihood, -density_low / likelihood
    return _Slopes(
        upper=up,
        lower=low,
        upper2=up * (1 - 2 * upper) - up**2,
        lower2=low * (1 - 2 * lower) - low**2,
        both=-up * low,
    )


def _logistic(
    theta: Floats, predictor: Floats, limit: Codes, cuts: int, *, top: bool
) -> tuple[Floats, Floats]:
    """Distribution and density at the limit of each answer; the outer limits are infinite."""
    inside = (limit >= 0) & (limit < cuts)
    distance = theta[:, np.clip(limit, 0, cuts - 1)] - predictor
    share = 1 / (1 + np.exp(-np.clip(distance, -700, 700)))
    density = np.where(inside, share * (1 - share), 0.0)
    return np.where(inside, share, 1.0 if top else 0.0), density


def _outer(Z: Floats) -> Floats:
    """Products of every two drivers, shape ``(n, p * p)``."""
    return (Z[:, :, None] * Z[:, None, :]).reshape(len(Z), -1)
