"""Whether rows and columns of a table of counts go together at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from research.errors import StatisticsError
from research.statistics.answers.arguments import at_least, numbers
from research.statistics.answers.results import StatisticalResult

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Independence", "independence"]


@dataclass(frozen=True)
class Independence(StatisticalResult):
    """Pearson's test of a table.

    Parameters
    ----------
    chi2, df, p : statistic, degrees of freedom and p-value.
    cramers_v : strength of association, 0 to 1.
    smallest_expected : smallest expected count; under 5 the p-value is rough.
    note : what to keep in mind; empty where nothing.
    method : the method in words.
    """

    chi2: float
    df: int
    p: float
    cramers_v: float
    smallest_expected: float
    note: str
    method: str


def independence(table: ArrayLike, design_effect: float = 1.0) -> Independence:
    """Test whether the rows of a table are distributed alike in all its columns.

    Parameters
    ----------
    table : counts, shape ``(rows, columns)``, weighted where there are weights (scaled to the
        number of respondents). Empty rows and columns are left out.
    design_effect : of weighting or clustering; the statistic is divided by it.

    Raises
    ------
    StatisticsError
        If counts are negative, fewer than two rows or columns hold anyone, or the design effect is
        not above 0.

    Notes
    -----
    Pearson (1900); with a design effect the first-order correction of Rao and Scott (1981, Journal
    of the American Statistical Association 76:221), here by one effect for the whole table.

    Examples
    --------
    >>> round(independence([[10, 20], [20, 10]]).chi2, 4)
    6.6667
    """
    counts = numbers(table, "counts", gaps=False)
    design_effect = at_least("design_effect", design_effect, 0)
    if counts.ndim != 2 or not (counts >= 0).all() or not design_effect > 0:
        msg = (
            f"table of shape {counts.shape} with design effect {design_effect}; allowed: counts of "
        )
        msg += "0 or more in rows and columns, an effect above 0"
        raise StatisticsError(msg)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        msg = (
            f"{counts.shape[0]} rows and {counts.shape[1]} columns hold anyone; allowed: at least "
        )
        msg += "two of each (with one, everything is alike by definition)"
        raise StatisticsError(msg)
    n = counts.sum()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    pearson = float(((counts - expected) ** 2 / expected).sum())
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    chi2 = pearson / design_effect
    smallest = float(expected.min())
    corrected = "" if design_effect == 1 else ", Rao-Scott first-order correction"
    return Independence(
        chi2=chi2,
        df=df,
        p=float(stats.chi2.sf(chi2, df)),
        cramers_v=float(np.sqrt(pearson / n / (min(counts.shape) - 1))),
        smallest_expected=smallest,
        note="expected counts under 5: the p-value is rough" if smallest < 5 else "",
        method=f"Pearson's chi-squared{corrected}",
    )
