"""The rows of a comparison of two groups: outcome, group and confounders brought into one order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import index_of, matched, matched_frame
from research.statistics.answers.arguments import framed, numbers, truths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Rows", "read_codes", "read_outcome", "read_treated"]


class Rows(NamedTuple):
    """Outcome, group and coded confounders of the same rows.

    Parameters
    ----------
    outcome, treated : shape ``(n,)``.
    X : coded confounders, shape ``(n, columns)``; no columns where there are none.
    labels : of the rows.
    """

    outcome: Floats
    treated: NDArray[np.bool_]
    X: Floats
    labels: pd.Index[Any]


def read_outcome(outcome: Any, treated: Any, X: pd.DataFrame | None = None) -> Rows:
    """Bring a comparison's values into the order of the first that has labels.

    Parameters
    ----------
    outcome, treated : one value a row; Series are matched by their labels.
    X : of `research.statistics.effects.design`.

    Raises
    ------
    StatisticsError
        If labels do not match, values are missing or of a wrong kind, or a group has fewer than two
        rows.
    """
    labels = index_of(outcome, treated, X)
    values = numbers(matched(outcome, labels, "outcome"), "outcome")
    if np.isnan(values).any():
        msg = "the outcome has missing values; leave those rows out, and say so"
        raise StatisticsError(msg)
    group = read_treated(treated, labels)
    if min(group.sum(), (~group).sum()) < 2:
        msg = (
            f"{int(group.sum())} rows in one group and {int((~group).sum())} in the other; "
            "allowed: two or more in each"
        )
        raise StatisticsError(msg)
    coded = np.empty((len(labels), 0))
    if X is not None:
        rows = matched_frame(framed("confounders", X), labels, "confounders")
        coded = numbers(rows, "confounders", gaps=False)
    return Rows(values, group, coded, labels)


def read_treated(treated: Any, labels: pd.Index[Any]) -> NDArray[np.bool_]:
    """Give who is treated, in the order of the rows."""
    group = truths(matched(treated, labels, "treated"), "treated")
    if group.all() or not group.any():
        several = f"all of {len(group)} rows are in one group"
        what = several if len(group) else "no row has all that the comparison needs"
        msg = f"{what}; allowed: some treated and some not"
        raise StatisticsError(msg)
    return group


def read_codes(clusters: Any, labels: pd.Index[Any]) -> NDArray[np.intp]:
    """Number the clusters of rows from 0."""
    own = matched(clusters, labels, "clusters")
    if own.isna().any():
        msg = f"{int(own.isna().sum())} rows have no cluster; allowed: one for each"
        raise StatisticsError(msg)
    return np.asarray(pd.factorize(own, sort=True)[0], dtype=np.intp)
