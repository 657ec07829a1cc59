"""Reliability of a battery: alpha with its interval, omega, split halves, items one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import confidence_level
from research.statistics.answers.results import StatisticalResult
from research.statistics.scales.battery import read_battery
from research.statistics.scales.factor import one_factor

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["Reliability", "reliability"]

# All splits of up to this many are tried; of more, as many at random.
_SPLITS = 10_000


@dataclass(frozen=True)
class Reliability(StatisticalResult):
    """How well a battery measures one thing.

    Parameters
    ----------
    alpha, low, high : Cronbach's alpha and its limits.
    standardised : alpha of the items in standard units.
    omega : McDonald's omega of one factor; missing with fewer than three items.
    split_half : of odd and even items, stepped up after Spearman and Brown.
    worst_split, best_split : lowest and highest of the halves of equal size (Guttman's lambda 4).
    mean_correlation : of all pairs of items.
    n : complete answers; `dropped` lack an item.
    effective : answers of equal weight that would say as much.
    items : one row an item: ``mean, sd``, ``item_total`` (its correlation with the sum of all),
        ``item_rest`` (with the sum of the others), ``alpha_dropped``, ``loading`` on the factor.
    method : in words.
    """

    alpha: float
    low: float
    high: float
    standardised: float
    omega: float
    split_half: float
    worst_split: float
    best_split: float
    mean_correlation: float
    n: int
    dropped: int
    effective: float
    items: pd.DataFrame
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The items."""
        return self.items


def reliability(
    answers: pd.DataFrame, weights: ArrayLike | None = None, *, confidence: float = 0.95
) -> Reliability:
    """Give the reliability of a battery of items that are summed or averaged.

    Parameters
    ----------
    answers : one row a respondent, one numeric column an item, two items or more; items that are
        asked the other way round turned before. Rows that lack an item are left out and counted.
    weights : one a respondent, matched by label.
    confidence : two-sided level of the interval of alpha.

    Raises
    ------
    StatisticsError
        If there are too few items or answers, an item does not vary, or the sum of all does not.

    Notes
    -----
    Cronbach (1951), "Coefficient alpha and the internal structure of tests", Psychometrika 16:297;
    its interval after Feldt (1965), "The approximate sampling distribution of Kuder-Richardson
    reliability coefficient twenty", Psychometrika 30:357, with effective answers where they are
    weighted; omega after McDonald (1999), "Test Theory", from a factor fitted by maximum
    likelihood; halves after Guttman (1945), "A basis for analyzing test-retest reliability",
    Psychometrika 10:255. The mean of all halves of equal size is alpha.

    Examples
    --------
    >>> answers = pd.DataFrame(
    ...     {"clear": [1, 2, 4, 5, 3, 5], "quick": [2, 2, 5, 4, 3, 5], "kind": [1, 3, 4, 4, 2, 5]}
    ... )
    >>> found = reliability(answers)
    >>> round(found.alpha, 3), round(found.low, 3), round(found.omega, 3)
    (0.951, 0.793, 0.956)
    >>> found.items[["item_rest", "alpha_dropped"]].round(3)
           item_rest  alpha_dropped
    item
    clear      0.926          0.911
    quick      0.890          0.938
    kind       0.890          0.934
    """
    level = confidence_level(confidence)
    battery = read_battery(answers, weights, least=2)
    covariance = battery.covariance()
    if covariance.sum() <= 1e-12 * np.trace(covariance):
        msg = "the sum of the items does not vary; allowed: items that point the same way (turn "
        msg += "those that are asked the other way round)"
        raise StatisticsError(msg)
    alpha, n = _alpha(covariance), battery.effective
    low, high = feldt_limits(alpha, n, len(covariance), level)
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    loadings, omega = _omega(correlation, spread)
    worst, best = _splits(covariance)
    share = battery.weights / battery.weights.sum()
    items = _items(covariance, pd.Index(battery.items, name="item"))
    items.insert(0, "mean", share @ battery.values)
    items["loading"] = loadings
    return Reliability(
        alpha=alpha,
        low=low,
        high=high,
        standardised=_alpha(correlation) if correlation.sum() > 1e-12 else float("nan"),
        omega=omega,
        split_half=_odd_even(covariance),
        worst_split=worst,
        best_split=best,
        mean_correlation=float(correlation[np.triu_indices(len(correlation), 1)].mean()),
        n=len(battery.values),
        dropped=battery.dropped,
        effective=n,
        items=items,
        method=f"Cronbach's alpha of complete answers, {level:.0%} interval by Feldt (1965); omega "
        "of one factor by maximum likelihood (McDonald 1999); halves of equal size (Guttman 1945)",
    )


def feldt_limits(alpha: float, n: float, k: int, level: float) -> tuple[float, float]:
    """Limits of alpha from `n` answers to `k` items."""
    df = n - 1, (n - 1) * (k - 1)
    low, high = 1 - (1 - alpha) * stats.f.ppf([0.5 + level / 2, 0.5 - level / 2], *df)
    return float(low), float(high)


def _alpha(covariance: Floats) -> float:
    k = len(covariance)
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def _omega(correlation: Floats, spread: Floats) -> tuple[Floats, float]:
    """Loadings in standard units, and omega of the items as they are."""
    if len(correlation) < 3:
        return np.full(len(correlation), np.nan), float("nan")
    loadings, unique = one_factor(correlation)
    common = float((loadings * spread).sum() ** 2)
    return loadings, common / (common + float((unique * spread**2).sum()))


def _items(covariance: Floats, names: pd.Index[str]) -> pd.DataFrame:
    """Each item beside the sum of all and the sum of the others."""
    own, total = np.diag(covariance), covariance.sum()
    with_total = covariance.sum(axis=1)
    rest = np.maximum(total - 2 * with_total + own, 0)
    without = [np.delete(np.delete(covariance, at, 0), at, 1) for at in range(len(own))]
    with np.errstate(divide="ignore", invalid="ignore"):
        dropped = [_alpha(each) if len(each) > 1 else float("nan") for each in without]
        return pd.DataFrame(
            {
                "sd": np.sqrt(own),
                "item_total": with_total / np.sqrt(own * total),
                "item_rest": np.where(rest > 0, (with_total - own) / np.sqrt(own * rest), np.nan),
                "alpha_dropped": dropped,
            },
            index=names,
        )


def _odd_even(covariance: Floats) -> float:
    """Correlation of the sums of odd and even items, stepped up to the whole length."""
    odd = np.arange(len(covariance)) % 2 == 0
    between = covariance[odd][:, ~odd].sum()
    within = covariance[odd][:, odd].sum() * covariance[~odd][:, ~odd].sum()
    if within <= 0:
        return float("nan")
    r = between / np.sqrt(within)
    return float(2 * r / (1 + r)) if r > -1 else float("nan")


def _splits(covariance: Floats) -> tuple[float, float]:
    """Lowest and highest reliability of two halves; an odd item more is in the second."""
    k = len(covariance)
    half = k // 2
    if comb(k, half) <= 2 * _SPLITS:
        chosen = np.array(list(combinations(range(k), half)))
    else:
        rng = np.random.default_rng(k)
        chosen = np.argsort(rng.random((_SPLITS, k)), axis=1)[:, :half]
    first = np.zeros((len(chosen), k))
    np.put_along_axis(first, chosen, 1.0, axis=1)
    between = ((first @ covariance) * (1 - first)).sum(axis=1)
    found = 4 * between / covariance.sum()
    return float(found.min()), float(found.max())
