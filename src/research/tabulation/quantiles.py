"""Quantiles of working columns in every column of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.statistics.samples.quantiles import grouped_quantiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Quantiles"]


class Quantiles:
    """Quantiles of working columns in every column of a table.

    Parameters
    ----------
    frame : working columns, one row a respondent.
    weights : of the respondents; ``None`` for one.
    members : ``(columns, n)``, who is in each column.
    confidence : level of intervals of what is reckoned beside.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        weights: NDArray[np.float64] | None,
        members: NDArray[np.bool_],
        confidence: float = 0.95,
    ) -> None:
        self.frame, self.weights, self.members = frame, weights, members
        self.confidence = confidence

    def of(self, column: str, shares: Sequence[float]) -> NDArray[np.float64]:
        """Give quantiles by columns."""
        values = self.frame[column].to_numpy(dtype=float)
        return grouped_quantiles(values, self.weights, self.members, np.array(shares))
