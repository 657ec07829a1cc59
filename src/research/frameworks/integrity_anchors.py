"""Anchoring vignettes: the same made-up case rated by everybody shows who uses a scale how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.frameworks.integrity_frames import require
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Anchored", "anchored", "relative_places"]

_SAY = Frames(__file__)


@dataclass(frozen=True)
class Anchored:
    """Ratings placed among those of the vignettes, by group.

    Parameters
    ----------
    groups : one row a group: ``base``, ``raw`` (mean of the own rating), ``low, high`` (means of
        the lowest and highest place that each respondent may have, 1 to twice the vignettes and
        one), ``anchored`` (mean of their middle), ``raw_rank, anchored_rank`` (1 the highest) and
        ``ordered`` (share whose vignettes stand in the order meant, equal ones among them).
    vignettes : one row a group, one column a vignette: its mean rating. Differences in a column
        are differences in the use of the scale.
    turned : pairs of groups whose order is the other way round when anchored.
    places : one row a respondent, as of `relative_places`.
    method : in words.
    """

    groups: pd.DataFrame
    vignettes: pd.DataFrame
    turned: tuple[tuple[str, str], ...]
    places: pd.DataFrame
    method: str


def relative_places(own: Any, vignettes: Any) -> pd.DataFrame:
    """Give the place of each rating among the ratings of the vignettes.

    Parameters
    ----------
    own : the own rating, shape ``(n,)``.
    vignettes : ratings of the cases, the worst first, shape ``(n, vignettes)``.

    Returns
    -------
    Frame ``low, high``: 1 below the first vignette, 2 equal to it, 3 between the first and the
    second, and so on. They differ where somebody rates vignettes equal, or in another order than
    was meant: all places that the own rating satisfies then lie between. Missing where a rating is.

    Raises
    ------
    StatisticsError
        When shapes do not fit.

    Notes
    -----
    King, Murray, Salomon and Tandon (2004), American Political Science Review 98:191; intervals as
    King and Wand (2007), Political Analysis 15:46.

    Examples
    --------
    Of three who rate themselves 3 among vignettes, the second rated both alike, the third turned
    them round.

    >>> relative_places([3, 3, 3], [[1, 4], [3, 3], [4, 2]]).values.tolist()
    [[3.0, 3.0], [2.0, 4.0], [1.0, 5.0]]
    """
    self_rating, cases = np.asarray(own, dtype=float), np.asarray(vignettes, dtype=float)
    if cases.ndim != 2 or cases.shape[0] != self_rating.shape[0] or not cases.shape[1]:
        msg = f"own ratings have shape {self_rating.shape} and vignettes {cases.shape}; allowed: "
        msg += "one row of vignettes, one or more, for each own rating"
        raise StatisticsError(msg)
    wide = cases.shape[1]
    rows = len(self_rating)
    below = np.column_stack([np.full(rows, -np.inf), cases])
    above = np.column_stack([cases, np.full(rows, np.inf)])
    rating = self_rating[:, None]
    fits = np.zeros((rows, 2 * wide + 1), dtype=bool)
    fits[:, 0::2] = (rating > below) & (rating < above)
    fits[:, 1::2] = rating == cases
    low = np.argmax(fits, axis=1) + 1.0
    high = 2.0 * wide + 1 - np.argmax(fits[:, ::-1], axis=1)
    known = ~np.isnan(self_rating) & ~np.isnan(cases).any(axis=1)
    index = own.index if isinstance(own, pd.Series) else None
    places = {"low": np.where(known, low, np.nan), "high": np.where(known, high, np.nan)}
    return pd.DataFrame(places, index=index)


def anchored(answers: pd.DataFrame, own: str, vignettes: Sequence[str], by: str) -> Anchored:
    """Compare groups by their own rating, raw and anchored by vignettes.

    Parameters
    ----------
    answers : one row a respondent.
    own : column of the own rating.
    vignettes : columns of the ratings of made-up cases on the same scale, the worst case first.
    by : column of groups; rows without one, or without a rating, are left out.

    Raises
    ------
    StatisticsError
        When a column is missing or holds no numbers.

    Examples
    --------
    Both rate themselves alike, but A is the stricter judge of the same case.

    >>> people = pd.DataFrame({"country": ["A", "B"], "own": [4, 4], "case": [3, 5]})
    >>> found = anchored(people, "own", ["case"], "country")
    >>> found.groups[["raw", "anchored"]].values.tolist()
    [[4.0, 3.0], [4.0, 1.0]]
    """
    cases = require(answers, vignettes, "vignettes", least=1)
    used = [*require(answers, [own, by], "groups"), *cases]
    known = answers[used].dropna()
    group = known[by].map(str)
    rated = known[cases].to_numpy(dtype=float)
    places = relative_places(known[own], rated)
    ordered = (np.diff(rated, axis=1) >= 0).all(axis=1)
    frame = places.assign(raw=known[own].astype(float), ordered=ordered.astype(float))
    frame["anchored"] = frame[["low", "high"]].mean(axis=1)
    grouped = frame.groupby(group)
    found = grouped[["raw", "low", "high", "anchored", "ordered"]].mean().rename_axis("group")
    found.insert(0, "base", grouped.size())
    for name in ("raw", "anchored"):
        found[f"{name}_rank"] = found[name].rank(ascending=False, method="min").astype(int)
    seen = [(one, two) for at, one in enumerate(found.index) for two in found.index[at + 1 :]]
    turned = tuple(
        (str(one), str(two))
        for one, two in seen
        if (found.loc[one, "raw"] - found.loc[two, "raw"])
        * (found.loc[one, "anchored"] - found.loc[two, "anchored"])
        < 0
    )
    means = known[cases].astype(float).groupby(group).mean().rename_axis("group")
    return Anchored(found, means, turned, places, _SAY("method"))
