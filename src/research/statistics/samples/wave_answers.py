"""Answers of one wave of a study: values, weights, groups and clusters, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import column_of, columns_of, numbers
from research.statistics.samples.clusters import bounded, small_sample
from research.statistics.samples.comparisons import Sample
from research.statistics.samples.weights import checked_weights, effective_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Answers", "Wave", "groups_of", "in_both", "numbered"]


@dataclass(frozen=True)
class Answers:
    """Answers of some respondents to one item.

    Parameters
    ----------
    values : missing answers as NaN, shape ``(n,)``.
    weights : above 0, shape ``(n,)``.
    codes : clusters, the same in all waves; ``None`` for independent respondents.
    """

    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    codes: NDArray[np.int64] | None = None

    @property
    def known(self) -> Answers:
        """Those that were given."""
        there = ~np.isnan(self.values)
        codes = None if self.codes is None else self.codes[there]
        return Answers(self.values[there], self.weights[there], codes)

    @property
    def mean(self) -> float:
        """Weighted mean; missing where there is no answer."""
        if not self.values.size:
            return float("nan")
        return float(self.weights @ self.values / self.weights.sum())

    @property
    def spread(self) -> float:
        """Variance among the respondents, divided by n."""
        if not self.values.size:
            return 0.0
        return float(self.weights @ (self.values - self.mean) ** 2 / self.weights.sum())

    @property
    def effective(self) -> float:
        """Kish's effective size."""
        return float(effective_size(self.weights.sum(), float(self.weights @ self.weights)))

    @property
    def moves(self) -> pd.Series[float]:
        """What each cluster adds to the mean, with the factor of few clusters; by code."""
        codes = np.arange(self.values.size) if self.codes is None else self.codes
        own = self.weights * (self.values - self.mean) / self.weights.sum()
        sums = pd.Series(own).groupby(codes).sum()
        return sums * float(np.sqrt(small_sample(len(sums))))

    @property
    def variance(self) -> float:
        """Of the mean, between clusters."""
        return float(np.square(self.moves.to_numpy()).sum())

    @property
    def units(self) -> int:
        """Clusters; respondents where these are independent."""
        return self.values.size if self.codes is None else np.unique(self.codes).size

    @property
    def df(self) -> float:
        """Clusters less one; infinite for independent respondents."""
        return np.inf if self.codes is None else self.units - 1

    @property
    def sure(self) -> float:
        """Size of the simple random sample that is as sure."""
        if self.codes is None:
            return self.effective
        told = (self.spread, self.variance, self.units, self.effective)
        return float(bounded(*(np.array([float(value)]) for value in told))[0])

    def as_sample(self) -> Sample:
        """Mean, spread and size for a test."""
        mean = np.array([np.nan_to_num(self.mean)])
        return Sample(mean, np.array([self.spread]), np.array([self.effective]))


@dataclass(frozen=True)
class Wave:
    """Answers of one wave.

    Parameters
    ----------
    values : one column an item, shape ``(n, items)``.
    weights : above 0, shape ``(n,)``.
    groups : group of each respondent, where there are any.
    index : the respondents.
    clusters : label of each respondent's cluster, where there are any.
    """

    values: NDArray[np.float64]
    weights: NDArray[np.float64]
    groups: pd.Series[Any] | None
    index: pd.Index[Any]
    clusters: pd.Series[Any] | None = None

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        items: Sequence[str],
        kind: str,
        by: str | None,
        weights: str | None,
        clusters: str | None = None,
    ) -> Wave:
        """Read a wave.

        Raises
        ------
        StatisticsError
            If a column is missing, a share is no 0 or 1, a weight cannot be used or a respondent
            has no cluster.
        """
        listed = columns_of(frame, items, "items of a wave", least=1)
        column_of(frame, by, "groups of a wave")
        column_of(frame, weights, "weights of a wave")
        values = numbers(frame[listed], f"items {listed}")
        if kind == "share" and not np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
            msg = f"a share of {list(items)} wants 0 and 1 and finds other numbers; allowed: 0, 1, "
            msg += "missing (or kind='mean')"
            raise StatisticsError(msg)
        mass = None if weights is None else frame[weights]
        groups = None if by is None else frame[by]
        nested = None
        if column_of(frame, clusters, "clusters of a wave") is not None:
            nested = frame[clusters]
            if nested.isna().any():
                msg = f"{int(nested.isna().sum())} respondents of a wave have no {clusters!r}; "
                msg += "allowed: one for each (or leave them out)"
                raise StatisticsError(msg)
        return cls(values, checked_weights(mass, len(frame)), groups, frame.index, nested)

    def numbered(self, codes: NDArray[np.int64] | None) -> Wave:
        """The same wave, its clusters numbered as in the others."""
        nested = None if codes is None else pd.Series(codes)
        return Wave(self.values, self.weights, self.groups, self.index, nested)

    def members(self, group: Any) -> NDArray[np.bool_]:
        """Who is in a group; everybody in the total."""
        if self.groups is None or group == "Total":
            return np.ones(len(self.values), dtype=bool)
        return np.asarray((self.groups == group).fillna(False).to_numpy(dtype=bool))

    def sample(self, item: int, mask: NDArray[np.bool_]) -> Answers:
        """Answers of some respondents to an item."""
        codes = None if self.clusters is None else self.clusters.to_numpy()[mask]
        return Answers(self.values[mask, item], self.weights[mask], codes)


def in_both(waves: list[Wave]) -> list[Wave]:
    """Keep who is in both waves, in one order, with group, weight and cluster of the later.

    Raises
    ------
    StatisticsError
        If a wave names a respondent twice, or the waves share none.
    """
    first, second = waves
    if first.index.has_duplicates or second.index.has_duplicates:
        msg = "a panel names a respondent twice; allowed: an index with each respondent once a wave"
        raise StatisticsError(msg)
    both = second.index.intersection(first.index, sort=False)
    if not len(both):
        msg = "the waves have no respondent in common; allowed: the same index for the same person "
        msg += "(or panel=False)"
        raise StatisticsError(msg)
    at = [wave.index.get_indexer(both) for wave in waves]
    groups = None if second.groups is None else second.groups.iloc[at[1]]
    mass = second.weights[at[1]]
    nested = None if second.clusters is None else second.clusters.iloc[at[1]]
    return [
        Wave(wave.values[where], mass, groups, both, nested)
        for wave, where in zip(waves, at, strict=True)
    ]


def numbered(waves: Sequence[Wave]) -> list[Wave]:
    """Number clusters from 0, those of one label alike in all waves."""
    labels = [wave.clusters for wave in waves if wave.clusters is not None]
    if len(labels) < len(waves):
        return list(waves)
    codes = pd.factorize(np.concatenate([each.to_numpy(dtype=object) for each in labels]))[0]
    ends = np.cumsum([len(each) for each in labels])[:-1]
    parts = np.split(codes.astype(np.int64), ends)
    return [wave.numbered(part) for wave, part in zip(waves, parts, strict=True)]


def groups_of(waves: Sequence[Wave], by: str | None) -> list[Any]:
    """Give the groups of all waves in order, after everybody."""
    found = [set(wave.groups.dropna().unique()) for wave in waves if wave.groups is not None]
    groups: list[Any] = ["Total", *sorted(set().union(*found), key=str)]
    if groups.count("Total") > 1:
        msg = f"a group of {by!r} is called 'Total'; allowed: any other name"
        raise StatisticsError(msg)
    return groups
