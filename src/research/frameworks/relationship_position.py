"""Where a supplier stands among others: percentile, quartile and decile, with their uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.relationship import quality
from research.statistics.effects.contrasts import clustered_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["FEWEST_SUPPLIERS", "Score", "position", "supplier_scores"]

UNIQUE = 0.10
"""Share of the benchmark whose standing counts as unique."""

FEWEST_SUPPLIERS = 10
# Accounts that an error between accounts needs.
_HEARD = 2


class Score(NamedTuple):
    """A mean over all answers with its standard error and number of answers."""

    value: float
    error: float
    base: int


def supplier_scores(
    contacts: pd.DataFrame, parts: Mapping[str, float] | None = None
) -> dict[str, Score]:
    """Give the supplier's own scores, with errors that count accounts and not answers.

    Parameters
    ----------
    contacts : one survey, with ``account, recommend`` and the parts.
    parts : weights of the quality score.

    Returns
    -------
    ``quality, nps, solution, experience`` and ``uniqueness``, the lower of the last two.

    Raises
    ------
    StatisticsError
        When fewer than two accounts answered.
    """
    answers = contacts.dropna(subset=["recommend"])
    if answers["account"].nunique() < _HEARD:
        msg = "fewer than two accounts answered, too few for scores with their uncertainty"
        raise StatisticsError(msg)
    step = 100.0 * ((answers["recommend"] >= 9).astype(int) - (answers["recommend"] <= 6))
    columns = {
        "quality": quality(answers, parts),
        "nps": step,
        "solution": answers["solution"],
        "experience": answers["experience"],
    }
    scores = {name: _mean(column, answers["account"]) for name, column in columns.items()}
    scores["uniqueness"] = min(scores["solution"], scores["experience"])
    return scores


def _mean(column: pd.Series[float], account: pd.Series[str]) -> Score:
    known = column.dropna().astype(float)
    values = known.to_numpy()
    codes = np.asarray(pd.factorize(account.loc[known.index])[0], dtype=np.intp)
    error = clustered_error(values - values.mean(), codes)
    return Score(float(values.mean()), error, len(values))


def position(
    score: Score,
    benchmark: pd.Series[float],
    *,
    draws: int = 10_000,
    confidence: float = 0.95,
    seed: int = 2015,
) -> pd.Series[float]:
    """Place a score among the suppliers of its industry.

    Both sides are uncertain: the own score is a sample's, and so is the benchmark, which is
    resampled.

    Parameters
    ----------
    score : own score with its standard error.
    benchmark : scores of the others, ten or more.
    draws : of the simulation behind the intervals.
    confidence : of the intervals.
    seed : of the random numbers.

    Returns
    -------
    ``score, base, others, percentile`` (percent of the others below, ties counting half) with
    ``percentile_low, percentile_high``; ``quartile`` and ``decile`` (1 is best) with ``_low``
    (best) and ``_high``; ``top_quartile`` and ``unique``, the probabilities of standing in the
    upper quarter and tenth.

    Raises
    ------
    StatisticsError
        When the benchmark has fewer than ten suppliers, too few to speak of tenths.
    """
    others = np.asarray(benchmark.dropna(), dtype=np.float64)
    if len(others) < FEWEST_SUPPLIERS:
        msg = (
            f"the benchmark has {len(others)} suppliers; allowed: {FEWEST_SUPPLIERS} or more for "
            "tenths (join industries, or leave the position out)"
        )
        raise StatisticsError(msg)
    rng = np.random.default_rng(seed)
    own = score.value + score.error * rng.standard_normal(draws)
    below = _percentile(np.full(1, score.value), others)[0]
    # The share below in a resampled benchmark is binomial around the share in this one.
    moved = rng.binomial(len(others), _percentile(own, others) / 100) * 100 / len(others)
    edge = 100 * (1 - confidence) / 2
    low, high = np.percentile(moved, [edge, 100 - edge])
    result = {
        "score": score.value,
        "base": float(score.base),
        "others": float(len(others)),
        "percentile": float(below),
        "percentile_low": float(low),
        "percentile_high": float(high),
    }
    for name, parts in (("quartile", 4), ("decile", 10)):
        result[name] = _part(below, parts)
        result[f"{name}_low"] = _part(float(high), parts)
        result[f"{name}_high"] = _part(float(low), parts)
    result["top_quartile"] = float((moved >= 75).mean())
    result["unique"] = float((moved >= 100 * (1 - UNIQUE)).mean())
    return pd.Series(result)


def _percentile(values: Floats, others: Floats) -> Floats:
    ordered = np.sort(others)
    under = np.searchsorted(ordered, values, side="left")
    upto = np.searchsorted(ordered, values, side="right")
    share: Floats = 100 * (under + upto) / (2 * len(ordered))
    return share


def _part(percentile: float, parts: int) -> float:
    """Quarter or tenth that a percentile lies in, 1 for the best."""
    return float(max(1, np.ceil((100 - percentile) * parts / 100)))
