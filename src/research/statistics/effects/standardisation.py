"""Shares of groups as they would be if all groups had the same mix."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import columns_of, instance_of, numbers

__all__ = ["standardised_shares"]


def standardised_shares(
    counts: pd.DataFrame, mix: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Compare groups by crude shares and by shares standardised to one mix of strata.

    Parameters
    ----------
    counts : one row a group and stratum, with columns ``group``, ``stratum``, ``count`` (with the
        property) and ``n`` (base).
    mix : weight of each stratum; the mix of everyone together where ``None``.

    Returns
    -------
    One row a group: ``crude`` and ``standardised`` shares from 0 to 1, in the order of first
    appearance. Where their orders differ, the mix and not the groups made the crude difference
    (Simpson's paradox).

    Raises
    ------
    StatisticsError
        If a group has nobody in a stratum of the mix: its standardised share is then unknown.

    Notes
    -----
    Direct standardisation, as in Fleiss, Levin and Paik (2003, chapter 19).

    Examples
    --------
    Group B is ahead only because most of it is small, and small firms say yes more often.

    >>> counts = pd.DataFrame(
    ...     {
    ...         "group": ["A", "A", "B", "B"],
    ...         "stratum": ["small", "large", "small", "large"],
    ...         "count": [18, 40, 64, 10],
    ...         "n": [20, 80, 80, 20],
    ...     }
    ... )
    >>> standardised_shares(counts)
           crude  standardised
    group
    A       0.58          0.70
    B       0.74          0.65
    """
    columns_of(counts, ["group", "stratum", "count", "n"], "shares of groups")
    for name in ("count", "n"):
        numbers(counts[name], name, gaps=False)
    bases = counts.pivot_table(
        index="group", columns="stratum", values="n", aggfunc="sum", sort=False
    )
    hits = counts.pivot_table(
        index="group", columns="stratum", values="count", aggfunc="sum", sort=False
    )
    weights = bases.sum() if mix is None else _mix(mix)
    empty = ~(bases.reindex(columns=weights.index) > 0)
    if empty.to_numpy().any():
        group, stratum = empty.stack().pipe(lambda cells: cells[cells].index[0])  # noqa: PD013
        msg = f"group {group!r} has nobody in stratum {stratum!r}; "
        msg += "allowed: every group in every stratum of the mix (merge strata)"
        raise StatisticsError(msg)
    shares = (hits / bases)[list(weights.index)]
    return pd.DataFrame(
        {
            "crude": hits.sum(axis=1) / bases.sum(axis=1),
            "standardised": shares @ (weights / weights.sum()),
        }
    )


def _mix(mix: Mapping[str, float]) -> pd.Series[float]:
    """Read the weights of strata."""
    instance_of("mix", mix, Mapping | pd.Series, "by stratum, its weight")
    weights = pd.Series(mix)
    values = numbers(weights, "weights of strata", gaps=False)
    if not len(values) or (values < 0).any() or not values.sum():
        msg = f"weights of strata are {dict(mix)}; allowed: 0 or more, one above 0"
        raise StatisticsError(msg)
    return weights.astype(float)
