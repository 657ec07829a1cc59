"""Plackett-Luce worths of items, from complete, partial and tied rankings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from research.errors import StatisticsError
from research.statistics.answers.arguments import at_least
from research.statistics.answers.results import StatisticalResult
from research.statistics.rankings.choices import Choices, read_choices
from research.statistics.rankings.positions import competition_rank
from research.statistics.rankings.quasi import quasi_variances
from research.statistics.rankings.rankdata import read_ranks

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.rankings.rankdata import Unranked

    Floats = NDArray[np.float64]

__all__ = ["PlackettLuce", "plackett_luce"]

_METHOD = "Plackett-Luce worths with ties (Turner, van Etten, Firth and Kosmidis 2020)"
_TOLERANCE = 1e-10
_STEPS = 200


@dataclass(frozen=True)
class PlackettLuce(StatisticalResult):
    """Worths of the items of a ranking.

    Parameters
    ----------
    items : indexed by item, in input order: ``worth`` (adds up to 1), ``log_worth`` (mean 0),
        ``standard_error`` (of the log worth), ``quasi_standard_error`` and ``rank`` (largest worth
        first).
    ties : tidy, one row per size of tie that occurs: ``size``, ``tie`` and ``standard_error`` (of
        its logarithm). A tie parameter near zero means that such ties are rare.
    covariance : (items, items) of the log worths.
    log_likelihood, deviance : of the rankings; the deviance is minus twice the log-likelihood.
    iterations : Newton steps taken.
    pseudo : weight of the comparisons with an imaginary item that were added.
    method : the method in words.
    """

    items: pd.DataFrame
    ties: pd.DataFrame
    covariance: pd.DataFrame
    log_likelihood: float
    deviance: float
    iterations: int
    pseudo: float
    method: str

    @property
    def frame(self) -> pd.DataFrame:
        """The items."""
        return self.items


def plackett_luce(
    ranks: pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    *,
    unranked: Unranked = "missing",
    pseudo: float = 0.0,
) -> PlackettLuce:
    """Fit worths: the chance to be chosen first from any set is in proportion to the worth.

    Parameters
    ----------
    ranks : (respondents, items) ranks, 1 best, NaN where not ranked; items may be tied.
    weights : frequencies above zero, one per row: a row of weight 2 counts as two rankings, in
        standard errors too. Scale survey weights to add up to their effective size first.
    unranked : ``"missing"`` keeps the items left out from the comparison, ``"last"`` places them
        below those ranked without an order among them.
    pseudo : weight of one win and one loss of every item against an imaginary item of mean worth.
        Above zero (0.5, say) it keeps worths finite where an item always wins or loses.

    Raises
    ------
    StatisticsError
        A single item, nobody who compares two items, or rankings that leave some worth infinite:
        the items that always win or lose are named.

    Notes
    -----
    A ranking is a sequence of choices, best first, from the items not yet placed. A tie is the
    choice of several: in proportion to their geometric mean worth times a tie parameter for their
    number (Davidson 1970 for pairs; Turner, van Etten, Firth and Kosmidis 2020, Computational
    Statistics 35:1027). Rankings enter through the number of choices made from each set of items,
    so that the cost of a Newton step does not hang on the number of respondents. Standard errors
    come from the information, log worths centred; quasi standard errors from `quasi_variances`.

    Examples
    --------
    >>> fit = plackett_luce(pd.DataFrame({"a": [1, 1, 2], "b": [2, 2, 1]}))
    >>> fit.items["worth"].round(6).tolist()
    [0.666667, 0.333333]
    """
    pseudo = at_least("pseudo", pseudo, 0)
    data = read_ranks(ranks, weights, unranked=unranked)
    choices = read_choices(data)
    if pseudo == 0:
        _require_finite(choices, data.items)
    estimate, information, likelihood, steps = _newton(choices, pseudo)
    k = len(data.items)
    covariance = np.linalg.pinv(information, hermitian=True)
    log_worth = estimate[:k] - estimate[:k].mean()
    centre = np.eye(k) - 1 / k
    of_items = centre @ covariance[:k, :k] @ centre
    worth = np.exp(log_worth - log_worth.max())
    worth /= worth.sum()
    names = data.items.rename("item")
    items = pd.DataFrame(
        {
            "worth": worth,
            "log_worth": log_worth,
            "standard_error": np.sqrt(np.diag(of_items)),
            "quasi_standard_error": np.sqrt(quasi_variances(of_items)),
            "rank": competition_rank(-np.round(log_worth, 9)),
        },
        index=names,
    )
    ties = pd.DataFrame(
        {
            "size": choices.sizes[1:],
            "tie": np.exp(estimate[k:]),
            "standard_error": np.sqrt(np.diag(covariance)[k:]),
        }
    )
    return PlackettLuce(
        items=items,
        ties=ties,
        covariance=pd.DataFrame(of_items, index=names, columns=data.items),
        log_likelihood=likelihood,
        deviance=-2 * likelihood,
        iterations=steps,
        pseudo=pseudo,
        method=_METHOD,
    )


def _newton(choices: Choices, pseudo: float) -> tuple[Floats, Floats, float, int]:
    """Estimates (log worths, then log tie parameters), information, log-likelihood and steps."""
    estimate = np.zeros(choices.items + len(choices.sizes) - 1)
    value, slope, information = _evaluate(choices, estimate, pseudo)
    for step in range(1, _STEPS + 1):
        move = np.linalg.lstsq(information, slope, rcond=1e-12)[0]
        length = 1.0
        while True:
            trial = estimate + length * move
            new_value, new_slope, new_information = _evaluate(choices, trial, pseudo)
            # A full step may overshoot; the likelihood is concave along it but for rounding.
            if new_value >= value - 1e-12 * abs(value) or length < 1e-6:
                break
            length /= 2
        estimate, slope, information = trial, new_slope, new_information
        done = np.abs(length * move).max() < _TOLERANCE or abs(slope @ move) < 1e-12
        value = new_value
        if done:
            return estimate, information, choices.log_likelihood(estimate)[0], step
    msg = (
        f"no worths found in {_STEPS} steps: some items nearly always win or lose; "
        "add pseudo=0.5 or leave them out"
    )
    raise StatisticsError(msg)


def _evaluate(choices: Choices, estimate: Floats, pseudo: float) -> tuple[float, Floats, Floats]:
    """Log-likelihood with its slope and information, comparisons with the imaginary item added."""
    value, slope, information = choices.log_likelihood(estimate)
    if pseudo:
        log_worth = estimate[: choices.items]
        win = 1 / (1 + np.exp(-log_worth))
        value += pseudo * float(np.sum(log_worth - 2 * np.logaddexp(0, log_worth)))
        slope[: choices.items] += pseudo * (1 - 2 * win)
        diagonal = np.arange(choices.items)
        information[diagonal, diagonal] += 2 * pseudo * win * (1 - win)
    return value, slope, information


def _require_finite(choices: Choices, items: pd.Index) -> None:
    """Every item must win, directly or through others, against every other (Ford 1957)."""
    parts, labels = connected_components(choices.beats > 0, directed=True, connection="strong")
    if parts == 1:
        return
    smallest = int(np.bincount(labels).argmin())
    named = ", ".join(repr(item) for item in items[labels == smallest])
    msg = (
        f"worths are not finite: {named} never lost to, never beat or never met the other items; "
        "give pseudo=0.5, or leave them out"
    )
    raise StatisticsError(msg)
