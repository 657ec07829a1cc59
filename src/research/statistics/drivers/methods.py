"""Methods of driver importance held against each other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

__all__ = ["METHODS", "method_agreement"]

METHODS = ("lmg", "johnson", "pratt", "beta", "first", "last")


def method_agreement(drivers: pd.DataFrame) -> pd.DataFrame:
    """Compare the orders that the methods put the drivers in.

    Parameters
    ----------
    drivers : one row a driver with the columns ``lmg, johnson, pratt, beta, first, last``.

    Returns
    -------
    One row a pair: ``method, other, spearman`` (of the absolute values) and ``same_first``.
    With fewer than three drivers, or where a method gives all the same value, the correlation is
    missing.
    """
    rows = []
    for one, two in combinations(METHODS, 2):
        a, b = drivers[one].abs(), drivers[two].abs()
        defined = len(a) > 2 and np.ptp(a) > 0 and np.ptp(b) > 0
        rows.append(
            {
                "method": one,
                "other": two,
                "spearman": float(stats.spearmanr(a, b).statistic) if defined else float("nan"),
                "same_first": bool(np.argmax(a) == np.argmax(b)),
            }
        )
    return pd.DataFrame(rows)
