"""The sample that weights were raked over: what its margins explain of answers is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.alignment import matched
from research.statistics.answers.arguments import framed
from research.statistics.samples.clusters import cluster_codes
from research.statistics.samples.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from research.statistics.samples.designs import Labels

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Calibration"]


@dataclass(frozen=True, eq=False)
class Calibration:
    """The whole sample that weights were raked over.

    A table of a part of it needs the whole: what margins explain is estimated there, and those
    outside of the part have their share in its variance.

    Parameters
    ----------
    margins : one row a respondent, one column a margin; none missing.
    weights : after raking, above 0; a Series is matched by its labels.
    start : before raking; ones where not given.
    clusters : what respondents are nested in, where they are.
    owners : whose each row of a table is that has several of a respondent: label of the respondent
        by label of the row. Respondents without clusters are then clusters of their rows.

    Raises
    ------
    StatisticsError
        If there are no margins, a category is missing, or a weight cannot be used.

    Notes
    -----
    The variance of a value after raking is that of its residuals from the margins, fitted with the
    weights before raking (Deville and Särndal 1992, Journal of the American Statistical Association
    87:376). A cap on the weights is left aside: with one, margins are met all the same.

    Examples
    --------
    >>> people = pd.DataFrame({"size": ["small", "small", "small", "large"]})
    >>> raked = Calibration(people, [2 / 3, 2 / 3, 2 / 3, 2])
    >>> raked.size, raked.cells.tolist()
    (2, [0, 0, 0, 1])
    """

    margins: pd.DataFrame
    weights: ArrayLike
    start: ArrayLike | None = None
    clusters: Labels | None = None
    owners: pd.Series[Any] | None = None

    def __post_init__(self) -> None:
        frame = framed("margins", self.margins)
        gaps = [str(name) for name in frame if frame[name].isna().any()]
        if gaps or not frame.shape[1] or not len(frame):
            fault = f"margins {gaps} have missing categories" if gaps else "there are no margins"
            msg = f"{fault}; allowed: one column a margin that weights were raked to, none missing"
            raise StatisticsError(msg)

    @property
    def index(self) -> pd.Index[Any]:
        """Labels of the respondents."""
        return self.margins.index

    @cached_property
    def cells(self) -> Ints:
        """Which combination of the margins each respondent has, from 0, shape ``(n,)``."""
        codes = np.zeros(len(self.margins), dtype=np.int64)
        for name in self.margins:
            own, found = pd.factorize(self.margins[name])
            codes, _ = pd.factorize(codes * len(found) + own)
        return codes.astype(np.int64)

    @cached_property
    def size(self) -> int:
        """How many combinations of the margins there are."""
        return int(self.cells.max()) + 1

    @cached_property
    def first(self) -> Ints:
        """The first respondent of each combination of the margins, shape ``(combinations,)``."""
        found = np.zeros(self.size, dtype=np.int64)
        found[self.cells[::-1]] = np.arange(len(self.cells))[::-1]
        return found

    @cached_property
    def mass(self) -> Floats:
        """Weights after raking, shape ``(n,)``."""
        return read_weights(self.weights, self.index)

    @cached_property
    def begin(self) -> Floats:
        """Weights before raking, shape ``(n,)``."""
        return read_weights(self.start, self.index)

    @cached_property
    def units(self) -> Ints | None:
        """Cluster of each respondent, from 0; ``None`` where they are independent."""
        if self.clusters is None:
            return None if self.owners is None else np.arange(len(self.index))
        return cluster_codes(self.clusters, self.index)

    @cached_property
    def patterns(self) -> Floats:
        """Which categories each combination is made of, shape ``(combinations, categories)``."""
        rows = self.margins.iloc[self.first]
        coded = [pd.get_dummies(rows[name].astype(object), dtype=float) for name in rows]
        return np.column_stack([each.to_numpy() for each in coded])

    @cached_property
    def _solved(self) -> Floats:
        begun = np.bincount(self.cells, self.begin, self.size)
        gram = self.patterns.T @ (self.patterns * begun[:, None])
        return np.asarray(np.linalg.pinv(gram, hermitian=True), dtype=np.float64)

    def fitted(self, sums: Floats) -> Floats:
        """Give what margins explain, for each combination of them.

        Parameters
        ----------
        sums : of values times weights before raking, by combination: shape
            ``(combinations, values)``.
        """
        found: Floats = self.patterns @ self.coefficients(self.patterns.T @ sums)
        return found

    def coefficients(self, sums: Floats) -> Floats:
        """Give what each category explains; of a combination, the sum of what its categories do.

        Parameters
        ----------
        sums : of values times weights before raking, by category: shape ``(categories, values)``.
        """
        found: Floats = self._solved @ sums
        return found

    def summed(self, weights: Floats) -> Floats:
        """Sums of weights of the whole sample by combination, shape ``(combinations,)``."""
        return np.asarray(np.bincount(self.cells, weights, self.size), dtype=np.float64)

    def places(self, index: pd.Index[Any]) -> Ints:
        """Where respondents stand in the whole sample, shape as of the index.

        Parameters
        ----------
        index : labels of respondents, or of their rows where there are owners.

        Raises
        ------
        StatisticsError
            If some are not in it.
        """
        if self.owners is not None:
            index = pd.Index(matched(self.owners, index, "owners of rows"))
        if index.equals(self.index):
            return np.arange(len(index))
        places = self.index.get_indexer(index)
        if (places < 0).any():
            stranger = index[int(np.argmin(places))]
            msg = f"{stranger!r} is no respondent of the sample that weights were raked over; "
            msg += "allowed: respondents of it"
            raise StatisticsError(msg)
        return places.astype(np.int64)

    def units_at(self, index: pd.Index[Any]) -> Ints:
        """Clusters of some respondents, numbered as those of the whole sample.

        Parameters
        ----------
        index : labels of respondents.

        Raises
        ------
        StatisticsError
            If some are not in the sample, or it has no clusters.
        """
        if self.units is None:
            msg = "the raked sample has no clusters; allowed: a Calibration with clusters"
            raise StatisticsError(msg)
        return self.units[self.places(index)]
