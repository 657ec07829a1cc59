"""Answers to a battery of items: complete rows, weights, covariances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import framed, numbers
from research.statistics.samples.weights import checked_weights, effective_size

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["Battery", "read_battery"]


class Battery(NamedTuple):
    """Complete answers.

    Parameters
    ----------
    items : names of the columns.
    values : (n, k) answers.
    weights : (n,).
    effective : answers of equal weight that would say as much (Kish).
    dropped : rows that lack an item.
    """

    items: list[Any]
    values: Floats
    weights: Floats
    effective: float
    dropped: int

    def covariance(self) -> Floats:
        """Covariances (k, k), with n - 1 below the line where all weights are equal."""
        share = self.weights / self.weights.sum()
        centred = self.values - share @ self.values
        found: Floats = (centred * share[:, None]).T @ centred
        return found * self.effective / (self.effective - 1)


def read_battery(answers: pd.DataFrame, weights: ArrayLike | None, least: int) -> Battery:
    """Take the complete rows of a battery and check that they can be analysed.

    Parameters
    ----------
    answers : one row a respondent, one numeric column an item; missing where not answered.
    weights : matched by label; one each when left out.
    least : fewest items.

    Raises
    ------
    StatisticsError
        If there are too few items or complete rows, or an item does not vary.
    """
    frame = framed("answers", answers)
    if frame.shape[1] < least:
        msg = f"the battery has {frame.shape[1]} items; allowed: {least} or more, a column each"
        raise StatisticsError(msg)
    values = numbers(frame, "answers")
    weight = checked_weights(
        None if weights is None else matched(weights, frame.index, "weights"), len(frame)
    )
    complete = ~np.isnan(values).any(axis=1)
    values, weight = values[complete], weight[complete]
    if len(values) < 3:
        msg = f"{len(values)} of {len(frame)} respondents answered all {frame.shape[1]} items; "
        msg += "allowed: at least 3 (leave out items that few answered)"
        raise StatisticsError(msg)
    flat = [str(name) for name, column in zip(frame, values.T, strict=True) if np.ptp(column) == 0]
    if flat:
        msg = f"{', '.join(flat)} has the same answer in all {len(values)} complete rows; allowed: "
        msg += "items that vary (leave it out)"
        raise StatisticsError(msg)
    effective = float(effective_size(weight.sum(), (weight**2).sum()))
    return Battery(list(frame), values, weight, effective, int((~complete).sum()))
