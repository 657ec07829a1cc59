"""MaxDiff: how often items were picked as best and as worst, and their utilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import confidence_level
from research.statistics.answers.results import StatisticalResult
from research.statistics.choices.tasks import Tasks, read_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["MaxDiff", "maxdiff_counts", "maxdiff_logit"]

_STEPS = 60
# A direction with less information, as a share of the largest, is that of all utilities alike.
_KNOWN = 1e-9
# An item e^15 times as likely as the average one is picked always: nothing bounds its utility.
_UNBOUNDED = 15.0


@dataclass(frozen=True)
class MaxDiff(StatisticalResult):
    """Items of a MaxDiff in their order.

    Parameters
    ----------
    items : one row an item, the best first. Counts have ``shown, best, worst``, the ``score`` (best
        less worst over shown, from -1 to 1) with ``low, high``, and ``rank``. The logit has the
        ``utility`` (its mean over items 0) with ``se, low, high``, the ``share`` of preference in
        percent with ``share_low, share_high``, and ``rank``.
    respondents, tasks : unweighted.
    log_likelihood : at the utilities; missing for counts.
    fit : share of the log-likelihood of random picks that is explained (McFadden); missing for
        counts.
    method : in words.
    """

    items: pd.DataFrame
    respondents: int
    tasks: int
    log_likelihood: float
    fit: float
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The items."""
        return self.items


def maxdiff_counts(
    tasks: pd.DataFrame,
    shown: Sequence[str],
    best: str,
    worst: str,
    *,
    respondent: str | None = None,
    weights: str | None = None,
    confidence: float = 0.95,
) -> MaxDiff:
    """Count how often items were picked as best and as worst.

    Parameters
    ----------
    tasks : one row a task that was answered.
    shown : columns with the items shown; missing where a set has fewer.
    best, worst : columns with the items picked.
    respondent : column that says whose task it is; answers of one respondent depend on each other.
    weights : column with the weight of the respondent.
    confidence : two-sided level.

    Raises
    ------
    StatisticsError
        With the row of a task whose picks were not shown, are missing or the same.

    Notes
    -----
    Louviere, Flynn and Marley (2015), "Best-Worst Scaling", chapter 2. The score is a ratio; its
    error comes from linearisation over respondents, with t on their number less one.

    Examples
    --------
    >>> tasks = pd.DataFrame(
    ...     {
    ...         "one": ["price", "price", "speed"],
    ...         "two": ["speed", "care", "care"],
    ...         "three": ["care", "range", "range"],
    ...         "best": ["price", "price", "speed"],
    ...         "worst": ["care", "range", "range"],
    ...     }
    ... )
    >>> found = maxdiff_counts(tasks, ["one", "two", "three"], "best", "worst")
    >>> found.items[["shown", "best", "worst", "score"]].round(2)
           shown  best  worst  score
    item
    price    2.0   2.0    0.0   1.00
    speed    2.0   1.0    0.0   0.50
    care     3.0   0.0    1.0  -0.33
    range    2.0   0.0    2.0  -1.00
    """
    level = confidence_level(confidence)
    read = read_tasks(tasks, shown, best, worst, respondent, weights)
    size = len(read.items)
    present = _present(read)
    picked = np.zeros((len(read.best), size))
    rows = np.arange(len(read.best))
    picked[rows, read.best], picked[rows, read.worst] = 1, -1
    times = read.weights @ present
    score = read.weights @ picked / times
    influence = read.weights[:, None] * (picked - score * present) / times
    error, df = _error(influence, read.respondent)
    t = stats.t.ppf(0.5 + level / 2, df) if df else float("nan")
    table = pd.DataFrame(
        {
            "shown": times,
            "best": read.weights @ (picked > 0),
            "worst": read.weights @ (picked < 0),
            "score": score,
            "low": np.maximum(score - t * error, -1),
            "high": np.minimum(score + t * error, 1),
        },
        index=pd.Index(read.items, name="item"),
    )
    method = "best less worst over times shown, errors linearised over respondents"
    return _result(table, "score", read, (float("nan"), float("nan")), method)


def maxdiff_logit(
    tasks: pd.DataFrame,
    shown: Sequence[str],
    best: str,
    worst: str,
    *,
    respondent: str | None = None,
    weights: str | None = None,
    confidence: float = 0.95,
) -> MaxDiff:
    """Give the utilities of items by a logit model of the picks of all respondents together.

    Parameters
    ----------
    tasks, shown, best, worst, respondent, weights, confidence : as for `maxdiff_counts`.

    Raises
    ------
    StatisticsError
        As `maxdiff_counts`; or if the items fall into groups of which one is always preferred, so
        that no finite utilities exist.

    Notes
    -----
    Conditional logit (McFadden 1974) of the best among the items shown, then of the worst among
    those that are left, with utilities of the opposite sign: the sequential best-worst model of
    Marley and Louviere (2005), Journal of Mathematical Psychology 49:464. Errors are robust and
    clustered by respondent. The share of preference is the chance to be best among all items; its
    limits come from those of the utilities (delta method).

    Examples
    --------
    >>> tasks = pd.DataFrame(
    ...     {
    ...         "one": ["price", "price", "speed", "care"],
    ...         "two": ["speed", "care", "care", "price"],
    ...         "best": ["price", "care", "speed", "price"],
    ...         "worst": ["speed", "price", "care", "care"],
    ...     }
    ... )
    >>> maxdiff_logit(tasks, ["one", "two"], "best", "worst").items[["utility", "share"]].round(2)
           utility  share
    item
    price     0.42  47.86
    speed     0.00  31.46
    care     -0.42  20.68
    """
    level = confidence_level(confidence)
    read = read_tasks(tasks, shown, best, worst, respondent, weights)
    utility, covariance, likelihood = _fit(read)
    error = np.sqrt(np.maximum(np.diag(covariance), 0))
    z = float(stats.norm.ppf(0.5 + level / 2))
    share = np.exp(utility - utility.max())
    share /= share.sum()
    # How a share moves with the utilities: its own raises it, and all lower it by theirs.
    slopes = np.diag(share) - np.outer(share, share)
    reach = z * np.sqrt(np.maximum(np.diag(slopes @ covariance @ slopes), 0))
    table = pd.DataFrame(
        {
            "utility": utility,
            "se": error,
            "low": utility - z * error,
            "high": utility + z * error,
            "share": 100 * share,
            "share_low": 100 * np.maximum(share - reach, 0),
            "share_high": 100 * np.minimum(share + reach, 1),
        },
        index=pd.Index(read.items, name="item"),
    )
    count = (read.shown >= 0).sum(axis=1)
    chance = float(read.weights @ -np.log(count * np.maximum(count - 1, 1)))
    method = "conditional logit of best, then worst (Marley and Louviere 2005), all respondents "
    method += "together, errors clustered by respondent"
    return _result(table, "utility", read, (likelihood, 1 - likelihood / chance), method)


def _result(
    table: pd.DataFrame, by: str, read: Tasks, fit: tuple[float, float], method: str
) -> MaxDiff:
    table["rank"] = table[by].rank(ascending=False, method="min").astype(int)
    return MaxDiff(
        items=table.sort_values("rank", kind="stable"),
        respondents=int(read.respondent.max()) + 1,
        tasks=len(read.best),
        log_likelihood=fit[0],
        fit=fit[1],
        method=method,
    )


def _present(read: Tasks) -> Floats:
    """Which items each task shows, (n, k)."""
    present = np.zeros((len(read.shown), len(read.items) + 1))
    np.put_along_axis(present, read.shown, 1.0, axis=1)
    return present[:, :-1]


def _error(influence: Floats, respondent: NDArray[np.intp]) -> tuple[Floats, int]:
    """Standard errors of sums, and their degrees of freedom."""
    sums = np.zeros((int(respondent.max()) + 1, influence.shape[1]))
    np.add.at(sums, respondent, influence)
    n = len(sums)
    if n < 2:
        return np.full(influence.shape[1], np.nan), 0
    spread = np.sqrt(n / (n - 1) * ((sums - sums.mean(axis=0)) ** 2).sum(axis=0))
    return spread, n - 1


def _fit(read: Tasks) -> tuple[Floats, Floats, float]:
    """Utilities that sum to 0, their robust covariance, and the log-likelihood."""
    present, size, rows = _present(read), len(read.items), np.arange(len(read.best))
    left = present.copy()
    left[rows, read.best] = 0
    utility = np.zeros(size)
    for _ in range(_STEPS):
        score, information, likelihood = _slopes(read, present, left, utility)
        inverse, rank = _inverse(information)
        step = inverse @ (read.weights @ score)
        utility = utility + step * min(1.0, 2 / max(np.abs(step).max(), 1e-300))
        utility -= utility.mean()
        if np.abs(step).max() < 1e-10 or np.abs(utility).max() > _UNBOUNDED:
            break
    if np.abs(utility).max() > _UNBOUNDED or rank < size - 1:
        msg = "some items were always preferred to all others, or never met them: their utilities "
        msg += "have no finite estimate; allowed: picks that connect all items in both directions "
        msg += "(leave out such items, or use maxdiff_counts)"
        raise StatisticsError(msg)
    score, information, likelihood = _slopes(read, present, left, utility)
    inverse, _ = _inverse(information)
    sums = np.zeros((int(read.respondent.max()) + 1, size))
    np.add.at(sums, read.respondent, read.weights[:, None] * score)
    scale = len(sums) / max(len(sums) - 1, 1)
    return utility, scale * inverse @ (sums.T @ sums) @ inverse, likelihood


def _inverse(information: Floats) -> tuple[Floats, int]:
    """Inverse over the directions that the picks tell about, and their number."""
    values, vectors = np.linalg.eigh(information)
    known = values > _KNOWN * values.max()
    found: Floats = (vectors[:, known] / values[known]) @ vectors[:, known].T
    return found, int(known.sum())


def _slopes(
    read: Tasks, present: Floats, left: Floats, utility: Floats
) -> tuple[Floats, Floats, float]:
    """Slopes of each task's log-likelihood, their information, and the log-likelihood."""
    rows = np.arange(len(present))
    score = np.zeros_like(present)
    information = np.zeros((present.shape[1], present.shape[1]))
    likelihood = 0.0
    for shown, pick, sign in ((present, read.best, 1.0), (left, read.worst, -1.0)):
        odds = shown * np.exp(sign * utility)
        chance = odds / odds.sum(axis=1, keepdims=True)
        likelihood += float(read.weights @ np.log(chance[rows, pick]))
        score[rows, pick] += sign
        score -= sign * chance
        weighted = read.weights[:, None] * chance
        information += np.diag(weighted.sum(axis=0)) - chance.T @ weighted
    return score, information, likelihood
