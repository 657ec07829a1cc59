"""Item-level assessments: evidence weighted by the drivers that it moves, rolled up to scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["HIGHEST", "driver_scores", "item_weights", "latest", "rolled_up", "theme_scores"]

HIGHEST = 100.0
"""Evidence of what is in full use, effective and measured; 0 is no sign even of a plan."""

# Means of whole evidence are compared with lines between them: what binary fractions leave beyond
# these places would put a score that lies on a line to one side of it.
_EXACT = 9


def item_weights(drivers: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series[float]:
    """Weigh each item by its effect on the drivers: the sum of the weights of those it moves.

    Parameters
    ----------
    drivers : one row an item assessed, one column a driver, true where the item moves it. Without
        columns every item counts for one.
    weights : of the drivers, over 0; one that is left out counts for one.

    Returns
    -------
    One weight an item, over 0.

    Raises
    ------
    StatisticsError
        When a weight is not over 0, weighs no driver, or an item moves none.

    Examples
    --------
    >>> import pandas as pd
    >>> moves = pd.DataFrame({"trust": [True, True], "equitability": [False, True]})
    >>> item_weights(moves, {"trust": 2}).tolist()
    [2.0, 3.0]
    """
    for name, weight in weights.items():
        if name not in drivers.columns:
            known = ", ".join(map(str, drivers.columns)) or "none"
            msg = f"the weights name '{name}', which is no driver; known are {known}"
            raise StatisticsError(msg)
        if not 0 < weight < np.inf:
            msg = f"the driver '{name}' weighs {weight:g}; allowed: a number over 0"
            raise StatisticsError(msg)
    if not len(drivers.columns):
        return drivers.assign(weight=1.0)["weight"]
    each = [float(weights.get(str(name), 1.0)) for name in drivers.columns]
    found: pd.Series[float] = drivers.fillna(value=False).astype(float).mul(each).sum(axis=1)
    idle = found.index[found == 0]
    if len(idle):
        msg = (
            f"{len(idle)} items assessed move no driver, the first in row {idle[0]}; name one or "
            "more for each, or leave the drivers out"
        )
        raise StatisticsError(msg)
    return found.rename("weight")


def rolled_up(items: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Roll evidence up: its weighted mean in each group, of items that were assessed.

    Parameters
    ----------
    items : one row an item assessed: the columns of ``by``, ``evidence`` of 0 to 100, missing where
        it was not looked at, and ``weight``, over 0.
    by : what makes a group: ``["company", "year", "theme"]`` for scores of themes, with ``"stage"``
        for the grid of themes by stage.

    Returns
    -------
    By group in the order of the data's categories: ``items`` assessed, their ``weight``, and
    ``score``. Groups without evidence are left out.

    Raises
    ------
    StatisticsError
        When evidence lies outside 0 to 100.
    """
    known = items[items["evidence"].notna()]
    outside = known[(known["evidence"] < 0) | (known["evidence"] > HIGHEST)]
    if len(outside):
        first = outside["evidence"].iloc[0]
        msg = f"evidence holds {first:g}; allowed: 0, no sign of it, to {HIGHEST:g}, in full use"
        raise StatisticsError(msg)
    carried = known.assign(_carried=known["evidence"].astype(float) * known["weight"])
    groups = carried.groupby(list(by), observed=True, sort=True)
    found = groups.agg(
        items=("evidence", "size"), weight=("weight", "sum"), _carried=("_carried", "sum")
    )
    found["score"] = (found.pop("_carried") / found["weight"]).round(_EXACT)
    return found


def theme_scores(items: pd.DataFrame) -> pd.DataFrame:
    """Give the score of each theme in each assessment.

    Parameters
    ----------
    items : as for `rolled_up`, with ``company``, ``year`` and ``theme``.

    Returns
    -------
    One row a company and year, one column a theme; missing where nothing of it was assessed.
    """
    scores = rolled_up(items, ["company", "year", "theme"])["score"]
    wide: pd.DataFrame = scores.unstack("theme")
    return wide


def latest(items: pd.DataFrame) -> pd.DataFrame:
    """Give the items of each company's latest assessment.

    Parameters
    ----------
    items : with ``company`` and ``year``.

    Examples
    --------
    >>> import pandas as pd
    >>> items = pd.DataFrame({"company": ["a", "a", "b"], "year": [2015, 2016, 2015]})
    >>> latest(items).index.tolist()
    [1, 2]
    """
    return items[items["year"] == items.groupby("company")["year"].transform("max")]


def driver_scores(items: pd.DataFrame, drivers: pd.DataFrame) -> pd.DataFrame:
    """Give the mean evidence of the items that move each driver.

    Parameters
    ----------
    items : as for `rolled_up`, of any assessments.
    drivers : one row an item as in ``items``, one column a driver.

    Returns
    -------
    By driver: ``items`` assessed and their mean ``score``, missing where none was.
    """
    evidence = items["evidence"].astype(float)
    moved = drivers.fillna(value=False).astype(bool).mul(evidence.notna(), axis=0)
    found = moved.sum().astype(int).rename("items").to_frame()
    total = moved.mul(evidence.fillna(0), axis=0).sum()
    found["score"] = (total / found["items"].where(found["items"] > 0)).round(_EXACT)
    return found.rename_axis("driver")
