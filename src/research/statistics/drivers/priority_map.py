"""Drivers laid out by importance and performance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from research.statistics.answers.arguments import at_least, instance_of
from research.statistics.drivers.key_drivers import Importance

__all__ = ["importance_performance"]


def importance_performance(
    result: Importance,
    *,
    importance_cut: float | None = None,
    performance_cut: float | None = None,
) -> pd.DataFrame:
    """Lay drivers out by how much they matter and how well they are rated.

    Parameters
    ----------
    result : of `importance`.
    importance_cut : percent of explained variance that parts the upper from the lower half; an
        equal share for every driver when left out.
    performance_cut : rating that parts right from left; the mean of the drivers when left out.

    Returns
    -------
    One row a driver: ``importance`` (percent) and ``performance`` (mean rating), each with
    ``_low`` and ``_high``, ``quadrant``, and ``certain``: both intervals are clear of the cuts.
    The cuts are columns too.

    Notes
    -----
    Martilla and James (1977), "Importance-performance analysis", Journal of Marketing 41:77.

    Examples
    --------
    >>> from research.statistics.drivers import importance
    >>> visits = pd.DataFrame(
    ...     {
    ...         "advice": [1, 2, 3, 4, 5, 2, 4, 5],
    ...         "delivery": [3, 3, 4, 2, 5, 4, 3, 5],
    ...         "overall": [2, 4, 6, 8, 10, 5, 7, 10],
    ...     }
    ... )
    >>> found = importance(visits, "overall", ["advice", "delivery"], draws=200)
    >>> importance_performance(found)[["importance", "performance", "quadrant"]].round(2)
              importance  performance           quadrant
    driver
    advice         86.82         3.25   concentrate here
    delivery       13.18         3.62  possible overkill
    """
    instance_of("result", result, Importance, "what `importance` gives")
    table = result.drivers
    upper, right = 100 / len(table), float(table["mean"].mean())
    if importance_cut is not None:
        upper = at_least("importance_cut", importance_cut, 0, 100)
    if performance_cut is not None:
        right = at_least("performance_cut", performance_cut, -np.inf)
    frame = pd.DataFrame(
        {
            "importance": table["share"],
            "importance_low": table["share_low"],
            "importance_high": table["share_high"],
            "performance": table["mean"],
            "performance_low": table["mean_low"],
            "performance_high": table["mean_high"],
        }
    )
    names = {
        (True, False): "concentrate here",
        (True, True): "keep up the good work",
        (False, False): "low priority",
        (False, True): "possible overkill",
    }
    matters, well = frame["importance"] >= upper, frame["performance"] >= right
    frame["quadrant"] = [names[bool(a), bool(b)] for a, b in zip(matters, well, strict=True)]
    clear_up = (frame["importance_low"] > upper) | (frame["importance_high"] < upper)
    clear_right = (frame["performance_low"] > right) | (frame["performance_high"] < right)
    frame["certain"] = clear_up & clear_right
    frame["importance_cut"], frame["performance_cut"] = upper, right
    return frame
